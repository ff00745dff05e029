import type { EventType } from '../../domain/event-types.js';
import { accept, notFound } from '../../domain/decision.js';
import { readTypes, readWebhookUrl, SECRETS_OVERLAP_MS, webhookChanged } from '../../domain/webhook/webhook.js';
import { command } from '../command.js';
import type { SecretMaker } from '../webhook-secret.js';
import { decodeCursor } from '../store/cursor.js';
import { headOfLog } from '../store/event-log.js';
import { openLane, pauseLane, resumeLane } from './webhook-lane.js';

export interface CreateWebhook {
  readonly url: string;
  readonly types?: readonly EventType[] | null;
  readonly secrets: SecretMaker;
}

/** Tells of everything that is committed from now on; its secret is answered once. */
export const createWebhook = command('createWebhook', async (tx, input: CreateWebhook, call) => {
  const fields = { url: readWebhookUrl(input.url), types: readTypes(input.types ?? null), active: true };
  const id = call.newId('Webhook');
  const secret = input.secrets.make();
  const { tx: txNumber, ordinal } = decodeCursor(await headOfLog(tx.sql));
  const place = { tx: txNumber, ordinal, createdAt: call.now, createdById: call.by!.id };
  await tx.sql
    .insertInto('Webhook')
    .values({ ...fields, types: [...fields.types], ...place, id, secret: secret.sealed.sealed })
    .execute();
  await openLane(tx, id);
  return accept(webhookChanged(id, null, fields), { webhookId: id, secret: secret.shown });
});

export interface UpdateWebhook {
  readonly webhookId: string;
  readonly url?: string;
  /** Null: all. */
  readonly types?: readonly EventType[] | null;
  readonly active?: boolean;
  /** Makes a new one; left out: the one it has stays. */
  readonly secrets?: SecretMaker;
}

/** Left out: unchanged. Switched off it keeps its place in the log and what waits, and goes on from there once it is on again. */
export const updateWebhook = command('updateWebhook', async (tx, input: UpdateWebhook, call) => {
  const { webhookId: id, secrets } = input;
  const before = await tx.sql.selectFrom('Webhook').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) throw notFound('webhookId');
  const after = {
    url: input.url === undefined ? before.url : readWebhookUrl(input.url),
    types: input.types === undefined ? before.types : readTypes(input.types),
    active: input.active ?? before.active,
  };
  const secret = secrets?.make();
  const rotated = secret && {
    secret: secret.sealed.sealed,
    previousSecret: before.secret,
    previousUntil: new Date(call.now.getTime() + SECRETS_OVERLAP_MS),
  };
  const on = after.active && !before.active ? { disabledAt: null, disabledBecause: null } : {};
  await tx.sql
    .updateTable('Webhook')
    .set({ ...after, types: [...after.types], ...rotated, ...on })
    .where('id', '=', id)
    .execute();
  if (after.active !== before.active)
    await (after.active ? resumeLane(tx, id) : pauseLane(tx, id, 'switched off by an administrator'));
  const changes = webhookChanged(id, before, after, secret ? { secretRotated: true } : {});
  return accept(changes, { webhookId: id, ...(secret && { secret: secret.shown }) });
});

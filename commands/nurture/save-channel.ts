import { event } from '../../domain/change.js';
import { accept, badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import type { NurtureKind } from '../../domain/nurture/nurture.js';
import { checkChannelUrl } from '../../domain/nurture/channel.js';
import { command } from '../command.js';
import type { SecretMaker } from '../webhook-secret.js';
import type { Tx } from '../store/tx.js';

export interface CreateNurtureChannel {
  readonly name: string;
  readonly kind: NurtureKind;
  readonly sourceId: string;
  readonly url?: string | null;
  readonly secrets: SecretMaker;
}

export const createNurtureChannel = command('createNurtureChannel', async (tx, input: CreateNurtureChannel, call) => {
  const { kind } = input;
  const name = input.name.trim();
  const url = checkChannelUrl(kind, input.url ?? null);
  const source = await tx.sql.selectFrom('Source').select('id').where('id', '=', input.sourceId).executeTakeFirst();
  if (!source) throw notFound('sourceId');
  await refuseTakenName(tx, name, '');
  const id = call.newId('NurtureChannel');
  const secret = kind === 'WEBHOOK' ? input.secrets.make() : null;
  const sealed = secret?.sealed.sealed ?? null;
  const row = { id, name, kind, sourceId: source.id, url, secret: sealed, createdAt: call.now };
  await tx.sql.insertInto('NurtureChannel').values(row).execute();
  return accept([event('SETTINGS_CHANGED', { data: { nurtureChannelId: id, name } })], {
    channelId: id,
    ...(secret && { secret: secret.shown }),
  });
});

export interface UpdateNurtureChannel {
  readonly channelId: string;
  readonly name?: string;
  readonly url?: string;
  readonly active?: boolean;
  /** Makes a new one; left out: the one it has stays. */
  readonly secrets?: SecretMaker;
}

/** Left out: unchanged. What waits while a channel is off goes on once it is on again. */
export const updateNurtureChannel = command('updateNurtureChannel', async (tx, input: UpdateNurtureChannel) => {
  const { channelId: id, secrets, active } = input;
  const before = await tx.sql
    .selectFrom('NurtureChannel')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound('channelId');
  const name = input.name?.trim() ?? before.name;
  const url = input.url === undefined ? before.url : checkChannelUrl(before.kind, input.url);
  if (secrets && before.kind === 'LIST') throw badInput('rotateSecret', message('NURTURE_URL_NOT_TAKEN'));
  await refuseTakenName(tx, name, id);
  const secret = secrets?.make();
  const after = { name, url, active: active ?? before.active, ...(secret && { secret: secret.sealed.sealed }) };
  await tx.sql.updateTable('NurtureChannel').set(after).where('id', '=', id).execute();
  const changes = (['name', 'url', 'active'] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, old: before[field], new: after[field] }));
  if (changes.length === 0 && !secret) return accept([], { channelId: id });
  const data = { nurtureChannelId: id, name, ...(secret && { secretRotated: true }) };
  const shown = secret ? { secret: secret.shown } : {};
  return accept([event('SETTINGS_CHANGED', { changes, data })], { channelId: id, ...shown });
});

async function refuseTakenName({ sql }: Tx, name: string, except: string): Promise<void> {
  const taken = await sql
    .selectFrom('NurtureChannel')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', except)
    .executeTakeFirst();
  if (taken) throw badInput('name', message('NAME_TAKEN'));
}

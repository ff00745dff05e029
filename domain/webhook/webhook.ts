import { event, type Changes } from '../change.js';
import { accept, badInput, refuse, type Call, type Decision } from '../decision.js';
import { heldBack } from '../delivery/test-message.js';
import type { EventType } from '../event-types.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Person } from '../people.js';
import { isWebAddress } from '../webhook-url.js';

/** After a rotation calls are signed with the earlier secret as well for so long. */
export const SECRETS_OVERLAP_MS = 24 * 3_600_000;

/** What happened longer ago isn't told any more, as streams can't be resumed further back either. */
export const TOLD_WITHIN_MS = 72 * 3_600_000;

/** What an administrator sets about a webhook. */
export interface WebhookFields {
  readonly url: string;
  /** None: all. */
  readonly types: readonly EventType[];
  readonly active: boolean;
}

/** Whether the address may be reached is seen when it is called. */
export function readWebhookUrl(text: string): string {
  const url = text.trim();
  if (!isWebAddress(url)) throw badInput('url', message('NOT_A_WEBHOOK_URL'));
  return url;
}

/** In one order and each once; null: all. */
export function readTypes(types: readonly EventType[] | null): readonly EventType[] {
  if (types?.length === 0) throw badInput('types', message('REQUIRED'));
  return [...new Set(types ?? [])].sort();
}

/** That it changed, for the log. Its secret stands nowhere, and an address may hold one: of that the host is told. */
export function webhookChanged(
  webhookId: string,
  before: WebhookFields | null,
  after: WebhookFields,
  data: Readonly<Record<string, unknown>> = {},
): Changes {
  const [old, now] = [before && told(before), told(after)];
  const fields = (['host', 'types', 'active'] as const).filter(
    (field) => JSON.stringify(old?.[field]) !== JSON.stringify(now[field]),
  );
  const isMoved = before !== null && before.url !== after.url;
  if (fields.length === 0 && !isMoved && Object.keys(data).length === 0) return [];
  const changes = fields.map((field) => ({ field, old: old?.[field] ?? null, new: now[field] }));
  const more = { ...(isMoved && { urlChanged: true }), ...data };
  return [event('SETTINGS_CHANGED', { changes, data: { webhookId, host: now.host, ...more } })];
}

/** That it is no more. What was sent to it stays in the log of deliveries. */
export function webhookRemoved(webhookId: string, before: WebhookFields): Changes {
  const fields = told(before);
  const changes = Object.entries(fields).map(([field, old]) => ({ field, old, new: null }));
  return [event('SETTINGS_CHANGED', { changes, data: { webhookId, host: fields.host, removed: true } })];
}

/** A call that tells of nothing, to see whether a webhook works; only so many in any minute. */
export function decideWebhookTest(
  { isActive, recent }: { readonly isActive: boolean; readonly recent: readonly Date[] },
  call: Call,
): Decision {
  if (!isActive) throw badInput('webhookId', message('WEBHOOK_SWITCHED_OFF'));
  const held = heldBack(recent);
  return held ? refuse(held) : accept([], { deliveryId: call.newId('Delivery') });
}

const told = ({ url, types, active }: WebhookFields) => ({ host: hostOf(url), types, active });

/** A receiver that is gone, or has failed for days, is called no more, and the administrators hear of it. */
export function webhookDisabled(
  webhook: WebhookFields & { readonly id: string },
  answer: string,
  people: readonly Person[],
  call: Call,
): Changes {
  const host = hostOf(webhook.url);
  const card = {
    kind: 'SYSTEM' as const,
    title: message('NOTE_WEBHOOK_DISABLED', { host }),
    body: message('NOTE_WEBHOOK_DISABLED_BODY', { host, answer }),
    level: 0,
  };
  const admins = people.filter(({ role, active }) => role === 'ADMIN' && active);
  return [
    ...webhookChanged(webhook.id, webhook, { ...webhook, active: false }, { because: answer }),
    ...admins.map(({ id }) => notifyOrStandIn(people, id, card, call)),
  ];
}

const hostOf = (url: string): string => new URL(url).host;

import { accept, notFound, type Call, type Decision } from '../domain/decision.js';
import type { Arrival } from '../domain/lead/capture.js';
import { decideContactLeft } from '../domain/lead/contact-left.js';
import { openIdOf } from '../domain/lead/identity.js';
import type { FollowerEvent } from '../domain/lead/official-account.js';
import { arrive } from './arrive.js';
import { command } from './command.js';
import { identitiesIn } from './known-identity.js';
import { isFirstTime } from './received-message.js';
import type { Tx } from './store/tx.js';

export interface ReceiveFollowerEvent {
  readonly sourceId: string;
  readonly appId: string;
  readonly event: FollowerEvent;
  /** As far as WeChat said it. */
  readonly unionId: string | null;
}

/** A follower came, wrote or left. However often it is told, it has its effect once. */
export const receiveFollowerEvent = command('receiveFollowerEvent', async (tx, input: ReceiveFollowerEvent, call) => {
  const source = await tx.sql
    .selectFrom('Source')
    .selectAll()
    .where('id', '=', input.sourceId)
    .where('kind', '=', 'OFFICIAL_ACCOUNT')
    .where('active', '=', true)
    .executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!(await isFirstTime(tx, { sourceId: source.id, messageId: input.event.messageId }))) return accept([]);
  const arrival = arrivalFrom(input, source);
  if (input.event.kind === 'LEFT') return left(tx, arrival, input.event, call);
  return arrive(tx, arrival, { quality: source.quality }, call);
});

function arrivalFrom({ event, appId, unionId }: ReceiveFollowerEvent, source: Arrival['source']): Arrival {
  const { what, openId, scene, text } = event;
  return {
    source,
    externalId: null,
    name: null,
    company: null,
    phone: null,
    email: null,
    wechat: null,
    platformIds: { openId: openIdOf(appId, openId), unionId },
    productInterest: null,
    region: null,
    campaign: scene,
    tags: [],
    message: text,
    customFields: {},
    payload: { what, openId, ...(scene !== null && { scene }), ...(text !== null && { text }) },
  };
}

/** Whoever we never knew leaves nothing behind. */
async function left(tx: Tx, arrival: Arrival, { what }: FollowerEvent, call: Call): Promise<Decision> {
  const known = await tx.findByIdentities(identitiesIn({ ...arrival.platformIds }));
  if (!known) return accept([]);
  const file = await tx.lockAnySubject(known, 'openId');
  return decideContactLeft(file, { arrival, change: what, colleague: '' }, call);
}

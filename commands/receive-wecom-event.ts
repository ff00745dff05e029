import { accept, notFound, type Call, type Decision } from '../domain/decision.js';
import type { Arrival } from '../domain/lead/capture.js';
import { decideContactLeft } from '../domain/lead/contact-left.js';
import type { WecomContactEvent } from '../domain/lead/wecom.js';
import { message } from '../domain/message.js';
import { arrive } from './arrive.js';
import { command } from './command.js';
import { identitiesIn } from './known-identity.js';
import { isFirstTime } from './received-message.js';
import type { Tx } from './store/tx.js';

export interface ReceiveWecomEvent {
  readonly sourceId: string;
  readonly event: WecomContactEvent;
}

/** A contact came or went in WeCom. However often it is told, it has its effect once: what was received is kept in the same transaction. */
export const receiveWecomEvent = command('receiveWecomEvent', async (tx, input: ReceiveWecomEvent, call) => {
  const { sourceId, event } = input;
  const source = await tx.sql
    .selectFrom('Source')
    .selectAll()
    .where('id', '=', sourceId)
    .where('kind', '=', 'WECOM')
    .where('active', '=', true)
    .executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!(await isFirstTime(tx, { sourceId, messageId: event.messageId }))) return accept([]);
  const colleague = await findColleague(tx, event.userId);
  const arrival = arrivalFrom(event, source);
  if (event.kind === 'LEFT') return left(tx, { event, arrival, colleague: colleague?.name ?? event.userId }, call);
  const contact = colleague?.active
    ? { userId: colleague.id, because: message('BECAUSE_WECOM_CONTACT'), rule: 'wecom.contact' }
    : null;
  return arrive(tx, arrival, { quality: source.quality, contact }, call);
});

/** WeCom writes one user's id in upper or lower case. */
async function findColleague({ sql: db }: Tx, userId: string) {
  return db
    .selectFrom('User')
    .select(['id', 'name', 'active'])
    .where((where) => where(where.fn<string>('lower', ['wecomUserId']), '=', userId.toLowerCase()))
    .orderBy('active', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

function arrivalFrom(event: WecomContactEvent, source: Arrival['source']): Arrival {
  const { change, userId, externalUserId, state } = event;
  return {
    source,
    externalId: null,
    name: null,
    company: null,
    phone: null,
    email: null,
    wechat: null,
    platformIds: { wecomExternalUserId: externalUserId },
    productInterest: null,
    region: null,
    campaign: state,
    tags: [],
    message: null,
    customFields: {},
    payload: { change, userId, externalUserId, ...(state !== null && { state }) },
  };
}

interface Left {
  readonly event: WecomContactEvent;
  readonly arrival: Arrival;
  readonly colleague: string;
}

/** Whoever we never knew leaves nothing behind. */
async function left(tx: Tx, { event, arrival, colleague }: Left, call: Call): Promise<Decision> {
  const known = await tx.findByIdentities(identitiesIn({ ...arrival.platformIds }));
  if (!known) return accept([]);
  const file = await tx.lockAnySubject(known, 'externalUserId');
  return decideContactLeft(file, { arrival, change: event.change, colleague }, call);
}

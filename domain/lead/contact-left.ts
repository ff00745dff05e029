import { add, event, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call, Decision } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { acceptFor } from '../settle.js';
import { heldOf } from '../standing.js';
import { newTouch, type Arrival } from './capture.js';
import type { LeadFile } from './lead.js';

interface Left {
  readonly arrival: Pick<Arrival, 'source' | 'externalId' | 'payload'>;
  /** What the provider calls it. */
  readonly change: string;
  /** Which of us, as people know them; empty where they left all of us. */
  readonly colleague: string;
}

/** Somebody is no longer a contact of one of us, or follows us no longer: that is kept and their owner hears of it; it is no interaction and moves no clock. */
export function decideContactLeft(file: CustomerFile | LeadFile, { arrival, ...left }: Left, call: Call): Decision {
  const of =
    'customer' in file ? { leadId: null, customerId: file.customer.id } : { leadId: file.lead.id, customerId: null };
  const touch = newTouch(arrival, of, call);
  const data = { touchId: touch.id, sourceId: arrival.source.id, change: left.change };
  const changes = [add('Touch', touch), event('LEAD_TOUCHED', { ...of, data }), ...notice(file, left, of, call)];
  return acceptFor(file, changes, call, { touchId: touch.id });
}

function notice(
  file: CustomerFile | LeadFile,
  { change, colleague }: Omit<Left, 'arrival'>,
  of: { readonly leadId: string | null; readonly customerId: string | null },
  call: Call,
): Changes {
  const { ownerId, name } = heldOf(file);
  if (ownerId === null) return [];
  const card = { ...saidOf(change, { name, colleague }), level: 0 };
  return [notify(ownerId, { kind: 'DUPLICATE', ...card, ...of }, call)];
}

function saidOf(change: string, params: { readonly name: string; readonly colleague: string }) {
  if (change === 'unsubscribe')
    return { title: message('NOTE_UNFOLLOWED', params), body: message('NOTE_UNFOLLOWED_BODY', params) };
  const body = change === 'del_follow_user' ? 'NOTE_WECOM_LEFT_US_BODY' : 'NOTE_WECOM_LEFT_THEM_BODY';
  return { title: message('NOTE_WECOM_LEFT', params), body: message(body, params) };
}

import type { Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import { heldOf } from '../standing.js';

type File = CustomerFile | LeadFile;

/** The survivor's owner hears what came in, and each other owner that theirs is no longer theirs; nobody of what they did themself. */
export function tellMerged(into: File, from: readonly File[], call: Call): Changes {
  const others = from.filter((file) => heldOf(file).ownerId !== heldOf(into).ownerId);
  return [...tellOf(into, from, call), ...others.flatMap((file) => tellGone(file, call))];
}

function tellOf(into: File, from: readonly File[], call: Call): Changes {
  const names = from.map((file) => heldOf(file).name).join('、');
  const params = { name: heldOf(into).name, from: names };
  const texts = { title: message('NOTE_MERGED', params), body: message('NOTE_MERGED_BODY', params) };
  return tell(into, { kind: 'DUPLICATE', ...texts, level: 0, ...subjectOf(into) }, call);
}

/** The survivor isn't theirs to see. */
function tellGone(file: File, call: Call): Changes {
  const { name } = heldOf(file);
  const texts = { title: message('NOTE_MERGED_AWAY', { name }), body: message('NOTE_MERGED_AWAY_BODY', { name }) };
  return tell(file, { kind: 'DUPLICATE', ...texts, level: 0 }, call);
}

/** Whoever has it back hears of it. */
export function tellUnmerged(file: File, call: Call): Changes {
  const { name } = heldOf(file);
  const title = message('NOTE_UNMERGED', { name });
  const body = message('NOTE_UNMERGED_BODY', { name });
  return tell(file, { kind: 'ASSIGNED', title, body, level: 0, ...subjectOf(file) }, call);
}

type Card = Parameters<typeof notifyOrStandIn>[2];

function tell(file: File, told: Card, call: Call): Changes {
  const { ownerId } = heldOf(file);
  return ownerId === null || ownerId === call.by?.id ? [] : [notifyOrStandIn(file.people, ownerId, told, call)];
}

const subjectOf = (file: File) => ('lead' in file ? { leadId: file.lead.id } : { customerId: file.customer.id });

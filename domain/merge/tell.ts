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
  const { name, ownerId } = heldOf(into);
  const names = from.map((file) => heldOf(file).name).join('、');
  const others = from.filter((file) => heldOf(file).ownerId !== ownerId);
  return [
    ...tell(into, card('NOTE_MERGED', { name, from: names }, subjectOf(into)), call),
    ...others.flatMap((file) => tell(file, card('NOTE_MERGED_AWAY', { name: heldOf(file).name }, {}), call)),
  ];
}

/** Whoever has it back hears of it. */
export function tellUnmerged(file: File, call: Call): Changes {
  const { name } = heldOf(file);
  const title = message('NOTE_UNMERGED', { name });
  const body = message('NOTE_UNMERGED_BODY', { name });
  return tell(file, { kind: 'ASSIGNED', title, body, level: 0, ...subjectOf(file) }, call);
}

type Card = Parameters<typeof notifyOrStandIn>[2];

function card(
  title: 'NOTE_MERGED' | 'NOTE_MERGED_AWAY',
  params: Readonly<Record<string, string>>,
  subject: object,
): Card {
  return {
    kind: 'DUPLICATE',
    title: message(title, params),
    body: message(`${title}_BODY`, params),
    level: 0,
    ...subject,
  };
}

function tell(file: File, told: Card, call: Call): Changes {
  const { ownerId } = heldOf(file);
  return ownerId === null || ownerId === call.by?.id ? [] : [notifyOrStandIn(file.people, ownerId, told, call)];
}

const subjectOf = (file: File) => ('lead' in file ? { leadId: file.lead.id } : { customerId: file.customer.id });

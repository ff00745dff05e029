import { after, set, type Changes, type FieldChange, type NewEvent } from './change.js';
import type { CustomerFile } from './customer/customer.js';
import { accept, type Answer, type Call, type Decision } from './decision.js';
import { rearm } from './deadline/rearm.js';
import type { LeadFile } from './lead/lead.js';
import { mayWorkOn } from './policy.js';
import { heldOf, standingOf } from './standing.js';

type File = CustomerFile | LeadFile;

/**
 * Accepts changes of one customer or lead, and adds what follows from them whatever caused them:
 * timers in line with the new state, the next contact, a new version, and every changed field in the log.
 */
export function acceptFor<F extends File>(file: F, changes: Changes, call: Call, answer: Answer): Decision {
  return accept(settled(file, changes, call), { [subjectField(file)]: heldOf(file).id, ...answer });
}

export function settled<F extends File>(file: F, changes: Changes, call: Call): Changes {
  const reacted = [...changes, ...reaction(file, after(file, changes), call)];
  const result = after(file, reacted);
  return [...audited(file, reacted), ...rearm(result, call), ...bookkeeping(file, result, reacted, call)];
}

/** Work by somebody in charge is a reaction to everything overdue: its escalation goes no further. */
function reaction(before: File, result: File, call: Call): Changes {
  const worked = heldOf(result).lastActivityAt?.getTime() !== heldOf(before).lastActivityAt?.getTime();
  if (!worked || call.by === null || !mayWorkOn(call.by, standingOf(before))) return [];
  return result.followUps
    .filter((followUp) => followUp.reachedStep !== null && followUp.acknowledgedAt === null)
    .map((followUp) => set('FollowUp', followUp.id, { acknowledgedAt: call.now }));
}

function bookkeeping(before: File, result: File, changes: Changes, call: Call): Changes {
  const held = heldOf(result);
  const nextContactAt = earliestDue(result);
  const isMoved = nextContactAt?.getTime() !== heldOf(before).nextContactAt?.getTime();
  const isChanged = changes.some((change) => 'set' in change && change.id === held.id);
  if (!isMoved && !isChanged) return [];
  const versions = isChanged ? { version: held.version + 1, updatedAt: call.now } : {};
  return [set('customer' in result ? 'Customer' : 'Lead', held.id, { ...versions, nextContactAt })];
}

function earliestDue(file: File): Date | null {
  const times = file.followUps.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.getTime()]));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/** Each event about the subject tells the fields that changed since the one before it, old and new. */
export function audited<F extends File>(before: F, changes: Changes): Changes {
  let told = before;
  let state = before;
  const withFields = changes.map((change) => {
    state = after(state, [change]);
    if (!('event' in change) || !isAbout(change.event, heldOf(before).id)) return change;
    const fields = fieldChanges(heldOf(told), heldOf(state));
    told = state;
    return { event: { ...change.event, changes: fields } };
  });
  if (fieldChanges(heldOf(told), heldOf(state)).length > 0)
    throw new Error(`${heldOf(before).id} changes without an event`);
  return withFields;
}

/** Columns that follow from others, for the database to look things up by: no news to anybody. */
const DERIVED: ReadonlySet<string> = new Set(['companyFolded']);

function fieldChanges(before: object, result: object): readonly FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(result as Record<string, unknown>)
    .filter(([field, value]) => !DERIVED.has(field) && !isSame(old.get(field), value))
    .map(([field, value]) => ({ field, old: old.get(field) ?? null, new: value }));
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const isAbout = (event: NewEvent, id: string): boolean => event.customerId === id || event.leadId === id;

const subjectField = (file: File): string => ('customer' in file ? 'customerId' : 'leadId');

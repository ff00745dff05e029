import { approvalsInLine } from './approval/in-line.js';
import { after, set, type Changes, type FieldChange, type NewEvent } from './change.js';
import type { CustomerFile } from './customer/customer.js';
import { dealChanges } from './deal/audit.js';
import { isArmed } from './deadline/deadline.js';
import { rearm } from './deadline/rearm.js';
import { takeaways } from './deadline/silence.js';
import { accept, refuse, type Answer, type Call, type Decision } from './decision.js';
import { entryChanges, fieldChanges } from './field-changes.js';
import type { LeadFile } from './lead/lead.js';
import type { Playbook } from './playbook/playbook.js';
import { mayWorkOn } from './policy.js';
import { replacedBy } from './replaced.js';
import type { Refusal } from './refusal.js';
import { heldOf, standingOf } from './standing.js';

type File = CustomerFile | LeadFile;

/**
 * Accepts changes of one customer or lead, and adds what follows from them whatever caused them:
 * timers and requests in line with the new state, the next contact, a new version, and every changed field in the log.
 */
export function acceptFor<F extends File>(file: F, changes: Changes, call: Call, answer: Answer): Decision {
  return accept(settled(file, changes, call), { [subjectField(file)]: heldOf(file).id, ...answer });
}

/** Refuses, and writes what happened all the same, with everything that follows from it; whoever has no right records nothing. */
export function refuseFor<F extends File>(
  file: F,
  refusal: Refusal,
  happened: Changes,
  call: Call,
  answer: Answer,
): Decision {
  if (happened.length === 0 || refusal.code === 'NOT_OWNER') return refuse(refusal);
  const changes = settled(file, happened, call);
  return refuse(refusal, { changes, answer: { [subjectField(file)]: heldOf(file).id, ...answer } });
}

export function settled<F extends File>(file: F, changes: Changes, call: Call): Changes {
  return inLine(file, [...changes, ...consequences(file, after(file, changes), call)], call);
}

/** What a change brings about by itself, before the timers. */
function consequences(before: File, result: File, call: Call): Changes {
  const requests = 'customer' in result ? approvalsInLine(result, call) : [];
  return [...requests, ...reaction(before, result, call)];
}

/** How a file stands once its changes, folded into it, have had their effect on its timers: what a course that nobody writes down has to know. */
export function carriedOn<F extends File>(before: F, result: F, call: Call): F {
  const reacted = after(result, consequences(before, result, call));
  return after(reacted, rearm(reacted, call, { before }));
}

/** What changed around a customer or lead, besides its own changes. */
interface Around<F> {
  /** The playbook that holds from now on, where it is another one. */
  readonly under?: Playbook;
  /** How it stood when its timers were set, where that is something else than how it stands. */
  readonly before?: F;
}

/** The same for changes that are no work on anybody: a clock that moves with them is no reaction to what is overdue. */
export function inLine<F extends File>(file: F, changes: Changes, call: Call, around: Around<F> = {}): Changes {
  const { under = file.playbook, before = file } = around;
  const result = { ...after(file, changes), playbook: under };
  const timers = rearm(result, call, { before });
  const kept = bookkeeping(file, after(result, timers), changes, call);
  return [...audited(file, changes, kept), ...timers, ...kept];
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
  const reclaimAt = 'customer' in result ? { reclaimAt: takenAwayAt(result) } : {};
  const isMoved =
    !isSame(nextContactAt, heldOf(before).nextContactAt) ||
    ('customer' in before && !isSame(reclaimAt.reclaimAt ?? null, before.customer.reclaimAt));
  const isChanged = changes.some((change) => 'set' in change && change.id === held.id);
  if (!isMoved && !isChanged) return [];
  const versions = isChanged ? { version: held.version + 1, updatedAt: call.now } : {};
  const to = { ...versions, nextContactAt, ...reclaimAt };
  return [set('customer' in result ? 'Customer' : 'Lead', held.id, to)];
}

const isSame = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** When its owner loses it, if nothing happens from now on: when the first of the timers that take it away fires. */
function takenAwayAt(file: CustomerFile): Date | null {
  const rules = new Set(takeaways(file).map(({ rule }) => rule));
  const times = file.deadlines.filter((one) => isArmed(one) && rules.has(one.rule)).map(({ dueAt }) => dueAt.getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

function earliestDue(file: File): Date | null {
  const times = file.followUps.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.getTime()]));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/**
 * Each event about the subject tells the fields that changed since the one before it, old and new, the last what follows from all of it;
 * a customer's first keeps what all of them replace.
 */
export function audited<F extends File>(before: F, changes: Changes, following: Changes = []): Changes {
  let told = before;
  let state = before;
  const withFields = changes.map((change) => {
    state = after(state, [change]);
    if (!('event' in change) || !isAbout(change.event, heldOf(before).id)) return change;
    const fields = fieldsChanged(told, state);
    told = state;
    return { event: { ...change.event, changes: [...(change.event.changes ?? []), ...fields] } };
  });
  if (fieldsChanged(told, state).length > 0) throw new Error(`${heldOf(before).id} changes without an event`);
  const whole = withLast(before, withFields, fieldsChanged(state, after(state, following)));
  return 'customer' in before ? keeping(before, whole, following) : whole;
}

/** Where nothing else happened, nobody is told that what follows from it was put right. */
function withLast(file: File, changes: Changes, fields: readonly FieldChange[]): Changes {
  const last = changes.findLastIndex((change) => 'event' in change && isAbout(change.event, heldOf(file).id));
  return changes.map((change, index) =>
    index === last && 'event' in change
      ? { event: { ...change.event, changes: [...(change.event.changes ?? []), ...fields] } }
      : change,
  );
}

function keeping(before: CustomerFile, changes: Changes, following: Changes): Changes {
  const replaced = replacedBy(before, [...changes, ...following]);
  if (replaced === null) return changes;
  const first = changes.findIndex((change) => 'event' in change && isAbout(change.event, before.customer.id));
  if (first < 0 && replacedBy(before, changes) !== null)
    throw new Error(`${before.customer.id} changes without an event`);
  return changes.map((change, index) =>
    index === first && 'event' in change ? { event: { ...change.event, replaced } } : change,
  );
}

/** Columns that the database looks things up by, that count the changes themselves, or that move with timers: no news to anybody. */
const DERIVED: ReadonlySet<string> = new Set([
  'companyFolded',
  'version',
  'updatedAt',
  'reclaimAt',
  'responseStep',
  'responseResumedAt',
]);

/** Those of the customer or lead itself, and of its deals. */
function fieldsChanged(before: File, result: File): readonly FieldChange[] {
  const own = fieldChanges(heldOf(before), heldOf(result))
    .filter(({ field }) => !DERIVED.has(field))
    .flatMap((change) => (change.field === 'customFields' ? entryChanges(change) : [change]));
  if (!('deals' in before) || !('deals' in result)) return own;
  return [...own, ...dealChanges(before.deals, result.deals)];
}

const isAbout = (event: NewEvent, id: string): boolean => event.customerId === id || event.leadId === id;

const subjectField = (file: File): string => ('customer' in file ? 'customerId' : 'leadId');

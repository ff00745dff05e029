import type { Approval } from './approval/approval.js';
import type { Customer, CustomerFile, Quote, StageVisit } from './customer/customer.js';
import type { Contract } from './customer/contract.js';
import type { RefusedMove } from './customer/refused-move.js';
import { isSameTimer, isStanding, SPEAKING_KINDS, type Deadline, type Spoken } from './deadline/deadline.js';
import type { Deal, DealDelivery, ChecklistItem, Instalment, Payment } from './deal/deal.js';
import { withDealPatch, withDealRow } from './deal/fold.js';
import type { EventType } from './event-types.js';
import type { StoredFile } from './file/file.js';
import { reachedCustomer, type FollowUp } from './follow-up/follow-up.js';
import type { Identity } from './lead/identity.js';
import type { LeadClaim } from './lead/claim.js';
import type { Lead, LeadFile, Touch } from './lead/lead.js';
import type { Merge, Moved } from './merge/merge.js';
import type { Notification } from './notification.js';
import type { Team } from './people.js';
import type { Claim } from './pool/claim.js';
import type { Replaced } from './replaced.js';

/** What decisions may write, by the name of its table. */
export interface Records {
  readonly Customer: Customer;
  readonly StageVisit: StageVisit;
  readonly RefusedMove: RefusedMove;
  readonly Quote: Quote;
  readonly Approval: Approval;
  readonly Contract: Contract;
  readonly File: StoredFile;
  readonly Deal: Deal;
  readonly Instalment: Instalment;
  readonly Payment: Payment;
  readonly DealDelivery: DealDelivery;
  readonly ChecklistItem: ChecklistItem;
  readonly FollowUp: FollowUp;
  readonly Deadline: Deadline;
  readonly Notification: Notification;
  readonly Lead: Lead;
  readonly Touch: Touch;
  readonly Team: Team;
  readonly Merge: Merge;
  readonly Claim: Claim;
  readonly LeadClaim: LeadClaim;
}
export type RecordName = keyof Records;

export interface FieldChange {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** An entry for the log, before it has a position, a time and an actor. */
export interface NewEvent {
  readonly type: EventType;
  readonly customerId?: string | null;
  readonly leadId?: string | null;
  readonly rule?: string | null;
  readonly recipientId?: string | null;
  readonly changes?: readonly FieldChange[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly replaced?: Replaced;
}

/** One thing to write. A decision is a list of these; the store writes them in one transaction. */
export type Change =
  | { [K in RecordName]: { readonly add: K; readonly row: Records[K] } }[RecordName]
  | { [K in RecordName]: { readonly set: K; readonly id: string; readonly to: Partial<Records[K]> } }[RecordName]
  | {
      readonly identities: readonly Identity[];
      readonly of: { readonly leadId?: string; readonly customerId?: string };
      /** What they were known by so far, of somebody who was there already: of these, those that aren't listed any more are given up. */
      readonly insteadOf?: readonly Identity[];
    }
  | {
      readonly alsoKnownBy: readonly Identity[];
      readonly of: { readonly leadId?: string; readonly customerId?: string };
    }
  | { readonly qualified: { readonly leadId: string; readonly customerId: string } }
  | { readonly moved: Moved }
  | { readonly event: NewEvent };

export type Changes = readonly Change[];

export function add<K extends RecordName>(name: K, row: Records[K]): Change {
  return { add: name, row } as Change;
}

export function set<K extends RecordName>(name: K, id: string, to: Partial<Records[K]>): Change {
  return { set: name, id, to };
}

export const event = (type: EventType, rest: Omit<NewEvent, 'type'> = {}): Change => ({ event: { type, ...rest } });

/** The same file as it will stand once the changes are written, so that decisions can build on each other. */
export function after<F extends CustomerFile | LeadFile>(file: F, changes: Changes): F {
  return withTimers(changes.reduce(fold, file), changes.filter(isOfTimer));
}

type TimerChange = Extract<Change, { add: 'Deadline' } | { set: 'Deadline' }>;

const isOfTimer = (change: Change): change is TimerChange =>
  'set' in change ? change.set === 'Deadline' : 'add' in change && change.add === 'Deadline';

/** Many change at once, and nothing else follows from them: they are folded together. */
function withTimers<F extends CustomerFile | LeadFile>(file: F, changes: readonly TimerChange[]): F {
  if (changes.length === 0) return file;
  const deadlines = changes.reduce<readonly Deadline[]>(
    (standing, change) =>
      'add' in change ? [...standing, change.row] : patched(standing, change.id, change.to).filter(isStanding),
    file.deadlines,
  );
  return { ...file, ...warned(file, changes), spoken: spoken(file, changes), deadlines };
}

function fold<F extends CustomerFile | LeadFile>(file: F, change: Change): F {
  if ('set' in change) return foldSet(file, change);
  if ('add' in change) return foldAdd(file, change);
  return file;
}

function foldSet<F extends CustomerFile | LeadFile>(file: F, change: Extract<Change, { set: RecordName }>): F {
  switch (change.set) {
    case 'Customer':
      return 'customer' in file && file.customer.id === change.id
        ? { ...file, ...newCycle(change.to), customer: { ...file.customer, ...change.to } }
        : file;
    case 'Lead':
      return 'lead' in file && file.lead.id === change.id ? { ...file, lead: { ...file.lead, ...change.to } } : file;
    case 'FollowUp': {
      const open = patched(file.followUps, change.id, change.to).filter((one) => one.status === 'PLANNED');
      return { ...(change.to.status === 'DONE' ? countDone(file, change.to) : file), followUps: open };
    }
    case 'Quote':
      return 'quotes' in file ? { ...file, quotes: patched(file.quotes, change.id, change.to) } : file;
    case 'Approval':
      return 'approvals' in file ? { ...file, approvals: patched(file.approvals, change.id, change.to) } : file;
    case 'Deal':
    case 'Instalment':
    case 'Payment':
    case 'DealDelivery':
    case 'ChecklistItem':
      return 'deals' in file ? { ...file, deals: withDealPatch(file.deals, change) } : file;
    case 'StageVisit':
      return 'visit' in file ? { ...file, visit: patchedVisit(file.visit, change) } : file;
    case 'Claim':
      return 'claim' in file && file.claim?.id === change.id
        ? { ...file, claim: { ...file.claim, ...change.to } }
        : file;
    case 'Deadline':
    case 'Contract':
    case 'File':
    case 'Notification':
    case 'Touch':
    case 'Team':
    case 'Merge':
    case 'LeadClaim':
    case 'RefusedMove':
      return file;
  }
}

function foldAdd<F extends CustomerFile | LeadFile>(file: F, change: Extract<Change, { add: RecordName }>): F {
  switch (change.add) {
    case 'FollowUp':
      return change.row.status === 'PLANNED'
        ? { ...file, followUps: [...file.followUps, change.row] }
        : countDone(file, change.row);
    case 'Quote':
      return 'quotes' in file ? { ...file, quotes: [change.row, ...file.quotes] } : file;
    case 'Approval':
      return 'approvals' in file ? { ...file, approvals: [change.row, ...file.approvals] } : file;
    case 'StageVisit':
      return 'visit' in file ? { ...file, visit: change.row } : file;
    case 'Contract':
      return 'contracts' in file ? { ...file, contracts: file.contracts + 1 } : file;
    case 'Claim':
      return 'claim' in file ? { ...file, claim: change.row } : file;
    case 'Deal':
    case 'Instalment':
    case 'Payment':
    case 'DealDelivery':
    case 'ChecklistItem':
      return 'deals' in file ? { ...file, deals: withDealRow(file.deals, change) } : file;
    case 'Deadline':
    case 'Customer':
    case 'File':
    case 'Lead':
    case 'Notification':
    case 'Touch':
    case 'Team':
    case 'Merge':
    case 'LeadClaim':
    case 'RefusedMove':
      return file;
  }
}

function countDone<F extends CustomerFile | LeadFile>(file: F, done: Partial<FollowUp>): F {
  const isCounted = done.countsAsActivity && done.occurredAt && done.outcome && !reachedCustomer(done.outcome);
  const counted = isCounted ? { ...file, countedAttempts: inOrder([...file.countedAttempts, done.occurredAt]) } : file;
  return 'followUpsDone' in counted ? { ...counted, followUpsDone: counted.followUpsDone + 1 } : counted;
}

/** An attempt may be recorded after a later one. */
function inOrder(instants: readonly Date[]): Date[] {
  return [...instants].sort((a, b) => a.getTime() - b.getTime());
}

/** Follow-ups, quotes and contracts count from the latest entry into the first stage. */
function newCycle({ cycleStartedAt }: Partial<Customer>): Partial<CustomerFile> {
  return cycleStartedAt === undefined ? {} : { followUpsDone: 0, quotes: [], contracts: 0 };
}

/** The owner hears of a takeaway by the timer that warns of it. */
function warned({ deadlines }: CustomerFile | LeadFile, changes: readonly TimerChange[]) {
  const isWarning = (id: string) => deadlines.some((one) => one.id === id && one.kind === 'POOL_WARNING');
  const fired = changes.filter((change) => 'set' in change && change.to.status === 'FIRED' && isWarning(change.id));
  const last = fired.at(-1);
  return last && 'set' in last && last.to.firedAt ? { warnedAt: last.to.firedAt } : {};
}

/** With those that fired. */
function spoken({ deadlines, spoken: before }: CustomerFile | LeadFile, changes: readonly TimerChange[]) {
  const fired = changes.flatMap((change): readonly Spoken[] => {
    const own = 'set' in change && change.to.firedAt ? deadlines.find(({ id }) => id === change.id) : undefined;
    if (!own || !SPEAKING_KINDS.includes(own.kind) || !('set' in change)) return [];
    return [{ subject: own.subject, rule: own.rule, step: own.step, firedAt: change.to.firedAt! }];
  });
  if (fired.length === 0) return before;
  return [...before.filter((one) => !fired.some((other) => isSameTimer(one, other))), ...fired];
}

/** One that was left is history. */
function patchedVisit(visit: StageVisit | null, { id, to }: Extract<Change, { set: 'StageVisit' }>): StageVisit | null {
  if (visit?.id !== id) return visit;
  return to.leftAt ? null : { ...visit, ...to };
}

function patched<T extends { readonly id: string }>(rows: readonly T[], id: string, to: Partial<T>): T[] {
  return rows.map((row) => (row.id === id ? { ...row, ...to } : row));
}

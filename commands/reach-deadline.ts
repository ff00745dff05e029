import type { CustomerFile } from '../domain/customer/customer.js';
import { byDueOrder, type Deadline } from '../domain/deadline/deadline.js';
import { decideReach, type ReachOutcome } from '../domain/deadline/reach.js';
import { isReassignment } from '../domain/deadline/reach-response.js';
import { accept, type Call, type Decision } from '../domain/decision.js';
import type { LeadFile } from '../domain/lead/lead.js';
import type { Place } from '../domain/lead/place.js';
import { forgetAlarms } from './alarms.js';
import { command } from './command.js';
import { placeByRules } from './place.js';
import { firstDue } from './reach-batch.js';
import type { Tx } from './store/tx.js';

export interface ReachDeadline {
  readonly deadlineId: string;
  /** Leaves the deadline to whoever holds its subject at the moment instead of waiting for them. */
  readonly onlyIfFree?: boolean;
}

/**
 * What came of waking a deadline. BUSY: somebody else works on its subject. WAITING: it failed, and its next try is later.
 * NOT_FIRST: another one of the same subject is due before it; `first` is its id.
 */
export type Reached = ReachOutcome | 'BUSY' | 'WAITING' | 'NOT_FIRST';

/**
 * Wakes one deadline. However often it is called and by however many workers, the effect happens once:
 * what counts is what stands in the row once its customer or lead is locked.
 */
export const reachDeadline = command('reachDeadline', async (tx, { deadlineId, onlyIfFree }: ReachDeadline, call) => {
  const found = await findArmed(tx, deadlineId);
  if (!found) return reached('STALE');
  if (found.isWaiting) return reached('WAITING');
  if (onlyIfFree && !(await isFree(tx, found))) return reached('BUSY');
  const file = await tx.lockAnySubject(found, 'deadlineId');
  const first = dueBefore(file, deadlineId, call.now);
  if (first) return reached('NOT_FIRST', first.id);
  const decision = decideReach(file, deadlineId, call, await successor(tx, file, deadlineId, call));
  if (decision.accepted && decision.answer['outcome'] === 'NOT_DUE') await forgetAlarms(tx.sql, [deadlineId]);
  return decision;
});

/** Who takes over a lead that its owner hasn't contacted: asked for only where this timer gives it away now. */
async function successor(
  tx: Tx,
  file: CustomerFile | LeadFile,
  deadlineId: string,
  { now }: Call,
): Promise<Place | null> {
  const deadline = file.deadlines.find(({ id }) => id === deadlineId);
  if (!('lead' in file) || !deadline || !isReassignment(deadline) || deadline.dueAt > now) return null;
  const { lead, pools } = file;
  const company = { companyFolded: lead.companyFolded, leadId: lead.id };
  return placeByRules(
    tx,
    { facts: lead, company, exceptId: lead.ownerId },
    { settings: await tx.loadSettings(), pools },
  );
}

interface Armed {
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly isWaiting: boolean;
}

/** Read without a lock, because the subject's lock comes first: whoever changes a customer locks it, then its deadlines. */
async function findArmed(tx: Tx, id: string): Promise<Armed | null> {
  const row = await tx.sql
    .selectFrom('Deadline')
    .select(['customerId', 'leadId', 'retryAt'])
    .where('id', '=', id)
    .where('status', '=', 'ARMED')
    .executeTakeFirst();
  return row ? { ...row, isWaiting: row.retryAt !== null && row.retryAt > tx.now } : null;
}

async function isFree(tx: Tx, { customerId, leadId }: Armed): Promise<boolean> {
  const subject =
    customerId !== null
      ? tx.sql.selectFrom('Customer').select('id').where('id', '=', customerId)
      : tx.sql.selectFrom('Lead').select('id').where('id', '=', leadId);
  return (await subject.forUpdate().skipLocked().executeTakeFirst()) !== undefined;
}

/** Whatever of the same subject acts first. */
function dueBefore(file: CustomerFile | LeadFile, id: string, now: Date): Deadline | undefined {
  const own = file.deadlines.find((one) => one.id === id);
  const first = firstDue(file, now);
  return own && first && byDueOrder(first, own) < 0 ? first : undefined;
}

const reached = (outcome: Reached, first: string | null = null): Decision => accept([], { outcome, first });

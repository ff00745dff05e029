import type { CustomerFile } from '../customer/customer.js';
import { takeaways } from '../deadline/silence.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { latest } from '../latest.js';
import { message } from '../message.js';
import { actsAs, type Viewer } from '../policy.js';
import { acceptFor } from '../settle.js';
import type { Approval } from './approval.js';
import { request } from './request.js';

/**
 * The owner, warned that silence is about to take a customer away, asks a superior to leave it with them: once for as long as they own it. Nothing
 * takes it away before that is decided.
 */
export function decideObjectToReclaim(file: CustomerFile, text: string, by: Viewer, call: Call): Decision {
  const { customer } = file;
  if (customer.ownerId === null || !actsAs(by, customer.ownerId)) return refuse({ code: 'NOT_OWNER' });
  const note = text.trim();
  if (note === '') throw badInput('note', message('NOTE_MISSING'));
  if (hasObjected(file)) return refuse({ code: 'ALREADY_CLOSED' });
  const coming = takeaways(file);
  if (coming.length === 0) throw badInput('customerId', message('NOTHING_TAKES_IT'));
  if (!coming.some(({ isWarned }) => isWarned)) throw badInput('customerId', message('NOT_WARNED_YET'));
  const asking = { kind: 'OBJECTION' as const, to: customer.stage, reason: null, note, by };
  const { approval, changes } = request(file, asking, call);
  return acceptFor(file, changes, call, { approvalId: approval.id });
}

/** Whether this person could object now: nothing else is asked for. */
export const mayObject = (file: CustomerFile, by: Viewer): boolean =>
  file.customer.ownerId !== null &&
  actsAs(by, file.customer.ownerId) &&
  !hasObjected(file) &&
  takeaways(file).some(({ isWarned }) => isWarned);

/** One that became void was never decided, and leaves them theirs. */
const hasObjected = (file: CustomerFile): boolean =>
  file.approvals.some((one) => one.outcome !== 'VOID' && isObjectionOfOwner(file, one));

function isObjectionOfOwner({ customer }: CustomerFile, { kind, ownerId, requestedAt }: Approval): boolean {
  const isTheirs = ownerId === customer.ownerId && (customer.ownedSince === null || requestedAt >= customer.ownedSince);
  return kind === 'OBJECTION' && isTheirs;
}

/** When a superior last said that the owner keeps the customer; null: never. The clocks of silence begin anew. */
export function keptAt(file: CustomerFile): Date | null {
  const times = file.approvals
    .filter((one) => one.outcome === 'KEPT' && isObjectionOfOwner(file, one))
    .map(({ decidedAt }) => decidedAt);
  return times.length > 0 ? latest(times) : null;
}

import { decideApproval as decide } from '../domain/approval/decide.js';
import { notFound } from '../domain/decision.js';
import { actsAs } from '../domain/policy.js';
import { command } from './command.js';

export interface DecideApproval {
  readonly approvalId: string;
  readonly approve: boolean;
  readonly note?: string | null;
}

/** Whoever was asked may decide even where they don't see the customer any more; anybody else has to see it. */
export const decideApproval = command(
  'decideApproval',
  async (tx, { approvalId, approve, note }: DecideApproval, call) => {
    const found = await tx.sql
      .selectFrom('Approval')
      .select(['customerId', 'approverId'])
      .where('id', '=', approvalId)
      .executeTakeFirst();
    if (!found) throw notFound('approvalId');
    const by = tx.requireCaller();
    const file = await tx.lockAnyCustomer(found.customerId, 'approvalId');
    if (!actsAs(by, found.approverId)) tx.requireSeen(file, 'approvalId');
    return decide(file, approvalId, { approve, note: note?.trim() || null }, by, call);
  },
);

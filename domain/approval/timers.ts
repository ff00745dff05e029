import type { CustomerFile } from '../customer/customer.js';
import { chainDeadlines } from '../deadline/chain.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { at, message, span } from '../message.js';
import { stageOf } from '../playbook/playbook.js';
import { pendingApproval } from './approval.js';

/** The rule by which these timers are known. */
export const APPROVAL_RULE = 'approval';

/** A request is to be decided in time: whoever has to decide is told, then one superior after the other. */
export function approvalDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const approval = pendingApproval(file);
  if (!approval) return [];
  const said = { to: stageOf(file.playbook, approval.to).label, due: at(approval.dueAt) };
  return chainDeadlines(file, {
    chain: approval,
    timer: {
      kind: 'APPROVAL',
      subject: approval.id,
      rule: APPROVAL_RULE,
      customerId: file.customer.id,
      leadId: null,
      followUpId: null,
    },
    dueAt: approval.dueAt,
    remindAt: [],
    steps: file.playbook.approval.escalation,
    ahead: () => message('BECAUSE_APPROVAL_DUE', said),
    due: () => message('BECAUSE_APPROVAL_DUE', said),
    unheeded: (after) => message('BECAUSE_APPROVAL_UNHEEDED', { ...said, span: span(after) }),
  });
}

/**
 * When a clock that began `since` and would end at `dueAt` ends, as it stood still while a request was pending: nobody is to lose a customer
 * because a superior took their time. While one is pending, no such clock runs at all.
 */
export function withStops({ approvals }: Pick<CustomerFile, 'approvals'>, since: Date, dueAt: Date): Date {
  const stops = approvals.flatMap(({ requestedAt, decidedAt }) =>
    decidedAt === null ? [] : [{ requestedAt, decidedAt }],
  );
  const inOrder = stops.sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
  return inOrder.reduce((due, { requestedAt, decidedAt }) => {
    const from = Math.max(requestedAt.getTime(), since.getTime());
    const stood = decidedAt.getTime() - from;
    return from < due.getTime() && stood > 0 ? new Date(due.getTime() + stood) : due;
  }, dueAt);
}

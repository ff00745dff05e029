import type { CustomerFile } from '../customer/customer.js';
import { chainDeadlines } from '../deadline/chain.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { at, message, span } from '../message.js';
import { stageOf } from '../playbook/playbook.js';
import { pendingApproval } from './approval.js';
import { WORDS } from './words.js';

/** The rule by which these timers are known. */
export const APPROVAL_RULE = 'approval';

/** A request is to be decided in time: whoever has to decide is told, then one superior after the other. */
export function approvalDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const approval = pendingApproval(file);
  if (!approval) return [];
  const { due, unheeded } = WORDS[approval.kind];
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
    ahead: () => message(due, said),
    due: () => message(due, said),
    unheeded: (after) => message(unheeded, { ...said, span: span(after) }),
  });
}

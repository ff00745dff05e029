import { event, type Change } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Chain } from '../deadline/chain.js';

export const APPROVAL_KINDS = ['MOVE', 'OBJECTION'] as const;
/** What is asked for: that a customer may move, or that its owner keeps it though silence is about to take it away. */
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_OUTCOMES = ['PENDING', 'MOVED', 'MOVE_REFUSED', 'KEPT', 'REJECTED', 'VOID'] as const;
/** What became of a request. MOVE_REFUSED: approved, but the playbook no longer let the move by. VOID: there was nothing left to decide. */
export type ApprovalOutcome = (typeof APPROVAL_OUTCOMES)[number];

/** Somebody asks a superior to let a customer move, or stay with its owner. The chain is the superior's: how far the telling of what is owed has come. */
export interface Approval extends Chain {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly customerId: string;
  readonly playbookId: string;
  readonly from: string;
  /** An objection asks for no move: where it stands. */
  readonly to: string;
  /** Whose customer it was. */
  readonly ownerId: string;
  readonly requestedById: string;
  readonly approverId: string;
  /** What was given with the move: it is made with these. */
  readonly reason: string | null;
  readonly requestNote: string | null;
  readonly requestedAt: Date;
  /** By when it is to be decided. */
  readonly dueAt: Date;
  readonly outcome: ApprovalOutcome;
  /** When it was decided, or became void. */
  readonly decidedAt: Date | null;
  readonly decidedById: string | null;
  readonly note: string | null;
}

/** The request that waits for a decision; a customer has one at most. */
export const pendingApproval = ({ approvals }: Pick<CustomerFile, 'approvals'>): Approval | null =>
  approvals.find(({ outcome }) => outcome === 'PENDING') ?? null;

/** What the superior said; null while it is pending, and where nobody said anything any more. */
export function saidBy(outcome: ApprovalOutcome): boolean | null {
  switch (outcome) {
    case 'MOVED':
    case 'MOVE_REFUSED':
    case 'KEPT':
      return true;
    case 'REJECTED':
      return false;
    case 'PENDING':
    case 'VOID':
      return null;
  }
}

/** Tells the log how a request ended. */
export function decidedEvent({
  id: approvalId,
  kind,
  customerId,
  from,
  to,
  outcome,
  note,
  requestedById,
}: Approval): Change {
  const data = { approvalId, kind, from, to, outcome, approved: saidBy(outcome), note, requestedById };
  return event('APPROVAL_DECIDED', { customerId, data });
}

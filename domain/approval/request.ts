import { dueAfter } from '../calendar.js';
import { add, after, event, type Changes } from '../change.js';
import { givenWithMove, requireReason, requireStage, type Move } from '../customer/advance.js';
import type { CustomerFile } from '../customer/customer.js';
import { refuseMove } from '../customer/refused-move.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { badInput, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { moveRefusal } from '../playbook/transitions.js';
import type { Viewer } from '../policy.js';
import { acceptFor } from '../settle.js';
import { pendingApproval, type Approval, type ApprovalKind } from './approval.js';
import { approversOf } from './approvers.js';
import { voided } from './in-line.js';
import { tellApprovers } from './tell.js';

/**
 * Asks a superior to let a customer move: exactly where the move itself would be refused for want of approval alone. What came along has
 * happened and is recorded, as with the move. An objection that is still pending gives way to it.
 */
export function decideRequestApproval(file: CustomerFile, move: Move, by: Viewer, call: Call): Decision {
  const to = requireStage(file.playbook, move.to, 'to');
  requireReason(file, to, move.reason ?? null);
  const given = givenWithMove(file, move, call);
  const ready = after(file, given);
  const why = { reason: move.reason ?? null, note: move.note ?? null, rule: null };
  const refusal = moveRefusal(ready, to, by, why);
  if (refusal === null) throw badInput('to', message('NEEDS_NO_APPROVAL', { stage: to.label }));
  const pending = pendingApproval(ready);
  if (refusal.code !== 'APPROVAL_REQUIRED' || pending?.kind === 'MOVE')
    return refuseMove(file, { to, refusal }, given, call);
  const instead = pending ? voided(ready, pending, call) : [];
  const { reason = null, note } = move;
  const asked = request(ready, { kind: 'MOVE', to: to.code, reason, note: note?.trim() || null, by }, call);
  return acceptFor(file, [...given, ...instead, ...asked.changes], call, { approvalId: asked.approval.id });
}

export interface Request {
  readonly kind: ApprovalKind;
  readonly to: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly by: Viewer;
}

/** Asks the owner's superiors, who hear of it at once. */
export function request(file: CustomerFile, asking: Request, call: Call) {
  const [approverId, ...others] = approversOf(file, asking.by.id, call.now).filter((id) => id !== asking.by.id);
  if (approverId === undefined) throw badInput('customerId', message('NOBODY_DECIDES'));
  const approval = asked(file, asking, approverId, call);
  const told = tellApprovers(file, approval, [approverId, ...others], call);
  return { approval, changes: [...requested(approval), ...told] };
}

function asked(file: CustomerFile, { kind, to, reason, note, by }: Request, approverId: string, call: Call): Approval {
  const { customer, playbook, calendar } = file;
  if (customer.ownerId === null) throw new Error(`Nobody owns ${customer.id}`);
  return {
    id: call.newId('Approval'),
    kind,
    customerId: customer.id,
    playbookId: customer.playbookId,
    from: customer.stage,
    to,
    ownerId: customer.ownerId,
    requestedById: by.id,
    approverId,
    reason,
    requestNote: note,
    requestedAt: call.now,
    dueAt: dueAfter(call.now, playbook.approval.within, 'CLOCK', calendar),
    outcome: 'PENDING',
    decidedAt: null,
    decidedById: null,
    note: null,
    ...NOT_BEGUN,
  };
}

function requested(approval: Approval): Changes {
  const { id: approvalId, kind, customerId, from, to, approverId, reason, requestNote: note } = approval;
  return [
    add('Approval', approval),
    event('APPROVAL_REQUESTED', { customerId, data: { approvalId, kind, from, to, approverId, reason, note } }),
  ];
}

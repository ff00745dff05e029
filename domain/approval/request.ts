import { dueAfter } from '../calendar.js';
import { add, after, event, type Changes } from '../change.js';
import { givenWithMove, requireReason, requireStage, type Move } from '../customer/advance.js';
import type { CustomerFile } from '../customer/customer.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { badInput, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import type { StageDefinition } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import type { Viewer } from '../policy.js';
import { acceptFor, refuseFor } from '../settle.js';
import { pendingApproval, type Approval } from './approval.js';
import { approversOf } from './approvers.js';
import { tellApprovers } from './tell.js';

/**
 * Asks a superior to let a customer move: exactly where the move itself would be refused for want of approval alone. What came along has
 * happened and is recorded, as with the move.
 */
export function decideRequestApproval(file: CustomerFile, move: Move, by: Viewer, call: Call): Decision {
  const to = requireStage(file.playbook, move.to, 'to');
  requireReason(file, to, move.reason ?? null);
  const given = givenWithMove(file, move, call);
  const ready = after(file, given);
  const why = { reason: move.reason ?? null, note: move.note ?? null, rule: null };
  const refusal = moveRefusal(ready, to, by, why);
  if (refusal === null) throw badInput('to', message('NEEDS_NO_APPROVAL', { stage: to.label }));
  if (refusal.code !== 'APPROVAL_REQUIRED' || pendingApproval(ready)) return refuseFor(file, refusal, given, call, {});
  const [approverId, ...others] = approversOf(ready, by.id, call.now);
  if (approverId === undefined) throw new Error(`There is nobody to approve a move of ${file.customer.id}`);
  const approval = asked(ready, to, { move, byId: by.id, approverId }, call);
  const changes = [...given, ...requested(approval), ...tellApprovers(ready, approval, [approverId, ...others], call)];
  return acceptFor(file, changes, call, { approvalId: approval.id });
}

interface Asking {
  readonly move: Move;
  readonly byId: string;
  readonly approverId: string;
}

function asked(file: CustomerFile, to: StageDefinition, { move, byId, approverId }: Asking, call: Call): Approval {
  const { customer, playbook, calendar } = file;
  if (customer.ownerId === null) throw new Error(`${customer.id} moves though nobody owns it`);
  return {
    id: call.newId('Approval'),
    customerId: customer.id,
    playbookId: customer.playbookId,
    from: customer.stage,
    to: to.code,
    ownerId: customer.ownerId,
    requestedById: byId,
    approverId,
    reason: move.reason ?? null,
    requestNote: move.note?.trim() || null,
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
  const { id: approvalId, customerId, from, to, approverId, reason, requestNote: note } = approval;
  return [
    add('Approval', approval),
    event('APPROVAL_REQUESTED', { customerId, data: { approvalId, from, to, approverId, reason, note } }),
  ];
}

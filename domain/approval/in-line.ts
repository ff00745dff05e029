import { dueAfter } from '../calendar.js';
import { event, set, type Changes } from '../change.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { decidedEvent, pendingApproval, type Approval } from './approval.js';
import { approversOf } from './approvers.js';
import { tellApprovers, tellAsker } from './tell.js';

/**
 * What a customer's standing does to the request that waits: it is void once the customer left the stage or its owner, or whoever asked is
 * gone; where the one who was to decide is gone, it goes to the next superior.
 */
export function approvalsInLine(file: CustomerFile, call: Call): Changes {
  const approval = pendingApproval(file);
  if (!approval) return [];
  if (!stands(file, approval)) return voided(file, approval, call);
  return isGone(file, approval.approverId) ? passedOn(file, approval, call) : [];
}

/** The request is over without a decision. */
export function voided(file: CustomerFile, approval: Approval, call: Call): Changes {
  const ended = { ...approval, outcome: 'VOID' as const, decidedAt: call.now };
  return [
    set('Approval', approval.id, { outcome: ended.outcome, decidedAt: ended.decidedAt }),
    decidedEvent(ended),
    ...(isGone(file, approval.requestedById) ? [] : tellAsker(file, ended, call)),
  ];
}

function stands(file: CustomerFile, { from, ownerId, playbookId, requestedById, requestedAt }: Approval): boolean {
  const { customer } = file;
  const isWhereItWas = customer.stage === from && customer.stageEnteredAt <= requestedAt;
  const isWhose = customer.ownerId === ownerId && customer.playbookId === playbookId;
  return isWhereItWas && isWhose && !isGone(file, requestedById);
}

/** Whoever decides now has the time for it that the one before had, and is reminded themself. */
function passedOn(file: CustomerFile, approval: Approval, call: Call): Changes {
  const [approverId, ...others] = approversOf(file, approval.requestedById, call.now);
  if (approverId === undefined) return [];
  const dueAt = dueAfter(call.now, file.playbook.approval.within, 'CLOCK', file.calendar);
  return [
    set('Approval', approval.id, { approverId, dueAt, ...NOT_BEGUN }),
    event('CUSTOMER_CHANGED', {
      customerId: file.customer.id,
      changes: [{ field: 'approval.approverId', old: approval.approverId, new: approverId }],
      data: { approvalId: approval.id },
    }),
    ...tellApprovers(file, approval, [approverId, ...others], call),
  ];
}

const isGone = ({ people }: CustomerFile, id: string): boolean => people.some((one) => one.id === id && !one.active);

import { after, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import { refuseMove } from '../customer/refused-move.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { stageOf } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import { actsAs, mayApprove, type Viewer } from '../policy.js';
import { acceptFor, refuseFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { decidedEvent, type Approval, type ApprovalOutcome } from './approval.js';
import { approvalsInLine } from './in-line.js';
import { tellAsker } from './tell.js';

export interface Verdict {
  readonly approve: boolean;
  readonly note: string | null;
}

/**
 * The superior lets the customer move or stay with its owner, or doesn't. The move obeys the playbook as the facts are now: where it is refused, the answer says
 * so, and that it was approved is recorded all the same.
 */
export function decideApproval(
  file: CustomerFile,
  approvalId: string,
  { approve, note }: Verdict,
  by: Viewer,
  call: Call,
): Decision {
  const approval = file.approvals.find(({ id, outcome }) => id === approvalId && outcome === 'PENDING');
  if (!approval) return refuse({ code: 'ALREADY_CLOSED' });
  if (!mayDecide(file, approval, by)) return refuse({ code: 'NOT_OWNER' });
  const ended = approvalsInLine(file, call);
  if (ended.length > 0) return refuseFor(file, { code: 'ALREADY_CLOSED' }, ended, call, { approvalId });
  const say = (outcome: ApprovalOutcome) => said(file, approval, { outcome, note }, call);
  if (!approve) return acceptFor(file, say('REJECTED'), call, { approvalId });
  if (approval.kind === 'OBJECTION') return acceptFor(file, say('KEPT'), call, { approvalId });

  const to = stageOf(file.playbook, approval.to);
  const move = { reason: approval.reason, note: approval.requestNote, rule: null };
  const refusal = moveRefusal(file, to, null, move);
  if (refusal) return refuseMove(file, { to, refusal }, say('MOVE_REFUSED'), call, { approvalId });
  const approved = say('MOVED');
  const entered = enterStage(after(file, approved), to, move, call);
  return acceptFor(file, [...approved, ...entered], call, { approvalId });
}

/** Nobody approves what they asked for themself. */
export const mayDecide = (
  file: CustomerFile,
  { requestedById, approverId }: Pick<Approval, 'requestedById' | 'approverId'>,
  by: Viewer,
): boolean => by.id !== requestedById && (actsAs(by, approverId) || mayApprove(by, standingOf(file)));

interface Said {
  readonly outcome: ApprovalOutcome;
  readonly note: string | null;
}

function said(file: CustomerFile, approval: Approval, { outcome, note }: Said, call: Call): Changes {
  const decided = { ...approval, outcome, note, decidedAt: call.now, decidedById: call.by?.id ?? null };
  return [
    set('Approval', approval.id, {
      outcome,
      note,
      decidedAt: decided.decidedAt,
      decidedById: decided.decidedById,
    }),
    decidedEvent(decided),
    ...tellAsker(file, decided, call),
  ];
}

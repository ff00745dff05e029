import type { RuleProblem } from '../refusal.js';
import { repeated } from './check-lists.js';
import { escalationProblems, zeroSpan } from './check-timers.js';
import type { DraftPlaybook, DraftStage } from './draft.js';
import { error } from './problem.js';

/** What is wrong with the moves that a superior has to approve: those that aren't there at all, and times of nothing. */
export function approvalProblems({ stages, approval }: DraftPlaybook): readonly RuleProblem[] {
  return [
    ...stages.flatMap(movesThatAreNone),
    ...zeroSpan('approval.within', approval.within),
    ...escalationProblems('approval.escalation', approval.escalation),
  ];
}

function movesThatAreNone({ path, name, mayGoTo, needsApproval }: DraftStage): readonly RuleProblem[] {
  const at = (index: number) => `${path}.needsApproval[${index}]`;
  const none = needsApproval.flatMap((code, index) =>
    code === undefined || mayGoTo.includes(code)
      ? []
      : [error(at(index), 'APPROVAL_OF_NO_MOVE', { stage: name, to: code })],
  );
  return [...repeated(needsApproval, at), ...none];
}

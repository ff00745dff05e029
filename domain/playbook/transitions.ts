import type { CustomerFile } from '../customer/customer.js';
import { asksForReview } from '../customer/review.js';
import { mayWorkOn, type Viewer } from '../policy.js';
import type { Refusal, RefusalCode, UnmetCondition } from '../refusal.js';
import { standingOf } from '../standing.js';
import { unmetConditions, type MoveReason } from './conditions.js';
import { stageOf, type StageDefinition } from './playbook.js';

/** What a drop-down may show for one stage: whether it can be chosen now, and what is missing. */
export interface Transition {
  readonly to: StageDefinition;
  readonly reachable: boolean;
  /** The refusal a move would get now; null when it would be done. */
  readonly blockedBy: RefusalCode | null;
  readonly unmet: readonly UnmetCondition[];
  /** A review is asked for with the move; it holds nothing up. */
  readonly asksForReview: boolean;
}

const NO_REASON: MoveReason = { reason: null, rule: null };

/** Every other stage of the customer's playbook, with what blocks it for this person. */
export function transitionsOf(file: CustomerFile, by: Viewer): readonly Transition[] {
  const others = file.playbook.definition.stages.filter((stage) => stage.code !== file.customer.stage);
  return others.map((to) => transitionTo(file, to, by));
}

/** Why a move is refused: not theirs to move, no such edge, or conditions unmet; null when nothing blocks it. The one guard of all doors. */
export function moveRefusal(
  file: CustomerFile,
  to: StageDefinition,
  by: Viewer | null,
  move: MoveReason,
): Refusal | null {
  if (by !== null && !mayWorkOn(by, standingOf(file))) return { code: 'NOT_OWNER' };
  const { stage } = file.customer;
  const allowed = stageOf(file.playbook, stage).mayGoTo;
  if (!allowed.includes(to.code)) return { code: 'TRANSITION_NOT_ALLOWED', from: stage, to: to.code, allowed };
  const unmet = unmetConditions(to.entryConditions ?? [], file, move);
  return unmet.length > 0 ? { code: 'CONDITIONS_UNMET', unmet } : null;
}

function transitionTo(file: CustomerFile, to: StageDefinition, by: Viewer): Transition {
  const refusal = moveRefusal(file, to, by, NO_REASON);
  const unmet = refusal?.code === 'CONDITIONS_UNMET' ? refusal.unmet : [];
  const canBeGiven = unmet.length > 0 && unmet.every((condition) => condition.givenWithMove);
  return {
    to,
    reachable: refusal === null || canBeGiven,
    blockedBy: refusal?.code ?? null,
    unmet,
    asksForReview: asksForReview(to),
  };
}

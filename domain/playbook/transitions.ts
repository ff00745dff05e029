import type { CustomerFile } from '../customer/customer.js';
import { asksForReview } from '../customer/review.js';
import { mayApprove, mayWorkOn, type Viewer } from '../policy.js';
import { noteAsked } from '../reason/choose.js';
import { offeredReasons, type Reason } from '../reason/reason.js';
import type { Refusal, RefusalCode, UnmetCondition } from '../refusal.js';
import { standingOf } from '../standing.js';
import { unmetConditions, type MoveReason } from './conditions.js';
import { reasonAskedBy, stageOf, type StageDefinition } from './playbook.js';

/** What a drop-down may show for one stage: whether it can be chosen now, and what is missing. */
export interface Transition {
  readonly to: StageDefinition;
  readonly reachable: boolean;
  /** The refusal a move would get now; null when it would be done. */
  readonly blockedBy: RefusalCode | null;
  readonly unmet: readonly UnmetCondition[];
  /** A superior has to approve the move of this person; then it is reached by asking for it. */
  readonly needsApproval: boolean;
  /** A review is asked for with the move; it holds nothing up. */
  readonly asksForReview: boolean;
  /** What the move may give as its reason; none where it takes no reason. */
  readonly reasons: readonly Reason[];
}

const NO_REASON: MoveReason = { reason: null, rule: null };

/** Every other stage of the customer's playbook, with what blocks it for this person. */
export function transitionsOf(file: CustomerFile, by: Viewer): readonly Transition[] {
  const others = file.playbook.definition.stages.filter((stage) => stage.code !== file.customer.stage);
  return others.map((to) => transitionTo(file, to, by));
}

/**
 * Why a move is refused: not theirs to move, no such edge, conditions unmet, or a superior has to approve; null when nothing blocks it. The one
 * guard of all doors.
 */
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
  const unmet = [...unmetConditions(to.entryConditions ?? [], file, move), ...unmetNote(file, to, move)];
  if (unmet.length > 0) return { code: 'CONDITIONS_UNMET', unmet };
  return needsApproval(file, to, by) ? { code: 'APPROVAL_REQUIRED' } : null;
}

/** A person's reason may ask for a note. */
function unmetNote(file: CustomerFile, to: StageDefinition, move: MoveReason): readonly UnmetCondition[] {
  const kind = reasonAskedBy(to);
  if (kind === null || move.reason === null) return [];
  return noteAsked(file, kind, { code: move.reason, note: move.note }, 'advanceCustomer');
}

/** What a manager's override goes past: where there is no edge, and which conditions are unmet. */
export interface PassedOver {
  readonly hasEdge: boolean;
  readonly unmet: readonly string[];
}

export function passedOver(file: CustomerFile, to: StageDefinition, move: MoveReason): PassedOver {
  const hasEdge = stageOf(file.playbook, file.customer.stage).mayGoTo.includes(to.code);
  return { hasEdge, unmet: unmetConditions(to.entryConditions ?? [], file, move).map(({ code }) => code) };
}

/** Some moves are a superior's to make or to approve; a rule that was published needs nobody's approval. */
export function needsApproval(file: CustomerFile, to: StageDefinition, by: Viewer | null): boolean {
  const { needsApproval: asked = [] } = stageOf(file.playbook, file.customer.stage);
  return by !== null && asked.includes(to.code) && !mayApprove(by, standingOf(file));
}

function transitionTo(file: CustomerFile, to: StageDefinition, by: Viewer): Transition {
  const refusal = moveRefusal(file, to, by, NO_REASON);
  const unmet = refusal?.code === 'CONDITIONS_UNMET' ? refusal.unmet : [];
  const isMove = refusal === null || refusal.code === 'CONDITIONS_UNMET' || refusal.code === 'APPROVAL_REQUIRED';
  const asksSuperior = isMove && needsApproval(file, to, by);
  const reasonKind = reasonAskedBy(to);
  const canBeGiven = unmet.length > 0 && unmet.every((condition) => condition.givenWithMove);
  return {
    to,
    reachable: !asksSuperior && (refusal === null || canBeGiven),
    blockedBy: refusal?.code ?? null,
    unmet,
    needsApproval: asksSuperior,
    asksForReview: asksForReview(to),
    reasons: reasonKind === null ? [] : offeredReasons(file, reasonKind),
  };
}

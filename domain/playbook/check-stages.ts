import { CONDITION_CODES, MET_FROM_THE_START } from './conditions.js';
import type { RuleProblem } from '../refusal.js';
import type { DraftPlaybook, DraftStage } from './draft.js';
import { error, warning } from './problem.js';

const FEWEST_STAGES = 5;
const MOST_STAGES = 8;

/** What is wrong with the stages and the moves between them. */
export function stageProblems({ stages }: DraftPlaybook): readonly RuleProblem[] {
  return [
    ...countProblems(stages),
    ...unknownTargets(stages),
    ...unreachable(stages),
    ...closedBeginning(stages),
    ...stages.flatMap(problemsOf),
  ];
}

/** The stages by code; of two with the same code, the first. */
export function stagesByCode(stages: readonly DraftStage[]): ReadonlyMap<string | undefined, DraftStage> {
  return new Map([...stages].reverse().flatMap((stage) => (stage.code === undefined ? [] : [[stage.code, stage]])));
}

function countProblems(stages: readonly DraftStage[]): readonly RuleProblem[] {
  const count = stages.length;
  if (count === 0 || (count >= FEWEST_STAGES && count <= MOST_STAGES)) return [];
  return [warning('stages', 'STAGE_COUNT', { count, least: FEWEST_STAGES, most: MOST_STAGES })];
}

function unknownTargets(stages: readonly DraftStage[]): readonly RuleProblem[] {
  const known = stagesByCode(stages);
  return stages.flatMap(({ path, mayGoTo }) =>
    mayGoTo.flatMap((code, index) =>
      code === undefined || known.has(code) ? [] : [error(`${path}.mayGoTo[${index}]`, 'UNKNOWN_STAGE', { code })],
    ),
  );
}

function unreachable(stages: readonly DraftStage[]): readonly RuleProblem[] {
  const known = stagesByCode(stages);
  const reached = new Set(stages.slice(0, 1));
  // The set grows while it is walked: what is reached is looked at in turn.
  for (const stage of reached) {
    for (const code of stage.mayGoTo) {
      const next = known.get(code);
      if (next) reached.add(next);
    }
  }
  return stages
    .filter((stage) => !reached.has(stage) && known.get(stage.code) === stage)
    .map(({ path, name }) => error(path, 'UNREACHABLE_STAGE', { stage: name }));
}

/** Where everybody begins nothing is recorded yet: a condition that asks for it lets nobody in. */
function closedBeginning([first]: readonly DraftStage[]): readonly RuleProblem[] {
  const later = CONDITION_CODES.filter((code) => !MET_FROM_THE_START.includes(code));
  return (first?.entryConditions ?? []).flatMap((code, index) =>
    later.some((one) => one === code)
      ? [error(`${first!.path}.entryConditions[${index}]`, 'NOBODY_CAN_BEGIN', { stage: first!.name })]
      : [],
  );
}

function problemsOf(stage: DraftStage): readonly RuleProblem[] {
  return stage.isEnd ? endProblems(stage) : openStageProblems(stage);
}

function endProblems({ path, name, idle, entersPool }: DraftStage): readonly RuleProblem[] {
  return [
    ...(idle.length > 0 ? [error(`${path}.idle`, 'IDLE_AT_END', { stage: name })] : []),
    ...(entersPool ? [error(`${path}.toPool`, 'END_IN_POOL', { stage: name })] : []),
  ];
}

function openStageProblems({ path, code, name, mayGoTo, nextAction, entersPool }: DraftStage): readonly RuleProblem[] {
  const hasWayOut = mayGoTo.some((to) => to !== code);
  return [
    ...(hasWayOut ? [] : [error(`${path}.mayGoTo`, 'DEAD_END', { stage: name })]),
    ...(nextAction || entersPool ? [] : [error(`${path}.nextAction`, 'NEXT_ACTION_MISSING', { stage: name })]),
  ];
}

import { spanLength } from '../calendar.js';
import { labelIn, type Label } from '../message.js';
import type { RuleProblem } from '../refusal.js';
import { stagesByCode } from './check-stages.js';
import type { DraftIdleRule, DraftNextAction, DraftPlaybook, DraftStage } from './draft.js';
import { error, warning } from './problem.js';

/** What is wrong with the timers: spans of nothing, reminders that never come, moves that aren't allowed, endless rounds. */
export function timerProblems({ stages, escalation }: DraftPlaybook): readonly RuleProblem[] {
  return [
    ...stages.flatMap(({ nextAction }) => (nextAction ? actionProblems(nextAction) : [])),
    ...stages.flatMap(({ idle }) => idle.flatMap((rule) => zeroSpan(`${rule.path}.for`, rule.for))),
    ...stages.flatMap((stage) => movesNotAllowed(stage, stages)),
    ...timerLoops(stages),
    ...escalationProblems('escalation', escalation),
  ];
}

export function zeroSpan(path: string, span: string | undefined): readonly RuleProblem[] {
  return span !== undefined && spanLength(span) === 0 ? [error(path, 'ZERO_SPAN')] : [];
}

const BEFORE_THE_ACTION: Label = { 'zh-CN': '它早于动作开始的时间', en: 'it falls before the action begins' };

function actionProblems({ path, dueIn, remindBefore }: DraftNextAction): readonly RuleProblem[] {
  const reminders = remindBefore.flatMap((before, index) => {
    const at = `${path}.remindBefore[${index}]`;
    if (before === undefined || dueIn === undefined || spanLength(before) < spanLength(dueIn))
      return zeroSpan(at, before);
    return [warning(at, 'RULE_NEVER_ACTS', { because: BEFORE_THE_ACTION })];
  });
  return [...zeroSpan(`${path}.dueIn`, dueIn), ...reminders];
}

function movesNotAllowed(stage: DraftStage, stages: readonly DraftStage[]): readonly RuleProblem[] {
  const known = stagesByCode(stages);
  return stage.idle.flatMap(({ path, moveTo }) => {
    if (moveTo === undefined) return [];
    const target = known.get(moveTo);
    if (!target) return [error(`${path}.then.moveTo`, 'UNKNOWN_STAGE', { code: moveTo })];
    if (stage.mayGoTo.includes(moveTo)) return [];
    return [error(`${path}.then.moveTo`, 'TIMER_MOVE_NOT_ALLOWED', { stage: stage.name, to: target.name })];
  });
}

interface TimedMove {
  readonly rule: DraftIdleRule;
  readonly to: DraftStage;
}

/** Rounds that a silent customer would be moved in without end; each is told once, at its first stage. */
function timerLoops(stages: readonly DraftStage[]): readonly RuleProblem[] {
  const known = stagesByCode(stages);
  const told = new Set<DraftStage>();
  const movesFrom = (stage: DraftStage): readonly TimedMove[] =>
    stage.idle.flatMap((rule) => {
      const to = known.get(rule.moveTo);
      return to ? [{ rule, to }] : [];
    });
  return stages.flatMap((stage) => {
    const [first, ...rest] = told.has(stage) ? [] : roundFrom(stage, movesFrom);
    if (!first) return [];
    const round = [stage, first.to, ...rest.map((move) => move.to)];
    round.forEach((member) => told.add(member));
    return [error(`${first.rule.path}.then.moveTo`, 'TIMER_LOOP', { loop: arrows(round) })];
  });
}

/** The shortest way by timers from a stage back to itself; empty where there is none. */
function roundFrom(start: DraftStage, movesFrom: (stage: DraftStage) => readonly TimedMove[]): readonly TimedMove[] {
  const ways = new Map<DraftStage, readonly TimedMove[]>([[start, []]]);
  // The map grows while it is walked, nearest stages first.
  for (const [stage, way] of ways) {
    for (const move of movesFrom(stage)) {
      if (move.to === start) return [...way, move];
      if (!ways.has(move.to)) ways.set(move.to, [...way, move]);
    }
  }
  return [];
}

function arrows(round: readonly DraftStage[]): Label {
  const names = round.map(({ name }) => (typeof name === 'string' ? { 'zh-CN': name, en: name } : name));
  const joined = (locale: 'ZH_CN' | 'EN') => names.map((name) => labelIn(name, locale)).join(' → ');
  return { 'zh-CN': joined('ZH_CN'), en: joined('EN') };
}

/** Each step comes later than the one before. */
export function escalationProblems(path: string, escalation: readonly (string | undefined)[]): readonly RuleProblem[] {
  return escalation.flatMap((after, index) => {
    const before = escalation[index - 1];
    if (after === undefined || before === undefined || spanLength(after) > spanLength(before)) return [];
    return [error(`${path}[${index}].after`, 'ESCALATION_NOT_LATER')];
  });
}

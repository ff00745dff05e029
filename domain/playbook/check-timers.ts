import { neverEndsAfter, spanLength } from '../calendar.js';
import { labelIn, type Label } from '../message.js';
import type { RuleProblem } from '../refusal.js';
import { stagesByCode } from './check-stages.js';
import type { DraftIdleRule, DraftNextAction, DraftPlaybook, DraftStage } from './draft.js';
import type { CalendarKind } from './playbook.js';
import { error, warning } from './problem.js';

/** What is wrong with the timers: spans of nothing, rules that never act, moves that aren't allowed, endless rounds. */
export function timerProblems({ calendar, stages, escalation }: DraftPlaybook): readonly RuleProblem[] {
  return [
    ...stages.flatMap(({ nextAction }) => (nextAction ? actionProblems(nextAction) : [])),
    ...stages.flatMap(({ idle }) => idle.flatMap((rule) => zeroSpan(`${rule.path}.for`, rule.for))),
    ...stages.flatMap(({ idle }) => rulesThatNeverAct(idle, calendar)),
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

/** A rule never acts where another one always moves the customer away before; of two at one time, the one listed first acts. */
function rulesThatNeverAct(idle: readonly DraftIdleRule[], calendar: CalendarKind): readonly RuleProblem[] {
  return idle.flatMap((rule, index) => {
    const first = idle.findIndex((other, place) => {
      if (place === index || other.isGuarded || other.moveTo === undefined) return false;
      return isNeverLater(other, rule, calendar) && (place < index || !isNeverLater(rule, other, calendar));
    });
    return first < 0 ? [] : [warning(rule.path, 'RULE_NEVER_ACTS', { because: comesFirst(first + 1) })];
  });
}

/** An interaction is activity too, so a clock further left never starts later than one further right. */
const CLOCK_STARTS = [['CLAIM', 'LAST_STAGE_CHANGE'], ['LAST_INTERACTION'], ['LAST_ACTIVITY']];

const startOf = (since: string | undefined): number =>
  CLOCK_STARTS.findIndex((same) => same.some((name) => name === since));

/** Whether a rule's turn comes before the other's or with it, whatever happened to the customer. */
function isNeverLater(rule: DraftIdleRule, other: DraftIdleRule, calendar: CalendarKind): boolean {
  if (rule.for === undefined || other.for === undefined) return false;
  const [start, otherStart] = [startOf(rule.since), startOf(other.since)];
  return start >= 0 && start <= otherStart && neverEndsAfter(rule.for, other.for, calendar);
}

const comesFirst = (place: number): Label => ({
  'zh-CN': `第 ${place} 条规则总是先起作用`,
  en: `rule ${place} always comes first`,
});

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

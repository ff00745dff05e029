import { spanLength } from '../calendar.js';
import { groupedBy } from '../grouped-by.js';
import type { DraftPlaybook } from '../playbook/draft.js';
import { warning } from '../playbook/problem.js';
import type { RuleProblem } from '../refusal.js';
import { whyNever } from './never-acts.js';
import { entriesOfPool, entriesOfStage, type Entry, type NamedPoolRules, type TimetableRow } from './row.js';

/**
 * One timetable of a stage's idle rules and the pools' reclaim rules, stage by stage, each in the order in which their turn comes:
 * the earliest acts, and entering a stage or a pool restarts the clocks.
 */
export function timetable(playbook: DraftPlaybook, pools: readonly NamedPoolRules[]): readonly TimetableRow[] {
  return playbook.stages.flatMap((stage) => {
    if (stage.code === undefined) return [];
    const own = stage.isEnd ? [] : entriesOfStage(stage, playbook);
    const perPool = pools.map((pool) => entriesOfPool(stage, pool));
    const ownRows = own.map((entry) => asRow(entry, [own, ...perPool.map((rows) => [...rows, ...own])]));
    const poolRows = perPool.flatMap((rows) => rows.map((entry) => asRow(entry, [[...rows, ...own]])));
    return [...poolRows, ...ownRows].sort((a, b) => spanLength(a.after) - spanLength(b.after));
  });
}

/** `besides`: the lists it may run in; a stage's own runs beside the rules of any one pool. */
function asRow(entry: Entry, besides: readonly (readonly Entry[])[]): TimetableRow {
  const { place: _, conditions: __, mayWait: ___, ...row } = entry;
  const reasons = besides.map((listed) => whyNever(entry, listed));
  return { ...row, neverActs: reasons.find((reason) => reason !== null) ?? null };
}

/** The stages' own rules that never act, by their place in the playbook. */
export function idleRulesThatNeverAct(rows: readonly TimetableRow[]): readonly RuleProblem[] {
  return rows
    .filter(({ effect }) => effect !== 'RECLAIM')
    .flatMap(({ path, neverActs }) => (neverActs ? [warning(path, 'RULE_NEVER_ACTS', { because: neverActs })] : []));
}

/** A pool's rules that act in no stage in which they hold. */
export function reclaimRulesThatNeverAct(rows: readonly TimetableRow[]): readonly RuleProblem[] {
  const byRule = groupedBy(
    rows.filter(({ effect }) => effect === 'RECLAIM'),
    ({ pool, path }) => (pool === null ? path : `pools.${pool}.${path}`),
  );
  return [...byRule].flatMap(([path, uses]) => {
    const because = uses.every(({ neverActs }) => neverActs !== null) ? uses[0]?.neverActs : null;
    return because ? [warning(path, 'RULE_NEVER_ACTS', { because })] : [];
  });
}

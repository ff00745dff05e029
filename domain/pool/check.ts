import { spanLength } from '../calendar.js';
import { findField, type CustomField } from '../custom-field/custom-field.js';
import type { Label } from '../message.js';
import { repeated } from '../playbook/check-lists.js';
import { unknownField, valueProblems } from '../playbook/check-custom-fields.js';
import { shapeCheck } from '../playbook/check-shape.js';
import { zeroSpan } from '../playbook/check-timers.js';
import { record, type DraftPlaybook } from '../playbook/draft.js';
import { error, warning } from '../playbook/problem.js';
import type { RuleProblem } from '../refusal.js';
import { idleRulesThatNeverAct, reclaimRulesThatNeverAct, timetable } from '../timetable/timetable.js';
import { readPoolDraft, type DraftPoolRules } from './draft.js';
import { poolRules, type PoolRules } from './rules.js';
import { POOL_SCHEMA } from './schema.js';

/** What a pool's rules run beside. */
export interface RulesBeside {
  /** What holds where they say nothing. */
  readonly shipped: PoolRules;
  /** Those that teams follow now. */
  readonly followed: readonly { readonly name: string; readonly draft: DraftPlaybook }[];
  /** The stages of every published version: customers keep theirs. */
  readonly stageCodes: ReadonlySet<string>;
  /** The organisation's own fields. */
  readonly fields: readonly CustomField[];
}

const shapeProblems = shapeCheck(POOL_SCHEMA);

/** Everything that is wrong with a pool's rules, at once: errors keep them from being used, warnings are advice. */
export function checkPoolRules(rules: unknown, beside: RulesBeside): readonly RuleProblem[] {
  const draft = completed(rules, beside);
  return [
    ...shapeProblems(rules),
    ...zeroSpans(draft),
    ...duplicates(draft),
    ...unknownStages(draft, beside.stageCodes),
    ...customFieldProblems(draft, beside.fields),
    ...protectionIgnored(draft),
    ...warningsTooEarly(draft),
    ...neverActing(draft, beside),
  ];
}

const completed = (rules: unknown, { shipped }: RulesBeside) => readPoolDraft(poolRules(record(rules), shipped));

function zeroSpans({ reclaim, longestHold, warnBefore, spans }: DraftPoolRules): readonly RuleProblem[] {
  return [
    ...reclaim.flatMap(({ path, idleFor }) => zeroSpan(`${path}.idleFor`, idleFor)),
    ...zeroSpan('longestHold', longestHold),
    ...warnBefore.flatMap((before, index) => zeroSpan(`warnBefore[${index}]`, before)),
    ...spans.flatMap(([path, span]) => zeroSpan(path, span)),
  ];
}

function duplicates({ reclaim, exempt, holdingCapExcludes }: DraftPoolRules): readonly RuleProblem[] {
  return [
    ...reclaim.flatMap(({ path, stages = [] }) => repeated(stages, (index) => `${path}.stages[${index}]`)),
    ...repeated(exempt, (index) => `exempt[${index}]`),
    ...repeated(holdingCapExcludes, (index) => `holdingCapExcludes[${index}]`),
  ];
}

function unknownStages(
  { reclaim, holdingCapExcludes }: DraftPoolRules,
  known: ReadonlySet<string>,
): readonly RuleProblem[] {
  const named = [
    ...reclaim.flatMap(({ path, stages = [] }) =>
      stages.map((code, index) => ({ code, path: `${path}.stages[${index}]` })),
    ),
    ...holdingCapExcludes.map((code, index) => ({ code, path: `holdingCapExcludes[${index}]` })),
  ];
  return named.flatMap(({ path, code }) =>
    code === undefined || known.has(code) ? [] : [error(path, 'UNKNOWN_STAGE', { code })],
  );
}

/** As with a playbook's conditions: a field that there is, and values that it can have. */
function customFieldProblems({ reclaim }: DraftPoolRules, fields: readonly CustomField[]): readonly RuleProblem[] {
  return reclaim.flatMap(({ path, customFields }) =>
    [...customFields].flatMap(([code, values]) => {
      const at = `${path}.customFields.${code}`;
      const field = findField(fields, code);
      if (!field || field.archived) return [unknownField(code, at)];
      return values.flatMap((value, index) => valueProblems(field, value, `${at}[${index}]`));
    }),
  );
}

const protectionIgnored = ({ exempt }: DraftPoolRules): readonly RuleProblem[] =>
  exempt.includes('PROTECTED') ? [] : [warning('exempt', 'PROTECTION_IGNORED')];

const BEFORE_THE_CLOCK: Label = {
  'zh-CN': '它早于所有回收计时的开始',
  en: 'it falls before every reclaim clock begins',
};

function warningsTooEarly({ reclaim, longestHold, warnBefore }: DraftPoolRules): readonly RuleProblem[] {
  const spans = [...reclaim.map(({ idleFor }) => idleFor), longestHold].filter((span) => span !== undefined);
  const longest = Math.max(...spans.map(spanLength));
  return warnBefore.flatMap((before, index) => {
    if (before === undefined || spans.length === 0 || spanLength(before) < longest) return [];
    return [warning(`warnBefore[${index}]`, 'RULE_NEVER_ACTS', { because: BEFORE_THE_CLOCK })];
  });
}

/** The rules of a pool beside those of every stage of the playbooks that teams follow. */
export function poolTimetable(rules: unknown, beside: RulesBeside) {
  return mergedWith(completed(rules, beside), beside.followed).flatMap(({ name, rows }) =>
    rows.map((row) => ({ ...row, playbook: name })),
  );
}

const mergedWith = (rules: DraftPoolRules, followed: RulesBeside['followed']) =>
  followed.map(({ name, draft }) => ({ name, draft, rows: timetable(draft, [{ name: null, rules }]) }));

/** In every playbook that runs beside: the pool's own rules, and the stages' that these rules leave no turn. */
function neverActing(rules: DraftPoolRules, { followed }: RulesBeside): readonly RuleProblem[] {
  const merged = mergedWith(rules, followed);
  const ofStages = merged.flatMap(({ name, draft, rows }) => {
    const anyway = new Set(idleRulesThatNeverAct(timetable(draft, [])).map(({ path }) => path));
    return idleRulesThatNeverAct(rows)
      .filter(({ path }) => !anyway.has(path))
      .map((problem) => ({ ...problem, path: `playbooks.${name}.${problem.path}` }));
  });
  return [...reclaimRulesThatNeverAct(merged.flatMap(({ rows }) => rows)), ...ofStages];
}

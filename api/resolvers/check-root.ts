import type { CustomField } from '../../domain/custom-field/custom-field.js';
import { checkPlaybook } from '../../domain/playbook/check.js';
import { readDraft } from '../../domain/playbook/draft.js';
import { checkPoolRules, poolTimetable, type RulesBeside } from '../../domain/pool/check.js';
import type { RuleProblem } from '../../domain/refusal.js';
import type { NamedPoolRules, TimetableRow } from '../../domain/timetable/row.js';
import { timetable } from '../../domain/timetable/timetable.js';

/** What a check of rules found; errors keep them from being published, warnings don't. */
export interface Check {
  readonly valid: boolean;
  readonly problems: readonly RuleProblem[];
  readonly timetable: readonly TimetableRoot[];
}

/** A row, and the published playbook whose stage it is where it isn't the one that is being checked. */
export type TimetableRoot = TimetableRow & { readonly playbook: string | null };

export function playbookCheck(
  definition: unknown,
  pools: readonly NamedPoolRules[],
  fields: readonly CustomField[],
): Check {
  const rows = timetable(readDraft(definition), pools).map((row) => ({ ...row, playbook: null }));
  return { ...asCheck(checkPlaybook(definition, pools, fields)), timetable: rows };
}

export function poolRulesCheck(rules: unknown, beside: RulesBeside): Check {
  return { ...asCheck(checkPoolRules(rules, beside)), timetable: poolTimetable(rules, beside) };
}

const asCheck = (problems: readonly RuleProblem[]) => ({
  valid: problems.every(({ severity }) => severity !== 'ERROR'),
  problems,
});

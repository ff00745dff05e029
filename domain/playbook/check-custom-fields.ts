import { FIELD_COMPARISONS } from '../custom-field/condition.js';
import { findField, type CustomField } from '../custom-field/custom-field.js';
import { readValue } from '../custom-field/read-value.js';
import type { RuleProblem } from '../refusal.js';
import type { DraftFieldCondition, DraftPlaybook } from './draft.js';
import { error } from './problem.js';

/** What is wrong with conditions over the organisation's own fields: no such field, or one that nobody can fill in that way. */
export function customFieldProblems({ stages }: DraftPlaybook, fields: readonly CustomField[]): readonly RuleProblem[] {
  return stages.flatMap(({ fieldConditions }) => fieldConditions.flatMap((one) => problemsOf(one, fields)));
}

function problemsOf(
  { path, code, asked }: DraftFieldCondition,
  fields: readonly CustomField[],
): readonly RuleProblem[] {
  if (code === undefined) return [];
  const field = findField(fields, code);
  if (!field || field.archived) return [unknownField(code, `${path}.customField`)];
  return FIELD_COMPARISONS.flatMap((comparison) => {
    const wanted = asked[comparison];
    if (wanted === undefined) return [];
    const at = `${path}.${comparison}`;
    if (comparison === 'atLeast' && !ORDERED.has(field.type))
      return [error(at, 'CUSTOM_FIELD_NOT_ORDERED', { field: field.label })];
    if (comparison !== 'in') return valueProblems(field, wanted, at);
    const list = Array.isArray(wanted) ? (wanted as readonly unknown[]) : [];
    return list.flatMap((one, index) => valueProblems(field, one, `${at}[${index}]`));
  });
}

const ORDERED: ReadonlySet<string> = new Set(['NUMBER', 'DECIMAL', 'DATE']);

export const unknownField = (code: string, path: string): RuleProblem => error(path, 'UNKNOWN_CUSTOM_FIELD', { code });

/** A list is no single value, also where the field holds several. */
export function valueProblems(field: CustomField, wanted: unknown, path: string): readonly RuleProblem[] {
  const read = readValue(field, wanted);
  const isGone = field.options?.some((option) => option.archived && option.code === wanted) ?? false;
  const fits = !('problem' in read) && read.value !== null && !Array.isArray(wanted) && !isGone;
  return fits ? [] : [error(path, 'CUSTOM_FIELD_VALUE', { field: field.label })];
}

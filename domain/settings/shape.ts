import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { DateTime } from 'luxon';
import { isSpan } from '../calendar.js';
import { badInputs } from '../decision.js';
import { message, type Message } from '../message.js';
import type { TextCode } from '../texts.js';

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictTypes: false,
  formats: { duration: isSpan, date: isDay },
  keywords: ['x-problem'],
});

export const shape = <T>(schema: object): ValidateFunction<T> => ajv.compile<T>(schema);

/** A value of this shape, or BAD_USER_INPUT with every place that isn't, one problem each. */
export function shaped<T>(hasShape: ValidateFunction<T>, value: unknown, field: string): T {
  if (hasShape(value)) return value;
  const errors = (hasShape.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const problems = errors.map((error) => {
    const { at, text } = problemOf(error);
    return { field: `${field}${pathOf(error.instancePath, at)}`, text };
  });
  throw badInputs(problems.filter(({ field }, index) => problems.findIndex((one) => one.field === field) === index));
}

function problemOf({ keyword, params, parentSchema }: ErrorObject): { at?: string; text: Message } {
  const named = (parentSchema as { 'x-problem'?: TextCode } | undefined)?.['x-problem'];
  if (named) return { text: message(named) };
  if (keyword === 'required') return missing(String(params['missingProperty']));
  if (keyword === 'additionalProperties') return unknown(String(params['additionalProperty']));
  if (keyword === 'enum')
    return { text: message('PLAYBOOK_NOT_IN_LIST', { allowed: listed(params['allowedValues']) }) };
  if (keyword === 'type') return { text: message('PLAYBOOK_WRONG_TYPE', { expected: listed(params['type']) }) };
  return { text: message('PLAYBOOK_OUT_OF_RANGE', { limit: `${keyword} ${String(params['limit'] ?? '')}`.trim() }) };
}

const missing = (field: string) => ({ at: field, text: message('PLAYBOOK_FIELD_MISSING', { field }) });
const unknown = (field: string) => ({ at: field, text: message('PLAYBOOK_UNKNOWN_FIELD', { field }) });
const listed = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : String(values));

/** From a JSON pointer such as /rules/2/to to .rules[2].to. */
function pathOf(pointer: string, field: string | undefined): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const all = field === undefined ? steps : [...steps, field];
  return all.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
}

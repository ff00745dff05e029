import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isSpan } from '../calendar.js';
import type { Param } from '../message.js';
import type { RuleProblem } from '../refusal.js';
import { error, type ProblemCode } from './problem.js';
import { PLAYBOOK_SCHEMA } from './schema.js';

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictTypes: false,
  formats: { duration: isSpan },
  keywords: ['x-problem'],
});

/** Where a playbook doesn't have the shape of one; one problem per place. */
export const shapeProblems = shapeCheck(PLAYBOOK_SCHEMA);

/** Where rules of any kind don't have the shape that their schema gives them; one problem per place. */
export function shapeCheck(schema: object): (rules: unknown) => readonly RuleProblem[] {
  const hasShape = ajv.compile(schema);
  return (rules) => {
    if (hasShape(rules)) return [];
    const byPath = new Map(
      (hasShape.errors ?? [])
        .filter(({ keyword }) => keyword !== 'if')
        .map(toProblem)
        .reverse()
        .map((problem) => [problem.path, problem]),
    );
    return [...byPath.values()].reverse();
  };
}

function toProblem(found: ErrorObject): RuleProblem {
  const { code, field, params } = kindOf(found);
  return error(pathOf(found.instancePath, field), code, params);
}

interface Kind {
  readonly code: ProblemCode;
  readonly field?: string;
  readonly params: Readonly<Record<string, Param>>;
}

function kindOf({ keyword, params, parentSchema }: ErrorObject): Kind {
  const named = (parentSchema as { 'x-problem'?: ProblemCode } | undefined)?.['x-problem'];
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'].join(', ') : '';
  if (named) return { code: named, params: { allowed } };
  if (keyword === 'required') return missing(String(params['missingProperty']));
  if (keyword === 'additionalProperties') return unknown(String(params['additionalProperty']));
  if (keyword === 'enum') return { code: 'NOT_IN_LIST', params: { allowed } };
  if (keyword === 'type') return { code: 'WRONG_TYPE', params: { expected: String(params['type']) } };
  return { code: 'OUT_OF_RANGE', params: { limit: `${keyword} ${String(params['limit'])}` } };
}

function missing(field: string): Kind {
  return { code: field === 'standard' ? 'STANDARD_MISSING' : 'FIELD_MISSING', field, params: { field } };
}

const unknown = (field: string): Kind => ({ code: 'UNKNOWN_FIELD', field, params: { field } });

/** From a JSON pointer such as /stages/2/idle/0/for to stages[2].idle[0].for. */
function pathOf(pointer: string, field?: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (field !== undefined) steps.push(field);
  return steps
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

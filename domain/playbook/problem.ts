import { message, type Param } from '../message.js';
import type { RuleProblem, Severity } from '../refusal.js';
import type { CHECK_TEXTS } from './check-texts.js';

type CodeOf<Text> = Text extends `PLAYBOOK_${infer Code}` ? Code : never;

/** What the check of a playbook may find. */
export type ProblemCode = CodeOf<keyof typeof CHECK_TEXTS>;

type Params = Readonly<Record<string, Param>>;

/** Keeps a playbook from being published. */
export function error(path: string, code: ProblemCode, params: Params = {}): RuleProblem {
  return problem('ERROR', path, code, params);
}

/** Is said, and may be published all the same. */
export function warning(path: string, code: ProblemCode, params: Params = {}): RuleProblem {
  return problem('WARNING', path, code, params);
}

function problem(severity: Severity, path: string, code: ProblemCode, params: Params): RuleProblem {
  return { severity, path, code, message: message(`PLAYBOOK_${code}`, params) };
}

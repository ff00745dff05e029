import type { RuleProblem } from '../../domain/refusal.js';

/** What a check of rules found; errors keep them from being published, warnings don't. */
export interface Check {
  readonly valid: boolean;
  readonly problems: readonly RuleProblem[];
}

export const asCheck = (problems: readonly RuleProblem[]): Check => ({
  valid: problems.every(({ severity }) => severity !== 'ERROR'),
  problems,
});

import type { RuleProblem } from '../refusal.js';
import { dealProblems } from './check-deal.js';
import { listProblems } from './check-lists.js';
import { shapeProblems } from './check-shape.js';
import { stageProblems } from './check-stages.js';
import { timerProblems } from './check-timers.js';
import { readDraft } from './draft.js';

/** Everything that is wrong with a playbook, at once: errors keep it from being published, warnings are advice. */
export function checkPlaybook(definition: unknown): readonly RuleProblem[] {
  const draft = readDraft(definition);
  return [
    ...shapeProblems(definition),
    ...stageProblems(draft),
    ...timerProblems(draft),
    ...listProblems(draft),
    ...dealProblems(draft.deal),
  ];
}

import type { CustomField } from '../custom-field/custom-field.js';
import type { RuleProblem } from '../refusal.js';
import type { NamedPoolRules } from '../timetable/row.js';
import { idleRulesThatNeverAct, reclaimRulesThatNeverAct, timetable } from '../timetable/timetable.js';
import { approvalProblems } from './check-approval.js';
import { customFieldProblems } from './check-custom-fields.js';
import { dealProblems } from './check-deal.js';
import { listProblems } from './check-lists.js';
import { shapeProblems } from './check-shape.js';
import { stageProblems } from './check-stages.js';
import { timerProblems } from './check-timers.js';
import { readDraft } from './draft.js';

/**
 * Everything that is wrong with a playbook, at once: errors keep it from being published, warnings are advice. `pools` are those whose rules
 * run beside its own, `fields` those that conditions may ask for.
 */
export function checkPlaybook(
  definition: unknown,
  pools: readonly NamedPoolRules[] = [],
  fields: readonly CustomField[] = [],
): readonly RuleProblem[] {
  const draft = readDraft(definition);
  const rows = timetable(draft, pools);
  return [
    ...shapeProblems(definition),
    ...stageProblems(draft),
    ...timerProblems(draft),
    ...idleRulesThatNeverAct(rows),
    ...reclaimRulesThatNeverAct(rows),
    ...listProblems(draft),
    ...dealProblems(draft.deal),
    ...approvalProblems(draft),
    ...customFieldProblems(draft, fields),
  ];
}

import type { RuleProblem } from '../refusal.js';
import { repeated } from './check-lists.js';
import { escalationProblems, zeroSpan } from './check-timers.js';
import type { DraftDeal } from './draft.js';

/** What is wrong with the rules about deals: spans of nothing, steps out of order, codes that stand twice. */
export function dealProblems({ spans, escalation, checklist }: DraftDeal): readonly RuleProblem[] {
  return [
    ...spans.flatMap(([path, span]) => zeroSpan(path, span)),
    ...escalationProblems('deal.payment.escalation', escalation),
    ...repeated(checklist, (index) => `deal.delivery.checklist[${index}].code`),
  ];
}

import { decidePlanFollowUp, type NextPlan } from '../domain/follow-up/plan.js';
import { command } from './command.js';
import { lockNamedSubject } from './follow-up-subject.js';

export interface PlanFollowUp extends NextPlan {
  readonly customerId?: string | null;
  readonly leadId?: string | null;
}

export const planFollowUp = command('planFollowUp', async (tx, input: PlanFollowUp, call) => {
  const file = await lockNamedSubject(tx, input);
  return decidePlanFollowUp(file, input, call);
});

import type { Call } from '../decision.js';
import type { StageDefinition } from '../playbook/playbook.js';
import type { CustomerFile, StageVisit } from './customer.js';

type Cause = Pick<StageVisit, 'from' | 'rule' | 'reason' | 'note'>;

const NO_CAUSE: Cause = { from: null, rule: null, reason: null, note: null };

/** A stay that begins now, under the customer's owner. */
export function stageVisit(
  { customer }: Pick<CustomerFile, 'customer'>,
  to: StageDefinition,
  call: Call,
  { from, rule, reason, note }: Cause = NO_CAUSE,
): StageVisit {
  return {
    id: call.newId('StageVisit'),
    customerId: customer.id,
    playbookId: customer.playbookId,
    stage: to.code,
    from,
    enteredAt: call.now,
    leftAt: null,
    ownerId: customer.ownerId,
    byId: call.by?.id ?? null,
    rule,
    reason,
    note,
  };
}

import type { Call } from '../decision.js';
import { outcomeOf, type StageDefinition } from '../playbook/playbook.js';
import type { CustomerFile, StageVisit } from './customer.js';

/** The rule by which history names a migration. */
export const MIGRATION_RULE = 'playbook.migration';

type Cause = Pick<StageVisit, 'from' | 'fromEnteredAt' | 'rule' | 'reason' | 'note'>;

const NO_CAUSE: Cause = { from: null, fromEnteredAt: null, rule: null, reason: null, note: null };

/** A stay that begins now, under the customer's owner. */
export function stageVisit(
  { customer }: Pick<CustomerFile, 'customer'>,
  to: StageDefinition,
  call: Call,
  { from, fromEnteredAt, rule, reason, note }: Cause = NO_CAUSE,
): StageVisit {
  return {
    id: call.newId('StageVisit'),
    customerId: customer.id,
    playbookId: customer.playbookId,
    stage: to.code,
    outcome: outcomeOf(to),
    from,
    fromEnteredAt,
    enteredAt: call.now,
    leftAt: null,
    ownerId: customer.ownerId,
    byId: call.by?.id ?? null,
    rule,
    reason,
    note,
  };
}

/** From where a move leads, and since when the customer has stood there; a stay under rules that changed meanwhile tells no time. */
export const leaving = ({ customer, visit }: CustomerFile): Pick<StageVisit, 'from' | 'fromEnteredAt'> => ({
  from: customer.stage,
  fromEnteredAt: visit && visit.rule !== MIGRATION_RULE ? visit.enteredAt : null,
});

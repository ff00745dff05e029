import { fieldConditionHolds } from '../custom-field/condition.js';
import type { CustomerFile } from '../customer/customer.js';
import { conditionHolds } from '../playbook/conditions.js';
import { stageOf } from '../playbook/playbook.js';
import { isExempt } from './exemptions.js';
import { poolFor, type Pool } from './pool.js';
import type { PoolRules, ReclaimRule } from './rules.js';

/** The pool whose rules hold for an owned customer, by its owner's team: there it goes back to. */
export function poolOfOwner(file: CustomerFile): Pool | undefined {
  const { customer, people, ownerTeam, pools } = file;
  const owner = people.find(({ id }) => id === customer.ownerId);
  return poolFor(pools, 'PUBLIC', owner ? owner.teamId : (ownerTeam?.id ?? null));
}

/** Whether silence never takes the customer from its owner, by the rules of the pool that it would go back to. */
export const isKept = (file: CustomerFile, pool: Pool | undefined): boolean =>
  pool !== undefined && isExempt(file, pool.rules.exempt);

/** The rules that hold for the customer as it stands, each with its place in the list. */
export function reclaimRulesOf(
  file: CustomerFile,
  { reclaim }: PoolRules,
): readonly { readonly rule: ReclaimRule; readonly index: number }[] {
  return reclaim.map((rule, index) => ({ rule, index })).filter(({ rule }) => holdsFor(file, rule));
}

/** Conditions inside one rule all have to hold. */
function holdsFor(file: CustomerFile, { stages, when = [], unless = [], customFields = {} }: ReclaimRule): boolean {
  const { customer, playbook } = file;
  const isMeant = stages ? stages.includes(customer.stage) : !stageOf(playbook, customer.stage).end;
  return (
    isMeant &&
    when.every((code) => conditionHolds(code, file)) &&
    !unless.some((code) => conditionHolds(code, file)) &&
    Object.entries(customFields).every(([customField, values]) =>
      fieldConditionHolds({ customField, in: values }, customer.customFields, file.fields),
    )
  );
}

import { refuse } from '../domain/decision.js';
import { joined } from '../domain/merge/join.js';
import { mergeRefusal } from '../domain/merge/rights.js';
import { decideSurvivingCustomer } from '../domain/merge/survive.js';
import { tryableCommand } from './command.js';
import { lockToMerge, type Merging } from './lock-to-merge.js';
import { withEffect } from './merge-effect.js';
import { countParts, lockLeadsOf } from './store/merges.js';

/** First everything moves; then the survivor is looked at with all that it has, and brought in line. */
export const mergeCustomers = tryableCommand('mergeCustomers', async (tx, input: Merging, call) => {
  const { into, from } = await lockToMerge(tx, input, {
    table: 'Customer',
    lockAll: async (ids) => {
      await lockLeadsOf(tx, ids);
      return tx.lockCustomers(ids);
    },
    lockSeen: (id, field) => tx.lockCustomer(id, null, field),
  });
  const refusal = mergeRefusal(into, from, call);
  if (refusal) return refuse(refusal);
  const counts = await countParts(tx, 'CUSTOMER', input.from);
  const { changes, merges } = joined(into, from, call);
  await tx.write(changes);
  const survivor = await tx.lockAnyCustomer(into.customer.id);
  return withEffect(decideSurvivingCustomer(survivor, { merges, from }, call), counts, input);
});

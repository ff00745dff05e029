import { decideMergeCustomers } from '../domain/merge/merge-customers.js';
import { tryableCommand } from './command.js';
import { lockToMerge, type Merging } from './lock-to-merge.js';
import { countParts, lockLeadsOf } from './store/merges.js';

export const mergeCustomers = tryableCommand('mergeCustomers', async (tx, input: Merging, call) => {
  const { into, from } = await lockToMerge(tx, input, {
    table: 'Customer',
    lockAll: async (ids) => {
      await lockLeadsOf(tx, ids);
      return tx.lockCustomers(ids);
    },
    lockSeen: (id, field) => tx.lockCustomer(id, null, field),
  });
  const decision = decideMergeCustomers(into, from, call);
  if (!decision.accepted) return decision;
  const counts = await countParts(tx, 'CUSTOMER', input.from);
  return { ...decision, answer: { ...decision.answer, ...counts, dryRun: Number(input.dryRun ?? false) } };
});

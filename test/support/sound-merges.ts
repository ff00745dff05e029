import { expect } from '@jest/globals';
import { MERGED_PARTS } from '../../commands/store/merged-rows.js';
import { rowsOf } from './customers.js';
import type { House } from './house.js';
import { expectSound } from './sound.js';

/** What holds of all customers and leads however they were merged: one step leads to a survivor, and nothing hangs on those that went. */
export async function expectMergesSound(house: House): Promise<void> {
  for (const [kind, table, column] of [
    ['CUSTOMER', 'Customer', 'customerId'],
    ['LEAD', 'Lead', 'leadId'],
  ] as const) {
    const all = await rowsOf(house, table);
    const gone = all.filter(({ mergedIntoId }) => mergedIntoId !== null);
    const survivors = new Set(all.filter(({ mergedIntoId }) => mergedIntoId === null).map(({ id }) => id));
    expect(gone.filter(({ mergedIntoId }) => !survivors.has(mergedIntoId))).toEqual([]);
    expect(gone.filter(({ ownerId, poolId }) => ownerId !== null || poolId !== null)).toEqual([]);
    const standing = await rowsOf(house, 'Merge', `kind = '${kind}' and "undoneAt" is null`);
    expect(standing.map(({ fromId }) => fromId).sort()).toEqual(gone.map(({ id }) => id).sort());
    for (const part of MERGED_PARTS[kind]) {
      if (part.column !== column) continue;
      const left = await rowsOf(
        house,
        part.table,
        `"${column}" in (select id from "${table}" where "mergedIntoId" is not null)`,
      );
      expect({ table: part.table, left }).toEqual({ table: part.table, left: [] });
    }
    if (kind === 'CUSTOMER') for (const id of survivors) await expectSound(house, String(id));
  }
}

import { expect } from '@jest/globals';
import { loadRow, rowsOf } from './customers.js';
import type { House } from './house.js';

/** What holds of every customer at any time between commands. */
export async function expectSound(house: House, customerId: string): Promise<void> {
  const { stage, ownerId, nextContactAt, reclaimAt } = await loadRow(house, 'Customer', customerId);
  const open = await rowsOf(house, 'StageVisit', `"customerId" = '${customerId}' and "leftAt" is null`);
  expect(open.map((visit) => visit['stage'])).toEqual([stage]);
  const planned = await rowsOf(house, 'FollowUp', `"customerId" = '${customerId}' and status = 'PLANNED'`);
  const armed = await rowsOf(house, 'Deadline', `"customerId" = '${customerId}' and status = 'ARMED'`);
  const earliest = planned.map((row) => row['dueAt'] as Date).sort((a, b) => Number(a) - Number(b))[0] ?? null;
  expect(nextContactAt).toEqual(earliest);
  const onlyOwned = armed.filter(({ kind }) => kind !== 'POOL_UNCLAIMED');
  if (ownerId === null) expect([planned, onlyOwned, reclaimAt]).toEqual([[], [], null]);
  else if (stage !== 'LOST') expect(planned.length).toBeGreaterThan(0);
  const quotes = await rowsOf(house, 'Quote', `"customerId" = '${customerId}'`);
  const [plans, prices] = [planned, quotes].map((rows) => rows.map(({ id }) => id));
  for (const { followUpId, kind, subject, rule } of armed)
    if (followUpId !== null) expect(plans).toContain(followUpId);
    else if (kind === 'QUOTE_RECEIPT') expect(prices).toContain(subject);
    else if (kind === 'FIRST_CONTACT') expect([rule, subject]).toEqual(['firstContact', customerId]);
    else if (String(kind).startsWith('POOL_'))
      expect([rule, subject]).toEqual([expect.stringMatching(/^pools?\./), customerId]);
    else expect([rule, subject]).toEqual([expect.stringContaining(`stages.${String(stage)}.`), customerId]);
}

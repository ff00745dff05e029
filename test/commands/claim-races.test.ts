import { expect, test } from '@jest/globals';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimNext } from '../../commands/claim-next.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import type { Viewer } from '../../domain/policy.js';
import { faultsOfClaims } from '../support/claim-log.js';
import { rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { expectKept } from '../support/kept.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { aPooledCustomer, setPublicRules } from '../support/pools.js';

const [PEOPLE, CUSTOMERS, ROUNDS] = onRealServer ? [20, 60, 15] : [6, 20, 6];
const LIMITS = { dailyLimit: 9, cap: 4 };

/** The same numbers for everybody, so that a run can be told from another. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

async function works(house: House, by: Viewer, ids: readonly string[], random: () => number): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const customerId = ids[Math.floor(random() * ids.length)]!;
    const [dice, poolId] = [random(), house.pools.public];
    if (dice < 0.4) await house.as(by, claimNext, { poolId });
    else if (dice < 0.7) await house.as(by, claimCustomer, { customerId });
    else {
      const own = await rowsOf(house, 'Customer', `"ownerId" = '${by.id}'`);
      const given = own[0]?.['id'] as string | undefined;
      if (given) await house.as(by, releaseCustomer, { customerId: given, reason: 'NO_CAPACITY' });
    }
  }
}

test('P3, P5: whoever claims and gives back at once: nobody has two owners, no limit and no cap is passed, and the log says how it stands', async () => {
  const house = await aHouse();
  await setPublicRules(house, { dailyClaimLimit: LIMITS.dailyLimit, holdingCap: LIMITS.cap, coolDown: 'PT0S' });
  const ids: string[] = [];
  for (let n = 0; n < CUSTOMERS; n++) ids.push(await aPooledCustomer(house));
  const people: Viewer[] = [];
  for (let n = 0; n < PEOPLE; n++) people.push(await seedPerson(house.database, `销售${n}`, 'SALES', house.teamId));
  await Promise.all(people.map((by, n) => works(house, by, ids, numbers(n + 7))));
  expect((await rowsOf(house, 'Claim')).length).toBeGreaterThan(PEOPLE);
  expect(await faultsOfClaims(house, LIMITS)).toEqual([]);
  await expectKept(house.database);
}, 120_000);

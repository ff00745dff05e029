import { describe, expect, test } from '@jest/globals';
import { claimNext } from '../../commands/claim-next.js';
import { cleanUp } from '../../commands/clean-up.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { moveToPool } from '../../commands/move-to-pool.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { unmerge } from '../../commands/unmerge.js';
import type { Viewer } from '../../domain/policy.js';
import { buildersOf } from '../support/builders.js';
import { expectPoolsCounted } from '../support/company-laws.js';
import { aNewCustomer, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { aPooledCustomer, pull, setPublicRules } from '../support/pools.js';
import { walkedCompany } from '../support/walked-company.js';

const tidies = (house: Pick<House, 'run'>) => house.run(cleanUp, {}, { by: null });

/** What was counted of this pool, row by row. */
const countsOf = async (house: House, poolId: string) =>
  (await rowsOf(house, 'PoolCount', `"poolId" = '${poolId}' order by id`)).map(({ customers }) => customers as number);

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('how many stand in a pool', () => {
  test('is counted as each comes and goes: made there, taken back, moved on, claimed, merged away and unmerged, deleted', async () => {
    const house = await aHouse();
    const [first, second] = [await aPooledCustomer(house), await aPooledCustomer(house)];
    const third = await aNewCustomer(house);
    const total = async () => sum(await countsOf(house, house.pools.public));
    expect(await total()).toBe(2);
    await pull(house, third);
    expect(await total()).toBe(3);
    await house.as(house.manager, moveToPool, { customerId: third, poolId: house.pools.dormant });
    expect([await total(), await countsOf(house, house.pools.dormant)]).toEqual([2, [1]]);
    await house.as(house.manager, mergeCustomers, { into: first, from: [second] });
    expect(await total()).toBe(1);
    await house.as(house.manager, unmerge, { id: second });
    expect(await total()).toBe(2);
    await house.as(house.lin, claimNext, { poolId: house.pools.public });
    expect(await total()).toBe(1);
    const removed = await buildersOf(house).aCustomer({ poolId: house.pools.public });
    expect(await total()).toBe(2);
    await house.database.sql.deleteFrom('Customer').where('id', '=', removed).execute();
    expect(await total()).toBe(1);
    await expectPoolsCounted(house.database);
  });

  test.each([3, 8])('adds up whatever happens: company %i', async (seed) => {
    const { database } = await walkedCompany(seed, 80);
    await expectPoolsCounted(database);
  });

  test('is one number again once it was tidied, and right again where somebody wrote past it', async () => {
    const house = await aHouse();
    for (let n = 0; n < 4; n++) await aPooledCustomer(house);
    await pull(house, await aNewCustomer(house));
    await house.as(house.lin, claimNext, { poolId: house.pools.public });
    expect(await countsOf(house, house.pools.public)).toEqual([1, 1, 1, 1, 1, -1]);
    await tidies(house);
    expect(await countsOf(house, house.pools.public)).toEqual([4]);
    await house.database.sql.deleteFrom('PoolCount').execute();
    await tidies(house);
    expect(await countsOf(house, house.pools.public)).toEqual([4]);
  });
});

(onRealServer ? describe : describe.skip)('many at once', () => {
  test('add up, while it is tidied again and again', async () => {
    const house = await aHouse();
    await setPublicRules(house, { dailyClaimLimit: null, coolDown: 'PT0S' });
    for (let n = 0; n < 40; n++) await aPooledCustomer(house);
    const people: Viewer[] = [];
    for (let n = 0; n < 12; n++) people.push(await seedPerson(house.database, `销售${n}`, 'SALES', house.teamId));
    let isOver = false;
    const works = people.map(async (by) => {
      for (let round = 0; round < 8; round++) {
        const { answer } = await house.as(by, claimNext, { poolId: house.pools.public });
        const customerId = answer['customerId'] as string | undefined;
        if (customerId) await house.as(by, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });
      }
    });
    const tidying = [0, 1].map(async () => {
      while (!isOver) await tidies(house);
    });
    await Promise.all(works).finally(() => (isOver = true));
    await Promise.all(tidying);
    await expectPoolsCounted(house.database);
    expect(await countsOf(house, house.pools.public)).not.toHaveLength(0);
  }, 120_000);

  test('nobody waits for a colleague whose claim of another customer isn’t written yet', async () => {
    const house = await aHouse();
    const [mine, theirs] = [await aPooledCustomer(house), await aPooledCustomer(house)];
    const claimedBy = (id: string) =>
      `update "Customer" set "poolId" = null, "pooledAt" = null, "ownerId" = '${house.lin.id}' where id = '${id}'`;
    const [one, other] = [await house.database.pool.connect(), await house.database.pool.connect()];
    try {
      await one.query('begin');
      await one.query(claimedBy(mine));
      await other.query(`begin; set local lock_timeout = '100ms'`);
      await other.query(claimedBy(theirs));
      await other.query('commit');
      await one.query('commit');
    } finally {
      one.release();
      other.release();
    }
    await expectPoolsCounted(house.database);
  });
});

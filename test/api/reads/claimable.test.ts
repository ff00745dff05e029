import { beforeEach, describe, expect, test } from '@jest/globals';
import { claimCustomer } from '../../../commands/claim-customer.js';
import { createPool } from '../../../commands/create-pool.js';
import { mergeCustomers } from '../../../commands/merge-customers.js';
import { moveToPool } from '../../../commands/move-to-pool.js';
import { releaseCustomer } from '../../../commands/release-customer.js';
import { transferCustomer } from '../../../commands/transfer-customer.js';
import { unmerge } from '../../../commands/unmerge.js';
import type { Viewer } from '../../../domain/policy.js';
import { aNewCustomer, anotherTeam } from '../../support/customers.js';
import { aHouse, type House } from '../../support/house.js';
import { aPooledCustomer, pull, setPublicRules } from '../../support/pools.js';
import { answer } from '../../support/reads.js';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

interface PageOfList {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

async function onePage(by: Viewer, after: string | null, { filter, userId }: Asked): Promise<PageOfList> {
  const query = `query ($userId: ID, $after: String, $filter: CustomerFilter) { workbench(userId: $userId) {
    list: claimable(first: 1, after: $after, filter: $filter) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } } }`;
  return (await answer<{ workbench: { list: PageOfList } }>(house, by, query, { after, filter, userId })).workbench
    .list;
}

interface Asked {
  readonly filter?: object;
  readonly userId?: string;
}

/** Who is on the list, one after the other; on each page it says the same number, and that is how many there are. */
async function claimable(by: Viewer, asked: Asked = {}): Promise<readonly string[]> {
  const pages = [await onePage(by, null, asked)];
  while (pages.at(-1)!.pageInfo.hasNextPage) pages.push(await onePage(by, pages.at(-1)!.pageInfo.endCursor, asked));
  const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
  expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => ids.length));
  return ids;
}

const someInPool = async (count: number, over: object = {}) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await aPooledCustomer(house, over));
  return ids;
};

const ownOf = async (by: Viewer, phone: string) => aNewCustomer(house, by, { phone });
const release = (by: Viewer, customerId: string) =>
  house.as(by, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });

describe('P3: what one could claim, and how many they are', () => {
  test('all that stand in a pool of theirs, whoever asks', async () => {
    const ids = await someInPool(3);
    const dormant = (await someInPool(1))[0]!;
    await house.as(house.manager, moveToPool, { customerId: dormant, poolId: house.pools.dormant });
    await ownOf(house.wang, '13800138001');
    expect(await claimable(house.lin)).toEqual([...ids, dormant]);
    expect(await claimable(house.teamLead, { userId: house.lin.id })).toEqual([...ids, dormant]);
    expect(await claimable(house.manager, { userId: house.lin.id })).toEqual([...ids, dormant]);
  });

  test('but for those whom their last owner has to wait for', async () => {
    const ids = await someInPool(2);
    const lost = await ownOf(house.lin, '13800138001');
    await release(house.lin, lost);
    expect(await claimable(house.lin)).toEqual(ids);
    expect(await claimable(house.wang)).toEqual([...ids, lost]);
    await setPublicRules(house, { coolDown: 'PT0S' });
    expect(await claimable(house.lin)).toEqual([...ids, lost]);
  });

  test('or any earlier owner, where the pool says so', async () => {
    await setPublicRules(house, { coolDownFor: 'ANY_EARLIER_OWNER' });
    const ids = await someInPool(2);
    const passed = await ownOf(house.lin, '13800138001');
    await house.as(house.manager, transferCustomer, { customerId: passed, toUserId: house.wang.id });
    await release(house.wang, passed);
    const pulled = await ownOf(house.lin, '13800138002');
    await pull(house, pulled);
    expect(await claimable(house.lin)).toEqual(ids);
    expect(await claimable(house.wang)).toEqual([...ids, pulled]);
    await house.as(house.teamLead, claimCustomer, { customerId: passed });
    await house.as(house.manager, moveToPool, { customerId: passed, poolId: house.pools.public });
    expect(await claimable(house.lin)).toEqual(ids);
  });

  test('one that was merged away and came back is waited for as before, and one whom it went into isn’t counted for it', async () => {
    await setPublicRules(house, { coolDownFor: 'ANY_EARLIER_OWNER' });
    const [into, other] = await someInPool(2);
    const lost = await ownOf(house.lin, '13800138001');
    await release(house.lin, lost);
    await house.as(house.manager, mergeCustomers, { into: into!, from: [lost] });
    expect(await claimable(house.lin)).toEqual([into, other]);
    await house.as(house.manager, unmerge, { id: lost });
    expect(await claimable(house.lin)).toEqual([into, other]);
    expect(await claimable(house.wang)).toEqual([into, other, lost]);
  });

  test('nor whoever has just come in, during an embargo', async () => {
    const [early] = await someInPool(1);
    await house.database.pool.query(`update "Customer" set "pooledAt" = "pooledAt" - interval '2 hours'`);
    await setPublicRules(house, { embargo: 'PT1H' });
    await someInPool(2);
    const lost = await ownOf(house.lin, '13800138001');
    await release(house.lin, lost);
    expect(await claimable(house.lin)).toEqual([early]);
    await house.database.pool.query(`update "Customer" set "pooledAt" = "pooledAt" - interval '2 hours'`);
    expect(await claimable(house.lin)).toHaveLength(3);
    expect(await claimable(house.wang)).toHaveLength(4);
  });

  test('teams have pools of their own; nothing of another team’s is counted', async () => {
    const other = await anotherTeam(house);
    const made = { kind: 'PUBLIC' as const, rules: { coolDown: 'PT0S', maskContacts: true } };
    const { answer: created } = await house.as(house.manager, createPool, {
      ...made,
      name: '华南公海',
      teamIds: [other.id],
    });
    const poolId = created['poolId'] as string;
    const ids = await someInPool(2);
    const theirs = await ownOf(other.sales, '13800138001');
    await release(other.sales, theirs);
    await house.as(house.manager, moveToPool, { customerId: theirs, poolId });
    expect(await claimable(house.lin)).toEqual(ids);
    expect(await claimable(other.sales)).toEqual([...ids, theirs]);
    expect(await claimable(house.manager, { userId: house.lin.id })).toEqual(ids);
    expect(await claimable(house.manager, { userId: other.sales.id })).toEqual([...ids, theirs]);
  });

  test('a filter narrows what is counted', async () => {
    const [first] = await someInPool(1);
    const [second] = await someInPool(1, { intent: 'HIGH' });
    const [third] = await someInPool(1);
    expect(await claimable(house.lin, { filter: { intents: ['HIGH'] } })).toEqual([second]);
    expect(await claimable(house.lin, { filter: { poolIds: [house.pools.dormant] } })).toEqual([]);
    expect(await claimable(house.lin, { filter: { intents: null } })).toEqual([first, second, third]);
    expect(await claimable(house.lin, { filter: {} })).toEqual([first, second, third]);
  });

  test('nothing where the quota is used up', async () => {
    await setPublicRules(house, { dailyClaimLimit: 1 });
    const ids = await someInPool(3);
    await house.as(house.lin, claimCustomer, { customerId: ids[0]! });
    expect(await claimable(house.lin)).toEqual([]);
    expect(await claimable(house.wang)).toEqual(ids.slice(1));
  });
});

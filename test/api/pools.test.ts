import { describe, expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import { GenjinError } from '../../clients/sdk/error.js';
import {
  ClaimCustomerDocument,
  ClaimNextDocument,
  ClaimableDocument,
  CreateCustomerDocument,
  MeDocument,
  PoolChangedDocument,
  PoolQuotasDocument,
  ReleaseCustomerDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { take, takeOne } from '../support/take.js';

async function aCompany() {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const as = (token: string) => clientOf(api, token);
  const [lin, wang, manager] = [
    await api.person('SALES', teamId),
    await api.person('SALES', teamId),
    await api.person('MANAGER', null),
  ];
  const tokens = { linToken: lin.token, managerToken: manager.token };
  return {
    api,
    teamId,
    lin: as(lin.token),
    wang: as(wang.token),
    wangId: wang.id,
    manager: as(manager.token),
    ...tokens,
  };
}

let phones = 13_700_000_000;
async function pooled(manager: Client): Promise<string> {
  const { createCustomer } = await manager.request(CreateCustomerDocument, {
    input: { name: '何方', phone: `${++phones}` },
  });
  return createCustomer.customer!.id;
}
const publicPool = async (client: Client) =>
  (await client.request(PoolQuotasDocument, {})).pools.find(({ kind }) => kind === 'PUBLIC')!;
const claimable = async (client: Client) =>
  (await client.request(ClaimableDocument, {})).workbench.claimable.nodes.map(({ id }) => id);

describe('claiming over the wire', () => {
  test('the claim answers the customer, whose contact details show, and what is left of the quota', async () => {
    const { lin, manager } = await aCompany();
    const customerId = await pooled(manager);
    const { claimCustomer } = await lin.request(ClaimCustomerDocument, { input: { customerId } });
    expect(claimCustomer).toMatchObject({
      refusal: null,
      customer: { id: customerId, contactMasked: false },
      quota: { dailyLimit: 3, claimedToday: 1, held: 1, suspendedUntil: null },
    });
    expect((await publicPool(lin)).quota).toEqual(claimCustomer.quota);
  });

  test('what is claimable is what a claim would take, until the quota is used up', async () => {
    const { lin, manager } = await aCompany();
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await pooled(manager));
    expect(await claimable(lin)).toEqual(ids);
    const { id: poolId } = await publicPool(lin);
    await lin.request(ClaimNextDocument, { input: { poolId } });
    expect(await claimable(lin)).toEqual(ids.slice(1));
    await lin.request(ReleaseCustomerDocument, { input: { customerId: ids[0]!, reason: 'NO_CAPACITY' } });
    expect(await claimable(lin)).toEqual(ids.slice(1));
    for (let n = 0; n < 2; n++) await lin.request(ClaimNextDocument, { input: { poolId } });
    expect(await claimable(lin)).toEqual([]);
    const { claimNext } = await lin.request(ClaimNextDocument, { input: { poolId } });
    expect(claimNext).toMatchObject({ customer: null, refusal: { code: 'DAILY_CLAIM_LIMIT', limit: 3, used: 3 } });
  });
});

describe('poolChanged', () => {
  test('tells who comes and who goes; to those who see them no longer, only that they went', async () => {
    const { lin, wang, wangId, manager } = await aCompany();
    const { head } = await lin.request(MeDocument, {});
    const customerId = await pooled(manager);
    await wang.request(ClaimCustomerDocument, { input: { customerId } });
    const { id: poolId } = await publicPool(lin);

    const colleague = lin.subscribe(PoolChangedDocument, { poolId, after: head });
    expect((await takeOne(colleague)).poolChanged).toMatchObject({
      type: 'CUSTOMER_CLAIMED',
      actor: null,
      customer: null,
      data: { poolId },
      changes: [{ field: 'poolId', old: poolId, new: null }],
    });

    const superior = manager.subscribe(PoolChangedDocument, { poolId, after: head });
    const [came, went] = (await take(superior, 2)).map(({ poolChanged }) => poolChanged);
    expect(came).toMatchObject({ type: 'CUSTOMER_CREATED', customer: { id: customerId } });
    expect(went).toMatchObject({ type: 'CUSTOMER_CLAIMED', actor: { id: wangId }, customer: { id: customerId } });
  });

  test('of a pool that isn’t theirs nobody hears', async () => {
    const { api, lin, manager } = await aCompany();
    const { id: poolId } = await publicPool(lin);
    const otherTeam = await api.team('华南组');
    const rules = { dailyClaimLimit: 3 };
    const { data } = await api.gql<{ createPool: { pool: { id: string } } }>(
      'mutation ($input: CreatePoolInput!) { createPool(input: $input) { pool { id } refusal { code } } }',
      { input: { name: '华南公海', kind: 'PUBLIC', teamIds: [otherTeam], rules } },
      api.admin,
    );
    const { id } = data.createPool.pool;
    await expect(takeOne(lin.subscribe(PoolChangedDocument, { poolId: id }))).rejects.toThrow(GenjinError);
    const { head } = await lin.request(MeDocument, {});
    await pooled(manager);
    const heard = await takeOne(lin.subscribe(PoolChangedDocument, { after: head }));
    expect(heard.poolChanged.data).toMatchObject({ poolId });
  });
});

describe('many at once', () => {
  type Items = { items: { id: string; refusal: { code: string } | null }[]; refusal: unknown };

  test('claimed until the limit, given back safely twice, assigned, protected and pulled, each by itself', async () => {
    const { api, lin, wangId, manager, managerToken, linToken } = await aCompany();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await pooled(manager));
    const { id: poolId } = await publicPool(lin);
    const ask = async (name: string, rest: object, token: string, customerIds = ids) => {
      const input = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${input}!) { ${name}(input: $input) { items { id refusal { code } } refusal { code } } }`;
      return api.gql<Record<string, Items>>(query, { input: { customerIds, ...rest } }, token);
    };
    const codes = async (...asked: Parameters<typeof ask>) =>
      (await ask(...asked)).data[asked[0]]!.items.map(({ refusal }) => refusal?.code ?? null);

    const limit = 'DAILY_CLAIM_LIMIT';
    expect(await codes('claimCustomers', {}, linToken)).toEqual([null, null, null, limit, limit]);
    const back = { reason: 'NO_CAPACITY', idempotencyKey: 'back' };
    const released = [null, null, null, 'NOT_OWNER', 'NOT_OWNER'];
    expect(await codes('releaseCustomers', back, linToken)).toEqual(released);
    expect(await codes('releaseCustomers', back, linToken)).toEqual(released);
    const given = await codes('assignCustomersFromPool', { toUserId: wangId }, managerToken, [...ids, 'cus_nobody']);
    expect(given).toEqual([null, null, null, null, null, 'NOT_FOUND']);
    const guard = { protected: true, note: '战略客户' };
    expect(await codes('protectCustomers', guard, managerToken, ids.slice(0, 2))).toEqual([null, null]);
    const pulled = ['PROTECTED', 'PROTECTED', null, null, null];
    expect(await codes('moveCustomersToPool', { poolId }, managerToken)).toEqual(pulled);
    for (const [name, rest] of [
      ['assignCustomersFromPool', { toUserId: wangId }],
      ['moveCustomersToPool', { poolId }],
      ['protectCustomers', guard],
    ] as const)
      expect((await ask(name, rest, linToken)).code).toBe('FORBIDDEN');
    expect((await ask('claimCustomers', {}, linToken, [])).code).toBe('BAD_USER_INPUT');
  });
});

describe('who may', () => {
  const DOORS = [
    ['createPool', 'CreatePoolInput', { name: '我的公海', kind: 'PUBLIC', rules: {} }],
    ['updatePool', 'UpdatePoolInput', { poolId: 'pool', name: '改名' }],
    ['cancelPoolChange', 'CancelPoolChangeInput', { poolId: 'pool' }],
    ['assignFromPool', 'AssignFromPoolInput', { customerId: 'customer', toUserId: 'wang' }],
    ['moveToPool', 'MoveToPoolInput', { customerId: 'customer', poolId: 'pool' }],
    ['protectCustomer', 'ProtectCustomerInput', { customerId: 'customer', protected: true, note: '…' }],
  ] as const;

  test.each(DOORS)('%s: nobody in sales, and no superior of another team', async (mutation, input, given) => {
    const { api, lin, wangId, manager } = await aCompany();
    const { id: pool } = await publicPool(lin);
    const { createCustomer } = await manager.request(CreateCustomerDocument, {
      input: { name: '何方', phone: `${++phones}`, ownerId: wangId },
    });
    const ids: Record<string, string> = { pool, customer: createCustomer.customer!.id, wang: wangId };
    const named = Object.entries(given).map(([name, value]): [string, unknown] => [
      name,
      typeof value === 'string' ? (ids[value] ?? value) : value,
    ]);
    const ask = async (token: string) => {
      const query = `mutation ($input: ${input}!) { ${mutation}(input: $input) { refusal { code } } }`;
      return (await api.gql(query, { input: Object.fromEntries(named) }, token)).code;
    };
    const sales = await api.person('SALES', await api.team('华南组'));
    const stranger = await api.person('TEAM_LEAD', await api.team('华西组'));
    expect(await ask(sales.token)).toBe('FORBIDDEN');
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(await ask(stranger.token));
    const { customer } = (
      await api.gql<{ customer: { owner: { id: string }; protected: boolean } }>(
        'query ($id: ID!) { customer(id: $id) { owner { id } protected } }',
        { id: ids['customer']! },
        api.admin,
      )
    ).data;
    expect(customer).toEqual({ owner: { id: wangId }, protected: false });
  });

  test('previewPool: managers only, over the wire, with whom it hits; broken rules and nothing to preview are named', async () => {
    const { api, lin, wangId, manager, managerToken, linToken } = await aCompany();
    const { createCustomer } = await manager.request(CreateCustomerDocument, {
      input: { name: '何方', phone: `${++phones}`, ownerId: wangId },
    });
    const { id: poolId } = await publicPool(lin);
    const preview = (token: string, rules: object | null) =>
      api.gql<{ previewPool: object }>(
        'query ($poolId: ID!, $rules: JSON) { previewPool(poolId: $poolId, rules: $rules) { customers sooner hits { customer { id } because } } }',
        { poolId, rules },
        token,
      );
    const sooner = { reclaim: [{ idleFor: 'P1D', since: 'LAST_ACTIVITY' }] };
    for (const token of [linToken, (await api.person('TEAM_LEAD', await api.team('华北组'))).token])
      expect((await preview(token, sooner)).code).toBe('FORBIDDEN');
    expect((await preview(managerToken, sooner)).data.previewPool).toMatchObject({
      customers: 1,
      sooner: 1,
      hits: [{ customer: { id: createCustomer.customer!.id }, because: expect.stringContaining('公海') as unknown }],
    });
    expect((await preview(managerToken, { holdingCap: 0 })).code).toBe('BAD_USER_INPUT');
    expect((await preview(managerToken, null)).code).toBe('BAD_USER_INPUT');
  });

  test('P6: a protection holds for everybody who reads it until it ends', async () => {
    const { api, wangId, manager } = await aCompany();
    const { createCustomer } = await manager.request(CreateCustomerDocument, {
      input: { name: '何方', phone: `${++phones}`, ownerId: wangId },
    });
    const id = createCustomer.customer!.id;
    const isProtected = async () =>
      (
        await api.gql<{ customer: { protected: boolean } }>(
          'query ($id: ID!) { customer(id: $id) { protected } }',
          { id },
          api.admin,
        )
      ).data.customer.protected;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await api.gql(
      'mutation ($input: ProtectCustomerInput!) { protectCustomer(input: $input) { refusal { code } } }',
      { input: { customerId: id, protected: true, until, note: '老客户' } },
      api.admin,
    );
    expect(await isProtected()).toBe(true);
    await api.database.pool.query(
      `update "Customer" set "protectedUntil" = now() - interval '1 second' where id = $1`,
      [id],
    );
    expect(await isProtected()).toBe(false);
  });
});

import { expect, test } from '@jest/globals';
import { pools } from '../../api/queries/pools.js';
import { previewPool } from '../../api/queries/pool-preview.js';
import { applyPoolChange } from '../../commands/apply-pool-change.js';
import { cancelPoolChange } from '../../commands/cancel-pool-change.js';
import { createPool } from '../../commands/create-pool.js';
import { rearmBatch } from '../../commands/rearm-batch.js';
import { protectCustomer } from '../../commands/protect-customer.js';
import { updatePool } from '../../commands/update-pool.js';
import { applyPoolChanges, rearmAll } from '../../jobs/rearm.js';
import { aNewCustomer, loadRow, rowsOf } from '../support/customers.js';
import { quiet } from '../support/quiet-log.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { setPublicRules } from '../support/pools.js';

const HOUR = 3_600_000;
const signal = new AbortController().signal;
const rulesOf = (hours: number) => ({
  reclaim: [{ idleFor: `PT${hours}H`, since: 'LAST_ACTIVITY' }],
  warnBefore: ['PT1H'],
  calendar: 'CLOCK',
});

async function aQuietHouse(): Promise<House> {
  const house = await aHouse({ playbook: playbookWith(() => ({ idle: [] })) });
  await setPublicRules(house, rulesOf(48) as never);
  return house;
}

const plan = (house: House, wishes: object, inMs = HOUR) =>
  house.as(house.manager, updatePool, { poolId: house.pools.public, at: new Date(Date.now() + inMs), ...wishes });
const comesDue = ({ database }: House) =>
  database.pool.query(`update "PoolChange" set "applyAt" = now() - interval '1 second' where "closedAt" is null`);
const work = async (house: House) => {
  await applyPoolChanges({ run: house.run, signal });
  await rearmAll({ run: house.run, log: quiet, signal });
};
const poolOf = async (house: House) =>
  (await pools(house.database, house.manager)).find(({ id }) => id === house.pools.public)!;
const holdsFor = async (house: House, customerId: string) => {
  const { reclaimAt, createdAt } = await loadRow(house, 'Customer', customerId);
  return reclaimAt && (Number(reclaimAt) - Number(createdAt)) / HOUR;
};

test('a change is made at the time that was stated, once, and the timers follow', async () => {
  const house = await aQuietHouse();
  const customerId = await aNewCustomer(house);
  expect((await plan(house, { rules: rulesOf(24) })).refusal).toBeNull();
  await work(house);
  expect(await holdsFor(house, customerId)).toBe(48);
  await comesDue(house);
  await Promise.all([house.as(null, applyPoolChange, {}), work(house), house.as(null, applyPoolChange, {})]);
  await work(house);
  expect(await holdsFor(house, customerId)).toBe(24);
  const changed = await rowsOf(house, 'Event', `type = 'POOL_CHANGED' and jsonb_array_length(changes) > 0`);
  expect(changed).toMatchObject([{ actorId: null, data: { plannedById: house.manager.id } }]);
});

test('a plan takes the place of the one before, and can be called off', async () => {
  const house = await aQuietHouse();
  await plan(house, { rules: rulesOf(24) });
  await plan(house, { name: '新公海' });
  expect(await rowsOf(house, 'PoolChange', '"closedAt" is null')).toMatchObject([{ wishes: { name: '新公海' } }]);
  const cancel = () => house.as(house.manager, cancelPoolChange, { poolId: house.pools.public });
  expect((await cancel()).refusal).toBeNull();
  expect((await cancel()).refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
  await work(house);
  expect(await poolOf(house)).toMatchObject({ name: '公海', rules: { reclaim: rulesOf(48).reclaim } });
});

test('C6: of two who change a pool at once, one is refused, and overwrites nothing', async () => {
  const house = await aQuietHouse();
  const seen = { poolId: house.pools.public, version: (await poolOf(house)).version };
  const outcomes = await Promise.all(
    [24, 36].map((hours) => house.as(house.manager, updatePool, { ...seen, rules: rulesOf(hours) })),
  );
  const refusals = outcomes.map(({ refusal }) => refusal);
  const current = seen.version + 1;
  expect(refusals).toContainEqual({ code: 'VERSION_CONFLICT', expected: seen.version, current });
  const faster = [24, 36][refusals.indexOf(null)]!;
  expect(await poolOf(house)).toMatchObject({ version: current, rules: { reclaim: rulesOf(faster).reclaim } });
  const changed = await rowsOf(house, 'Event', `type = 'POOL_CHANGED' and jsonb_array_length(changes) > 0`);
  expect(changed).toHaveLength(1);
});

test('C6: what is planned, made and called off makes what was seen before stale; what changes nothing doesn’t', async () => {
  const house = await aQuietHouse();
  const poolId = house.pools.public;
  const version = async () => (await poolOf(house)).version;
  const first = await version();
  await plan(house, { name: '新公海' });
  expect((await plan(house, { name: '别的公海', version: first })).refusal).toMatchObject({ code: 'VERSION_CONFLICT' });
  expect(await rowsOf(house, 'PoolChange', '"closedAt" is null')).toMatchObject([{ wishes: { name: '新公海' } }]);
  await house.as(house.manager, cancelPoolChange, { poolId });
  expect(await version()).toBe(first + 2);
  await plan(house, { name: '新公海', version: first + 2 });
  await comesDue(house);
  await work(house);
  expect(await poolOf(house)).toMatchObject({ name: '新公海', version: first + 4 });
  await house.as(house.manager, updatePool, { poolId, name: '新公海', version: first + 4 });
  expect(await version()).toBe(first + 4);
});

test('a plan that somebody was faster with comes to nothing, and whoever watches the pool is told that there is none', async () => {
  const house = await aQuietHouse();
  await plan(house, { name: '新公海' });
  await house.as(house.manager, updatePool, { poolId: house.pools.public, name: '新公海' });
  const { version } = await poolOf(house);
  await comesDue(house);
  await work(house);
  expect(await rowsOf(house, 'PoolChange', '"closedAt" is null')).toEqual([]);
  expect((await poolOf(house)).version).toBe(version + 1);
  expect((await rowsOf(house, 'Event', `type = 'POOL_CHANGED' order by tx, ordinal`)).at(-1)).toMatchObject({
    actorId: null,
    changes: [],
    data: { plannedFor: null },
  });
});

test('what is wrong is refused at once, and what has become impossible isn’t made: whoever planned it is told', async () => {
  const house = await aQuietHouse();
  expect((await plan(house, { rules: { ...rulesOf(1), holdingCap: 0 } })).refusal).toMatchObject({
    code: 'POOL_RULES_INVALID',
  });
  await expect(plan(house, { rules: rulesOf(1) }, -HOUR)).rejects.toMatchObject({ field: 'at' });
  await expect(plan(house, {})).rejects.toMatchObject({ field: 'at' });
  await plan(house, { name: '新公海', rules: rulesOf(24) });
  await house.as(house.manager, createPool, { name: '新公海', kind: 'PUBLIC', rules: {} });
  await comesDue(house);
  await work(house);
  expect(await poolOf(house)).toMatchObject({ name: '公海', rules: { reclaim: rulesOf(48).reclaim } });
  expect(await rowsOf(house, 'Notification', `kind = 'SYSTEM'`)).toMatchObject([
    { recipientId: house.manager.id, title: { code: 'NOTE_POOL_CHANGE_FAILED' }, body: { code: 'NAME_TAKEN' } },
  ]);
  await work(house);
  expect(await rowsOf(house, 'Notification', `kind = 'SYSTEM'`)).toHaveLength(1);
});

test('one bad row keeps nobody else’s timers from following, also where several workers come upon it', async () => {
  const house = await aQuietHouse();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await aNewCustomer(house, house.lin, { phone: `1390013800${n}` }));
  const [broken, ...sound] = [ids[2]!, ...ids.filter((_, index) => index !== 2)];
  await house.database.pool.query(`update "Customer" set stage = 'NOWHERE' where id = $1`, [broken]);
  await house.as(house.manager, updatePool, { poolId: house.pools.public, rules: rulesOf(24) });
  await Promise.all([work(house), work(house), work(house)]);
  expect(await Promise.all(sound.map((id) => holdsFor(house, id)))).toEqual(sound.map(() => 24));
  expect(await holdsFor(house, broken)).toBe(48);
  expect(await rowsOf(house, 'RearmRun', '"finishedAt" is null')).toEqual([]);
});

test('who is to be passed over isn’t once somebody else was faster: nobody sound is left out', async () => {
  const house = await aQuietHouse();
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) ids.push(await aNewCustomer(house, house.lin, { phone: `1390013700${n}` }));
  await house.as(house.manager, updatePool, { poolId: house.pools.public, rules: rulesOf(24) });
  await house.as(null, rearmBatch, { limit: 1, pass: ids[1]! });
  await work(house);
  expect(await Promise.all(ids.map((id) => holdsFor(house, id)))).toEqual([24, 24]);
});

test('the preview says whom a change hits, and what it says comes true', async () => {
  const house = await aQuietHouse();
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push(await aNewCustomer(house, house.lin, { phone: `1390013900${n}` }));
  const [soon, guarded] = ids as [string, string];
  await house.as(house.manager, protectCustomer, { customerId: guarded, protected: true, note: '战略客户' });
  const ask = async (wanted: object) => previewPool(house.database, await poolOf(house), wanted, signal);
  expect(await ask({ rules: rulesOf(48) })).toMatchObject({ customers: 3, counts: { sooner: 0, later: 0 }, hits: [] });
  const sooner = await ask({ rules: rulesOf(24) });
  expect(sooner).toMatchObject({ customers: 3, counts: { sooner: 2, later: 0, newly: 0, noLonger: 0 } });
  expect((await ask({ rules: { ...rulesOf(24), reclaim: [] } })).counts).toMatchObject({ noLonger: 2 });
  expect((await ask({ rules: { ...rulesOf(24), exempt: [] } })).counts).toMatchObject({ sooner: 2, newly: 1 });
  await house.as(house.manager, updatePool, { poolId: house.pools.public, rules: rulesOf(24) });
  await work(house);
  const hit = sooner.hits.find(({ customerId }) => customerId === soon)!;
  expect((await loadRow(house, 'Customer', soon)).reclaimAt).toEqual(hit.thenAt);
  expect(hit.because).toMatchObject({ code: 'BECAUSE_WARNING_LAST_ACTIVITY' });
  const called = new AbortController();
  called.abort();
  await expect(previewPool(house.database, await poolOf(house), {}, called.signal)).rejects.toThrow('aborted');
});

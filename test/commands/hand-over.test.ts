import { beforeEach, describe, expect, test } from '@jest/globals';
import { assignLead } from '../../commands/assign-lead.js';
import { command } from '../../commands/command.js';
import { continueHandOver, findHandOvers } from '../../commands/continue-hand-over.js';
import { handOver } from '../../commands/hand-over.js';
import { leftWith } from '../../commands/hand-over-rest.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { carryOnHandOvers } from '../../jobs/hand-overs.js';
import { reacher } from '../../jobs/reach.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { aNewCustomer, everythingIn, rowsOf } from '../support/customers.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { carriedOn, seedBelongings } from '../support/leaver.js';
import { quiet } from '../support/quiet-log.js';

const NOTHING = { customers: 0, leads: 0, followUps: 0 };

/** Customers and leads in these tests: more than two batches. */
const MANY = { customers: 450, leads: 50 };

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

const run = async (handOverId: string) => (await rowsOf(house, 'HandOverRun', `id = '${handOverId}'`))[0]!;
const left = (userId: string) => leftWith(house.database.sql, userId);
const begin = async (input: Omit<Parameters<typeof handOver.body>[1], 'fromUserId'>) =>
  String((await house.as(house.manager, handOver, { fromUserId: house.lin.id, ...input })).answer['handOverId']);

describe('C11: everything goes on', () => {
  test('500 customers and leads: nothing is left, nobody else’s is touched, all timers are armed for the new owner', async () => {
    await seedBelongings(house, house.lin.id, MANY);
    await seedBelongings(house, house.teamLead.id, { customers: 20, leads: 5 });
    const others = await rowsOf(house, 'Customer', `"ownerId" = '${house.teamLead.id}' order by id`);
    const had = await left(house.lin.id);
    const stages = await rowsOf(house, 'Customer', `"ownerId" = '${house.lin.id}' order by id`);

    const id = await begin({ toUserId: house.wang.id });
    expect(await run(id)).toMatchObject({ customers: 200, finishedAt: null });
    expect(await left(house.lin.id)).not.toEqual(NOTHING);
    await carriedOn(house, id);

    expect(await left(house.lin.id)).toEqual(NOTHING);
    expect(await left(house.wang.id)).toEqual(had);
    expect(await run(id)).toMatchObject({ ...had, finishedAt: expect.any(Date) as unknown });
    expect(await rowsOf(house, 'Customer', `"ownerId" = '${house.teamLead.id}' order by id`)).toEqual(others);
    const after = await rowsOf(house, 'Customer', `"ownerId" = '${house.wang.id}' order by id`);
    expect(after.map((row) => [row['id'], row['stage'], row['stageEnteredAt'], row['nextContactAt']])).toEqual(
      stages.map((row) => [row['id'], row['stage'], row['stageEnteredAt'], row['nextContactAt']]),
    );
    expect(await rowsOf(house, 'Event', `type = 'HANDED_OVER'`)).toMatchObject([
      { actorId: house.manager.id, data: { ...had, handOverId: id, fromUserId: house.lin.id } },
    ]);
    expect(await rowsOf(house, 'Notification')).toMatchObject([
      { recipientId: house.wang.id, kind: 'ASSIGNED', body: { params: had } },
    ]);
  });

  test('the timers fire for the new owner', async () => {
    await seedBelongings(house, house.lin.id, { customers: 6, leads: 1 });
    await begin({ toUserId: house.wang.id });
    await house.database.pool.query(`update "FollowUp" set "dueAt" = now() - interval '1 minute'`);
    await house.database.pool.query(
      `update "Deadline" set "dueAt" = now() - interval '1 minute' where "followUpId" is not null`,
    );
    const armed = await rowsOf(house, 'Deadline', `status = 'ARMED' and step = 0 and "followUpId" is not null`);
    expect(armed.length).toBeGreaterThan(4);
    const reach = reacher({ run: house.run, log: quiet, restsMs: [] });
    for (const { id } of armed) await reach(String(id));
    const reminders = await rowsOf(house, 'Notification', `kind = 'REMINDER'`);
    expect(reminders).toHaveLength(armed.length);
    expect(new Set(reminders.map((row) => row['recipientId']))).toEqual(new Set([house.wang.id]));
  });

  test('what one person leaves is what single transfers would have left, row by row', async () => {
    const heir = await seedPerson(house.database, '高先生', 'SALES', house.teamId);
    await seedBelongings(house, house.lin.id, { customers: 30, leads: 5 });
    await seedBelongings(house, house.wang.id, { customers: 30, leads: 5 });
    await begin({ toUserId: heir.id });
    for (const { id } of await rowsOf(house, 'Customer', `"ownerId" = '${house.wang.id}' order by id`))
      await house.as(house.manager, transferCustomer, { customerId: String(id), toUserId: heir.id });
    for (const { id } of await rowsOf(house, 'Lead', `"ownerId" = '${house.wang.id}' order by id`))
      await house.as(house.manager, assignLead, { leadId: String(id), ownerId: heir.id });

    for (const table of ['Customer', 'Lead', 'FollowUp', 'Deadline'] as const) {
      const [handed, transferred] = await Promise.all([alike(table, house.lin.id), alike(table, house.wang.id)]);
      expect(handed.length).toBeGreaterThan(0);
      expect(handed).toEqual(transferred);
    }
  });

  /** Rows that were somebody's, without what tells them apart: whose they were, and the minute. */
  async function alike(table: keyof DB, formerId: string) {
    const rows = await rowsOf(house, table, `id like '%${formerId}%' order by replace(id, '${formerId}', '')`);
    const ignored = ['updatedAt', 'assignedBecause', 'sourceId', 'lastOwnerId', 'alarmedFor'];
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => !ignored.includes(name))
          .map(([name, value]) => [name, alikeValue(value, formerId)]),
      ),
    );
  }
});

const HOUR = 3_600_000;

function alikeValue(value: unknown, formerId: string): unknown {
  if (Array.isArray(value)) return value.map((one) => alikeValue(one, formerId));
  if (value instanceof Date) return Math.floor((value.getTime() - Date.now()) / HOUR + 0.5);
  return typeof value === 'string' ? value.replaceAll(formerId, '…') : value;
}

describe('C11: by rule', () => {
  test('round robin: counts differ by one at most, over all batches', async () => {
    const gao = await seedPerson(house.database, '高先生', 'SALES', house.teamId);
    await seedBelongings(house, house.lin.id, { customers: 241, leads: 10 });
    await carriedOn(house, await begin({ strategy: 'ROUND_ROBIN' }));
    const shares = await Promise.all([left(house.wang.id), left(gao.id)]);
    const sizes = shares.map(({ customers, leads }) => customers + leads);
    expect(Math.abs(sizes[0]! - sizes[1]!)).toBeLessThanOrEqual(1);
    expect(await left(house.lin.id)).toEqual(NOTHING);
  });

  test('least load evens out what people hold already', async () => {
    const gao = await seedPerson(house.database, '高先生', 'SALES', house.teamId);
    await seedBelongings(house, gao.id, { customers: 0, leads: 30 });
    await seedBelongings(house, house.lin.id, { customers: 0, leads: 50 });
    await begin({ strategy: 'LEAST_LOAD' });
    expect((await left(house.wang.id)).leads).toBe(40);
    expect((await left(gao.id)).leads).toBe(40);
  });

  test('whoever is at the cap is passed over, until all are: then it goes on, as nothing may be left', async () => {
    const gao = await seedPerson(house.database, '高先生', 'SALES', house.teamId);
    await house.database.pool.query(`update "Pool" set rules = rules || '{"holdingCap": 4}'`);
    await seedBelongings(house, gao.id, { customers: 6, leads: 0 });
    await seedBelongings(house, house.lin.id, { customers: 6, leads: 0 });
    await begin({ strategy: 'ROUND_ROBIN' });
    expect(await left(house.lin.id)).toEqual(NOTHING);
    const open = `stage not in ('WON', 'LOST')`;
    expect(await rowsOf(house, 'Customer', `${open} and "ownerId" = '${gao.id}'`)).toHaveLength(4);
    expect(await rowsOf(house, 'Customer', `${open} and "ownerId" = '${house.wang.id}'`)).toHaveLength(4);
  });

  test('to the pool: open customers and leads lie there, closed deals go to the team lead, no timer is left', async () => {
    await seedBelongings(house, house.lin.id, { customers: 12, leads: 3 });
    await begin({ strategy: 'TO_POOL' });
    expect(await left(house.lin.id)).toEqual(NOTHING);
    expect(await rowsOf(house, 'Customer', `"poolId" = '${house.pools.public}'`)).toHaveLength(8);
    expect(await rowsOf(house, 'Lead', `"poolId" = '${house.pools.lead}' and status = 'POOLED'`)).toHaveLength(3);
    const closed = await rowsOf(house, 'Customer', `stage in ('WON', 'LOST')`);
    expect(closed.map((row) => row['ownerId'])).toEqual(closed.map(() => house.teamLead.id));
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED' and kind <> 'POOL_UNCLAIMED'`)).toEqual([]);
    expect(await rowsOf(house, 'Notification', `"recipientId" = '${house.lin.id}'`)).toEqual([]);
  });

  test('where nobody is there to take over, a person has to be named', async () => {
    await house.database.pool.query(`update "User" set active = false where "teamId" = $1 and id <> $2`, [
      house.teamId,
      house.lin.id,
    ]);
    await expect(begin({ strategy: 'LEAST_LOAD' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'strategy',
    });
  });
});

test('C11: an open follow-up on what belongs to somebody else goes too, and only that', async () => {
  const customerId = await aNewCustomer(house, house.wang);
  await house.database.pool.query(`update "FollowUp" set "ownerId" = $1`, [house.lin.id]);
  await begin({ toUserId: house.teamLead.id });
  expect(await rowsOf(house, 'FollowUp')).toMatchObject([{ ownerId: house.teamLead.id }]);
  expect(await rowsOf(house, 'Customer')).toMatchObject([{ id: customerId, ownerId: house.wang.id }]);
});

test('a dry run counts and changes nothing, and leaves its key for the real call', async () => {
  await seedBelongings(house, house.lin.id, { customers: 12, leads: 3 });
  const before = await everythingIn(house);
  const input = { fromUserId: house.lin.id, strategy: 'TO_POOL' as const };
  const { answer } = await house.as(house.manager, handOver, { ...input, dryRun: true }, 'key');
  expect(answer).toMatchObject(await left(house.lin.id));
  expect(await everythingIn(house)).toBe(before);
  expect(await rowsOf(house, 'HandOverRun')).toEqual([]);
  expect((await house.as(house.manager, handOver, input, 'key')).refusal).toBeNull();
});

describe('a crash', () => {
  test('in the middle of a batch undoes the batch; whoever comes next goes on from there, and nothing counts twice', async () => {
    await seedBelongings(house, house.lin.id, MANY);
    const had = await left(house.lin.id);
    const id = await begin({ toUserId: house.wang.id });
    const halfway = await run(id);
    const dying = command('continueHandOver', async (tx, input: { handOverId: string }, call) => {
      await continueHandOver.body(tx, input, call);
      throw new Error('killed');
    });
    await expect(house.as(house.manager, dying, { handOverId: id })).rejects.toThrow('killed');
    expect(await run(id)).toEqual(halfway);
    await carryOnHandOvers({ ...house, log: quiet, signal: new AbortController().signal });
    expect(await run(id)).toMatchObject({ ...had, finishedAt: expect.any(Date) as unknown });
    expect(await left(house.wang.id)).toEqual(had);
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_TRANSFERRED'`)).toHaveLength(MANY.customers);
  });

  test('one customer that can’t be handed over holds up nobody, and the run stays open for it', async () => {
    await seedBelongings(house, house.lin.id, { customers: 210, leads: 0 });
    const [broken] = await rowsOf(house, 'Customer', `true order by id desc limit 1`);
    const id = await begin({ toUserId: house.wang.id });
    await house.database.pool.query(`update "Customer" set stage = 'NOWHERE' where id = $1`, [broken!['id']]);
    const work = () => carryOnHandOvers({ ...house, log: quiet, signal: new AbortController().signal });
    await work();
    expect(await rowsOf(house, 'Customer', `"ownerId" = '${house.lin.id}'`)).toMatchObject([{ id: broken!['id'] }]);
    expect(await run(id)).toMatchObject({ finishedAt: null, customers: 209 });
    await house.database.pool.query(`update "Customer" set stage = 'QUOTED' where id = $1`, [broken!['id']]);
    await work();
    expect(await left(house.lin.id)).toEqual(NOTHING);
    expect(await run(id)).toMatchObject({ finishedAt: expect.any(Date) as unknown, customers: 210 });
  });

  test('what was on its way to a leaver when their run ended is handed over after it', async () => {
    await begin({ toUserId: house.wang.id });
    await aNewCustomer(house, house.manager, { ownerId: house.lin.id });
    expect(await findHandOvers(house.database)).toEqual([]);
    await house.database.pool.query(`update "User" set active = false where id = $1`, [house.lin.id]);
    await carryOnHandOvers({ ...house, log: quiet, signal: new AbortController().signal });
    expect(await left(house.lin.id)).toEqual(NOTHING);
    expect(await findHandOvers(house.database)).toEqual([]);
  });
});

describe('refused', () => {
  test('a second one while the first goes on', async () => {
    await seedBelongings(house, house.lin.id, MANY);
    await begin({ toUserId: house.wang.id });
    const second = await house.as(house.manager, handOver, { fromUserId: house.lin.id, strategy: 'TO_POOL' });
    expect(second.refusal).toEqual({ code: 'IN_USE' });
  });

  test.each([
    ['both a person and a strategy', (h: House) => ({ toUserId: h.wang.id, strategy: 'TO_POOL' as const }), 'toUserId'],
    ['neither', () => ({}), 'toUserId'],
    ['to oneself', (h: House) => ({ toUserId: h.lin.id }), 'toUserId'],
  ])('%s', async (_, input, field) => {
    await expect(begin(input(house))).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

import { describe, expect, test } from '@jest/globals';
import { assignFromPool } from '../../commands/assign-from-pool.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimNext } from '../../commands/claim-next.js';
import { createPool } from '../../commands/create-pool.js';
import { rearmBatch } from '../../commands/rearm-batch.js';
import type { Outcome } from '../../commands/command.js';
import { protectCustomer } from '../../commands/protect-customer.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { updateUser } from '../../commands/update-user.js';
import { updatePool } from '../../commands/update-pool.js';
import { IN_A_WEEK, aNewCustomer, anotherTeam, loadRow, rowsOf } from '../support/customers.js';
import { rearmAll } from '../../jobs/rearm.js';
import { quiet } from '../support/quiet-log.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { aPooledCustomer, pull, setPublicRules } from '../support/pools.js';
import { expectSound } from '../support/sound.js';

const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';
const claim = (house: House, customerId: string, by = house.lin) => house.as(by, claimCustomer, { customerId });
const release = (house: House, customerId: string, by = house.lin) =>
  house.as(by, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });

const DAY = 86_400_000;

describe('P3: claiming', () => {
  test('makes the customer one’s own: the stage stays, its next action and the idle clocks begin anew, the first contact is due', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    await pull(house, customerId);
    await rowsOf(house, 'Customer');
    await house.database.pool.query(
      `update "Customer" set "pooledAt" = now() - interval '30 days', "stageEnteredAt" = now() - interval '60 days'`,
    );
    expect(codeOf(await claim(house, customerId, house.wang))).toBe('ACCEPTED');
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({
      ownerId: house.wang.id,
      poolId: null,
      pooledAt: null,
      stage: 'INITIAL_CONTACT',
      lastOwnerId: house.lin.id,
    });
    const open = await rowsOf(house, 'FollowUp', `status = 'PLANNED'`);
    expect(open).toMatchObject([{ ownerId: house.wang.id, stage: 'INITIAL_CONTACT' }]);
    const [contact] = await rowsOf(house, 'Deadline', `kind = 'FIRST_CONTACT' and status = 'ARMED'`);
    expect(Math.abs((contact!['dueAt'] as Date).getTime() - Date.now() - 2 * DAY)).toBeLessThan(60_000);
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_CLAIMED'`)).toMatchObject([{ actorId: house.wang.id }]);
    await expectSound(house, customerId);
  });

  test('P5: of 200 people at once, exactly one gets it; the others learn that it is taken', async () => {
    const house = await aHouse();
    const customerId = await aPooledCustomer(house);
    const people = [];
    for (let n = 0; n < 200; n++) people.push(await seedPerson(house.database, `销售${n}`, 'SALES', house.teamId));
    const outcomes = await Promise.all(people.map((by) => claim(house, customerId, by)));
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', ...Array.from({ length: 199 }, () => 'ALREADY_OWNED')]);
    expect(await rowsOf(house, 'Claim')).toHaveLength(1);
  });

  test('P5: of 200 claims of one person at once, exactly the daily limit is done', async () => {
    const house = await aHouse();
    const ids: string[] = [];
    for (let n = 0; n < 200; n++) ids.push(await aPooledCustomer(house));
    const outcomes = await Promise.all(ids.map((customerId) => claim(house, customerId)));
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === 'ACCEPTED')).toHaveLength(3);
    expect(codes.filter((code) => code === 'DAILY_CLAIM_LIMIT')).toHaveLength(197);
    expect(await rowsOf(house, 'Customer', `"ownerId" = '${house.lin.id}'`)).toHaveLength(3);
  });

  test('a refused claim costs nothing, and a release gives nothing back', async () => {
    const house = await aHouse();
    const [first, second, third, fourth] = [
      await aPooledCustomer(house),
      await aPooledCustomer(house),
      await aPooledCustomer(house),
      await aPooledCustomer(house),
    ];
    await claim(house, first, house.wang);
    expect(codeOf(await claim(house, first))).toBe('ALREADY_OWNED');
    for (const id of [second, third]) expect(codeOf(await claim(house, id))).toBe('ACCEPTED');
    expect(codeOf(await release(house, second))).toBe('ACCEPTED');
    expect(codeOf(await claim(house, fourth))).toBe('ACCEPTED');
    const { refusal } = await claim(house, await aPooledCustomer(house));
    expect(refusal).toMatchObject({ code: 'DAILY_CLAIM_LIMIT', limit: 3, used: 3 });
    expect(new Date((refusal as { retryAt: string }).retryAt).getTime()).toBeGreaterThan(Date.now());
  });

  test('the last owner waits for the cool-down, others don’t', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    await release(house, customerId);
    const { refusal } = await claim(house, customerId);
    expect(refusal).toMatchObject({ code: 'CLAIM_COOL_DOWN', limit: null, used: null });
    const pooledAt = (await loadRow(house, 'Customer', customerId)).pooledAt as Date;
    expect((refusal as { retryAt: string }).retryAt).toBe(new Date(pooledAt.getTime() + 7 * DAY).toISOString());
    expect(codeOf(await claim(house, customerId, house.wang))).toBe('ACCEPTED');
  });

  test('where the pool says so, any earlier owner waits', async () => {
    const house = await aHouse();
    await setPublicRules(house, { coolDownFor: 'ANY_EARLIER_OWNER' });
    const customerId = await aNewCustomer(house);
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
    await release(house, customerId, house.wang);
    expect(codeOf(await claim(house, customerId))).toBe('CLAIM_COOL_DOWN');
    await setPublicRules(house, {});
    expect(codeOf(await claim(house, customerId))).toBe('ACCEPTED');
  });

  test('nobody claims during the embargo after arrival', async () => {
    const house = await aHouse();
    await setPublicRules(house, { embargo: 'PT1H' });
    expect((await claim(house, await aPooledCustomer(house))).refusal).toMatchObject({ code: 'POOL_EMBARGO' });
  });

  test('with as many open customers as the cap allows nobody claims; stages that the pool leaves out don’t count', async () => {
    const house = await aHouse();
    await setPublicRules(house, { holdingCap: 1 });
    await aNewCustomer(house);
    const customerId = await aPooledCustomer(house);
    expect((await claim(house, customerId)).refusal).toEqual({ code: 'HOLDING_CAP', limit: 1, used: 1, retryAt: null });
    await setPublicRules(house, { holdingCap: 1, holdingCapExcludes: ['INITIAL_CONTACT'] });
    expect(codeOf(await claim(house, customerId))).toBe('ACCEPTED');
  });

  test('only members of the pool’s teams; for others it isn’t there', async () => {
    const house = await aHouse();
    const other = await anotherTeam(house);
    const customerId = await aPooledCustomer(house);
    await house.as(house.manager, updatePool, { poolId: house.pools.lead, teamIds: [] });
    await house.database.sql.insertInto('PoolTeam').values({ poolId: house.pools.public, teamId: other.id }).execute();
    await expect(claim(house, customerId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(codeOf(await claim(house, customerId, house.manager))).toBe('NOT_POOL_MEMBER');
    expect(codeOf(await claim(house, customerId, other.sales))).toBe('ACCEPTED');
  });

  test('the next one is the best: the highest intent, then the longest waiting; none is no refusal', async () => {
    const house = await aHouse();
    const [older, , hot] = [
      await aPooledCustomer(house),
      await aPooledCustomer(house),
      await aPooledCustomer(house, { intent: 'HIGH' }),
    ];
    const next = async () =>
      (await house.as(house.lin, claimNext, { poolId: house.pools.public })).answer['customerId'];
    expect([await next(), await next()]).toEqual([hot, older]);
    const none = await house.as(house.wang, claimNext, { poolId: house.pools.dormant });
    expect(none).toMatchObject({ refusal: null, cursor: null });
  });

  test('many who want the next one at once each get another', async () => {
    const house = await aHouse();
    for (let n = 0; n < 6; n++) await aPooledCustomer(house);
    const people = [];
    for (let n = 0; n < 6; n++) people.push(await seedPerson(house.database, `销售${n}`, 'SALES', house.teamId));
    const outcomes = await Promise.all(people.map((by) => house.as(by, claimNext, { poolId: house.pools.public })));
    expect(new Set(outcomes.map(({ answer }) => answer['customerId'])).size).toBe(6);
  });
});

describe('P4: the first contact after a claim', () => {
  async function missed(house: House, by = house.lin): Promise<string> {
    const customerId = await aPooledCustomer(house);
    await claim(house, customerId, by);
    const [deadline] = await rowsOf(house, 'Deadline', `kind = 'FIRST_CONTACT' and "customerId" = '${customerId}'`);
    const ago = `now() - interval '1 second'`;
    await house.database.pool.query(`update "Deadline" set "dueAt" = ${ago} where id = $1`, [deadline!['id']]);
    await house.database.pool.query(`update "Claim" set "firstContactDueAt" = ${ago} where "customerId" = $1`, [
      customerId,
    ]);
    await house.run(reachDeadline, { deadlineId: deadline!['id'] as string, onlyIfFree: false }, { by: null });
    return customerId;
  }

  test('missed, the customer is back in its pool, its owner hears why, and the next claims are fewer', async () => {
    const house = await aHouse();
    const customerId = await missed(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: null, poolId: house.pools.public });
    expect((await rowsOf(house, 'Event', `"customerId" = '${customerId}'`)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['FIRST_CONTACT_MISSED', 'CUSTOMER_RECLAIMED']),
    );
    expect(await rowsOf(house, 'Notification', `kind = 'RECLAIMED'`)).toMatchObject([
      { recipientId: house.lin.id, body: { code: 'BECAUSE_FIRST_CONTACT' } },
    ]);
    expect(codeOf(await claim(house, await aPooledCustomer(house)))).toBe('ACCEPTED');
    expect((await claim(house, await aPooledCustomer(house))).refusal).toMatchObject({
      code: 'DAILY_CLAIM_LIMIT',
      limit: 2,
      used: 2,
    });
    await expectSound(house, customerId);
  });

  test('an attempt without an answer is a first contact: nothing is missed any more', async () => {
    const house = await aHouse();
    const customerId = await aPooledCustomer(house);
    await claim(house, customerId);
    const contact = {
      channel: 'PHONE' as const,
      outcome: 'NO_ANSWER' as const,
      note: '无人接听',
      goalMet: false,
      next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
    };
    expect(codeOf(await house.as(house.lin, recordFollowUp, { customerId, ...contact }))).toBe('ACCEPTED');
    expect(await rowsOf(house, 'Deadline', `kind = 'FIRST_CONTACT'`)).toMatchObject([{ status: 'DISARMED' }]);
  });

  test('handed to a colleague, it isn’t owed any more', async () => {
    const house = await aHouse();
    const customerId = await aPooledCustomer(house);
    await claim(house, customerId);
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
    expect(await rowsOf(house, 'Deadline', `kind = 'FIRST_CONTACT'`)).toMatchObject([{ status: 'DISARMED' }]);
  });

  test('P8: back early from leave, they have its time from then on, and nothing is missed', async () => {
    const house = await aHouse();
    const customerId = await aPooledCustomer(house);
    await claim(house, customerId);
    await house.database.pool.query(
      `update "Claim" set "claimedAt" = "claimedAt" - interval '3 days', "firstContactDueAt" = "firstContactDueAt" - interval '3 days'`,
    );
    await house.database.pool.query(`update "Customer" set "ownedSince" = "ownedSince" - interval '3 days'`);
    const away = new Date(Date.now() + 5 * DAY);
    await house.as(house.admin, updateUser, { userId: house.lin.id, onLeaveUntil: away });
    await house.as(house.admin, updateUser, { userId: house.lin.id, onLeaveUntil: null });
    await rearmAll({ run: house.run, log: quiet, signal: new AbortController().signal });
    const [contact] = await rowsOf(house, 'Deadline', `kind = 'FIRST_CONTACT' and status = 'ARMED'`);
    expect(Math.round(((contact!['dueAt'] as Date).getTime() - Date.now()) / DAY)).toBe(2);
  });

  test('missed three times, nobody claims for seven days', async () => {
    const house = await aHouse();
    await setPublicRules(house, { dailyClaimLimit: 10 });
    for (let n = 0; n < 3; n++) await missed(house);
    const { refusal } = await claim(house, await aPooledCustomer(house));
    expect(refusal).toMatchObject({ code: 'CLAIM_SUSPENDED' });
    const waits = new Date((refusal as { retryAt: string }).retryAt).getTime() - Date.now();
    expect(Math.round(waits / DAY)).toBe(7);
    await house.database.pool.query(`update "Claim" set "missedAt" = "missedAt" - interval '8 days'`);
    expect(codeOf(await claim(house, await aPooledCustomer(house)))).toBe('ACCEPTED');
  });
});

describe('P6: what superiors may', () => {
  test('assign from the pool past every limit, which the log tells, and without a claim', async () => {
    const house = await aHouse();
    await setPublicRules(house, { dailyClaimLimit: 0, embargo: 'P1D' });
    const customerId = await aPooledCustomer(house);
    const given = await house.as(house.teamLead, assignFromPool, { customerId, toUserId: house.lin.id });
    expect(codeOf(given)).toBe('ACCEPTED');
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_ASSIGNED'`)).toMatchObject([
      { data: { exceptions: ['POOL_EMBARGO', 'DAILY_CLAIM_LIMIT'] } },
    ]);
    expect(await rowsOf(house, 'Claim')).toHaveLength(0);
    await expectSound(house, customerId);
  });

  test('a protected customer isn’t given back, until the protection ends', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const protect = (until: Date | null, by = house.teamLead) =>
      house.as(by, protectCustomer, { customerId, protected: true, until, note: '老板的客户' });
    expect(codeOf(await protect(IN_A_WEEK()))).toBe('ACCEPTED');
    expect(codeOf(await release(house, customerId))).toBe('PROTECTED');
    expect(codeOf(await pull(house, customerId))).toBe('PROTECTED');
    await expect(protect(new Date(Date.now() - 1))).rejects.toMatchObject({ field: 'until' });
    await house.database.pool.query(`update "Customer" set "protectedUntil" = now() - interval '1 second'`);
    expect(codeOf(await release(house, customerId))).toBe('ACCEPTED');
  });

  test('the last pool that is open to all stays so', async () => {
    const house = await aHouse();
    const closing = house.as(house.manager, updatePool, { poolId: house.pools.public, teamIds: [house.teamId] });
    await expect(closing).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'teamIds' });
  });

  test('nor when two are closed at once', async () => {
    const house = await aHouse();
    const made = await house.as(house.manager, createPool, { name: '第二公海', kind: 'PUBLIC', rules: {} });
    const close = (poolId: string) => house.as(house.manager, updatePool, { poolId, teamIds: [house.teamId] });
    const closed = await Promise.allSettled([close(house.pools.public), close(String(made.answer['poolId']))]);
    expect(closed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const open = await rowsOf(house, 'Pool', `kind = 'PUBLIC' and id not in (select "poolId" from "PoolTeam")`);
    expect(open).toHaveLength(1);
  });

  test('rules that can’t be are refused with every problem', async () => {
    const house = await aHouse();
    const rules = { dailyClaimLimit: -1, coolDown: 'a week' };
    const { refusal } = await house.as(house.manager, updatePool, { poolId: house.pools.public, rules });
    expect(refusal).toMatchObject({ code: 'POOL_RULES_INVALID' });
    expect(refusal && 'problems' in refusal && refusal.problems).toHaveLength(2);
  });
});

test('pinned 4: other rules move the timers of everybody whom the pool may take back, earlier and later', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const reclaims = async () => {
    const rows = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM' and status = 'ARMED' order by "dueAt"`);
    return rows.map(({ dueAt }) => Math.round(((dueAt as Date).getTime() - Date.now()) / DAY));
  };
  const change = async (reclaim: object[]) => {
    await house.as(house.manager, updatePool, { poolId: house.pools.public, rules: { reclaim, calendar: 'CLOCK' } });
    await rearmAll({ run: house.run, log: quiet, signal: new AbortController().signal });
    return reclaims();
  };
  expect(await change([{ idleFor: 'P9D', since: 'LAST_ACTIVITY' }])).toEqual([9]);
  expect(await change([{ idleFor: 'P3D', since: 'LAST_ACTIVITY' }])).toEqual([3]);
  expect(await change([{ idleFor: 'P20D', since: 'LAST_ACTIVITY' }])).toEqual([20]);
  expect(await change([])).toEqual([]);
  await expectSound(house, customerId);
});

test('pinned 4: workers that are at it together, or go on where one died, leave nobody out and move nobody twice', async () => {
  const house = await aHouse();
  for (let n = 0; n < 5; n++) await aNewCustomer(house, house.lin, { phone: `1380013810${n}` });
  const rules = { reclaim: [{ idleFor: 'P3D', since: 'LAST_ACTIVITY' }], calendar: 'CLOCK' };
  await house.as(house.manager, updatePool, { poolId: house.pools.public, rules });
  const batch = () => house.run(rearmBatch, { limit: 2 }, { by: null });
  expect((await batch()).answer['outcome']).toBe('MORE');
  expect(await rowsOf(house, 'RearmRun')).toMatchObject([{ done: 2, finishedAt: null }]);
  await Promise.all([batch(), batch()]);
  while ((await batch()).answer['outcome'] !== 'NONE');
  expect(await rowsOf(house, 'RearmRun')).toMatchObject([{ done: 5, finishedAt: expect.any(Date) as unknown }]);
  const due = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM' and status = 'ARMED'`);
  expect(due.map(({ dueAt }) => Math.round(((dueAt as Date).getTime() - Date.now()) / DAY))).toEqual([3, 3, 3, 3, 3]);
});

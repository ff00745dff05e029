import { describe, expect, test } from '@jest/globals';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { customers } from '../../api/queries/customers.js';
import { IN_A_WEEK, aNewCustomer, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { passes, reachAllDue } from '../support/turned-back.js';

/** A minute without work, and it goes back; its owner hears of it ten seconds before. */
const QUICK = { reclaim: [{ idleFor: 'PT60S', since: 'LAST_ACTIVITY' }], warnBefore: ['PT10S'], calendar: 'CLOCK' };

async function neglected() {
  const house = await aHouse({ playbook: playbookWith(() => ({ idle: [] })) });
  await setRules(house, QUICK);
  const customerId = await aNewCustomer(house);
  return { house, customerId };
}

async function setRules({ database, pools }: House, rules: object): Promise<void> {
  await database.sql
    .updateTable('Pool')
    .set({ rules: JSON.stringify(rules) })
    .where('id', '=', pools.public)
    .execute();
}

const contact = () => ({
  channel: 'PHONE' as const,
  outcome: 'NO_ANSWER' as const,
  note: '没人接',
  goalMet: false,
  next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
});

const cardsOf = async (house: House) =>
  (await rowsOf(house, 'Notification', 'true order by tx, ordinal')).map(({ recipientId, kind }) => [
    recipientId,
    kind,
  ]);

describe('P1, P2: a customer that nobody works on', () => {
  test('is warned of, then goes to the pool; its row, its history and its owner’s inbox say why', async () => {
    const { house, customerId } = await neglected();
    const { reclaimAt, createdAt } = await loadRow(house, 'Customer', customerId);
    expect(Number(reclaimAt) - Number(createdAt)).toBe(60_000);
    await passes(house, '51 seconds');
    await reachAllDue(house);
    expect(await cardsOf(house)).toEqual([[house.lin.id, 'RECLAIM_WARNING']]);
    await passes(house, '10 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({
      stage: 'INITIAL_CONTACT',
      ownerId: null,
      lastOwnerId: house.lin.id,
      poolId: house.pools.public,
      reclaimAt: null,
      nextContactAt: null,
    });
    const rule = `pools.${house.pools.public}.reclaim.0`;
    const reclaimed = await rowsOf(house, 'Event', `type = 'CUSTOMER_RECLAIMED'`);
    expect(reclaimed).toMatchObject([{ rule, actorId: null, customerId, data: { poolId: house.pools.public } }]);
    const [fired] = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM'`);
    expect(fired).toMatchObject({ status: 'FIRED', rule, because: { code: 'BECAUSE_RECLAIM_LAST_ACTIVITY' } });
    expect(await rowsOf(house, 'Notification', `kind = 'RECLAIMED'`)).toMatchObject([
      { recipientId: house.lin.id, deadlineId: fired!['id'], body: { code: 'BECAUSE_RECLAIM_LAST_ACTIVITY' } },
    ]);
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED' and kind <> 'POOL_UNCLAIMED'`)).toEqual([]);
    expect(await rowsOf(house, 'FollowUp', `status = 'PLANNED'`)).toEqual([]);
  });

  test('T2: delivered 20 times at once, is taken back once', async () => {
    const { house } = await neglected();
    await passes(house, '61 seconds');
    const [warning] = await rowsOf(house, 'Deadline', `kind = 'POOL_WARNING'`);
    await house.as(null, reachDeadline, { deadlineId: warning!['id'] as string });
    await passes(house, '11 seconds');
    const [deadline] = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM'`);
    const deliveries = Array.from({ length: 20 }, () =>
      house.as(null, reachDeadline, { deadlineId: deadline!['id'] as string }),
    );
    const outcomes = (await Promise.all(deliveries)).map(({ answer }) => answer['outcome']);
    expect(outcomes.filter((outcome) => outcome === 'HANDLED')).toHaveLength(1);
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_RECLAIMED'`)).toHaveLength(1);
    expect(await rowsOf(house, 'Notification', `kind = 'RECLAIMED'`)).toHaveLength(1);
  });

  test('worked on while the timer already runs, in either order, ends owned and worked on or pooled, never both', async () => {
    const { house, customerId } = await neglected();
    await passes(house, '61 seconds');
    const [warning] = await rowsOf(house, 'Deadline', `kind = 'POOL_WARNING'`);
    await house.as(null, reachDeadline, { deadlineId: warning!['id'] as string });
    await passes(house, '11 seconds');
    const [deadline] = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM'`);
    const [, recorded] = await Promise.allSettled([
      house.as(null, reachDeadline, { deadlineId: deadline!['id'] as string }),
      house.as(house.lin, recordFollowUp, { customerId, ...contact() }),
    ]);
    const wasRecorded = recorded.status === 'fulfilled' && recorded.value.refusal === null;
    expect((await loadRow(house, 'Customer', customerId)).ownerId !== null).toBe(wasRecorded);
  });

  test('worked on in time, or given to somebody else, its time begins anew', async () => {
    const { house, customerId } = await neglected();
    await passes(house, '50 seconds');
    await house.as(house.lin, recordFollowUp, { customerId, ...contact() });
    await passes(house, '50 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: house.lin.id });
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
    await passes(house, '50 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: house.wang.id });
    await passes(house, '11 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: null, lastOwnerId: house.wang.id });
  });

  test('goes to the pool of its owner’s team, by that pool’s rules', async () => {
    const { house } = await neglected();
    const { rows } = await house.database.pool.query<{ id: string }>(
      `insert into "Pool" (id, name, kind, rules, "createdAt") values ('pool_own', '一组', 'PUBLIC', $1, now()) returning id`,
      [JSON.stringify({ ...QUICK, reclaim: [{ idleFor: 'PT30S', since: 'LAST_ACTIVITY' }] })],
    );
    await house.database.pool.query('insert into "PoolTeam" values ($1, $2)', [rows[0]!.id, house.lin.teamId]);
    const customerId = await aNewCustomer(house, house.lin, { phone: '13900139000' });
    await passes(house, '31 seconds');
    await reachAllDue(house);
    await passes(house, '11 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: null, poolId: 'pool_own' });
  });
});

test('customers are found by when they will be taken back, the soonest first', async () => {
  const house = await aHouse();
  const late = await aNewCustomer(house);
  const soon = await aNewCustomer(house, house.lin, { phone: '13900139000' });
  const safe = await aNewCustomer(house, house.teamLead, { phone: '13900139001' });
  const at = new Date('2030-01-01T00:00:00Z');
  await house.database.pool.query('update "Customer" set "reclaimAt" = $1 where id = $2', [at, soon]);
  await house.database.pool.query('update "Customer" set "reclaimAt" = $1 where id = $2', [
    new Date('2031-01-01T00:00:00Z'),
    late,
  ]);
  const found = async (filter: object | null) =>
    (await customers(house.database, house.manager, { filter, orderBy: 'RECLAIM_AT_ASC' })).nodes.map(({ id }) => id);
  expect(await found(null)).toEqual([soon, late, safe]);
  expect(await found({ reclaimAt: { from: at, to: new Date('2030-06-01T00:00:00Z') } })).toEqual([soon]);
});

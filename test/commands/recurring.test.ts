import { describe, expect, test } from '@jest/globals';
import { morningDigest } from '../../commands/recurring/morning-digest.js';
import { reviewMonth } from '../../commands/recurring/review-month.js';
import { updateSettings } from '../../commands/update-settings.js';
import { doWhatRecurs } from '../../jobs/recurring.js';
import { newId } from '../../commands/store/ids.js';
import { buildersOf } from '../support/builders.js';
import { aNewCustomer, aNewLead, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { passes } from '../support/turned-back.js';

/** A house whose day has begun, and whose admin is asked for settings. */
async function aHouseInTheMorning(): Promise<House> {
  const house = await aHouse();
  await house.as(house.admin, updateSettings, { push: { digestAt: '00:00' } });
  return house;
}

const digests = (house: House) => rowsOf(house, 'Notification', `kind = 'DIGEST' order by "recipientId"`);
const recurs = (house: House) => doWhatRecurs({ run: house.run, signal: new AbortController().signal });
/** A customer whose first next step was due an hour ago. */
async function anOverdueCustomer(house: House): Promise<void> {
  await aNewCustomer(house);
  await passes(house, '25 hours');
}

describe('T8: the morning digest', () => {
  test('says what lies before somebody; whoever has nothing gets none', async () => {
    const house = await aHouseInTheMorning();
    await anOverdueCustomer(house);
    await recurs(house);
    const [card, ...others] = await digests(house);
    expect(others).toEqual([]);
    expect(card).toMatchObject({
      recipientId: house.lin.id,
      title: { code: 'NOTE_DIGEST' },
      body: { params: { overdue: 1, dueToday: 0, newLeads: 0, reclaimSoon: 0, toStepIn: 0 } },
    });
  });

  test('comes once a day, whatever many workers do at once, and again on the next', async () => {
    const house = await aHouseInTheMorning();
    await anOverdueCustomer(house);
    await Promise.all(Array.from({ length: 6 }, () => recurs(house)));
    expect(await digests(house)).toHaveLength(1);
    await house.database.pool.query(`update "RecurringRun" set period = '2020-01-01' where work = 'DIGEST'`);
    await recurs(house);
    expect(await digests(house)).toHaveLength(2);
  });

  test('goes on where it was interrupted, in small transactions', async () => {
    const house = await aHouseInTheMorning();
    await anOverdueCustomer(house);
    const outcomes: unknown[] = [];
    for (let turn = 0; turn < 20 && outcomes.at(-1) !== 'NONE'; turn++)
      outcomes.push((await house.as(null, morningDigest, { limit: 1 })).answer['outcome']);
    const people = await rowsOf(house, 'User', `active and "apiKeyId" is null`);
    expect(outcomes).toEqual([...people.map(() => 'MORE'), 'NONE']);
    expect(await digests(house)).toHaveLength(1);
  });

  test('goes to the delegate of whoever is on leave, and says for whom', async () => {
    const house = await aHouseInTheMorning();
    await anOverdueCustomer(house);
    await house.database.pool.query(
      `update "User" set "onLeaveUntil" = now() + interval '2 days', "delegateId" = $2 where id = $1`,
      [house.lin.id, house.wang.id],
    );
    await recurs(house);
    expect(await digests(house)).toMatchObject([
      { recipientId: house.wang.id, title: { code: 'NOTE_DIGEST_FOR', params: { overdue: 1 } } },
    ]);
  });

  test('doesn’t come before its time', async () => {
    const house = await aHouse();
    await anOverdueCustomer(house);
    // Where it is before noon, the latest minute of the day is hours away; elsewhere on earth it is.
    const timeZone = new Date().getUTCHours() < 12 ? 'UTC' : 'Pacific/Honolulu';
    await house.as(house.admin, updateSettings, { timeZone, push: { digestAt: '23:59' } });
    await recurs(house);
    expect(await digests(house)).toEqual([]);
  });
});

describe('T8: the monthly review', () => {
  const another = (house: House, number: number) =>
    aNewCustomer(house, house.lin, { name: `客户${number}`, phone: `1390013900${number}` });
  const reviews = (house: House) =>
    rowsOf(house, 'Notification', `kind = 'SYSTEM' and title->>'code' = 'NOTE_MONTHLY_REVIEW'`);
  const intoLastMonth = async (house: House) => {
    const span = `${new Date().getUTCDate() + 3} days`;
    await passes(house, span);
    await house.database.pool.query(`update "Event" set at = at - interval '${span}'`);
    await house.database.pool.query(`update "Tenure" set "beganAt" = "beganAt" - interval '${span}'`);
  };

  test('tells managers the numbers of the month before, once, however many look', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await aNewLead(house, { name: '钱伟', phone: '13900139000' });
    await intoLastMonth(house);
    await aNewCustomer(house);
    await Promise.all(Array.from({ length: 4 }, () => house.as(null, reviewMonth, {})));
    expect(await reviews(house)).toMatchObject([
      { recipientId: house.manager.id, body: { params: { leads: 1, customers: 1, won: 0, lost: 0, reclaimed: 0 } } },
    ]);
  });

  test('counts who was won, lost or taken back once, however often they came there', async () => {
    const house = await aHouseInTheMorning();
    const build = buildersOf(house);
    const [won, lost, taken] = [await aNewCustomer(house), await another(house, 1), await another(house, 2)];
    for (const [customerId, stage] of [
      [won, 'WON'],
      [won, 'WON'],
      [lost, 'LOST'],
    ] as const)
      await build.aStageVisit({ customerId, stage, leftAt: new Date() });
    await house.database.sql
      .insertInto('Tenure')
      .values({ id: newId('Tenure'), customerId: taken, cause: 'CUSTOMER_RECLAIMED', beganAt: new Date() })
      .execute();
    await intoLastMonth(house);
    await house.as(null, reviewMonth, {});
    expect(await reviews(house)).toMatchObject([{ body: { params: { customers: 3, won: 1, lost: 1, reclaimed: 1 } } }]);
  });

  test('leaves out a month before anything was', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await recurs(house);
    expect(await reviews(house)).toEqual([]);
  });
});

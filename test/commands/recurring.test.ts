import { describe, expect, test } from '@jest/globals';
import { reportsOver } from '../../api/queries/reports/kept.js';
import { morningDigest } from '../../commands/recurring/morning-digest.js';
import { findMonthToReview, reviewMonth } from '../../commands/recurring/review-month.js';
import { updateSettings } from '../../commands/update-settings.js';
import type { Viewer } from '../../domain/policy.js';
import { doWhatRecurs } from '../../jobs/recurring.js';
import { newId } from '../../commands/store/ids.js';
import { buildersOf } from '../support/builders.js';
import { aNewCustomer, aNewLead, anotherTeam, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { answer } from '../support/reads.js';
import { passes } from '../support/turned-back.js';

/** A house whose day has begun, and whose admin is asked for settings. */
async function aHouseInTheMorning(): Promise<House> {
  const house = await aHouse();
  await house.as(house.admin, updateSettings, { push: { digestAt: '00:00' } });
  return house;
}

const digests = (house: House) => rowsOf(house, 'Notification', `kind = 'DIGEST' order by "recipientId"`);
const recurs = ({ database, run }: House) =>
  doWhatRecurs({ database, run, reports: reportsOver(database), signal: new AbortController().signal });
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

const STAGES = `stage { code } entered left forward { numerator denominator value } dwell { count median } open refused findings { code message }`;

describe('T8: the monthly review', () => {
  const another = (house: House, number: number) =>
    aNewCustomer(house, house.lin, { name: `客户${number}`, phone: `1390013900${number}` });
  const reviews = (house: House) =>
    rowsOf(house, 'Notification', `kind = 'SYSTEM' and title->>'code' = 'NOTE_MONTHLY_REVIEW'`);
  const intoLastMonth = async (house: House) => {
    const span = `${new Date().getUTCDate() + 3} days`;
    await passes(house, span);
    await house.database.pool.query(`update "Event" set at = at - interval '${span}'`);
  };

  test('tells managers the numbers of the month before, once, however many look', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await aNewLead(house, { name: '钱伟', phone: '13900139000' });
    await intoLastMonth(house);
    await aNewCustomer(house);
    await Promise.all(Array.from({ length: 4 }, () => recurs(house)));
    expect(await reviews(house)).toMatchObject([
      { recipientId: house.manager.id, body: { params: { leads: 1, customers: 1, won: 0, lost: 0, reclaimed: 0 } } },
    ]);
    await recurs(house);
    expect(await reviews(house)).toHaveLength(1);
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
    await recurs(house);
    expect(await reviews(house)).toMatchObject([{ body: { params: { customers: 3, won: 1, lost: 1, reclaimed: 1 } } }]);
  });

  const QUERY = `query ($teamId: ID) { monthlyReviews(teamId: $teamId) { month asOf team { id } leads customers won lost reclaimed
    stages { ${STAGES} } } }`;
  interface Told {
    readonly month: string;
    readonly team: { readonly id: string } | null;
    readonly customers: number;
    readonly reclaimed: number;
    readonly stages: readonly object[];
  }
  const told = async (house: House, by: Viewer, teamId: string | null = null) =>
    (await answer<{ monthlyReviews: Told[] }>(house, by, QUERY, { teamId })).monthlyReviews;

  test('D5: is kept as stageReview told it, everybody’s and each team’s, whatever is found out later', async () => {
    const house = await aHouseInTheMorning();
    const other = await anotherTeam(house);
    await aNewCustomer(house);
    await aNewCustomer(house, other.sales, { phone: '13700137000' });
    await aNewCustomer(house, other.sales, { phone: '13700137001' });
    const taken = await aNewCustomer(house, other.sales, { phone: '13700137002' });
    await intoLastMonth(house);
    const { database } = house;
    await database.pool.query(`update "Tenure" set "endedAt" = "beganAt" + interval '1 hour' where "customerId" = $1`, [
      taken,
    ]);
    await database.pool.query(
      `insert into "Tenure" (id, "customerId", cause, "beganAt") select 'ten_x', $1, 'CUSTOMER_RECLAIMED', "endedAt" from "Tenure" where "customerId" = $1`,
      [taken],
    );
    await recurs(house);
    const [whole] = await told(house, house.manager);
    const live = async (teamId: string | null) => {
      const query = `query ($month: String!, $teamId: ID) { stageReview(month: $month, teamId: $teamId) { stages { ${STAGES} } } }`;
      const asked = await answer<{ stageReview: { stages: object[] } }>(house, house.manager, query, {
        month: whole!.month,
        teamId,
      });
      return asked.stageReview.stages;
    };
    expect(whole).toMatchObject({ team: null, customers: 4, reclaimed: 1, stages: await live(null) });
    const [theirs] = await told(house, house.manager, other.id);
    expect(theirs).toMatchObject({ team: { id: other.id }, customers: 3, reclaimed: 1, stages: await live(other.id) });
    const [ours] = await told(house, house.manager, house.teamId);
    expect(ours).toMatchObject({ customers: 1, reclaimed: 0 });
    await database.pool.query(`update "StageVisit" set stage = 'QUOTED'`);
    expect(await live(null)).not.toEqual(whole!.stages);
    expect(await told(house, house.manager)).toEqual([whole]);
  });

  test('is told once, also where two make it at the same time and a team has come in between', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await intoLastMonth(house);
    const reports = reportsOver(house.database);
    const month = (await findMonthToReview(house.database))!;
    const one = await reports.ofMonth(month);
    await anotherTeam(house);
    const another = await reports.ofMonth(month);
    expect(another).toHaveLength(one.length + 1);
    await house.as(null, reviewMonth, { month, reviews: one });
    await house.as(null, reviewMonth, { month, reviews: another });
    expect(await reviews(house)).toHaveLength(1);
    expect(await rowsOf(house, 'MonthlyReview')).toHaveLength(one.length);
  });

  test('R28: everybody’s is for managers, a team’s for its lead', async () => {
    const house = await aHouseInTheMorning();
    const other = await anotherTeam(house);
    await aNewCustomer(house);
    await intoLastMonth(house);
    await recurs(house);
    const count = async (by: Viewer, teamId: string | null) => (await told(house, by, teamId)).length;
    for (const teamId of [null, house.teamId, other.id]) {
      expect(await count(house.manager, teamId)).toBe(1);
      expect(await count(house.lin, teamId)).toBe(0);
      expect(await count(house.teamLead, teamId)).toBe(teamId === house.teamId ? 1 : 0);
    }
  });

  test('its card and its event lead to it', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await intoLastMonth(house);
    await recurs(house);
    const [{ month } = { month: '' }] = await told(house, house.manager);
    const inbox = await answer<{ notifications: { nodes: { url: string }[] } }>(
      house,
      house.manager,
      `{ notifications(first: 5) { nodes { url } } }`,
    );
    expect(inbox.notifications.nodes).toContainEqual({ url: `/monthly-reviews/${month}` });
    expect(await rowsOf(house, 'Event', `type = 'REPORT_READY'`)).toMatchObject([{ data: { month } }]);
    const one = `query ($month: String!) { monthlyReview(month: $month) { month } }`;
    expect(await answer(house, house.manager, one, { month })).toEqual({ monthlyReview: { month } });
    expect(await answer(house, house.manager, one, { month: '2020-01' })).toEqual({ monthlyReview: null });
  });

  test('months that were missed are made up for, from the earliest', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await intoLastMonth(house);
    await recurs(house);
    const months = async () => (await told(house, house.manager)).map(({ month }) => month);
    const [latest] = await months();
    await house.database.pool.query(
      `update "MonthlyReview" set month = to_char(to_date(month, 'YYYY-MM') - interval '3 months', 'YYYY-MM')`,
    );
    await house.database.pool.query(`update "Event" set at = at - interval '150 days'`);
    await recurs(house);
    expect(await months()).toHaveLength(4);
    expect((await months())[0]).toBe(latest);
    expect(await reviews(house)).toHaveLength(4);
  });

  test('leaves out a month before anything was', async () => {
    const house = await aHouseInTheMorning();
    await aNewCustomer(house);
    await recurs(house);
    expect(await reviews(house)).toEqual([]);
  });
});

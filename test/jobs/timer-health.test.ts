import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildersOf } from '../support/builders.js';
import { sweepAll } from '../support/sweeping.js';
import { answer } from '../support/reads.js';
import { until } from '../support/until.js';
import type { TimerHealthQuery } from '../../clients/sdk/generated/operations.js';
import { aMongodb, hasMongodb, type Mongodb } from './mongodb.js';
import { aWorkshop, poison, type Workshop } from './support.js';

type Health = TimerHealthQuery['timerHealth'];

const ASK = `{ timerHealth {
  at armed due overdue oldestDueAt resting parked dueWithinHour alarmed sweptAt following { done }
  processes { name firesTimers answersRequests beatAt startedAt skewMs alarmStore alarms sweptAt fired } } }`;

const healthOf = async (shop: Workshop) => (await answer<{ timerHealth: Health }>(shop, shop.admin, ASK)).timerHealth;

const withMongodb = hasMongodb ? test : test.skip;

let mongodb: Mongodb;
beforeAll(async () => {
  if (hasMongodb) mongodb = await aMongodb();
});
afterAll(async () => {
  if (hasMongodb) await mongodb.kill();
});

test('T7: what is armed, due, overdue, resting and parked is counted', async () => {
  const shop = await aWorkshop();
  const { aDeadline, aCustomer } = buildersOf(shop);
  const customerId = await aCustomer({});
  const dueIn = (seconds: number) => ({ customerId, dueAt: new Date(Date.now() + seconds * 1000) });
  expect(await healthOf(shop)).toMatchObject({ armed: 0, due: 0, oldestDueAt: null, sweptAt: null, processes: [] });
  await aDeadline(dueIn(-90));
  await aDeadline(dueIn(-2));
  await aDeadline({ ...dueIn(-60), attempts: 1, retryAt: new Date(Date.now() + 60_000) });
  await aDeadline({ ...dueIn(-3600), status: 'PARKED' });
  await aDeadline({ ...dueIn(-3600), status: 'FIRED' });
  const soon = dueIn(600);
  await aDeadline({ ...soon, alarmedFor: soon.dueAt });
  await aDeadline({ ...dueIn(900), alarmedFor: soon.dueAt });
  await aDeadline(dueIn(7200));
  const { oldestDueAt, at, ...counts } = await healthOf(shop);
  expect(counts).toMatchObject({
    armed: 6,
    due: 2,
    overdue: 1,
    resting: 1,
    parked: 1,
    dueWithinHour: 2,
    alarmed: 1,
  });
  expect(Math.round((Date.parse(at) - Date.parse(oldestDueAt!)) / 1000)).toBeGreaterThanOrEqual(90);
});

test('T7: what failed rests and is parked, and counts neither as due nor as overdue', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-30_000);
  await poison(shop, timer);
  await sweepAll(shop, { restsMs: [60_000] });
  expect(await healthOf(shop)).toMatchObject({ due: 0, overdue: 0, oldestDueAt: null, resting: 1, parked: 0 });
  await shop.database.pool.query(`update "Deadline" set "retryAt" = now() where id = $1`, [timer.deadlineId]);
  await sweepAll(shop, { restsMs: [60_000] });
  expect(await healthOf(shop)).toMatchObject({ due: 0, resting: 0, parked: 1 });
});

test('a worker tells of its sweeps and of the alarms in its store', async () => {
  const shop = await aWorkshop();
  const [overdue] = [await shop.aFollowUp(-3000), await shop.aFollowUp(600_000)];
  await shop.work();
  await until('the sweep has fired it', async () => (await shop.reminders(overdue)).length === 1);
  const told = async () => (await healthOf(shop)).processes[0];
  await until('it tells of that', async () => ((await told())?.fired ?? 0) > 0 && ((await told())?.alarms ?? 0) > 0);
  const { sweptAt, alarmed, processes, at } = await healthOf(shop);
  expect(processes).toHaveLength(1);
  expect(processes[0]).toMatchObject({ firesTimers: true, answersRequests: true, sweptAt });
  expect(processes[0]!.alarmStore).toBe(shop.database.embedded ? 'EMBEDDED' : 'POSTGRESQL');
  expect(processes[0]!.alarms).toBeLessThanOrEqual(alarmed);
  for (const time of [processes[0]!.startedAt, processes[0]!.beatAt, sweptAt!]) expect(time <= at).toBe(true);
});

withMongodb('R11: a store that does not answer is seen, and seen again when it does; beats go on', async () => {
  const shop = await aWorkshop();
  const config = { mongodbUrl: mongodb.url, role: 'worker' as const };
  await mongodb.start();
  const jobs = await shop.work({ config });
  await until('the store is connected', () => jobs.ready(), 20_000);
  await shop.aFollowUp(600_000);
  const told = async () => (await healthOf(shop)).processes[0];
  await until('alarms are there', async () => ((await told())?.alarms ?? 0) > 0);
  expect(await told()).toMatchObject({ alarmStore: 'MONGODB', firesTimers: true, answersRequests: false });
  await mongodb.kill();
  await until('that it is gone is seen', async () => (await told())?.alarms === null, 20_000);
  const { beatAt } = (await told())!;
  await until('the next beat comes', async () => (await told())!.beatAt > beatAt, 20_000);
  await mongodb.start();
  await until('that it is back is seen', async () => ((await told())?.alarms ?? 0) > 0, 20_000);
});

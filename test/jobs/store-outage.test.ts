import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../support/until.js';
import { aMongodb, hasMongodb, type Mongodb } from './mongodb.js';
import { aWorkshop } from './support.js';

const withMongodb = hasMongodb ? test : test.skip;

let mongodb: Mongodb;
beforeAll(async () => {
  if (hasMongodb) mongodb = await aMongodb();
});
afterAll(async () => {
  if (hasMongodb) await mongodb.kill();
});

const config = () => ({ mongodbUrl: mongodb.url, role: 'all' as const });

withMongodb(
  'T3: with the store down at the start, changes succeed and what is due is swept; the store is found once it is there',
  async () => {
    const shop = await aWorkshop();
    const jobs = await shop.work({ config: config() });
    expect(jobs.ready()).toBe(false);
    const timer = await shop.aFollowUp(300);
    await until('the sweep has fired it', async () => (await shop.reminders(timer)).length === 1);
    expect(jobs.ready()).toBe(false);
    await mongodb.start();
    await until('the store is connected', () => jobs.ready(), 20_000);
    const next = await shop.aFollowUp(500);
    await until('the reminder is there', async () => (await shop.reminders(next)).length === 1);
  },
);

withMongodb('R11: a store that dies and comes back empty costs nothing but punctuality', async () => {
  const shop = await aWorkshop();
  const jobs = await shop.work({ config: config() });
  await until('the store is connected', () => jobs.ready(), 20_000);
  const dueInOutage = await shop.aFollowUp(1500);
  const dueAfter = await shop.aFollowUp(6000);
  await until('their alarms are set', async () => (await shop.deadline(dueAfter.deadlineId)).alarmedFor);
  await mongodb.kill();
  const planned = await shop.aFollowUp(6500);
  await until('the sweep has fired it', async () => (await shop.reminders(dueInOutage)).length === 1);
  await until('the outage is noticed', () => !jobs.ready(), 15_000);
  await mongodb.start();
  await until('the store is back', () => jobs.ready(), 20_000);
  for (const timer of [dueAfter, planned]) {
    await until('the reminder is there', async () => (await shop.reminders(timer)).length > 0);
  }
  await jobs.stop();
  for (const timer of [dueInOutage, dueAfter, planned]) expect(await shop.reminders(timer)).toHaveLength(1);
});

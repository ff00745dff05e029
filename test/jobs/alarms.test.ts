import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { until } from '../support/until.js';
import { aMongodb, hasMongodb, type Mongodb } from './mongodb.js';
import { aWorkshop, isSettled, setAlarms, type FollowUpTimer, type Workshop } from './support.js';

/** Without its alarm nothing is fired by a sweep that comes this seldom. */
const NO_SWEEP = { sweepEveryMs: 600_000 };

const stores = hasMongodb ? ['PostgreSQL', 'MongoDB'] : ['PostgreSQL'];

describe.each(stores)("alarms on Agenda's %s backend", (store) => {
  let mongodb: Mongodb | undefined;
  let config: { mongodbUrl: string | undefined; role: 'all' };
  beforeAll(async () => {
    if (store === 'MongoDB') mongodb = await aMongodb();
    await mongodb?.start();
    config = { mongodbUrl: mongodb?.url, role: 'all' };
  });
  afterAll(() => mongodb?.kill());

  const wipe = async ({ database }: Workshop) => {
    if (!mongodb) return void (await database.pool.query('delete from agenda_jobs'));
    const client = await MongoClient.connect(mongodb.url);
    await client.db().collection('agendaJobs').deleteMany({});
    await client.close();
  };

  const reminded = (shop: Workshop, timer: FollowUpTimer) =>
    until('the reminder is there', async () => (await shop.reminders(timer))[0], 60_000);

  const lateness = async (shop: Workshop, timer: FollowUpTimer) =>
    (await reminded(shop, timer)).at.getTime() - timer.dueAt.getTime();

  test('R5: a reminder planned after the start comes at its time, never before', async () => {
    const shop = await aWorkshop();
    const jobs = await shop.work({ config, pace: NO_SWEEP });
    await until('the store is connected', () => jobs.ready());
    const timer = await shop.aFollowUp(1200);
    const late = await lateness(shop, timer);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(await shop.deadline(timer.deadlineId)).toMatchObject({ status: 'FIRED', attempts: 0 });
  });

  test('what was planned while no worker ran gets its alarm at the start', async () => {
    const shop = await aWorkshop();
    const timer = await shop.aFollowUp(1000);
    await shop.work({ config, pace: NO_SWEEP });
    await reminded(shop, timer);
  });

  test('an alarm that rings too early is in vain and is set anew', async () => {
    const shop = await aWorkshop();
    const earlier = await shop.work({ config });
    await until('the store is settled', () => isSettled(shop, config.mongodbUrl));
    await earlier.stop();
    const timer = await shop.aFollowUp(1500);
    await shop.database.sql
      .updateTable('Deadline')
      .set({ alarmedFor: timer.dueAt })
      .where('id', '=', timer.deadlineId)
      .execute();
    await setAlarms(shop, config.mongodbUrl, [timer.deadlineId]);
    await shop.work({ config, pace: { ...NO_SWEEP, armEveryMs: 600_000 } });
    const late = await lateness(shop, timer);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(await shop.reminders(timer)).toHaveLength(1);
  });

  test('an alarm that rings several times, late and after the fact, has one effect', async () => {
    const shop = await aWorkshop();
    const timer = await shop.aFollowUp(-500);
    await setAlarms(shop, config.mongodbUrl, [timer.deadlineId, timer.deadlineId, timer.deadlineId]);
    const jobs = await shop.work({ config, pace: NO_SWEEP });
    await reminded(shop, timer);
    await setAlarms(shop, config.mongodbUrl, [timer.deadlineId]);
    const next = await shop.aFollowUp(300);
    await reminded(shop, next);
    await jobs.stop();
    expect(await shop.reminders(timer)).toHaveLength(1);
  });

  test('R11: alarms that the store has lost are set again', async () => {
    const shop = await aWorkshop();
    const jobs = await shop.work({ config, pace: NO_SWEEP });
    await until('the store is connected', () => jobs.ready());
    const timer = await shop.aFollowUp(2500);
    await until('the alarm is set', async () => (await shop.deadline(timer.deadlineId)).alarmedFor, 30_000);
    await wipe(shop);
    await reminded(shop, timer);
  });

  test('T3: the sweep fires what has no alarm at all', async () => {
    const shop = await aWorkshop();
    const timer = await shop.aFollowUp(-3000);
    await shop.work({ config });
    await reminded(shop, timer);
    expect(await shop.reminders(timer)).toHaveLength(1);
  });

  test('T5: the next step of the escalation is armed by the one before', async () => {
    const shop = await aWorkshop();
    await shop.work({ config });
    const timer = await shop.aFollowUp(-3000);
    await reminded(shop, timer);
    const steps = await shop.database.sql
      .selectFrom('Deadline')
      .select(['kind', 'step', 'status'])
      .where('followUpId', '=', timer.followUpId)
      .orderBy('step')
      .execute();
    expect(steps).toEqual(expect.arrayContaining([{ kind: 'ESCALATION', step: 1, status: 'ARMED' }]));
  });

  test('a process for requests sets alarms and rings none; the worker rings them', async () => {
    const shop = await aWorkshop();
    const api = await shop.work({ config: { ...config, role: 'api' } });
    await until('the store is connected', () => api.ready());
    const timer = await shop.aFollowUp(3000);
    await until('the alarm is set', async () => (await shop.deadline(timer.deadlineId)).alarmedFor, 30_000);
    await shop.work({ config: { ...config, role: 'worker' }, pace: NO_SWEEP });
    await reminded(shop, timer);
  });

  test('R18: stopping waits for what is in work', async () => {
    const shop = await aWorkshop();
    const inWork = aGate();
    const goOn = aGate();
    const held: typeof shop.run = async (command, input, caller) => {
      if (command.name !== 'reachBatch') return shop.run(command, input, caller);
      inWork.open();
      await goOn.opened;
      return shop.run(command, input, caller);
    };
    const jobs = await shop.work({ config, run: held, pace: NO_SWEEP });
    await until('the store is connected', () => jobs.ready());
    const timer = await shop.aFollowUp(300);
    await inWork.opened;
    const stopped = jobs.stop();
    expect(await shop.reminders(timer)).toHaveLength(0);
    goOn.open();
    await stopped;
    expect(await shop.reminders(timer)).toHaveLength(1);
  });
});

function aGate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

import { expect, test } from '@jest/globals';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFault } from '../../commands/record-fault.js';
import { retryDeadline } from '../../commands/retry-deadline.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import { reacher } from '../../jobs/reach.js';
import { rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';
import { aWorkshop, heal, poison, type Workshop } from './support.js';

const SYSTEM = { by: null };

const reach = async (shop: Workshop, deadlineId: string, onlyIfFree = false) =>
  (await shop.run(reachDeadline, { deadlineId, onlyIfFree }, SYSTEM)).answer['outcome'];

test('T2: a deadline has its effect once, however often it is reached', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  expect(await reach(shop, timer.deadlineId)).toBe('HANDLED');
  expect(await reach(shop, timer.deadlineId)).toBe('STALE');
  expect(await shop.reminders(timer)).toHaveLength(1);
});

test('a deadline that never was is stale', async () => {
  const shop = await aWorkshop();
  expect(await reach(shop, 'ddl_01h455vb4pex5vsknk084sn02q')).toBe('STALE');
});

test('R12: before its time by the clock of the database nothing happens, and its alarm is forgotten', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(60_000);
  await shop.database.sql.updateTable('Deadline').set({ alarmedFor: timer.dueAt }).execute();
  expect(await reach(shop, timer.deadlineId)).toBe('NOT_DUE');
  expect(await shop.deadline(timer.deadlineId)).toMatchObject({ status: 'ARMED', alarmedFor: null });
  expect(await shop.reminders(timer)).toHaveLength(0);
});

test('T4: what was disarmed with its cause is stale', async () => {
  const shop = await aWorkshop();
  const { followUpId, deadlineId } = await shop.aFollowUp(-1000);
  const next = { dueAt: new Date(Date.now() + 86_400_000), purpose: '再约' };
  await shop.as(shop.lin, cancelFollowUp, { followUpId, reason: 'OTHER', note: '重复', next });
  expect(await shop.deadline(deadlineId)).toMatchObject({ status: 'DISARMED' });
  expect(await reach(shop, deadlineId)).toBe('STALE');
});

test('T7: deadlines of one subject act in due order, whichever is woken first', async () => {
  const shop = await aWorkshop();
  const second = await shop.aFollowUp(-1000);
  const first = await shop.anotherFollowUp(second.customerId, -2000);
  const wake = reacher({ run: shop.run, log: quiet, restsMs: [] });
  expect(await wake(second.deadlineId)).toBe('HANDLED');
  const sent = await shop.database.sql.selectFrom('Notification').select('followUpId').orderBy('tx').execute();
  expect(sent.map(({ followUpId }) => followUpId)).toEqual([first.followUpId, second.followUpId]);
});

test('a poisoned one neither holds up what is due after it nor is tried before it has rested', async () => {
  const shop = await aWorkshop();
  const good = await shop.aFollowUp(-1000);
  const bad = await shop.anotherFollowUp(good.customerId, -2000);
  await poison(shop, bad);
  const wake = reacher({ run: shop.run, log: quiet, restsMs: [60_000] });
  expect(await wake(good.deadlineId)).toBe('HANDLED');
  expect(await shop.deadline(bad.deadlineId)).toMatchObject({ status: 'ARMED', attempts: 1 });
  expect(await wake(bad.deadlineId)).toBe('WAITING');
});

test('R15: after the last try it is parked with its error, and an event tells of it', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  await poison(shop, timer);
  const wake = reacher({ run: shop.run, log: quiet, restsMs: [0, 0, 0, 0] });
  for (let tries = 0; tries < 5; tries++) expect(await wake(timer.deadlineId)).toBe('FAULT');
  expect(await wake(timer.deadlineId)).toBe('STALE');
  const row = await shop.deadline(timer.deadlineId);
  expect(row).toMatchObject({ status: 'PARKED', attempts: 5 });
  expect(row.lastError).toContain(timer.deadlineId);
  const told = await shop.database.sql
    .selectFrom('Event')
    .select(['customerId', 'data'])
    .where('type', '=', 'DEADLINE_PARKED')
    .execute();
  expect(told).toEqual([
    { customerId: timer.customerId, data: { deadlineId: timer.deadlineId, kind: 'PAYMENT_DUE', attempts: 5 } },
  ]);
});

test('R15: tried again after what stood in its way is gone, a parked one has its effect once', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  await poison(shop, timer);
  const wake = reacher({ run: shop.run, log: quiet, restsMs: [] });
  expect(await wake(timer.deadlineId)).toBe('FAULT');
  const retry = async () => (await shop.as(shop.manager, retryDeadline, { deadlineId: timer.deadlineId })).refusal;
  expect(await retry()).toBeNull();
  expect(await wake(timer.deadlineId)).toBe('FAULT');
  await heal(shop, timer);
  expect(await retry()).toBeNull();
  expect(await retry()).toEqual({ code: 'ALREADY_CLOSED' });
  await shop.work();
  await until('the reminder is there', async () => (await shop.reminders(timer)).length > 0);
  expect(await wake(timer.deadlineId)).toBe('STALE');
  expect(await shop.reminders(timer)).toHaveLength(1);
  expect(await retry()).toEqual({ code: 'ALREADY_CLOSED' });
});

test('what is parked stands: nothing takes its place when its customer changes, and it ends with its cause', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  await poison(shop, timer);
  await reacher({ run: shop.run, log: quiet, restsMs: [] })(timer.deadlineId);
  await heal(shop, timer);
  await shop.as(shop.lin, planFollowUp, {
    customerId: timer.customerId,
    dueAt: new Date(Date.now() + 60_000),
    purpose: '回访',
  });
  const ofIt = async () =>
    (await rowsOf(shop, 'Deadline', `"followUpId" = '${timer.followUpId}'`)).map(({ id, status }) => [id, status]);
  expect(await ofIt()).toEqual([[timer.deadlineId, 'PARKED']]);
  const next = { dueAt: new Date(Date.now() + 86_400_000), purpose: '再约' };
  await shop.as(shop.lin, cancelFollowUp, { followUpId: timer.followUpId, reason: 'OTHER', note: '重复', next });
  expect(await ofIt()).toEqual([[timer.deadlineId, 'DISARMED']]);
});

test('a fault that passes costs a rest, not the effect', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  await poison(shop, timer);
  const wake = reacher({ run: shop.run, log: quiet, restsMs: [0] });
  expect(await wake(timer.deadlineId)).toBe('FAULT');
  await heal(shop, timer);
  expect(await wake(timer.deadlineId)).toBe('HANDLED');
  expect(await shop.reminders(timer)).toHaveLength(1);
});

test('a fault of a deadline that is disarmed meanwhile counts for nothing', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  await reach(shop, timer.deadlineId);
  const { answer, cursor } = await shop.run(
    recordFault,
    { deadlineId: timer.deadlineId, error: 'late', restsMs: [] },
    SYSTEM,
  );
  expect([answer['outcome'], cursor]).toEqual(['STALE', null]);
  expect(await shop.deadline(timer.deadlineId)).toMatchObject({ status: 'FIRED', lastError: null });
});

/** One connection can't hold a lock against itself. */
const onServer = onRealServer ? test : test.skip;

onServer('R14: many workers at once on one deadline make one effect', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => reach(shop, timer.deadlineId)));
  expect(outcomes.filter((one) => one === 'HANDLED')).toHaveLength(1);
  expect(outcomes.filter((one) => one === 'STALE')).toHaveLength(11);
  expect(await shop.reminders(timer)).toHaveLength(1);
});

onServer('a sweep passes over what somebody is working on, an alarm waits for them', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-1000);
  const waiting = await shop.database.sql.transaction().execute(async (trx) => {
    await trx.selectFrom('Customer').select('id').where('id', '=', timer.customerId).forUpdate().execute();
    expect(await reach(shop, timer.deadlineId, true)).toBe('BUSY');
    return { outcome: reach(shop, timer.deadlineId) };
  });
  expect(await waiting.outcome).toBe('HANDLED');
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql, type Transaction } from 'kysely';
import { claimAlarms } from '../../commands/alarms.js';
import { findOverdue, FROM_THE_FIRST } from '../../commands/overdue-deadlines.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { reacher } from '../../jobs/reach.js';
import { outOfTurn } from '../support/burst.js';
import { onRealServer } from '../support/database.js';
import { quiet } from '../support/quiet-log.js';
import { sweepAll } from '../support/sweeping.js';
import { until } from '../support/until.js';
import { aWorkshop, poison, type FollowUpTimer, type Workshop } from './support.js';

const firedInOrder = async ({ database }: Workshop) =>
  (
    await database.sql
      .selectFrom('Deadline')
      .select('id')
      .where('status', '=', 'FIRED')
      .orderBy('firedAt')
      .orderBy('dueAt')
      .execute()
  ).map(({ id }) => id);

test('T7: what is overdue is fired in due order, and what is not due stays', async () => {
  const shop = await aWorkshop();
  const timers = [];
  for (const dueInMs of [-1000, -9000, -5000, 60_000, -7000, -3000]) timers.push(await shop.aFollowUp(dueInMs));
  await sweepAll(shop);
  const due = timers
    .filter(({ dueAt }) => dueAt.getTime() < Date.now())
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  expect(await firedInOrder(shop)).toEqual(due.map(({ deadlineId }) => deadlineId));
});

test('R15: a poisoned one is fired neither too often nor in the way of the others', async () => {
  const shop = await aWorkshop();
  const bad = await shop.aFollowUp(-9000);
  await poison(shop, bad);
  const good = [await shop.aFollowUp(-8000), await shop.aFollowUp(-7000)];
  await sweepAll(shop, { restsMs: [60_000] });
  await sweepAll(shop, { restsMs: [60_000] });
  expect(await firedInOrder(shop)).toEqual(good.map(({ deadlineId }) => deadlineId));
  expect(await shop.deadline(bad.deadlineId)).toMatchObject({ status: 'ARMED', attempts: 1 });
});

test('R15: a worker parks a poisoned one after five tries, one rest after the other', async () => {
  const shop = await aWorkshop();
  const timer = await shop.aFollowUp(-3000);
  await poison(shop, timer);
  await shop.work();
  await until('it is parked', async () => (await shop.deadline(timer.deadlineId)).status === 'PARKED');
  expect((await shop.deadline(timer.deadlineId)).attempts).toBe(5);
});

test('a batch goes on after the last one of the batch before, also where due times are equal', async () => {
  const shop = await aWorkshop();
  const dueAt = new Date(Date.now() - 5000);
  for (let n = 0; n < 5; n++) await shop.aFollowUp(-5000);
  await shop.database.sql.updateTable('Deadline').set({ dueAt }).where('dueAt', '<', new Date()).execute();
  const first = await findOverdue(shop.database, { after: FROM_THE_FIRST, limit: 3 });
  const rest = await findOverdue(shop.database, { after: first.at(-1)!, limit: 3 });
  expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(5);
});

test('R6: what is due is found, and alarms are set, without a look at what is due later', async () => {
  const { database, ...shop } = await aWorkshop();
  const overdue = await shop.aFollowUp(-5000);
  const soon = await shop.aFollowUp(10_000);
  await sql`insert into "Deadline" (id, kind, status, subject, rule, step, "customerId", "dueAt", because, "createdAt")
    select 'dln_later_' || n, kind, status, 'later' || n, rule, step, "customerId", now() + n * interval '1 hour', because, "createdAt"
    from "Deadline", generate_series(1, 5000) n where id = ${overdue.deadlineId}`.execute(database.sql);
  await sql`analyze "Deadline"`.execute(database.sql);
  const { due, alarms, read } = await database.sql.transaction().execute(async (trx) => ({
    due: await findOverdue({ ...database, sql: trx }, { after: FROM_THE_FIRST, limit: 20 }),
    alarms: await claimAlarms({ ...database, sql: trx }, { withinMs: 30_000, limit: 20 }),
    read: await rowsRead(trx),
  }));
  expect(due.map(({ id }) => id)).toEqual([overdue.deadlineId]);
  expect(alarms.map(({ deadlineId }) => deadlineId)).toEqual([soon.deadlineId]);
  expect(read).toBeLessThan(500);
});

async function rowsRead(trx: Transaction<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`select (seq_tup_read + idx_tup_fetch)::int as read
    from pg_stat_xact_user_tables where relname = 'Deadline'`.execute(trx);
  return rows[0]!.read;
}

(onRealServer ? test : test.skip)('several workers sweeping at once share the work and double nothing', async () => {
  const shop = await aWorkshop();
  const timers = [];
  for (let n = 0; n < 40; n++) timers.push(await shop.aFollowUp(-40_000 + n * 100));
  await Promise.all([sweepAll(shop), sweepAll(shop), sweepAll(shop)]);
  await sweepAll(shop);
  for (const timer of timers) expect(await shop.reminders(timer)).toHaveLength(1);
});

test('R14: every timer told two to five times, in any order and beside sweeps, acts once and in turn', async () => {
  const shop = await aWorkshop();
  const times = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 8, maxLength: 8 });
  const calls = times.map((each) => each.flatMap((often, timer) => Array.from({ length: often }, () => timer)));
  const orders = calls.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
  const reach = reacher({ run: shop.run, log: quiet, restsMs: [] });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const timers: FollowUpTimer[] = [];
      for (let n = 0; n < 4; n++) {
        const first = await shop.aFollowUp(-60_000 - n * 1000);
        timers.push(first, await shop.anotherFollowUp(first.customerId, -30_000 + n * 1000));
      }
      const workers = [0, 1, 2].map(async (worker) => {
        for (const timer of order.filter((_, index) => index % 3 === worker)) await reach(timers[timer]!.deadlineId);
      });
      await Promise.all([...workers, sweepAll(shop)]);
      await sweepAll(shop);
      for (const timer of timers) expect(await shop.reminders(timer)).toHaveLength(1);
      expect(await outOfTurn(shop.database)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { faultsOfBurst, outOfTurn } from '../support/burst.js';
import { rowsOf } from '../support/customers.js';
import { seedBelongings } from '../support/leaver.js';
import { until } from '../support/until.js';
import { aWorkshop, type Workshop } from './support.js';

const TIMERS = 200;

/** Many calls due at the same instant, of which some customers have two; the second of those came due a second before. */
async function manyDue({ database, ...shop }: Workshop, dueAt: Date): Promise<void> {
  await seedBelongings({ database, ...shop }, shop.lin.id, { customers: 270, leads: 10 });
  await sql`
    with due as (select id, "followUpId" from "Deadline" where "followUpId" is not null order by id limit ${TIMERS}),
      deadlines as (update "Deadline" d set "dueAt" = ${dueAt} from due where d.id = due.id)
    update "FollowUp" f set "dueAt" = ${dueAt}, "remindAt" = '{}' from due where f.id = due."followUpId"`.execute(
    database.sql,
  );
  const before = new Date(dueAt.getTime() - 1000);
  await sql`
    with early as (select id from "FollowUp" where "dueAt" = ${dueAt} and stage is null),
      deadlines as (update "Deadline" d set "dueAt" = ${before} from early where d."followUpId" = early.id)
    update "FollowUp" f set "dueAt" = ${before} from early where f.id = early.id`.execute(database.sql);
}

test('T7, R15: many due at once all act once and in turn, and a poisoned one among them is parked', async () => {
  const shop = await aWorkshop();
  const dueAt = new Date(Date.now() - 1000);
  await manyDue(shop, dueAt);
  const [bad] = await rowsOf(shop, 'Deadline', `"dueAt" = '${dueAt.toISOString()}' order by id offset 100 limit 1`);
  await shop.database.sql
    .updateTable('Deadline')
    .set({ kind: 'PAYMENT_DUE' })
    .where('id', '=', String(bad!['id']))
    .execute();
  await shop.work();
  await until(
    'all have acted, and the poisoned one is parked',
    async () =>
      (await rowsOf(shop, 'Deadline', `"dueAt" <= '${dueAt.toISOString()}' and status = 'ARMED'`)).length === 0,
    100_000,
  );
  expect(await faultsOfBurst(shop.database, dueAt)).toEqual([]);
  expect(await outOfTurn(shop.database)).toEqual([]);
  expect(await rowsOf(shop, 'Deadline', `status = 'FIRED'`)).toHaveLength(TIMERS - 1);
  expect(await rowsOf(shop, 'Deadline', `status = 'PARKED'`)).toMatchObject([{ id: bad!['id'], attempts: 5 }]);
});

test('what breaks the writing of a batch takes nothing from the others: they are fired one by one', async () => {
  const shop = await aWorkshop();
  const timers = [await shop.aFollowUp(-3000), await shop.aFollowUp(-2000), await shop.aFollowUp(-1000)];
  await shop.database.pool.query(
    `alter table "Notification" add constraint no_second check ("followUpId" <> '${timers[1]!.followUpId}')`,
  );
  try {
    await shop.work({ pace: { restsMs: [60_000] } });
    for (const good of [timers[0]!, timers[2]!])
      await until('the reminder is there', async () => (await shop.reminders(good)).length === 1);
    expect(await shop.deadline(timers[1]!.deadlineId)).toMatchObject({ status: 'ARMED', attempts: 1 });
  } finally {
    await shop.database.pool.query('alter table "Notification" drop constraint no_second');
  }
});

test('while an old backlog is worked off, what comes due now doesn’t wait for its end', async () => {
  const shop = await aWorkshop();
  await manyDue(shop, new Date(Date.now() - 3_600_000));
  const fresh = await shop.aFollowUp(-1);
  await shop.work();
  await until('the new one has acted', async () => (await shop.reminders(fresh)).length === 1);
  const [{ at }] = (await shop.reminders(fresh)) as [{ at: Date }];
  await until(
    'the backlog has acted',
    async () => (await rowsOf(shop, 'Deadline', `status = 'ARMED' and "dueAt" <= now()`)).length === 0,
    100_000,
  );
  const later = await rowsOf(shop, 'Notification', `kind = 'REMINDER' and at > '${at.toISOString()}'`);
  expect(later.length).toBeGreaterThan(0);
});

import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';

/** What is wrong after many timers of follow-ups were due at once: nothing lost, doubled, early, or out of turn within its customer. */
export async function faultsOfBurst({ sql: db }: Database, dueAt: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ fault: string }>`
    with due as (select * from "Deadline" where "dueAt" = ${dueAt}),
      told as (select "deadlineId" as id, count(*) as times from "Notification" where kind = 'REMINDER' group by 1),
      logged as (select data->>'followUpId' as id, count(*) as times from "Event" where type = 'FOLLOW_UP_OVERDUE' group by 1)
    select d.id || ' was told ' || coalesce(t.times, 0) || ' times' as fault from due d left join told t on t.id = d.id
      where d.status = 'FIRED' and coalesce(t.times, 0) <> 1
    union all select d.id || ' was logged ' || coalesce(l.times, 0) || ' times' from due d left join logged l on l.id = d."followUpId"
      where d.status = 'FIRED' and coalesce(l.times, 0) <> 1
    union all select d.id || ' acted early' from due d where d."firedAt" < d."dueAt"
    union all select d.id || ' was told without having fired' from due d join told t on t.id = d.id where d.status <> 'FIRED'
    union all select d.id || ' is left' from due d where d.status = 'ARMED' and d.attempts = 0
    union all select d.id || ' leads to no next step' from due d where d.status = 'FIRED' and not exists (
      select 1 from "Deadline" n where n."followUpId" = d."followUpId" and n.kind = 'ESCALATION' and n.step = 1)`.execute(
    db,
  );
  return rows.map(({ fault }) => fault);
}

/** Timers of one customer or lead that acted before another one of it that was due earlier. */
export async function outOfTurn({ sql: db }: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from "Deadline" a join "Deadline" b
      on coalesce(a."customerId", a."leadId") = coalesce(b."customerId", b."leadId") and a."dueAt" < b."dueAt"
    where a.status = 'FIRED' and b.status = 'FIRED' and b."firedAt" < a."firedAt"`.execute(db);
  return rows.map(({ id }) => id);
}

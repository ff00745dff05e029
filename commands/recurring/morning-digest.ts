import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { digest, type DayAhead } from '../../domain/recurring/digest.js';
import { dayBegun, type Period } from '../../domain/recurring/when.js';
import { command } from '../command.js';
import { isStillOpen } from '../store/escalations.js';
import { loadSettings } from '../store/settings.js';
import type { Tx } from '../store/tx.js';
import { everyPerson, takeOn } from './recurring-run.js';

export interface MorningDigest {
  /** People in one transaction. */
  readonly limit: number;
}

/** Tells the next people what lies before them today, each once a day, once it is time for it. MORE: ask again. NONE: all know. */
export const morningDigest = command('morningDigest', async (tx, { limit }: MorningDigest, call) => {
  const { timeZone, push } = await loadSettings(tx.sql);
  const today = dayBegun(tx.now, push.digestAt, timeZone);
  if (!today) return accept([], { outcome: 'NONE' });
  const next = await untold(tx, today, limit);
  if (next.length === 0) return accept([], { outcome: 'NONE' });
  const people = await everyPerson(tx);
  const days = await daysAhead(tx, await takeOn(tx, 'DIGEST', today.name, next), today);
  const cards = days.map((day) => digest(day, people, call)).filter((card) => card !== null);
  return accept(cards, { outcome: 'MORE' });
});

async function untold({ sql: db }: Tx, today: Period, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id from "User" u where u.active and u."apiKeyId" is null and not exists (
      select 1 from "RecurringRun" r where r.work = 'DIGEST' and r.period = ${today.name} and r.subject = u.id)
    order by u.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** A lead or customer counts by the earliest step that this person still has to do with it. */
async function daysAhead(tx: Tx, userIds: readonly string[], { to }: Period): Promise<readonly DayAhead[]> {
  const { rows } = await sql<DayAhead>`
    with people as (select u.id, u.name from "User" u where u.id = any(${userIds}::text[])),
    steps as (
      select f."ownerId", min(f."dueAt") as due from "FollowUp" f
      where f.status = 'PLANNED' and f."ownerId" in (select id from people)
      group by f."ownerId", coalesce(f."customerId", f."leadId")),
    due as (
      select "ownerId", count(*) filter (where due > ${tx.now} and due < ${to})::int as "dueToday",
        count(*) filter (where due <= ${tx.now})::int as overdue
      from steps group by "ownerId"),
    soon as (
      select c."ownerId", count(*)::int as "reclaimSoon" from "Customer" c
      where c."ownerId" in (select id from people) and c."reclaimAt" < ${tx.now}::timestamptz + interval '2 days'
      group by c."ownerId"),
    new as (
      select l."ownerId", count(*)::int as "newLeads" from "Lead" l
      where l."ownerId" in (select id from people) and l.status = 'ASSIGNED' and l."firstContactAt" is null
      group by l."ownerId"),
    told as (
      select n."recipientId", count(distinct n."customerId")::int as "toStepIn" from "Notification" n
      join "Customer" c on c.id = n."customerId" and c."owedSince" is not null
      where n."recipientId" in (select id from people) and n.kind = 'ESCALATION' and ${isStillOpen}
      group by n."recipientId")
    select p.id as "userId", p.name, coalesce("dueToday", 0) as "dueToday", coalesce(overdue, 0) as overdue,
      coalesce("reclaimSoon", 0) as "reclaimSoon", coalesce("newLeads", 0) as "newLeads", coalesce("toStepIn", 0) as "toStepIn"
    from people p left join due on due."ownerId" = p.id left join soon on soon."ownerId" = p.id
      left join new on new."ownerId" = p.id left join told on told."recipientId" = p.id
    order by p.id`.execute(tx.sql);
  return rows;
}

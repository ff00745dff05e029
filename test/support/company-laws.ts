import { expect } from '@jest/globals';
import { sql, type RawBuilder } from 'kysely';
import { loadCustomerFiles, loadLeadFiles } from '../../commands/store/files.js';
import type { Database } from '../../commands/store/open-database.js';
import { Playbooks } from '../../commands/store/playbooks.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { rearm } from '../../domain/deadline/rearm.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import { expectKept } from './kept.js';

/** Of a pool: those that came and went, added up, are those that are there. */
const POOLS_COUNTED = sql`
  select coalesce(k."poolId", c."poolId") as id, k.n as counted, c.n as there
  from (select "poolId", sum(customers)::int as n from "PoolCount" group by "poolId") k
    full join (select "poolId", count(*)::int as n from "Customer" where "poolId" is not null group by "poolId") c on c."poolId" = k."poolId"
  where coalesce(k.n, 0) <> coalesce(c.n, 0)`;

/** What holds of every row of a company at any time between commands: for each law, those that break it. */
const LAWS: Readonly<Record<string, RawBuilder<unknown>>> = {
  'a customer stands where its one open stay says, since then': sql`
    select c.id from "Customer" c where c."mergedIntoId" is null and (
      select array_agg((v.stage, v."enteredAt", v."playbookId")::text) from "StageVisit" v where v."customerId" = c.id and v."leftAt" is null)
      is distinct from array[(c.stage, c."stageEnteredAt", c."playbookId")::text]`,
  'a stay begins where the one before it ended, and says which that was': sql`
    select id from (select v.id, v."from", v."enteredAt", lag(v.stage) over w as stage, lag(v."leftAt") over w as "leftAt", row_number() over w as n
      from "StageVisit" v window w as (partition by v."customerId" order by v."enteredAt", v."leftAt" nulls last)) v
    where case when n = 1 then "from" is not null else "from" is distinct from stage or "enteredAt" is distinct from "leftAt" end`,
  'somebody is with whom its one open tenure says': sql`
    select c.id from "Customer" c where c."mergedIntoId" is null and (
      select array_agg(coalesce(t."ownerId", '')) from "Tenure" t where t."customerId" = c.id and t."endedAt" is null)
      is distinct from array[coalesce(c."ownerId", '')]
    union all select l.id from "Lead" l where (
      select array_agg(coalesce(t."ownerId", '')) from "Tenure" t where t."leadId" = l.id and t."endedAt" is null)
      is distinct from case when l.status in ('NEW', 'POOLED', 'ASSIGNED') then array[coalesce(l."ownerId", '')] end`,
  "a tenure begins where the one before it ended, with somebody else; only a lead is nobody's while it is closed": sql`
    select id from (select t.*, lag(t."endedAt") over w as before, lag(coalesce(t."ownerId", '')) over w as whose
      from "Tenure" t window w as (partition by t."customerId", t."leadId" order by t."beganAt", t."endedAt" nulls last)) t
    where case when before = "beganAt" then coalesce("ownerId", '') = whose else whose is not null and ("customerId" is not null or before is null or before > "beganAt") end`,
  'tenures are what the log tells of owners': sql`
    select coalesce(t.id, e."customerId") from (select * from "Tenure" where "customerId" is not null) t full join (
      select e."customerId", e.at, e.type, case when e.type in ('CUSTOMER_RELEASED', 'CUSTOMER_RECLAIMED') then null else e.data ->> 'ownerId' end as "ownerId"
      from "Event" e where e.type in ('CUSTOMER_CREATED', 'CUSTOMER_TRANSFERRED', 'CUSTOMER_RELEASED', 'CUSTOMER_RECLAIMED', 'CUSTOMER_CLAIMED', 'CUSTOMER_ASSIGNED')
        and (e.type in ('CUSTOMER_CREATED') or e.changes @> '[{"field": "ownerId"}]')) e
      on e."customerId" = t."customerId" and e.at = t."beganAt" and e.type = t.cause and e."ownerId" is not distinct from t."ownerId"
    where t.id is null or e."customerId" is null`,
  'the next contact is the earliest open follow-up': sql`
    select c.id from "Customer" c where c."nextContactAt" is distinct from
      (select min(f."dueAt") from "FollowUp" f where f."customerId" = c.id and f.status = 'PLANNED')`,
  'nobody in a pool has an open step or a time to be taken away': sql`
    select c.id from "Customer" c where (c."ownerId" is null) <> (c."poolId" is not null) or (c."poolId" is null) <> (c."pooledAt" is null)
      or (c."ownerId" is null and (c."reclaimAt" is not null or exists (select 1 from "FollowUp" f where f."customerId" = c.id and f.status = 'PLANNED')))`,
  'a pool has as many as were counted': POOLS_COUNTED,
  'an open customer of somebody has a next step': sql`
    select c.id from "Customer" c where c."ownerId" is not null and c.stage not in ('WON', 'LOST') and c."nextContactAt" is null`,
  'what is done was done by somebody, once, and is in the log': sql`
    select f.id from "FollowUp" f where f.status = 'DONE' and ((f."doneById" is null or f."occurredAt" > f."doneAt" or f.note is null) or (
      select count(*) from "Event" e where e.type = 'FOLLOW_UP_DONE' and e.data ->> 'followUpId' = f.id and e.at = f."doneAt" and e."actorId" = f."doneById") <> 1)`,
  'activity is the latest that counts': sql`
    select c.id from "Customer" c where c."lastInteractionAt" < (select max(f."occurredAt") from "FollowUp" f
      where f."customerId" = c.id and f.status = 'DONE' and f.outcome in ('REACHED', 'REFUSED') and f."doneAt" >= c."createdAt")`,
  'a qualified lead has a customer that keeps what was its': sql`
    select l.id from "Lead" l where (l.status = 'QUALIFIED') <> (l."customerId" is not null) or exists (
      select 1 from "FollowUp" f where f."leadId" = l.id and f."customerId" is distinct from l."customerId")`,
  'a card stands at its place in the log': sql`
    select n.id from "Notification" n where not exists (select 1 from "Event" e where e.tx = n.tx and e.ordinal = n.ordinal
      and e.type = 'NOTIFIED' and e."recipientId" = n."recipientId" and e.data ->> 'notificationId' = n.id)`,
  'events of one transaction are numbered without a gap': sql`
    select tx::text from "Event" group by tx having max(ordinal) - min(ordinal) + 1 <> count(*) or min(ordinal) <> 0`,
  'what happens later stands later in the log': sql`
    select "customerId" from (select "customerId", at, lag(at) over (partition by "customerId" order by tx, ordinal) as before from "Event"
      where "customerId" is not null) e where at < before`,
  'an instalment has what its payments brought': sql`
    select i.id from "Instalment" i where i."cancelledAt" is null and (i."paidAt" is not null) <> (i.paid = i.amount)`,
};

export async function expectPoolsCounted({ sql: db }: Database): Promise<void> {
  expect((await POOLS_COUNTED.execute(db)).rows).toEqual([]);
}

export async function expectLawful(database: Database): Promise<void> {
  for (const [law, breaking] of Object.entries(LAWS)) {
    const { rows } = await breaking.execute(database.sql);
    expect({ law, broken: rows }).toEqual({ law, broken: [] });
  }
  await expectTimersInLine(database);
  await expectKept(database);
}

/** Every timer that stands is called for, and every one that is called for stands. */
async function expectTimersInLine({ sql: db }: Database): Promise<void> {
  const playbooks = new Playbooks();
  const customers = await db.selectFrom('Customer').selectAll().where('mergedIntoId', 'is', null).execute();
  const leads = await db.selectFrom('Lead').selectAll().where('status', 'in', ['NEW', 'POOLED', 'ASSIGNED']).execute();
  const files = [
    ...(await loadCustomerFiles(db, customers, playbooks)),
    ...(await loadLeadFiles(db, leads, playbooks)),
  ];
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  const call = { by: null, now: rows[0]!.now, newId: () => '' };
  const out = files.flatMap((file: CustomerFile | LeadFile) => rearm(file, call));
  expect(out).toEqual([]);
}

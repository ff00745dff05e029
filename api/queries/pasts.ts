import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { SPEAKING_KINDS } from '../../domain/deadline/deadline.js';
import type { Window } from '../../domain/simulation/simulate.js';

/** Whose past is read: everybody who was there in the window, or only those who follow a playbook of this key. */
export interface PastsAsked {
  readonly window: Window;
  readonly playbookKey: string | null;
}

/** A customer's rows as one JSON text each, for `readPast` to read: nothing is parsed here, where the API answers. */
export interface PastRow {
  readonly id: string;
  readonly past: string;
}

type Sql = RawBuilder<unknown>;

/** A batch may take so long. */
const BATCH_TIMEOUT_MS = 10_000;

/**
 * The next customers after one, with all that is stored about their window. Each batch is one statement, which sees one moment: whatever is
 * written meanwhile is undone with everything else that came after the window began.
 */
export async function pastsAfter(
  { sql: db }: Database,
  { window: { from, to }, playbookKey }: PastsAsked,
  after: string,
  limit: number,
): Promise<readonly PastRow[]> {
  const keyed =
    playbookKey === null ? sql`true` : sql`k."playbookId" in (select id from "Playbook" where key = ${playbookKey})`;
  const statement = sql<PastRow>`
    with c as materialized (
      select k.*, greatest(k."createdAt", ${from}::timestamptz) as moment from "Customer" k
      where k.id > ${after} and k."mergedIntoId" is null and k."createdAt" < ${to} and ${keyed}
      order by k.id limit ${limit})
    select c.id, json_build_object('customer', to_jsonb(c) - 'moment' || jsonb_build_object('budget', c.budget::text),
      'log', (select json_agg(json_build_array(e.tx::text, e.type, e.at, e."actorId", e.rule, e.changes, e.data, ${ABOUT})
          order by e.tx, e.ordinal) from "Event" e
        where e."customerId" = c.id and e.at >= ${from} and ${MATTERS}),
      'followUps', (select json_agg(json_build_array(f.id, f."ownerId", f.status, f.stage, f.purpose, f."purposeCode", f."dueAt",
          f."remindAt", f."acknowledgedAt", f."snoozedMs", f.channel, f.outcome, f."occurredAt", f."doneAt", f."createdAt", ${REACHED}, f."holdNumber",
          f."reachedStep", f."resumedAt"))
        from "FollowUp" f where f."customerId" = c.id and f."createdAt" < ${to} and ${OPEN_OR_LATER}),
      'warnedAt', (select max(d."firedAt") from "Deadline" d where d."customerId" = c.id and d.status = 'FIRED' and d.kind = 'POOL_WARNING' and d.subject = c.id and d."firedAt" < c.moment),
      'spoken', (select json_agg(json_build_array(d.subject, d.rule, d.step, d."firedAt") order by d."firedAt") from "Deadline" d
        where d."customerId" = c.id and d.status = 'FIRED' and d.kind = any(${SPEAKING_KINDS}::text[]) and d."firedAt" < c.moment),
      'lastDoneAt', (select max(f."doneAt") from "FollowUp" f where f."customerId" = c.id and f."doneAt" < c.moment),
      'attempts', (select json_agg(f."occurredAt" order by f."occurredAt") from "FollowUp" f where f."customerId" = c.id
        and f."countsAsActivity" and f.outcome in ('NO_ANSWER', 'WRONG_NUMBER') and f."doneAt" < c.moment
        and f."occurredAt" > c.moment - interval '60 days'),
      'quotes', (select json_agg(json_build_array(q.id, q.amount::text, q.currency, q."sentAt", q."receiptConfirmedAt", q."fileId", q."byId", q."createdAt")
        order by q."createdAt" desc, q.id desc) from "Quote" q where q."customerId" = c.id and q."createdAt" < ${to}),
      'deals', (select json_agg(${DEAL} order by l."createdAt" desc, l.id desc) from "Deal" l
        where l."customerId" = c.id and l."createdAt" < ${to}),
      'claim', (select to_json(m) from "Claim" m where m."customerId" = c.id and m."claimedAt" < c.moment
        order by m."claimedAt" desc limit 1),
      'approvals', (select json_agg(to_jsonb(p) || jsonb_build_object('reached', ${reached(sql`p.id`)})
        order by p."requestedAt" desc, p.id desc) from "Approval" p where p."customerId" = c.id and p."requestedAt" < ${to}),
      'contracts', (select json_agg(k."attachedAt") from "Contract" k where k."customerId" = c.id and k."attachedAt" < c.moment),
      'visit', (select to_json(v) from "StageVisit" v where v."customerId" = c.id and v."enteredAt" < c.moment
        and (v."leftAt" is null or v."leftAt" >= c.moment) order by v."enteredAt" desc limit 1),
      'armed', (select json_agg(json_build_array(a.subject, a.rule, a.step, a."dueAt", a."heldAt")) from (${ARMED}) a where a.step < 0 or a."heldAt" is not null)
    )::text as past from c order by c.id`;
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = ${sql.lit(BATCH_TIMEOUT_MS)}`.execute(trx);
      return (await statement.execute(trx)).rows;
    });
}

/** Cards, and what only tells of a timer, have no part in what is done again; what happened to a lead is about the lead. */
const MATTERS = sql`e.type not in ('NOTIFIED', 'FOLLOW_UP_OVERDUE', 'DEADLINE_PARKED', 'DEADLINE_RETRIED', 'LEAD_QUALIFIED', 'REPORT_READY')
  and (e."leadId" is null or e.type not like 'LEAD\_%')`;

/** What a card that was acknowledged or snoozed was about. */
const ABOUT = sql`case when e.type in ('ACKNOWLEDGED', 'SNOOZED') then
  (select coalesce(n."followUpId", n.subject) from "Notification" n where n.id = e.data->>'notificationId') end`;

/** How far the chain of one that was overdue at the moment had come. */
const REACHED = sql`case when f."createdAt" < c.moment and f."dueAt" < c.moment then
  (select max(d.step) from "Deadline" d where d."followUpId" = f.id and d.status = 'FIRED' and d.step >= 0 and d."firedAt" < c.moment) end`;

/** How far the chain of something that is owed had come at the moment. */
const reached = (id: Sql): Sql =>
  sql`(select max(d.step) from "Deadline" d where d.subject = ${id} and d."customerId" = c.id
    and d.status = 'FIRED' and d.step >= 0 and d."firedAt" < c.moment)`;

/** With all that ever hung on it. */
const DEAL = sql`to_jsonb(l) || jsonb_build_object('amount', l.amount::text,
  'instalments', (select jsonb_agg(to_jsonb(i) || jsonb_build_object('amount', i.amount::text, 'paid', i.paid::text,
    'reached', ${reached(sql`i.id`)}) order by i."dueAt", i.id) from "Instalment" i where i."dealId" = l.id),
  'payments', (select jsonb_agg(to_jsonb(y) || jsonb_build_object('amount', y.amount::text) order by y."paidAt", y.id)
    from "Payment" y where y."dealId" = l.id),
  'delivery', (select to_jsonb(v) || jsonb_build_object('reached', ${reached(sql`v.id`)}) from "DealDelivery" v where v."dealId" = l.id),
  'termsBefore', (select max(e.at) from "Event" e where e."customerId" = c.id and e.at < c.moment
    and e.type in ('CONTRACT_SIGNED', 'INSTALMENTS_SET') and e.data->>'dealId' = l.id))`;

/** Open at the moment, or planned since; when one was called off stands in the log only. */
const OPEN_OR_LATER = sql`(f.status = 'PLANNED' or f."createdAt" >= c.moment or f."doneAt" >= c.moment
  or (f.status = 'CANCELLED' and f.id in (select e.data->>'followUpId' from "Event" e
    where e."customerId" = c.id and e.type = 'FOLLOW_UP_CANCELLED' and e.at >= c.moment)))`;

/** Armed at the moment, and put off by somebody or held back by a condition: what was due long before has fired. */
const ARMED = sql`
  select d.subject, d.rule, d.step, d."dueAt", case when d.kind = 'STAGE_IDLE' then
    (select max(n.at) from "Notification" n where n."customerId" = c.id and n.kind = 'REMINDER' and n.at < c.moment
      and n.at >= d."createdAt" and n."deadlineId" = d.id) end as "heldAt"
  from "Deadline" d where d."customerId" = c.id and d.status in ('ARMED', 'FIRED', 'DISARMED')
    and d."dueAt" >= c.moment - interval '1 day' and d."createdAt" < c.moment
    and coalesce(d."firedAt", d."disarmedAt", 'infinity') >= c.moment
    and (d.kind = 'STAGE_IDLE' or (d.step < 0 and (
      exists (select 1 from "FollowUp" f where f.id = d."followUpId" and f."snoozedMs" > 0)
      or exists (select 1 from "Instalment" i where i.id = d.subject and i."snoozedMs" > 0))))`;

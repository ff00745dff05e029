import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { stageTable } from '../stage-table.js';
import { contacts } from './contacts.js';
import { durationStats, type DurationNumbers } from './duration-stats.js';
import { obligations } from './obligations.js';
import { ratio } from './ratio.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';
import { ruler, workedUntil } from './working-time.js';

interface Row extends Record<'responses' | 'durations', DurationNumbers | null> {
  readonly userId: string;
  readonly newLeads: number;
  readonly newCustomers: number;
  readonly won: number;
  readonly wonAmount: string;
  readonly lost: number;
  readonly followUps: number;
  readonly withCustomers: number;
  readonly customersTouched: number;
  readonly customerDays: number;
  readonly due: number;
  readonly onTime: number;
  readonly customersDue: number;
  readonly customersLeaked: number;
  readonly kept: number;
  readonly missed: number;
  readonly forward: number;
  readonly slowest: { readonly playbookId: string; readonly stage: string } | null;
}

const PERIOD = 30;

/** What each person did within the window, by what was theirs when it happened. */
export async function performance({ sql: db }: Database, spec: ReportSpec) {
  const { rows } = await sql<Row>`
    with ${ruler(spec.calendar, earlier(spec.from), spec.asOf)},
    stage as materialized (select * from ${stageTable(spec.stages)}),
    contact as materialized (select * from ${contacts(spec)} x),
    owed as materialized (select * from ${obligations(spec)} x),
    ${sql.join(Object.entries(parts(spec)).map(([name, part]) => sql`${sql.ref(name)} as (${part})`))}
    select u.id as "userId", ${sql.join(NUMBERS)}
    from "User" u ${sql.join(
      Object.keys(parts(spec)).map((name) => sql`left join ${sql.ref(name)} on ${sql.ref(name)}."ownerId" = u.id`),
      sql` `,
    )}
    where ${credited(spec.viewer, spec, sql`u.id`)} and (u.active or ${sql.join(
      Object.keys(parts(spec)).map((name) => sql`${sql.ref(name)}."ownerId" is not null`),
      sql` or `,
    )})
    order by u.name, u.id`.execute(db);
  return rows.map(answerOf);
}

const earlier = (from: Date) => new Date(from.getTime() - 86_400_000);

const NUMBERS = [
  'leads.newLeads', 'customers.newCustomers', 'sales.won', 'losses.lost', 'talks.followUps', 'talks.withCustomers',
  'talks.customersTouched', 'duties.due', 'duties.onTime', 'duties.customersDue', 'duties.customersLeaked', 'claims.kept',
  'claims.missed', 'moves.forward',
].map((name) => sql`coalesce(${sql.ref(name)}, 0)::int as ${sql.ref(name.split('.')[1]!)}`).concat([
  sql`coalesce(sales."wonAmount", 0)::numeric(18, 2)::text as "wonAmount"`, sql`coalesce(held.days, 0)::float8 as "customerDays"`,
  sql`talks.durations`, sql`answers.responses`, sql`stays.slowest`,
] as never[]); // prettier-ignore

/** By the person to whom it is credited. */
function parts(spec: ReportSpec): Readonly<Record<string, RawBuilder<unknown>>> {
  const within = (at: string) => sql`${sql.ref(at)} >= ${spec.from} and ${sql.ref(at)} < ${spec.to}`;
  const theirs = (owner: string) =>
    isOfAll(spec.viewer, spec) ? sql`${sql.ref(owner)} is not null` : credited(spec.viewer, spec, sql.ref(owner));
  const kept = sql`${fromSources(spec, sql`cu."sourceId"`)}`;
  const visits = sql`"StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage
    join "Customer" cu on cu.id = v."customerId" and ${kept} and ${underPlaybook(spec, sql`v."playbookId"`)}`;
  return {
    leads: sql`select ten."ownerId", count(distinct ten."leadId") as "newLeads" from "Tenure" ten join "Lead" cu on cu.id = ten."leadId" and ${kept}
      where ${within('ten.beganAt')} and ${theirs('ten.ownerId')} group by 1`,
    customers: sql`select ten."ownerId", count(distinct ten."customerId") as "newCustomers" from "Tenure" ten
      join "Customer" cu on cu.id = ten."customerId" and ${kept} and ${underPlaybook(spec, sql`cu."playbookId"`)}
      where ten.cause = 'CUSTOMER_CREATED' and ${within('ten.beganAt')} and ${theirs('ten.ownerId')} group by 1`,
    sales: sql`select v."ownerId", count(distinct v."customerId") as won, sum(d.amount) as "wonAmount" from ${visits}
      left join lateral (select d.amount from "Deal" d where d."customerId" = v."customerId" and d.currency = 'CNY'
        and d."createdAt" <= v."enteredAt" order by d."createdAt" desc, d.id desc limit 1) d on true
      where stage.outcome = 'WON' and ${within('v.enteredAt')} and ${theirs('v.ownerId')} and ${isFirstWin} group by 1`,
    losses: sql`select v."ownerId", count(distinct v."customerId") as lost from ${visits}
      where stage.outcome = 'LOST' and ${within('v.enteredAt')} and ${theirs('v.ownerId')} group by 1`,
    talks: sql`select "ownerId", count(*) as "followUps", count("customerId") as "withCustomers", count(distinct "customerId") as "customersTouched",
      ${durationStats(sql`"durationMinutes" * 60000.0`)} as durations from contact group by 1`,
    held: sql`select ten."ownerId", sum(extract(epoch from least(coalesce(ten."endedAt", ${spec.asOf}), ${spec.to}, ${spec.asOf}) - greatest(ten."beganAt", ${spec.from}))) / 86400 as days
      from "Tenure" ten join "Customer" cu on cu.id = ten."customerId" and ${kept} and ${underPlaybook(spec, sql`cu."playbookId"`)}
      where ten."beganAt" < ${spec.to} and (ten."endedAt" is null or ten."endedAt" > ${spec.from}) and ten."beganAt" <= ${spec.asOf}
        and ${spec.from}::timestamptz <= ${spec.asOf} and ${theirs('ten.ownerId')} group by 1`,
    duties: sql`select "ownerId", count(*) as due, count(*) filter (where "onTime") as "onTime", count(distinct "customerId") as "customersDue",
      count(distinct "customerId") filter (where leaked) as "customersLeaked" from owed group by 1`,
    claims: sql`select k."userId" as "ownerId", count(k."contactedAt") as kept, count(k."missedAt") as missed from "Claim" k
      join "Customer" cu on cu.id = k."customerId" and ${kept} where ${within('k.firstContactDueAt')} and ${theirs('k.userId')} group by 1`,
    moves: sql`select v."ownerId", count(*) as forward from ${visits}
      join stage was on was."playbookId" = v."playbookId" and was.code = v."from"
      where stage.rank > was.rank and ${within('v.enteredAt')} and ${theirs('v.ownerId')} group by 1`,
    answers: sql`select r."ownerId", ${durationStats(sql`r.took`)} as responses from (
      select ten."ownerId", ${workedUntil(sql`f.at`)} - ${workedUntil(sql`ten."beganAt"`)} as took
      from "Tenure" ten cross join ruler cross join lateral (select min(f."occurredAt") as at from "FollowUp" f
        where (f."customerId" = ten."customerId" or f."leadId" = ten."leadId") and f.qualifying and f."doneById" = ten."ownerId"
          and f."occurredAt" >= ten."beganAt" and f."occurredAt" < coalesce(ten."endedAt", 'infinity') and f."occurredAt" <= ${spec.asOf}) f
      where ten.cause in ('LEAD_ASSIGNED', 'LEAD_CLAIMED', 'CUSTOMER_CLAIMED', 'CUSTOMER_ASSIGNED') and f.at is not null
        and ${within('ten.beganAt')} and ${theirs('ten.ownerId')}) r group by 1`,
    stays: sql`select distinct on (s."ownerId") s."ownerId", jsonb_build_object('playbookId', s."playbookId", 'stage', s.stage) as slowest from (
      select v."ownerId", v."playbookId", v.stage, percentile_cont(0.5) within group (order by own.ms) as dwell from ${visits}
        cross join lateral (select sum(extract(epoch from least(coalesce(ten."endedAt", v."leftAt"), v."leftAt") - greatest(ten."beganAt", v."enteredAt"))) as ms
          from "Tenure" ten where ten."customerId" = v."customerId" and ten."ownerId" = v."ownerId"
            and ten."beganAt" < v."leftAt" and (ten."endedAt" is null or ten."endedAt" > v."enteredAt")) own
      where not stage."end" and ${within('v.leftAt')} and ${theirs('v.ownerId')} and own.ms is not null group by 1, 2, 3) s
      order by s."ownerId", s.dwell desc, s.stage`,
  };
}

const isFirstWin = sql`not exists (select 1 from "StageVisit" e join stage es on es."playbookId" = e."playbookId" and es.code = e.stage
  where e."customerId" = v."customerId" and es.outcome = 'WON' and (e."enteredAt", e.id) < (v."enteredAt", v.id))`;

const answerOf = ({ responses, durations, slowest, ...row }: Row) => ({
  ...row,
  slowest,
  contactDuration: durations,
  firstResponse: responses,
  onTime: ratio(row.onTime, row.due),
  leaks: ratio(row.customersLeaked, row.customersDue),
  claimsKept: ratio(row.kept, row.kept + row.missed),
  followUpsPerCustomerMonth: row.customerDays > 0 ? row.withCustomers / (row.customerDays / PERIOD) : null,
  efficiency: row.followUps > 0 ? (row.forward * 10) / row.followUps : null,
});
export type PerformanceRow = ReturnType<typeof answerOf>;

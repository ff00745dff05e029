import { sql, type RawBuilder } from 'kysely';
import { MIGRATION_RULE } from '../../../domain/customer/stage-visit.js';
import { durationStats } from './duration-stats.js';
import { firstWins } from './first-wins.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, itsLead, itsRules, stillThere, underPlaybook } from './scope.js';
import { workedUntil } from './working-time.js';
import { wholeMs } from './whole-ms.js';

type Sql = RawBuilder<unknown>;

/** Some numbers of the report: by whose they are, from rows that say whose they are and which customer or lead they are about. */
export interface Part {
  readonly rows: Sql;
  readonly numbers: (rows: Sql) => Sql;
}

export type PartName =
  'leads' | 'customers' | 'sales' | 'losses' | 'talks' | 'held' | 'duties' | 'claims' | 'moves' | 'answers' | 'stays';

const summed =
  (numbers: Sql) =>
  (rows: Sql): Sql =>
    sql`select r."ownerId", ${numbers} from (${rows}) r group by 1`;

/** The statement has a ruler, the stages, the contacts that count and what was owed. */
export function performanceParts(spec: ReportSpec): Readonly<Record<PartName, Part>> {
  const within = (at: string) => sql`${sql.ref(at)} >= ${spec.from} and ${sql.ref(at)} < ${spec.to}`;
  const theirs = (owner: string) =>
    isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql.ref(owner));
  const from = sql`${spec.from}::timestamptz`;
  const until = sql`least(${spec.to}::timestamptz, ${spec.asOf}::timestamptz)`;
  const itsOwn = sql`${itsCustomer(spec, sql`ten."customerId"`)} ${itsRules(spec, sql`ten."customerId"`)}`;
  const visits = sql`"StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage
    and ${underPlaybook(spec, sql`v."playbookId"`)} ${itsCustomer(spec, sql`v."customerId"`)}`;
  /** The first contact that counts by whoever had them, while they had them: a tenure is of a customer or of a lead. */
  const firstContacts = (subject: 'customerId' | 'leadId') => sql`
    select ten."ownerId", ten."customerId", ten."leadId", ten."beganAt", min(f."occurredAt") as at
    from "Tenure" ten join "FollowUp" f on f.${sql.ref(subject)} = ten.${sql.ref(subject)} and f.status = 'DONE' and f.qualifying
      and f."doneById" = ten."ownerId" and f."occurredAt" >= ten."beganAt" and f."occurredAt" < coalesce(ten."endedAt", 'infinity')
      and f."occurredAt" <= ${spec.asOf}
    where ten.cause in ('LEAD_ASSIGNED', 'LEAD_CLAIMED', 'CUSTOMER_CLAIMED', 'CUSTOMER_ASSIGNED') and ${within('ten.beganAt')}
      and ${theirs('ten.ownerId')} group by ten.id`;
  return {
    leads: {
      rows: sql`select ten."ownerId", ten."leadId" from "Tenure" ten ${itsLead(spec, sql`ten."leadId"`)}
        where ten."leadId" is not null and ${within('ten.beganAt')} and ${theirs('ten.ownerId')}`,
      numbers: summed(sql`count(distinct r."leadId") as "newLeads"`),
    },
    customers: {
      rows: sql`select ten."ownerId", ten."customerId" from "Tenure" ten ${itsOwn}
        where ten.cause = 'CUSTOMER_CREATED' and ${within('ten.beganAt')} and ${theirs('ten.ownerId')}`,
      numbers: summed(sql`count(distinct r."customerId") as "newCustomers"`),
    },
    sales: {
      rows: sql`select distinct on (w."customerId") w."ownerId", w."customerId", d.amount from (${firstWins(spec)}) w
        left join "Deal" d on d."customerId" = w."customerId" and d.currency = 'CNY' and d."createdAt" <= w.at
        order by w."customerId", d."createdAt" desc, d.id desc`,
      numbers: summed(
        sql`count(distinct r."customerId") as won, coalesce(sum(r.amount), 0)::numeric(18, 2)::text as "wonAmount"`,
      ),
    },
    losses: {
      rows: sql`select v."ownerId", v."customerId" from ${visits}
        where stage.outcome = 'LOST' and v.rule is distinct from ${MIGRATION_RULE} and ${within('v.enteredAt')} and ${theirs('v.ownerId')}`,
      numbers: summed(sql`count(distinct r."customerId") as lost`),
    },
    talks: {
      rows: sql`select f."ownerId", f."customerId", case when f."customerId" is null then f."leadId" end as "leadId", f."durationMinutes" from contact f`,
      numbers: summed(sql`count(*) as "followUps", count(r."customerId") as "withCustomers",
        count(distinct r."customerId") as "customersTouched", ${durationStats(sql`r."durationMinutes" * 60000::float8`)} as durations`),
    },
    held: {
      rows: sql`select ten."ownerId", ten."customerId",
          case when ten."beganAt" <= ${spec.from} and ten."endedAt" is null then ${daysBetween(from, until)}
            else ${daysBetween(sql`greatest(ten."beganAt", ${from})`, sql`least(ten."endedAt", ${until})`)} end as days
        from ${stillThere(spec, 'Tenure', sql`${spec.from}`, ['endedAt', '>'])} ten ${itsOwn}
        where ten."customerId" is not null and ten."beganAt" < ${spec.to} and ten."beganAt" <= ${spec.asOf} and ${spec.from}::timestamptz <= ${spec.asOf} and ${theirs('ten.ownerId')}`,
      numbers: summed(sql`sum(r.days)::float8 as "customerDays"`),
    },
    duties: {
      rows: sql`select * from owed`,
      numbers: (
        rows,
      ) => sql`select c."ownerId", sum(c.due) as due, sum(c."onTime") as "onTime", count(*) as "customersDue",
          count(*) filter (where c.leaked) as "customersLeaked"
        from (select r."ownerId", r."customerId", count(*) as due, count(*) filter (where r."onTime") as "onTime", bool_or(r.leaked) as leaked
          from (${rows}) r group by 1, 2) c group by 1`,
    },
    claims: {
      rows: sql`select k."userId" as "ownerId", k."customerId", k."contactedAt", k."missedAt" from "Claim" k
        ${itsCustomer(spec, sql`k."customerId"`)} where ${within('k.firstContactDueAt')} and ${theirs('k.userId')}`,
      numbers: summed(sql`count(r."contactedAt") as kept, count(r."missedAt") as missed`),
    },
    moves: {
      rows: sql`select v."ownerId", v."customerId" from ${visits}
        join stage was on was."playbookId" = v."playbookId" and was.code = v."from"
        where stage.rank > was.rank and ${within('v.enteredAt')} and ${theirs('v.ownerId')}`,
      numbers: summed(sql`count(*) as forward`),
    },
    answers: {
      rows: sql`select ten."ownerId", ten."customerId", ten."leadId", ${workedUntil(sql`ten.at`)} - ${workedUntil(sql`ten."beganAt"`)} as took
        from (${firstContacts('customerId')} union all ${firstContacts('leadId')}) ten cross join ruler`,
      numbers: summed(sql`${durationStats(sql`r.took`)} as responses`),
    },
    stays: {
      rows: sql`select v."ownerId", v."customerId", v."playbookId", v.stage,
          sum(${wholeMs(sql`least(ten."endedAt", v."leftAt") - greatest(ten."beganAt", v."enteredAt")`)}) as ms
        from ${visits} join "Tenure" ten on ten."customerId" = v."customerId" and ten."ownerId" = v."ownerId"
          and ten."beganAt" < v."leftAt" and (ten."endedAt" is null or ten."endedAt" > v."enteredAt")
        where not stage."end" and ${within('v.leftAt')} and ${theirs('v.ownerId')} group by v.id`,
      numbers: (rows) => sql`
        select distinct on (s."ownerId") s."ownerId", jsonb_build_object('playbookId', s."playbookId", 'stage', s.stage) as slowest
        from (select r."ownerId", r."playbookId", r.stage, percentile_cont(0.5) within group (order by r.ms) as dwell
          from (${rows}) r group by 1, 2, 3) s order by s."ownerId", s.dwell desc, s.stage`,
    },
  };
}

const daysBetween = (began: Sql, ended: Sql): Sql => sql`${wholeMs(sql`${ended} - ${began}`)} / 86400000`;

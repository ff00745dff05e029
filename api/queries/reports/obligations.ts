import { sql } from 'kysely';
import { stageTable } from '../stage-table.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';
import { workedUntil } from './working-time.js';

/** How long after its due time an obligation may be met before the customer counts as leaked: until a superior hears, in working time. */
const GRACE_MS = 4 * 3_600_000;

/**
 * What was due within the window with open customers whom somebody had at that time: next steps and first contacts after a claim. What was called
 * off before wasn't due any more. It is met by itself, or by whatever the holder did with the customer first after that: a follow-up that counts, or
 * a move. `leaked`: nobody did within the grace. The statement has a ruler of working time.
 */
export const obligations = (spec: ReportSpec) => {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`);
  return sql`(
    select due.*, act.at as "actedAt", act.at <= due."dueAt" as "onTime", gone.at as "goneAt", gone.how,
      ${workedUntil(sql`least(act.at, gone.at, ${spec.asOf}::timestamptz)`)} - ${workedUntil(sql`due."dueAt"`)} > ${sql.lit(GRACE_MS)} as leaked
    from (
      select o.*, ten."ownerId", cu."sourceId"
      from (${owed(spec)}) o
        join "Customer" cu on cu.id = o."customerId"
        join "Tenure" ten on ten."customerId" = o."customerId" and ten."ownerId" is not null
          and ten."beganAt" <= o."dueAt" and (ten."endedAt" is null or ten."endedAt" > o."dueAt")
        join "StageVisit" v on v."customerId" = o."customerId" and v."enteredAt" <= o."dueAt" and (v."leftAt" is null or v."leftAt" > o."dueAt")
        join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage and not stage."end"
      where ${theirs} and ${fromSources(spec, sql`cu."sourceId"`)} and ${underPlaybook(spec, sql`v."playbookId"`)}
    ) due cross join ruler
    left join lateral (select min(a.at) as at from (
      select due."metAt" as at
      union all select min(f."occurredAt") from "FollowUp" f
        where f."customerId" = due."customerId" and f.qualifying and f."occurredAt" >= due."dueAt" and f."occurredAt" <= ${spec.asOf}
      union all select min(m."enteredAt") from "StageVisit" m
        where m."customerId" = due."customerId" and m."enteredAt" >= due."dueAt" and m."from" is not null and m.rule is null
          and m."enteredAt" <= ${spec.asOf}
    ) a) act on true
    left join lateral (select g.at, g.how from (
      select t."beganAt" as at, 'RECLAIMED' as how from "Tenure" t
        where t."customerId" = due."customerId" and t."ownerId" is null and t."beganAt" > due."dueAt"
      union all select m."enteredAt", 'LOST' from "StageVisit" m
        join ${stageTable(spec.stages)} on stage."playbookId" = m."playbookId" and stage.code = m.stage and stage.outcome = 'LOST'
        where m."customerId" = due."customerId" and m."enteredAt" > due."dueAt"
    ) g where g.at <= ${spec.asOf} order by g.at limit 1) gone on true)`;
};

const owed = (spec: ReportSpec) => sql`
  select f.id, f."customerId", case when f.stage is null then 'FOLLOW_UP' else 'STAGE_ACTION' end as kind, f."dueAt",
    case when f.status = 'DONE' and f.qualifying then f."occurredAt" end as "metAt"
  from "FollowUp" f
  where f."customerId" is not null and f."dueAt" >= ${spec.from} and f."dueAt" < ${spec.to} and f."dueAt" <= ${spec.asOf}
    and (f.status <> 'CANCELLED' or f."cancelledAt" > f."dueAt")
  union all
  select k.id, k."customerId", 'FIRST_CONTACT', k."firstContactDueAt",
    (select min(f."occurredAt") from "FollowUp" f where f."customerId" = k."customerId" and f.qualifying
      and f."doneById" = k."userId" and f."occurredAt" >= k."claimedAt")
  from "Claim" k
  where k."firstContactDueAt" >= ${spec.from} and k."firstContactDueAt" < ${spec.to} and k."firstContactDueAt" <= ${spec.asOf}`;

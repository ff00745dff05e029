import { sql, type RawBuilder } from 'kysely';
import { inStages, isUnderWay } from '../stage-table.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, LOOKED_UP_ONCE, underPlaybook } from './scope.js';
import { workedUntil } from './working-time.js';

/** How long after its due time an obligation may be met before the customer counts as leaked: until a superior hears, in working time. */
const GRACE_MS = 4 * 3_600_000;

/**
 * What was due within the window with open customers whom somebody had at that time: next steps and first contacts after a claim. What was called
 * off before wasn't due any more. It is met by itself, or by whatever the holder did with the customer first after that: a follow-up that counts, or
 * a move; of one that was met by itself in time nobody has to look what came after. `leaked`: nobody did within the grace. The statement has a ruler of working time.
 */
export const obligations = (spec: ReportSpec) => {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`);
  const lostStages = spec.stages.filter(({ outcome }) => outcome === 'LOST');
  const acted = sql`least(due."metAt", due."followedUpAt", due."movedAt")`;
  return sql`(
    select due.id, due."customerId", due.kind, due."dueAt", due."ownerId", ${acted} as "actedAt", ${acted} <= due."dueAt" as "onTime",
      least(due."reclaimedAt", due."lostAt") as "goneAt",
      case when due."reclaimedAt" <= coalesce(due."lostAt", 'infinity') then 'RECLAIMED' when due."lostAt" is not null then 'LOST' end as how,
      ${isLate('due')} and ${workedUntil(sql`least(${acted}, due."reclaimedAt", due."lostAt", ${spec.asOf}::timestamptz)`)}
        - ${workedUntil(sql`due."dueAt"`)} > ${sql.lit(GRACE_MS)} as leaked
    from (
      select o.*,
        ${late(sql`select f."occurredAt" from "FollowUp" f where f."customerId" = o."customerId" and f.status = 'DONE' and f.qualifying
          and f."occurredAt" >= o."dueAt" and f."occurredAt" <= ${spec.asOf} order by f."occurredAt" limit 1`)} as "followedUpAt",
        ${late(sql`select m."enteredAt" from "StageVisit" m where m."customerId" = o."customerId" and m."enteredAt" >= o."dueAt"
          and m."from" is not null and m.rule is null and m."enteredAt" <= ${spec.asOf} order by m."enteredAt" limit 1`)} as "movedAt",
        ${late(sql`select t."beganAt" from "Tenure" t where t."customerId" = o."customerId" and t."ownerId" is null
          and t."beganAt" > o."dueAt" and t."beganAt" <= ${spec.asOf} order by t."beganAt" limit 1`)} as "reclaimedAt",
        ${late(sql`select m."enteredAt" from "StageVisit" m where m."customerId" = o."customerId" and ${inStages('m', lostStages)}
          and m."enteredAt" > o."dueAt" and m."enteredAt" <= ${spec.asOf} order by m."enteredAt" limit 1`)} as "lostAt"
      from (
        select o.id, o."customerId", o.kind, o."dueAt", ten."ownerId", case when o."claimerId" is null then o."metAt" else (
          select f."occurredAt" from "FollowUp" f where f."customerId" = o."customerId" and f.status = 'DONE' and f.qualifying
            and f."doneById" = o."claimerId" and f."occurredAt" >= o."claimedAt" order by f."occurredAt" limit 1) end as "metAt"
        from (${owed(spec)}) o
          ${itsCustomer(spec, sql`o."customerId"`)}
          join "Tenure" ten on ten."customerId" = o."customerId" and ten."ownerId" is not null
            and ten."beganAt" <= o."dueAt" and (ten."endedAt" is null or ten."endedAt" > o."dueAt")
          join "StageVisit" v on v."customerId" = o."customerId" and v."enteredAt" <= o."dueAt" and (v."leftAt" is null or v."leftAt" > o."dueAt")
        where ${isUnderWay('v', spec.stages)} and ${theirs} and ${underPlaybook(spec, sql`v."playbookId"`)}
        ${LOOKED_UP_ONCE}
      ) o ${LOOKED_UP_ONCE}
    ) due cross join ruler)`;
};

const late = (first: RawBuilder<unknown>) => sql`case when ${isLate('o')} then (${first}) end`;

/** It wasn't met by itself in time. */
const isLate = (row: 'o' | 'due') => sql`not coalesce(${sql.ref(`${row}.metAt`)} <= ${sql.ref(`${row}.dueAt`)}, false)`;

/** Without anything that is looked up row by row: so several processes can find who had it and where it stood. */
const owed = (spec: ReportSpec) => sql`
  select f.id, f."customerId", case when f.stage is null then 'FOLLOW_UP' else 'STAGE_ACTION' end as kind, f."dueAt",
    case when f.status = 'DONE' and f.qualifying then f."occurredAt" end as "metAt", null as "claimerId", null::timestamptz as "claimedAt"
  from "FollowUp" f
  where f."customerId" is not null and f."dueAt" >= ${spec.from} and f."dueAt" < ${spec.to} and f."dueAt" <= ${spec.asOf}
    and (f.status <> 'CANCELLED' or f."cancelledAt" > f."dueAt")
  union all
  select k.id, k."customerId", 'FIRST_CONTACT', k."firstContactDueAt", null, k."userId", k."claimedAt"
  from "Claim" k
  where k."firstContactDueAt" >= ${spec.from} and k."firstContactDueAt" < ${spec.to} and k."firstContactDueAt" <= ${spec.asOf}`;

import { sql } from 'kysely';
import { inStages, isUnderWay } from '../stage-table.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, LOOKED_UP_ONCE, underPlaybook } from './scope.js';
import { workedUntil } from './working-time.js';

/** How long after its due time an obligation may be met before the customer counts as leaked: until a superior hears, in working time. */
const GRACE_MS = 4 * 3_600_000;

/**
 * What was due within the window with open customers whom somebody had at that time: next steps and first contacts after a claim. It is met by
 * itself, or by whatever was done with the customer first after that: a follow-up that counts, or a move. `leaked`: nobody did within the grace.
 * The rows are kept with every change (refresh_obligations); a way to an end is looked up only of what was late. The statement has a ruler of
 * working time.
 */
export const obligations = (spec: ReportSpec) => {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`o."ownerId"`);
  const lostStages = spec.stages.filter(({ outcome }) => outcome === 'LOST');
  const until = (at: string) =>
    sql`case when o.${sql.ref(at)} <= ${spec.asOf} then o.${sql.ref(at)} end as ${sql.ref(at)}`;
  return sql`(
    select due.id, due."customerId", due.kind, due."dueAt", due."ownerId", due."actedAt", not due.late as "onTime",
      least(due."reclaimedAt", due."lostAt") as "goneAt",
      case when due."reclaimedAt" <= coalesce(due."lostAt", 'infinity') then 'RECLAIMED' when due."lostAt" is not null then 'LOST' end as how,
      due.late and ${workedUntil(sql`least(due."actedAt", due."reclaimedAt", due."lostAt", ${spec.asOf}::timestamptz)`)}
        - ${workedUntil(sql`due."dueAt"`)} > ${sql.lit(GRACE_MS)} as leaked
    from (
      select o.*, case when o.late then (
        select m."enteredAt" from "StageVisit" m where m."customerId" = o."customerId" and ${inStages('m', lostStages)}
          and m."enteredAt" > o."dueAt" and m."enteredAt" <= ${spec.asOf} order by m."enteredAt" limit 1) end as "lostAt"
      from (
        select o.id, o."customerId", o.kind, o."dueAt", o."ownerId", ${until('actedAt')}, ${until('reclaimedAt')},
          not coalesce(o."actedAt" <= o."dueAt", false) as late
        from "Obligation" o ${itsCustomer(spec, sql`o."customerId"`)}
        where o."dueAt" >= ${spec.from} and o."dueAt" < ${spec.to} and o."dueAt" <= ${spec.asOf}
          and ${isUnderWay('o', spec.stages)} and ${theirs} and ${underPlaybook(spec, sql`o."playbookId"`)}
      ) o ${LOOKED_UP_ONCE}
    ) due cross join ruler)`;
};

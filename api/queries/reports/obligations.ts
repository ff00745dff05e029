import { sql } from 'kysely';
import { isUnderWay } from '../stage-table.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, underPlaybook } from './scope.js';
import { workedUntil } from './working-time.js';

/** How long after its due time an obligation may be met before the customer counts as leaked: until a superior hears, in working time. */
const GRACE_MS = 4 * 3_600_000;

/**
 * What was due within the window with open customers whom somebody had at that time: next steps and first contacts after a claim. It is met by
 * itself, or by whatever was done with the customer first after that: a follow-up that counts, or a move. `leaked`: nobody did within the grace.
 * The rows are kept with every change (refresh_obligations); what happened after the report's time hasn't. The statement has a ruler of working time.
 */
export const obligations = (spec: ReportSpec) => {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`o."ownerId"`);
  const known = sql.join(
    ['actedAt', 'reclaimedAt', 'lostAt'].map((column) => {
      const at = sql.ref(`o.${column}`);
      return sql`case when ${at} <= ${spec.asOf} then ${at} end as ${sql.ref(column)}`;
    }),
  );
  return sql`(
    select due.id, due."customerId", due.kind, due."dueAt", due."ownerId", due."actedAt", due."actedAt" <= due."dueAt" as "onTime",
      least(due."reclaimedAt", due."lostAt") as "goneAt",
      case when due."reclaimedAt" <= coalesce(due."lostAt", 'infinity') then 'RECLAIMED' when due."lostAt" is not null then 'LOST' end as how,
      coalesce(due."actedAt" > due."dueAt", true) and ${workedUntil(sql`least(due."actedAt", due."reclaimedAt", due."lostAt", ${spec.asOf}::timestamptz)`)}
        - ${workedUntil(sql`due."dueAt"`)} > ${sql.lit(GRACE_MS)} as leaked
    from (
      select o.id, o."customerId", o.kind, o."dueAt", o."ownerId", ${known}
      from "Obligation" o ${itsCustomer(spec, sql`o."customerId"`)}
      where o."dueAt" >= ${spec.from} and o."dueAt" < ${spec.to} and o."dueAt" <= ${spec.asOf}
        and ${isUnderWay('o', spec.stages)} and ${theirs} and ${underPlaybook(spec, sql`o."playbookId"`)}
    ) due cross join ruler)`;
};

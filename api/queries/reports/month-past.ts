import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { MonthPast } from '../../../domain/recurring/monthly-review.js';
import { stageTable } from '../stage-table.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll } from './scope.js';

/** What happened within a window, in five numbers: everybody's, or what was credited to whoever is asked for. */
export async function monthPast({ sql: db }: Database, spec: ReportSpec): Promise<MonthPast> {
  const isWhole = isOfAll(spec.viewer, spec);
  const within = (at: string) => sql`${sql.ref(at)} >= ${spec.from} and ${sql.ref(at)} < ${spec.to}`;
  const theirs = (owner: string) => (isWhole ? sql`true` : credited(spec.viewer, spec, sql.ref(owner)));
  const leads = isWhole
    ? sql`"Lead" x where ${within('x.receivedAt')} and x."mergedIntoId" is null`
    : sql`"Lead" x where x."mergedIntoId" is null and exists (
        select 1 from "Tenure" t where t."leadId" = x.id and ${within('t.beganAt')} and ${theirs('t.ownerId')})`;
  const customers = sql`"Customer" x where ${within('x.createdAt')} and x."mergedIntoId" is null and ${
    isWhole
      ? sql`true`
      : sql`exists (select 1 from "Tenure" t where t."customerId" = x.id and t.cause = 'CUSTOMER_CREATED' and ${theirs('t.ownerId')})`
  }`;
  const reclaimed = sql`"Tenure" t where ${within('t.beganAt')} and t.cause = 'CUSTOMER_RECLAIMED' and ${
    isWhole
      ? sql`true`
      : sql`exists (select 1 from "Tenure" b where b."customerId" = t."customerId" and b."endedAt" = t."beganAt" and ${theirs('b.ownerId')})`
  }`;
  const { rows } = await sql<MonthPast>`
    with entered as (
      select v."customerId", stage.outcome from "StageVisit" v
      join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage
      where ${within('v.enteredAt')} and ${theirs('v.ownerId')})
    select (select count(*)::int from ${leads}) as leads, (select count(*)::int from ${customers}) as customers,
      (select count(distinct "customerId")::int from entered where outcome = 'WON') as won,
      (select count(distinct "customerId")::int from entered where outcome = 'LOST') as lost,
      (select count(*)::int from ${reclaimed}) as reclaimed`.execute(db);
  return rows[0]!;
}

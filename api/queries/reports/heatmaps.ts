import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { NeglectBucket } from '../../../domain/report/report.js';
import { isUnderWay } from '../stage-table.js';
import type { Behind } from './behind.js';
import { contacts } from './contacts.js';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, stillThere, underPlaybook } from './scope.js';

export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly count: number;
}

/** When people are in touch, by the organisation's weekdays and hours. */
export async function followUpHeatmap({ sql: db }: Database, spec: ReportSpec): Promise<readonly HeatCell[]> {
  const { rows } = await sql<HeatCell>`
    select weekday, hour, count(*)::int as count from (${contactsByHour(spec)}) f group by 1, 2 order by 1, 2`.execute(
    db,
  );
  return rows;
}

function contactsByHour(spec: ReportSpec) {
  const local = sql`(f."occurredAt" at time zone ${spec.calendar.timeZone})`;
  return sql`
    select extract(isodow from local.at)::int as weekday, extract(hour from local.at)::int as hour, f."customerId",
      case when f."customerId" is null then f."leadId" end as "leadId"
    from ${contacts(spec)} f cross join lateral (select ${local} as at) local`;
}

/** Who was contacted in an hour of the week: the customers, and the leads that weren't customers yet. */
export function behindHour(spec: ReportSpec, { weekday, hour }: Pick<HeatCell, 'weekday' | 'hour'>): Behind {
  const ids = (column: string) =>
    sql`(select ${sql.ref(`h.${column}`)} from (${contactsByHour(spec)}) h where h.weekday = ${weekday} and h.hour = ${hour})`;
  return { customers: ids('customerId'), leads: ids('leadId') };
}

export interface NeglectCell {
  readonly ownerId: string;
  readonly bucket: NeglectBucket;
  readonly count: number;
}

/** Who left how many open customers alone for how long, as of the window's end. */
export async function neglectHeatmap({ sql: db }: Database, spec: ReportSpec): Promise<readonly NeglectCell[]> {
  const { rows } = await sql<NeglectCell>`
    select "ownerId", bucket, count(*)::int as count from (${silences(spec)}) s group by 1, 2 order by 1, 2`.execute(
    db,
  );
  return rows;
}

function silences(spec: ReportSpec) {
  const at = spec.to < spec.asOf ? spec.to : spec.asOf;
  const theirs = isOfAll(spec.viewer, spec)
    ? sql`ten."ownerId" is not null`
    : credited(spec.viewer, spec, sql`ten."ownerId"`);
  const days = sql`floor(date_part('epoch', ${at}::timestamptz - last.at) / 86400)`;
  return sql`
    select distinct ten."ownerId", ten."customerId", case when last.at is null then 'NEVER' when ${days} < 2 then 'D0_1' when ${days} < 4 then 'D2_3'
      when ${days} < 8 then 'D4_7' when ${days} < 15 then 'D8_14' when ${days} < 31 then 'D15_30' else 'D30_PLUS' end as bucket
    from ${stillThere(spec, 'StageVisit', sql`${at}`, ['leftAt', '>'])} v join "Tenure" ten on ten."customerId" = v."customerId"
        and ten."beganAt" <= ${at} and (ten."endedAt" is null or ten."endedAt" > ${at}) and ${theirs}
      ${itsCustomer(spec, sql`v."customerId"`)}
      left join lateral (select f."occurredAt" as at from "FollowUp" f
        where f."customerId" = ten."customerId" and f.status = 'DONE' and f."occurredAt" <= ${at} order by f."occurredAt" desc limit 1) last on true
    where v."enteredAt" <= ${at} and ${isUnderWay('v', spec.stages)}
      and ${underPlaybook(spec, sql`v."playbookId"`)}`;
}

/** Who stands in a cell. */
export const behindNeglect = (
  spec: ReportSpec,
  { ownerId, bucket }: Pick<NeglectCell, 'ownerId' | 'bucket'>,
): Behind => ({
  customers: sql`(select s."customerId" from (${silences(spec)}) s where s."ownerId" = ${ownerId} and s.bucket = ${bucket})`,
  leads: null,
});

import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { NeglectBucket } from '../../../domain/report/report.js';
import { stageTable } from '../stage-table.js';
import { contacts } from './contacts.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';

export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly count: number;
}

/** When people are in touch, by the organisation's weekdays and hours. */
export async function followUpHeatmap({ sql: db }: Database, spec: ReportSpec): Promise<readonly HeatCell[]> {
  const local = sql`(f."occurredAt" at time zone ${spec.calendar.timeZone})`;
  const { rows } = await sql<HeatCell>`
    select extract(isodow from local.at)::int as weekday, extract(hour from local.at)::int as hour, count(*)::int as count
    from ${contacts(spec)} f cross join lateral (select ${local} as at) local group by 1, 2 order by 1, 2`.execute(db);
  return rows;
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

export function silences(spec: ReportSpec) {
  const at = spec.to < spec.asOf ? spec.to : spec.asOf;
  const theirs = isOfAll(spec.viewer, spec)
    ? sql`ten."ownerId" is not null`
    : credited(spec.viewer, spec, sql`ten."ownerId"`);
  const days = sql`floor(extract(epoch from ${at}::timestamptz - last.at) / 86400)`;
  return sql`
    select distinct ten."ownerId", ten."customerId", case when last.at is null then 'NEVER' when ${days} < 2 then 'D0_1' when ${days} < 4 then 'D2_3'
      when ${days} < 8 then 'D4_7' when ${days} < 15 then 'D8_14' when ${days} < 31 then 'D15_30' else 'D30_PLUS' end as bucket
    from "Tenure" ten join "Customer" cu on cu.id = ten."customerId"
      join "StageVisit" v on v."customerId" = ten."customerId" and v."enteredAt" <= ${at} and (v."leftAt" is null or v."leftAt" > ${at})
      join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage and not stage."end"
      left join lateral (select max(f."occurredAt") as at from "FollowUp" f
        where f."customerId" = ten."customerId" and f.status = 'DONE' and f."occurredAt" <= ${at}) last on true
    where ten."beganAt" <= ${at} and (ten."endedAt" is null or ten."endedAt" > ${at}) and ${theirs}
      and ${fromSources(spec, sql`cu."sourceId"`)} and ${underPlaybook(spec, sql`v."playbookId"`)}`;
}

/** Whether customer `c` stands in a cell. */
export const isNeglected = (spec: ReportSpec, { ownerId, bucket }: NeglectCell) =>
  sql<boolean>`c.id in (select s."customerId" from (${silences(spec)}) s where s."ownerId" = ${ownerId} and s.bucket = ${bucket})`;

import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { stageTable } from '../stage-table.js';
import { durationStats, type DurationNumbers } from './duration-stats.js';
import { isFirstTenure } from './funnel-flow.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll } from './scope.js';
import { ruler, workedUntil } from './working-time.js';

export interface ChannelRow {
  readonly sourceId: string;
  readonly channel: string;
  readonly campaign: string | null;
  readonly leads: number;
  readonly qualified: number;
  readonly won: number;
  readonly wonAmount: string;
  readonly responses: DurationNumbers;
}

/** What came of the leads that arrived within the window, by where they came from; credited to whoever got them then. */
export async function channelReport({ sql: db }: Database, spec: ReportSpec): Promise<readonly ChannelRow[]> {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`);
  const { rows } = await sql<ChannelRow>`
    with ${ruler(spec.calendar, new Date(spec.from.getTime() - 86_400_000), spec.asOf)},
    stage as materialized (select * from ${stageTable(spec.stages)})
    select le."sourceId", coalesce(le.channel, s.channel) as channel, le.campaign, count(*)::int as leads,
      count(le."customerId")::int as qualified, count(w.at)::int as won, coalesce(sum(w.amount), 0)::numeric(18, 2)::text as "wonAmount", ${durationStats(sql`r.took`)} as responses
    from "Lead" le join "Source" s on s.id = le."sourceId" cross join ruler
      join "Tenure" ten on ten."leadId" = le.id and ${isFirstTenure()}
      left join lateral (select v."enteredAt" as at, (select d.amount from "Deal" d where d."customerId" = v."customerId" and d.currency = 'CNY'
          and d."createdAt" <= v."enteredAt" order by d."createdAt" desc, d.id desc limit 1) as amount
        from "StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage and stage.outcome = 'WON'
        where v."customerId" = le."customerId" and v."enteredAt" <= ${spec.asOf} order by v."enteredAt", v.id limit 1) w on true
      left join lateral (select ${workedUntil(sql`f.at`)} - ${workedUntil(sql`a."beganAt"`)} as took
        from (select t.* from "Tenure" t where t."leadId" = le.id and t."ownerId" is not null order by t."beganAt", t.id limit 1) a
        cross join lateral (select min(f."occurredAt") as at from "FollowUp" f where f."leadId" = le.id and f.qualifying
          and f."doneById" = a."ownerId" and f."occurredAt" >= a."beganAt" and f."occurredAt" < coalesce(a."endedAt", 'infinity')) f
        where f.at is not null) r on true
    where le."receivedAt" >= ${spec.from} and le."receivedAt" < ${spec.to} and le."mergedIntoId" is null
      and ${fromSources(spec, sql`le."sourceId"`)} and ${theirs}
    group by 1, 2, 3 order by leads desc, 1, 2, 3`.execute(db);
  return rows;
}

export interface ReasonRow {
  readonly outcome: 'WON' | 'LOST';
  readonly reason: string;
  readonly playbookId: string;
  readonly stage: string | null;
  readonly sourceId: string | null;
  readonly userId: string | null;
  readonly count: number;
}

/** Why customers were won or lost within the window: by reason, the stage they came from, source and person. */
export async function reasonReport({ sql: db }: Database, spec: ReportSpec): Promise<readonly ReasonRow[]> {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`v."ownerId"`);
  const { rows } = await sql<ReasonRow>`
    select stage.outcome, coalesce(v.reason, 'NONE') as reason, v."playbookId", v."from" as stage, cu."sourceId", v."ownerId" as "userId",
      count(distinct v."customerId")::int as count
    from "StageVisit" v join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage
      and stage.outcome in ('WON', 'LOST')
      join "Customer" cu on cu.id = v."customerId"
    where v."enteredAt" >= ${spec.from} and v."enteredAt" < ${spec.to} and v.rule is distinct from 'playbook.migration'
      and ${fromSources(spec, sql`cu."sourceId"`)} and ${theirs}
      and ${spec.playbookId ? sql`v."playbookId" = ${spec.playbookId}` : sql`true`}
    group by 1, 2, 3, 4, 5, 6 order by count desc, 1, 2, 4, 5, 6`.execute(db);
  return rows;
}

import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { MIGRATION_RULE } from '../../../domain/customer/stage-visit.js';
import type { DurationNumbers } from '../../../domain/report/numbers.js';
import type { ChannelNumber } from '../../../domain/report/report.js';
import { stageTable } from '../stage-table.js';
import type { Behind } from './behind.js';
import { durationStats } from './duration-stats.js';
import { firstTenure } from './funnel-flow.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';
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
  const { rows } = await sql<ChannelRow>`
    with ${arrivals(spec)}
    select "sourceId", channel, campaign, count(*)::int as leads, count("customerId")::int as qualified, count("wonAt")::int as won,
      coalesce(sum(amount), 0)::numeric(18, 2)::text as "wonAmount", ${durationStats(sql`took`)} as responses
    from arrival group by 1, 2, 3 order by leads desc, 1, 2, 3`.execute(db);
  return rows;
}

function arrivals(spec: ReportSpec) {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`);
  return sql`${ruler(spec)},
    stage as not materialized (select * from ${stageTable(spec.stages)}),
    arrival as (
      select le.id, le."sourceId", coalesce(le.channel, s.channel) as channel, le.campaign, le."customerId", w.at as "wonAt", w.amount, r.took
      from "Lead" le join "Source" s on s.id = le."sourceId" cross join ruler
        cross join lateral ${firstTenure(sql`le.id`)} ten
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
        and ${fromSources(spec, sql`le."sourceId"`)} and ${theirs})`;
}

const OF_CHANNEL: Readonly<Record<ChannelNumber, RawBuilder<unknown>>> = {
  LEADS: sql`true`,
  QUALIFIED: sql`a."customerId" is not null`,
  WON: sql`a."wonAt" is not null`,
  FIRST_RESPONSE: sql`a.took is not null`,
};

/** The leads that a number of a channel counts. */
export const behindChannel = (
  spec: ReportSpec,
  { sourceId, channel, campaign }: Pick<ChannelRow, 'sourceId' | 'channel' | 'campaign'>,
  number: ChannelNumber,
): Behind => ({
  customers: null,
  leads: sql`(with ${arrivals(spec)} select a.id from arrival a where a."sourceId" = ${sourceId} and a.channel = ${channel}
    and a.campaign is not distinct from ${campaign} and ${OF_CHANNEL[number]})`,
});

export interface ReasonRow {
  readonly outcome: 'WON' | 'LOST';
  readonly reason: string;
  /** The version under which it happened last. */
  readonly playbookId: string;
  readonly stage: string | null;
  readonly sourceId: string | null;
  readonly userId: string | null;
  readonly count: number;
}

/** What stands for a reason where none was given. */
export const NO_REASON = 'NONE';

/** Why customers were won or lost within the window: by reason, the stage they came from, source and person. */
export async function reasonReport({ sql: db }: Database, spec: ReportSpec): Promise<readonly ReasonRow[]> {
  const { rows } = await sql<ReasonRow>`
    select outcome, reason, stage, "sourceId", "userId", count(distinct "customerId")::int as count,
      (array_agg("playbookId" order by "enteredAt" desc, "playbookId"))[1] as "playbookId"
    from (${settled(spec)}) s group by 1, 2, 3, 4, 5 order by count desc, 1, 2, 3, 4, 5`.execute(db);
  return rows;
}

function settled(spec: ReportSpec) {
  const theirs = isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`v."ownerId"`);
  return sql`
    select stage.outcome, coalesce(v.reason, ${NO_REASON}) as reason, v."playbookId", v."from" as stage, cu."sourceId", v."ownerId" as "userId", v."customerId", v."enteredAt"
    from "StageVisit" v join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage
      and stage.outcome in ('WON', 'LOST')
      join "Customer" cu on cu.id = v."customerId"
    where v."enteredAt" >= ${spec.from} and v."enteredAt" < ${spec.to} and v.rule is distinct from ${MIGRATION_RULE}
      and ${fromSources(spec, sql`cu."sourceId"`)} and ${theirs} and ${underPlaybook(spec, sql`v."playbookId"`)}`;
}

/** The customers of a row. */
export const behindReason = (spec: ReportSpec, row: ReasonRow): Behind => ({
  customers: sql`(select s."customerId" from (${settled(spec)}) s
    where s.outcome = ${row.outcome} and s.reason = ${row.reason} and s.stage is not distinct from ${row.stage} and s."sourceId" is not distinct from ${row.sourceId}
      and s."userId" is not distinct from ${row.userId})`,
  leads: null,
});

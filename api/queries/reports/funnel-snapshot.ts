import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { FunnelNumbers, FunnelSpec } from './funnel.js';
import { inStages } from '../stage-table.js';
import { ofStep, stagesOfFunnel } from './funnel-steps.js';
import { credited, fromSources, heldAt, isOfAll, itsCustomer, stillThere, underPlaybook } from './scope.js';

/**
 * Who stood in which step at one time, each once: everybody has one stay at a time, but for those with whom others were merged later, who have
 * the stays of all. They are few, and looked up by themselves.
 */
export async function snapshot({ sql: db }: Database, spec: FunnelSpec): Promise<readonly FunnelNumbers[]> {
  const { rows } = await sql<{ own: number; count: number }>`
    select -1 as own, count(*)::int as count from (${leadsInSnapshot(spec)}) l
    union all
    select step.own, sum(step.count)::int from (
      select st.own, c.count
      from (select v."playbookId", v.stage, count(*) from ${standing(spec, standingAt(spec))} and v."customerId" not in (${SURVIVORS}) group by 1, 2) c
        join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = c."playbookId" and st.code = c.stage
      union all
      select st.own, count(distinct c."customerId")
      from (select v."playbookId", v.stage, v."customerId" from ${standing(spec, OF_SURVIVORS)} and (v."leftAt" is null or v."leftAt" > ${spec.at})) c
        join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = c."playbookId" and st.code = c.stage
      group by st.own
    ) step where step.own >= 0 group by step.own`.execute(db);
  const counts = new Map(rows.map(({ own, count }) => [own, count]));
  const nothing = { conversionFromPrevious: null, conversionFromFirst: null, immature: null };
  return [-1, ...spec.steps.keys()].map((own) => ({ count: counts.get(own) ?? 0, ...nothing }));
}

const SURVIVORS = sql`select s."mergedIntoId" from "Customer" s where s."mergedIntoId" is not null`;
const OF_SURVIVORS = sql`(select v.* from "StageVisit" v where v."customerId" in (${SURVIVORS}))`;

const standingAt = (spec: FunnelSpec) => stillThere(spec, 'StageVisit', sql`${spec.at}`, ['leftAt', '>']);

function standing(spec: FunnelSpec, visits: RawBuilder<unknown>) {
  const { viewer, at } = spec;
  const isTheirs = isOfAll(viewer, spec)
    ? sql`true`
    : heldAt({ customerId: sql`v."customerId"` }, sql`${at}::timestamptz`, (owner) => credited(viewer, spec, owner));
  return sql`${visits} v ${itsCustomer(spec, sql`v."customerId"`)}
    where v."enteredAt" <= ${at}
      and ${underPlaybook(spec, sql`v."playbookId"`)} and ${isTheirs}`;
}

export const inSnapshot = (spec: FunnelSpec, index: number) =>
  sql`select v."customerId" from ${standing(spec, standingAt(spec))} and ${inStages('v', ofStep(spec, index))}`;

/** Open at that time: with somebody, or waiting in a pool. */
export const leadsInSnapshot = (spec: FunnelSpec) => sql`
  select distinct ten."leadId" as id from ${stillThere(spec, 'Tenure', sql`${spec.at}`, ['endedAt', '>'])} ten ${leadsCounted(spec)}
    where ten."leadId" is not null and ten."beganAt" <= ${spec.at}
      and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`)}`;

/** The lead of a tenure, where a report asks where it came from or what became of it: else nobody has to look. */
export const leadsCounted = (spec: FunnelSpec) =>
  spec.sourceIds || spec.playbookId
    ? sql`join "Lead" le on le.id = ten."leadId" and ${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)}`
    : sql``;

/** A lead has no playbook: it counts for the one that its customer is under. */
export const becameUnder = ({ playbookId }: FunnelSpec) =>
  playbookId
    ? sql`exists (select 1 from "Customer" became where became.id = le."customerId" and became."playbookId" = ${playbookId})`
    : sql`true`;

import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { FunnelNumbers, FunnelSpec } from './funnel.js';
import { stagesOfFunnel } from './funnel-steps.js';
import { credited, fromSources, heldAt, isOfAll, underPlaybook } from './scope.js';

/** Who stood in which step at one time. */
export async function snapshot({ sql: db }: Database, spec: FunnelSpec): Promise<readonly FunnelNumbers[]> {
  const { rows } = await sql<{ own: number; count: number }>`
    select -1 as own, count(*)::int as count from (${leadsInSnapshot(spec)}) l
    union all
    select st.own, count(distinct v."customerId")::int from ${standing(spec)} group by st.own`.execute(db);
  const counts = new Map(rows.map(({ own, count }) => [own, count]));
  const nothing = { conversionFromPrevious: null, conversionFromFirst: null, immature: null };
  return [-1, ...spec.steps.keys()].map((own) => ({ count: counts.get(own) ?? 0, ...nothing }));
}

function standing(spec: FunnelSpec) {
  const { viewer, at } = spec;
  const isTheirs = isOfAll(viewer, spec)
    ? sql`true`
    : heldAt({ customerId: sql`v."customerId"` }, sql`${at}::timestamptz`, (owner) => credited(viewer, spec, owner));
  return sql`"StageVisit" v join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = v."playbookId" and st.code = v.stage
    join "Customer" cu on cu.id = v."customerId"
    where v."enteredAt" <= ${at} and (v."leftAt" is null or v."leftAt" > ${at}) and st.own >= 0
      and ${underPlaybook(spec, sql`v."playbookId"`)} and ${fromSources(spec, sql`cu."sourceId"`)} and ${isTheirs}`;
}

export const inSnapshot = (spec: FunnelSpec, index: number) =>
  sql`select v."customerId" from ${standing(spec)} and st.own = ${index}`;

/** Open at that time: with somebody, or waiting in a pool. */
export const leadsInSnapshot = (spec: FunnelSpec) => sql`
  select distinct ten."leadId" as id from "Tenure" ten join "Lead" le on le.id = ten."leadId"
    where ten."beganAt" <= ${spec.at} and (ten."endedAt" is null or ten."endedAt" > ${spec.at})
      and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`ten."ownerId"`)}
      and ${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)}`;

/** A lead has no playbook: it counts for the one that its customer is under. */
export const becameUnder = ({ playbookId }: FunnelSpec) =>
  playbookId
    ? sql`exists (select 1 from "Customer" became where became.id = le."customerId" and became."playbookId" = ${playbookId})`
    : sql`true`;

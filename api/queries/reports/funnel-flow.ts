import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { FunnelNumbers, FunnelSpec } from './funnel.js';
import { becameUnder } from './funnel-snapshot.js';
import { stagesOfFunnel } from './funnel-steps.js';
import { ratio } from './ratio.js';
import { credited, fromSources, heldAt, isOfAll, underPlaybook } from './scope.js';

interface Flow {
  readonly own: number;
  /** Stays that were there at the beginning or began within. */
  readonly stays: number;
  readonly forward: number;
}

/** Within a window: who came by, and how many moves led forward. */
export async function flow({ sql: db }: Database, spec: FunnelSpec): Promise<readonly FunnelNumbers[]> {
  const { rows } = await sql<Flow>`
    select -1 as own, (select count(*)::int from (${leadsInFlow(spec)}) l) as stays,
      (select count(*)::int from (${leadsQualified(spec)}) q) as forward
    union all
    select own, sum(stays)::int, sum(forward)::int from (
      select st.own, count(*) as stays, 0 as forward from ${stays(spec)} group by st.own
      union all
      select was.own, 0, count(*) from ${moves(spec)} and st.rank > was.rank group by was.own
    ) flows where own >= 0 group by own`.execute(db);
  const of = new Map(rows.map((row) => [row.own, row]));
  const share = (index: number) => ratio(of.get(index)?.forward ?? 0, of.get(index)?.stays ?? 0);
  return [-1, ...spec.steps.keys()].map((own) => ({
    count: of.get(own)?.stays ?? 0,
    conversionFromPrevious: own < 0 || !spec.steps[own]!.isOnWay ? null : share(previousOnWay(spec, own)),
    conversionFromFirst: null,
    immature: null,
  }));
}

/** The step of the way before one; -1: the leads. */
export const previousOnWay = ({ steps }: Pick<FunnelSpec, 'steps'>, index: number): number =>
  steps.slice(0, index).findLastIndex(({ isOnWay }) => isOnWay);

/** A stay that was there counts for who had it at the beginning, one that began for who had it then. */
function stays(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const began = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`v."ownerId"`);
  const wasThere = isOfAll(viewer, spec)
    ? sql`true`
    : heldAt({ customerId: sql`v."customerId"` }, sql`${from}::timestamptz`, (owner) => credited(viewer, spec, owner));
  return sql`"StageVisit" v join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = v."playbookId" and st.code = v.stage
    join "Customer" cu on cu.id = v."customerId"
    where ((v."enteredAt" < ${from} and (v."leftAt" is null or v."leftAt" >= ${from}) and ${wasThere})
        or (v."enteredAt" >= ${from} and v."enteredAt" < ${to} and ${began}))
      and ${underPlaybook(spec, sql`v."playbookId"`)} and ${fromSources(spec, sql`cu."sourceId"`)}`;
}

function moves(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`v."ownerId"`);
  return sql`"StageVisit" v join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = v."playbookId" and st.code = v.stage
    join ${stagesOfFunnel(spec.stages)} was on was."playbookId" = v."playbookId" and was.code = v."from"
    join "Customer" cu on cu.id = v."customerId"
    where v."enteredAt" >= ${from} and v."enteredAt" < ${to}
      and ${underPlaybook(spec, sql`v."playbookId"`)} and ${fromSources(spec, sql`cu."sourceId"`)} and ${theirs}`;
}

export const inFlow = (spec: FunnelSpec, index: number) =>
  sql`select v."customerId" from ${stays(spec)} and st.own = ${index}`;

/** Open at the beginning, or arrived within. */
export function leadsInFlow(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = (owner: string) => (isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql.ref(owner)));
  return sql`
    select distinct le.id from "Lead" le join "Tenure" ten on ten."leadId" = le.id
    where ${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)}
      and ((ten."beganAt" < ${from} and (ten."endedAt" is null or ten."endedAt" >= ${from}))
        or (le."receivedAt" >= ${from} and le."receivedAt" < ${to} and ${isFirstTenure()}))
      and ${theirs('ten.ownerId')}`;
}

/** Who got it when it arrived. */
export const isFirstTenure = () => sql`not exists (select 1 from "Tenure" earlier
  where earlier."leadId" = ten."leadId" and (earlier."beganAt", earlier.id) < (ten."beganAt", ten.id))`;

/** Who became a customer within, for whoever had them then. */
function leadsQualified(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`ten."ownerId"`);
  return sql`
    select distinct le.id from "Lead" le join "Customer" cu on cu.id = le."customerId"
      join "Tenure" ten on ten."customerId" = cu.id and ten."beganAt" = cu."createdAt"
    where cu."createdAt" >= ${from} and cu."createdAt" < ${to} and ${fromSources(spec, sql`le."sourceId"`)}
      and ${becameUnder(spec)} and ${theirs}`;
}

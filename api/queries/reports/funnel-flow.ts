import { sql, type RawBuilder } from 'kysely';
import { MIGRATION_RULE } from '../../../domain/customer/stage-visit.js';
import type { Database } from '../../../commands/store/open-database.js';
import type { FunnelNumbers, FunnelSpec } from './funnel.js';
import { becameUnder, leadsCounted } from './funnel-snapshot.js';
import { inStages } from '../stage-table.js';
import { ofStep, stagesOfFunnel } from './funnel-steps.js';
import { ratio } from './ratio.js';
import { credited, fromSources, heldBefore, isOfAll, itsCustomer, stillThere, underPlaybook } from './scope.js';

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
      select st.own, c.count as stays, 0 as forward from (select v."playbookId", v.stage, count(*) from ${stays(spec)} group by 1, 2) c
        join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = c."playbookId" and st.code = c.stage
      union all
      select was.own, 0, c.count from (select v."playbookId", v."from", v.stage, count(*) from ${moves(spec)} group by 1, 2, 3) c
        join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = c."playbookId" and st.code = c.stage
        join ${stagesOfFunnel(spec.stages)} was on was."playbookId" = c."playbookId" and was.code = c."from" and was.rank < st.rank
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
    : heldBefore({ customerId: sql`v."customerId"` }, sql`${from}::timestamptz`, (owner) =>
        credited(viewer, spec, owner),
      );
  return sql`(
      select v.*, false as began from ${stillThere(spec, 'StageVisit', sql`${from}`, ['leftAt', '>='])} v where v."enteredAt" < ${from} and ${wasThere}
      union all
      select v.id, v."customerId", v."playbookId", v.stage, v."from", v."enteredAt", v."ownerId", v.rule, v."leftAt", true from "StageVisit" v where v."enteredAt" >= ${from} and v."enteredAt" < ${to} and ${began}) v
    ${itsCustomer(spec, sql`v."customerId"`)}
    where ${underPlaybook(spec, sql`v."playbookId"`)} and not (v.began and ${goesOn(spec)})`;
}

/** Whoever goes on in the same step under another version of the playbook has been there all along. */
const goesOn = (spec: FunnelSpec) => sql`(v.rule is not distinct from ${MIGRATION_RULE} and exists (
  select 1 from "StageVisit" p join ${stagesOfFunnel(spec.stages)} ps on ps."playbookId" = p."playbookId" and ps.code = p.stage
    join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = v."playbookId" and st.code = v.stage and st.own = ps.own
  where p."customerId" = v."customerId" and p."leftAt" = v."enteredAt" and p.id <> v.id
    and ${underPlaybook(spec, sql`p."playbookId"`)}))`;

function moves(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`v."ownerId"`);
  return sql`"StageVisit" v ${itsCustomer(spec, sql`v."customerId"`)}
    where v."from" is not null and v."enteredAt" >= ${from} and v."enteredAt" < ${to} and ${underPlaybook(spec, sql`v."playbookId"`)} and ${theirs}`;
}

export const inFlow = (spec: FunnelSpec, index: number) =>
  sql`select v."customerId" from ${stays(spec)} and ${inStages('v', ofStep(spec, index))}`;

/** Open at the beginning, or arrived within. */
export function leadsInFlow(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`ten."ownerId"`);
  const counted = sql`${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)}`;
  return sql`
    select ten."leadId" as id from ${stillThere(spec, 'Tenure', sql`${from}`, ['endedAt', '>='])} ten ${leadsCounted(spec)}
      where ten."leadId" is not null and ten."beganAt" < ${from} and ${theirs}
    union
    select le.id from "Lead" le
      where le."receivedAt" >= ${from} and le."receivedAt" < ${to} and ${counted} and ${firstWas(sql`le.id`, theirs)}`;
}

/** Who got a lead when it arrived. */
export const firstTenure = (leadId: RawBuilder<unknown>) => sql`(select t."ownerId" from "Tenure" t
  where t."leadId" = ${leadId} order by t."beganAt", t.id limit 1)`;

/** Whether it was one of these, by the tenure `ten`. */
export const firstWas = (leadId: RawBuilder<unknown>, theirs: RawBuilder<unknown>) =>
  sql`exists (select 1 from ${firstTenure(leadId)} ten where ${theirs})`;

/** Who became a customer within, for whoever had them then: the lead's time ended for good as the customer's began, whomever they were merged into since. */
function leadsQualified(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : credited(viewer, spec, sql`ten."ownerId"`);
  return sql`
    select distinct le.id from "Tenure" ten join "Lead" le on le."customerId" = ten."customerId"
      join "Tenure" was on was."leadId" = le.id and was."endedAt" = ten."beganAt" and not exists (
        select 1 from "Tenure" later where later."leadId" = le.id and (later."endedAt" is null or later."endedAt" > was."endedAt"))
    where ten."customerId" is not null and ten.cause = 'CUSTOMER_CREATED' and ten."beganAt" >= ${from} and ten."beganAt" < ${to}
      and ${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)} and ${theirs}`;
}

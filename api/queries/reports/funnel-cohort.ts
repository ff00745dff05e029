import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Ratio } from '../../../domain/report/numbers.js';
import type { FunnelNumbers, FunnelSpec } from './funnel.js';
import { firstWas, previousOnWay } from './funnel-flow.js';
import { becameUnder } from './funnel-snapshot.js';
import { stagesOfFunnel } from './funnel-steps.js';
import { ratio } from './ratio.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';

/** The leads' own place; steps count from 0. */
const AS_LEAD = -1;

/** Whoever came to a step for the first time within the window, and how far they have come since. */
export async function cohort({ sql: db }: Database, spec: FunnelSpec): Promise<readonly FunnelNumbers[]> {
  const steps = [...spec.steps.keys()];
  const numbers = [
    ...steps.flatMap((step) => sizes(spec, step)),
    ...steps
      .filter((step) => previousOnWay(spec, step) >= 0)
      .flatMap((step) => conversion(spec, previousOnWay(spec, step), step)),
  ];
  const asLeads = [...sizes(spec, AS_LEAD), ...steps.flatMap((step) => conversion(spec, AS_LEAD, step))];
  const { rows } = await sql<Record<string, number>>`
    with ${progress(spec)}, arrived as (
      select le."receivedAt" as ${first(AS_LEAD)}, p.* from (${leadsInCohort(spec)}) le
        left join progress p on p."customerId" = le."customerId")
    select * from (select ${sql.join(numbers)} from progress) customers, (select ${sql.join(asLeads)} from arrived) leads`.execute(
    db,
  );
  return answersOf(spec, rows[0]!);
}

function answersOf(spec: FunnelSpec, row: Record<string, number>): readonly FunnelNumbers[] {
  const share = (from: number, to: number): Ratio => {
    const [matureOf, mature, allOf, all] = ['dm', 'nm', 'da', 'na'].map((name) => row[`${name}_${from}_${to}`] ?? 0);
    return matureOf! > 0 ? ratio(mature!, matureOf!) : ratio(all!, allOf!);
  };
  return [AS_LEAD, ...spec.steps.keys()].map((step) => ({
    count: row[`count_${step}`] ?? 0,
    immature: row[`immature_${step}`] ?? 0,
    conversionFromPrevious: step < 0 || !spec.steps[step]!.isOnWay ? null : share(previousOnWay(spec, step), step),
    conversionFromFirst: step < 0 ? null : share(AS_LEAD, step),
  }));
}

const first = (step: number) => sql.ref(`f_${step}`);
const reached = (step: number) => sql.ref(`g_${step}`);

/** Of each customer (found one by one: they are few among all) who came to some step within the window, or whose lead arrived within, as far as that is credited: when they came to which step first, and that far first. */
function progress(spec: FunnelSpec): RawBuilder<unknown> {
  const { from, to, asOf } = spec;
  const columns = [...spec.steps.keys()].flatMap((step) => [
    sql`min(v."enteredAt") filter (where st.own = ${sql.lit(step)}) as ${first(step)}`,
    sql`min(v."enteredAt") filter (where st.own = ${sql.lit(step)} and ${ownedAt(spec)}) as ${sql.ref(`o_${step}`)}`,
    sql`min(v."enteredAt") filter (where st.reaches & ${sql.lit(2 ** step)} <> 0) as ${reached(step)}`,
  ]);
  return sql`someone as (
      select v."customerId" as id from "StageVisit" v where v."enteredAt" >= ${from} and v."enteredAt" < ${to} and ${ownedAt(spec)}
      union select le."customerId" from (${leadsInCohort(spec)}) le where le."customerId" is not null),
    progress as (
      select v."customerId", ${sql.join(columns)}
      from someone cross join lateral (select * from "StageVisit" sv
          where sv."customerId" = someone.id and sv."enteredAt" <= ${asOf} offset 0) v
        join ${stagesOfFunnel(spec.stages)} st on st."playbookId" = v."playbookId" and st.code = v.stage
        ${spec.sourceIds ? sql`join "Customer" cu on cu.id = v."customerId" and ${fromSources(spec, sql`cu."sourceId"`)}` : sql``}
      where ${underPlaybook(spec, sql`v."playbookId"`)}
      group by v."customerId")`;
}

const ownedAt = (spec: FunnelSpec) =>
  isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`v."ownerId"`);

/** Came to the step within the window, and whoever had them then counts. */
function isIn({ from, to }: FunnelSpec, step: number): RawBuilder<unknown> {
  if (step === AS_LEAD) return sql`true`;
  return sql`(${first(step)} >= ${from} and ${first(step)} < ${to} and ${sql.ref(`o_${step}`)} = ${first(step)})`;
}

const isMature = ({ asOf, horizonMs }: FunnelSpec, step: number) =>
  sql`${first(step)} <= ${new Date(asOf.getTime() - horizonMs)}::timestamptz`;

function sizes(spec: FunnelSpec, step: number): readonly RawBuilder<unknown>[] {
  const isYoung = sql`not ${isMature(spec, step)}`;
  return [
    sql`(count(*) filter (where ${isIn(spec, step)}))::int as ${sql.ref(`count_${step}`)}`,
    sql`(count(*) filter (where ${isIn(spec, step)} and ${isYoung}))::int as ${sql.ref(`immature_${step}`)}`,
  ];
}

function conversion(spec: FunnelSpec, from: number, to: number): readonly RawBuilder<unknown>[] {
  const mature = sql`${isIn(spec, from)} and ${isMature(spec, from)}`;
  const came = cameFrom(spec, from, to);
  const counted = (name: string, condition: RawBuilder<unknown>) =>
    sql`(count(*) filter (where ${condition}))::int as ${sql.ref(`${name}_${from}_${to}`)}`;
  return [
    counted('dm', mature),
    counted('nm', sql`${mature} and ${came}`),
    counted('da', isIn(spec, from)),
    counted('na', sql`${isIn(spec, from)} and ${came}`),
  ];
}

/** Within the horizon; in strict order with every step of the way between, one after the other. */
function cameFrom(spec: FunnelSpec, from: number, to: number): RawBuilder<unknown> {
  const { horizonMs, strictOrder, steps } = spec;
  const inTime = (at: RawBuilder<unknown>) =>
    sql`${at} <= ${first(from)} + make_interval(secs => ${sql.lit(horizonMs / 1000)})`;
  if (!strictOrder || !steps[to]!.isOnWay) return sql`coalesce(${inTime(reached(to))}, false)`;
  const between = [...steps.keys()].filter((step) => step > from && step <= to && steps[step]!.isOnWay);
  const inOrder = [from, ...between].slice(1).map((step, index) => {
    const before = [from, ...between][index]!;
    return sql`${first(before)} <= ${first(step)}`;
  });
  return sql`coalesce(${sql.join([...inOrder, inTime(first(to))], sql` and `)}, false)`;
}

export const inCohort = (spec: FunnelSpec, index: number) =>
  sql`with ${progress(spec)} select p."customerId" from progress p where ${isIn(spec, index)}`;

/** Arrived within the window, for whoever got them then. */
export function leadsInCohort(spec: FunnelSpec) {
  const { viewer, from, to } = spec;
  const theirs = isOfAll(viewer, spec) ? sql`true` : firstWas(sql`le.id`, credited(viewer, spec, sql`ten."ownerId"`));
  return sql`select le.id, le."receivedAt", le."customerId" from "Lead" le where le."receivedAt" >= ${from} and le."receivedAt" < ${to}
    and le."mergedIntoId" is null and ${fromSources(spec, sql`le."sourceId"`)} and ${becameUnder(spec)} and ${theirs}`;
}

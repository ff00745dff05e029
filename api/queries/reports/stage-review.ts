import { sql, type RawBuilder } from 'kysely';
import { loadSettings } from '../../../commands/store/settings.js';
import type { Database } from '../../../commands/store/open-database.js';
import { MIGRATION_RULE } from '../../../domain/customer/stage-visit.js';
import { badInput } from '../../../domain/decision.js';
import { message } from '../../../domain/message.js';
import type { Viewer } from '../../../domain/policy.js';
import { monthsUpTo } from '../../../domain/report/month.js';
import type { StageNumber } from '../../../domain/report/report.js';
import { stageFindings, type StageFinding } from '../../../domain/report/stage-findings.js';
import type { DurationNumbers, Ratio } from '../../../domain/report/numbers.js';
import { allPlaybooks } from '../playbooks.js';
import { stageTable } from '../stage-table.js';
import type { Behind } from './behind.js';
import { durationStats } from './duration-stats.js';
import { ratio } from './ratio.js';
import { reportSpec, type ReportSpec } from './report.js';
import { credited, heldBefore, isOfAll, stillThere } from './scope.js';
import { wholeMs } from './whole-ms.js';

export interface StageReviewRow {
  /** The newest version that has the stage. */
  readonly playbookId: string;
  readonly stage: string;
  readonly entered: number;
  readonly left: number;
  readonly forward: Ratio;
  readonly dwell: DurationNumbers;
  readonly open: number;
  readonly refused: number;
  readonly findings: readonly StageFinding[];
}

interface Asked {
  readonly month: string;
  readonly teamId?: string | null | undefined;
}

interface Counted {
  readonly key: string;
  readonly code: string;
  readonly entered: readonly number[];
  readonly moves: number;
  readonly left: number;
  readonly forward: number;
  readonly leftBefore: number;
  readonly forwardBefore: number;
  readonly dwell: DurationNumbers;
  readonly medianBefore: number | null;
  readonly open: number;
  readonly refused: number;
}

/** How each stage did within a month, held against the three months before. */
export async function stageReview(database: Database, viewer: Viewer, { month, teamId }: Asked) {
  const months = monthsUpTo(month, (await loadSettings(database.sql)).timeZone);
  if (!months) throw badInput('month', message('NO_MONTH'));
  const { from, to } = months[0]!;
  const spec = await reportSpec(database, viewer, { from, to, teamIds: teamId ? [teamId] : null });
  return { month, months, spec, asOf: spec.asOf, stages: await rowsOf(database, await count(database, spec, months)) };
}

type Months = NonNullable<ReturnType<typeof monthsUpTo>>;

/** What a review was read by. */
export interface Reviewed {
  readonly spec: ReportSpec;
  readonly months: Months;
}

/** How often each stage was entered, left and refused in these months. */
async function count({ sql: db }: Database, spec: ReportSpec, months: Months): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    with ${facts(spec, months)},
    counted as (${sql.join(
      KINDS.map(
        (kind) =>
          sql`select kind, n, "playbookId", code, onto, "isMove", count(*) from fact where kind = ${sql.lit(kind)} group by 1, 2, 3, 4, 5, 6`,
      ),
      sql` union all `,
    )}),
    told as (
      select stage.key, stage.code, c.kind, c.n, c."isMove", onto.rank > stage.rank as "isForward", c.count
      from counted c join stage on stage."playbookId" = c."playbookId" and stage.code = c.code
        left join stage onto on onto."playbookId" = c."playbookId" and onto.code = c.onto),
    stays as (
      select stage.key, stage.code, ${durationStats(sql`case when n = 0 then ms end`)} as dwell,
        percentile_cont(0.5) within group (order by case when n > 0 then ms end) as "medianBefore"
      from fact f join stage on stage."playbookId" = f."playbookId" and stage.code = f.code where f.kind = 'LEFT' group by 1, 2)
    select key, code, array[${sql.join([0, 1, 2].map((n) => sum(sql`kind = 'ENTERED' and n = ${n}`)))}] as entered,
      ${sum(sql`kind = 'ENTERED' and n = 0 and "isMove"`)} as moves,
      ${sum(sql`kind = 'LEFT' and n = 0`)} as left,
      ${sum(sql`kind = 'LEFT' and n = 0 and "isForward"`)} as forward,
      ${sum(sql`kind = 'LEFT' and n > 0`)} as "leftBefore",
      ${sum(sql`kind = 'LEFT' and n > 0 and "isForward"`)} as "forwardBefore",
      ${sum(sql`kind = 'OPEN'`)} as open,
      ${sum(sql`kind = 'REFUSED'`)} as refused,
      stays.dwell, stays."medianBefore"
    from told left join stays using (key, code) group by key, code, stays.dwell, stays."medianBefore"`.execute(db);
  return rows.map((row) => ({ ...row, dwell: row.dwell ?? NOBODY.dwell }));
}

/** Each is counted by itself, before any are put together. */
const KINDS = ['ENTERED', 'LEFT', 'REFUSED', 'OPEN'] as const;

const sum = (which: RawBuilder<unknown>) => sql`coalesce(sum(count) filter (where ${which}), 0)::int`;

/** Entries, leavings and refusals, by the month in which they happened: 0 is the reviewed one. */
function facts(spec: ReportSpec, months: Months) {
  const [reviewed, first] = [months[0]!, months.at(-1)!.from];
  const end = reviewed.to < spec.asOf ? reviewed.to : spec.asOf;
  const within = (at: string) => sql`${sql.ref(at)} >= ${first} and ${sql.ref(at)} < ${end}`;
  const theirs = (owner: string) =>
    isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql.ref(owner));
  const hadThem = isOfAll(spec.viewer, spec)
    ? sql`true`
    : heldBefore({ customerId: sql`v."customerId"` }, sql`${end}::timestamptz`, (owner) =>
        credited(spec.viewer, spec, owner),
      );
  return sql`stage as not materialized (select * from ${stageTable(spec.stages)}),
    fact as not materialized (
      select 'ENTERED' as kind, ${monthOf(months, sql`v."enteredAt"`)} as n, v."playbookId", v.stage as code, null as onto, v."customerId",
        v."from" is not null as "isMove", null::float8 as ms
      from "StageVisit" v where ${within('v.enteredAt')} and v.rule is distinct from ${MIGRATION_RULE} and ${theirs('v.ownerId')}
      union all
      select 'LEFT', ${monthOf(months, sql`v."enteredAt"`)}, v."playbookId", v."from", v.stage, v."customerId", true,
        ${wholeMs(sql`v."enteredAt" - v."fromEnteredAt"`)}
      from "StageVisit" v where v."from" is not null and ${within('v.enteredAt')} and ${theirs('v.ownerId')}
      union all
      select 'REFUSED', 0, r."playbookId", r."to", null, r."customerId", false, null
      from "RefusedMove" r where r.at >= ${reviewed.from} and r.at < ${end} and ${theirs('r.ownerId')}
      union all
      select 'OPEN', 0, v."playbookId", v.stage, null, v."customerId", false, null
      from ${stillThere(spec, 'StageVisit', sql`${end}`, ['leftAt', '>='])} v where v."enteredAt" < ${end} and ${hadThem})`;
}

/** The reviewed month is 0, and the months before it follow without a gap. */
const monthOf = (months: Months, at: RawBuilder<unknown>): RawBuilder<number> =>
  sql`case ${sql.join(
    months.map(({ from }, n) => sql`when ${at} >= ${from} then ${sql.lit(n)}`),
    sql` `,
  )} end`;

const OF_STAGE: Readonly<Record<StageNumber, RawBuilder<unknown>>> = {
  ENTERED: sql`f.kind = 'ENTERED'`,
  LEFT: sql`f.kind = 'LEFT'`,
  FORWARD: sql`f.kind = 'LEFT' and exists (select 1 from stage onto where onto."playbookId" = f."playbookId" and onto.code = f.onto and onto.rank > stage.rank)`,
  OPEN: sql`f.kind = 'OPEN'`,
  REFUSED: sql`f.kind = 'REFUSED'`,
};

/** The customers that a number of a stage counts in the reviewed month. */
export const behindStage = (
  { spec, months }: Reviewed,
  { playbookId, stage }: Pick<StageReviewRow, 'playbookId' | 'stage'>,
  number: StageNumber,
): Behind => ({
  customers: sql`(with ${facts(spec, months)} select f."customerId" from fact f join stage on stage."playbookId" = f."playbookId" and stage.code = f.code
    where f.n = 0 and f.code = ${stage} and stage.key = (select key from stage where "playbookId" = ${playbookId} limit 1) and ${OF_STAGE[number]})`,
  leads: null,
});

const NOBODY: Omit<Counted, 'key' | 'code'> = {
  entered: [0, 0, 0],
  moves: 0,
  left: 0,
  forward: 0,
  leftBefore: 0,
  forwardBefore: 0,
  dwell: { count: 0, median: null, p90: null, mean: null },
  medianBefore: null,
  open: 0,
  refused: 0,
};

/** Every stage of the newest versions as they list them, then those that only earlier ones have, where there is something to tell. */
async function rowsOf(database: Database, counted: readonly Counted[]): Promise<readonly StageReviewRow[]> {
  const newestFirst = await allPlaybooks(database);
  const listed = newestFirst.flatMap(({ id, key, definition }) =>
    definition.stages.map(({ code, end = false }) => ({ playbookId: id, key, code, end })),
  );
  const isFirst = ({ key, code }: (typeof listed)[number], index: number) =>
    listed.findIndex((one) => one.key === key && one.code === code) === index;
  const newest = new Map([...newestFirst].reverse().map(({ id, key }) => [key, id]));
  return listed.filter(isFirst).flatMap((stage) => {
    const ofPlaybook = counted.filter(({ key }) => key === stage.key);
    const numbers = ofPlaybook.find(({ code }) => code === stage.code);
    if (!numbers && newest.get(stage.key) !== stage.playbookId) return [];
    return [rowOf(stage, numbers ?? { ...NOBODY, ...stage }, entriesOf(ofPlaybook))];
  });
}

const entriesOf = (ofPlaybook: readonly Counted[]): readonly number[] =>
  [0, 1, 2].map((month) => ofPlaybook.reduce((sum, { entered }) => sum + entered[month]!, 0));

interface Stage {
  readonly playbookId: string;
  readonly code: string;
  readonly end: boolean;
}

function rowOf({ playbookId, code, end }: Stage, numbers: Counted, all: readonly number[]): StageReviewRow {
  const { entered, moves, left, dwell, open, refused, medianBefore } = numbers;
  const forward = ratio(numbers.forward, left);
  const forwardBefore = ratio(numbers.forwardBefore, numbers.leftBefore);
  const months = { end, entered, moves, refused, forward, forwardBefore, median: dwell.median, medianBefore };
  return {
    playbookId,
    stage: code,
    entered: entered[0]!,
    left,
    forward,
    dwell,
    open,
    refused,
    findings: stageFindings(months, all),
  };
}

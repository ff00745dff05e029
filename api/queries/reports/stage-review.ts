import { sql } from 'kysely';
import { loadSettings } from '../../../commands/store/settings.js';
import type { Database } from '../../../commands/store/open-database.js';
import { MIGRATION_RULE } from '../../../domain/customer/migrate.js';
import { badInput } from '../../../domain/decision.js';
import { message } from '../../../domain/message.js';
import type { Viewer } from '../../../domain/policy.js';
import { monthsUpTo } from '../../../domain/report/month.js';
import { stageFindings, type StageFinding } from '../../../domain/report/stage-findings.js';
import { allPlaybooks } from '../playbooks.js';
import { stageTable } from '../stage-table.js';
import { durationStats, type DurationNumbers } from './duration-stats.js';
import { ratio, type Ratio } from './ratio.js';
import { reportSpec, type ReportSpec } from './report.js';
import { credited, heldAt, isOfAll } from './scope.js';

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
  const counted = await count(database, spec, months);
  return { month, asOf: spec.asOf, stages: await rowsOf(database, counted) };
}

type Months = NonNullable<ReturnType<typeof monthsUpTo>>;

/** Entries, leavings and refusals of these months, by the month in which they happened: 0 is the reviewed one. */
async function count({ sql: db }: Database, spec: ReportSpec, months: Months): Promise<readonly Counted[]> {
  const periods = months.map(({ from, to }, n) => ({ n, from, to: to < spec.asOf ? to : spec.asOf }));
  const within = (at: string) => sql`join period p on ${sql.ref(at)} >= p."from" and ${sql.ref(at)} < p."to"`;
  const theirs = (owner: string) =>
    isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql.ref(owner));
  const end = periods[0]!.to;
  const hadThem = isOfAll(spec.viewer, spec)
    ? sql`true`
    : heldAt({ customerId: sql`v."customerId"` }, sql`${end}::timestamptz`, (owner) =>
        credited(spec.viewer, spec, owner),
      );
  const { rows } = await sql<Counted>`
    with stage as materialized (select * from ${stageTable(spec.stages)}),
    period as materialized (select * from jsonb_to_recordset(${JSON.stringify(periods)}::jsonb) as p(n int, "from" timestamptz, "to" timestamptz)),
    fact as (
      select 'ENTERED' as kind, p.n, stage.key, stage.code, v."from" is not null as "isMove", false as "isForward", null::float8 as ms
      from "StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage ${within('v.enteredAt')}
      where v.rule is distinct from ${MIGRATION_RULE} and ${theirs('v.ownerId')}
      union all
      select 'LEFT', p.n, stage.key, stage.code, true, onto.rank > stage.rank,
        case when v.rule is distinct from ${MIGRATION_RULE} then extract(epoch from v."leftAt" - v."enteredAt") * 1000 end
      from "StageVisit" n ${within('n.enteredAt')}
        join lateral (select v.* from "StageVisit" v where v."customerId" = n."customerId" and v."leftAt" = n."enteredAt"
          and v.stage = n."from" and v.id <> n.id order by v."enteredAt" desc, v.id desc limit 1) v on true
        join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage
        join stage onto on onto."playbookId" = n."playbookId" and onto.code = n.stage
      where ${theirs('n.ownerId')}
      union all
      select 'REFUSED', p.n, stage.key, stage.code, false, false, null
      from "RefusedMove" r join stage on stage."playbookId" = r."playbookId" and stage.code = r."to" ${within('r.at')}
      where p.n = 0 and ${theirs('r.ownerId')}
      union all
      select 'OPEN', 0, stage.key, stage.code, false, false, null
      from "StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage
      where v."enteredAt" < ${end} and (v."leftAt" is null or v."leftAt" >= ${end}) and ${hadThem})
    select key, code,
      array[${ENTERED_BY_MONTH}] as entered,
      count(*) filter (where kind = 'ENTERED' and n = 0 and "isMove")::int as moves,
      count(*) filter (where kind = 'LEFT' and n = 0)::int as left,
      count(*) filter (where kind = 'LEFT' and n = 0 and "isForward")::int as forward,
      count(*) filter (where kind = 'LEFT' and n > 0)::int as "leftBefore",
      count(*) filter (where kind = 'LEFT' and n > 0 and "isForward")::int as "forwardBefore",
      ${durationStats(sql`case when n = 0 then ms end`)} as dwell,
      percentile_cont(0.5) within group (order by case when n > 0 then ms end) as "medianBefore",
      count(*) filter (where kind = 'OPEN')::int as open,
      count(*) filter (where kind = 'REFUSED')::int as refused
    from fact group by key, code`.execute(db);
  return rows;
}

const ENTERED_BY_MONTH = sql.join(
  [0, 1, 2].map((n) => sql`count(*) filter (where kind = 'ENTERED' and n = ${n})::int`),
);

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

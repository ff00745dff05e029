import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Arm, Comparison } from '../../../domain/report/comparison.js';
import { medianDifference, shareDifference, type Interval } from '../../../domain/report/intervals.js';
import type { DurationNumbers } from '../../../domain/report/numbers.js';
import type { PilotNumber } from '../../../domain/report/report.js';
import { stageTable } from '../stage-table.js';
import type { Behind } from './behind.js';
import { durationStats } from './duration-stats.js';
import { obligations } from './obligations.js';
import { ratio } from './ratio.js';
import type { ReportSpec } from './report.js';
import { firstWins } from './first-wins.js';
import { credited, isOfAll, itsCustomer, itsRules, stillThere } from './scope.js';
import { ruler } from './working-time.js';

/** Fewer customers than this in an arm prove nothing. */
const ENOUGH = 30;

/** Two arms by the same definitions: the differences with their intervals, and whether they say anything. */
export async function comparison(database: Database, a: ReportSpec, b: ReportSpec): Promise<Comparison> {
  const [one, other] = [await armOf(database, a), await armOf(database, b)];
  const leakDifference = shareDifference(one.arm.leaks, other.arm.leaks);
  const cycleDifference = medianDifference(one.cycles, other.cycles);
  const isLarge = one.arm.customers >= ENOUGH && other.arm.customers >= ENOUGH;
  const conclusive = isLarge && [leakDifference, cycleDifference].some(excludesZero);
  return { a: one.arm, b: other.arm, leakDifference, cycleDifference, conclusive };
}

const excludesZero = ({ low, high }: Interval): boolean => low !== null && high !== null && (low > 0 || high < 0);

interface Row {
  readonly customers: number;
  readonly due: number;
  readonly leaked: number;
  readonly cycle: DurationNumbers;
  readonly cycles: readonly number[];
}

async function armOf({ sql: db }: Database, spec: ReportSpec): Promise<{ arm: Arm; cycles: readonly number[] }> {
  const { rows } = await sql<Row>`
    with ${parts(spec)}
    select (select count(distinct "customerId")::int from held) as customers,
      (select count(distinct "customerId")::int from owed) as due, (select count(distinct "customerId")::int from owed where leaked) as leaked,
      (select ${durationStats(sql`win.took`)} from win) as cycle,
      array(select (win.took / 86400000)::float8 from win order by win."customerId") as cycles`.execute(db);
  const { customers, due, leaked, cycle, cycles } = rows[0]!;
  return { arm: { customers, leaks: ratio(leaked, due), cycle, won: cycles.length }, cycles };
}

/** What an arm's people had within the window, what they owed, and whom they won. */
function parts(spec: ReportSpec) {
  const theirs = isOfAll(spec.viewer, spec)
    ? sql`ten."ownerId" is not null`
    : credited(spec.viewer, spec, sql`ten."ownerId"`);
  return sql`${ruler(spec)},
    owed as (select o."customerId", o.leaked from ${obligations(spec)} o),
    stage as not materialized (select * from ${stageTable(spec.stages)}),
    held as (select ten."customerId" from ${stillThere(spec, 'Tenure', sql`${spec.from}`, ['endedAt', '>'])} ten ${itsCustomer(spec, sql`ten."customerId"`)} ${itsRules(spec, sql`ten."customerId"`)}
      where ten."customerId" is not null and ten."beganAt" < ${spec.to} and ${theirs}),
    win as (select w."customerId", extract(epoch from w.at - least(cu."createdAt",
        (select min(le."receivedAt") from "Lead" le where le."customerId" = cu.id))) * 1000 as took
      from (${firstWins(spec)}) w join "Customer" cu on cu.id = w."customerId" where w."ownerId" is not null)`;
}

const OF_ARM: Readonly<Record<PilotNumber, RawBuilder<unknown>>> = {
  CUSTOMERS: sql`select "customerId" from held`,
  DUE: sql`select "customerId" from owed`,
  LEAKED: sql`select "customerId" from owed where leaked`,
  WON: sql`select "customerId" from win`,
};

/** The customers that a number of an arm counts. */
export const behindArm = (spec: ReportSpec, number: PilotNumber): Behind => ({
  customers: sql`(with ${parts(spec)} ${OF_ARM[number]})`,
  leads: null,
});

import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { medianDifference, shareDifference, type Interval } from '../../../domain/report/intervals.js';
import { stageTable } from '../stage-table.js';
import { durationStats, type DurationNumbers } from './duration-stats.js';
import { obligations } from './obligations.js';
import { ratio, type Ratio } from './ratio.js';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';
import { ruler } from './working-time.js';

export interface Arm {
  readonly customers: number;
  readonly leaks: Ratio;
  readonly cycle: DurationNumbers;
  readonly won: number;
}

export interface Comparison {
  readonly a: Arm;
  readonly b: Arm;
  readonly leakDifference: Interval;
  /** In days. */
  readonly cycleDifference: Interval;
  readonly conclusive: boolean;
}

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
  const theirs = (owner: string) =>
    isOfAll(spec.viewer, spec) ? sql`${sql.ref(owner)} is not null` : credited(spec.viewer, spec, sql.ref(owner));
  const { rows } = await sql<Row>`
    with ${ruler(spec.calendar, new Date(spec.from.getTime() - 86_400_000), spec.asOf)},
    owed as (select count(distinct o."customerId")::int as due,
      count(distinct o."customerId") filter (where o.leaked)::int as leaked from ${obligations(spec)} o),
    held as (select count(distinct ten."customerId")::int as customers from "Tenure" ten join "Customer" cu on cu.id = ten."customerId"
      where ten."beganAt" < ${spec.to} and (ten."endedAt" is null or ten."endedAt" > ${spec.from}) and ${theirs('ten.ownerId')}
        and ${fromSources(spec, sql`cu."sourceId"`)} and ${underPlaybook(spec, sql`cu."playbookId"`)}),
    win as (select w."customerId", w."ownerId", w.at, extract(epoch from w.at - least(cu."createdAt",
        (select min(le."receivedAt") from "Lead" le where le."customerId" = cu.id))) * 1000 as took
      from (select distinct on (v."customerId") v."customerId", v."ownerId", v."enteredAt" as at from "StageVisit" v
          join ${stageTable(spec.stages)} on stage."playbookId" = v."playbookId" and stage.code = v.stage and stage.outcome = 'WON'
          where ${underPlaybook(spec, sql`v."playbookId"`)} order by v."customerId", v."enteredAt", v.id) w
        join "Customer" cu on cu.id = w."customerId"
      where w.at >= ${spec.from} and w.at < ${spec.to} and ${theirs('w.ownerId')} and ${fromSources(spec, sql`cu."sourceId"`)})
    select held.customers, owed.due, owed.leaked, (select ${durationStats(sql`win.took`)} from win) as cycle,
      array(select (win.took / 86400000)::float8 from win order by win."customerId") as cycles from held, owed`.execute(
    db,
  );
  const { customers, due, leaked, cycle, cycles } = rows[0]!;
  return { arm: { customers, leaks: ratio(leaked, due), cycle, won: cycles.length }, cycles };
}

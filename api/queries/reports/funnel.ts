import { sql } from 'kysely';
import { headOfLog } from '../../../commands/store/event-log.js';
import type { Database } from '../../../commands/store/open-database.js';
import { badInput } from '../../../domain/decision.js';
import { message } from '../../../domain/message.js';
import { spanLength } from '../../../domain/calendar.js';
import type { Viewer } from '../../../domain/policy.js';
import type { FunnelMode } from '../../../domain/report/report.js';
import type { Ratio } from '../../../domain/report/numbers.js';
import { cohort, inCohort, leadsInCohort } from './funnel-cohort.js';
import { flow, inFlow, leadsInFlow } from './funnel-flow.js';
import { snapshot, inSnapshot, leadsInSnapshot } from './funnel-snapshot.js';
import { funnelShape, type FunnelShape } from './funnel-steps.js';
import { databaseTime } from './as-of.js';
import type { ReportFilter } from './scope.js';

export interface FunnelAsked extends ReportFilter {
  readonly mode?: FunnelMode | null;
  readonly at?: Date | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly horizon?: string | null;
  readonly strictOrder?: boolean | null;
  readonly grouped?: boolean | null;
}

/** A funnel as asked, with its defaults filled in. */
export interface FunnelSpec extends ReportFilter, FunnelShape {
  readonly viewer: Viewer;
  readonly mode: FunnelMode;
  readonly asOf: Date;
  readonly at: Date;
  readonly from: Date;
  readonly to: Date;
  readonly horizonMs: number;
  readonly strictOrder: boolean;
}

export interface FunnelNumbers {
  readonly count: number;
  readonly conversionFromPrevious: Ratio | null;
  readonly conversionFromFirst: Ratio | null;
  readonly immature: number | null;
}

export interface FunnelAnswer {
  readonly spec: FunnelSpec;
  readonly cursor: string;
  /** The leads, then a number for each step. */
  readonly numbers: readonly FunnelNumbers[];
}

const USUAL_WINDOW = 'P90D';
const USUAL_HORIZON = 'P90D';

export async function funnel(database: Database, viewer: Viewer, asked: FunnelAsked): Promise<FunnelAnswer> {
  const cursor = await headOfLog(database.sql);
  const spec = await specOf(database, viewer, asked);
  return { spec, cursor, numbers: await READ[spec.mode](database, spec) };
}

const READ: Readonly<Record<FunnelMode, (database: Database, spec: FunnelSpec) => Promise<readonly FunnelNumbers[]>>> =
  { SNAPSHOT: snapshot, COHORT: cohort, PERIOD_FLOW: flow };

async function specOf(database: Database, viewer: Viewer, asked: FunnelAsked): Promise<FunnelSpec> {
  const asOf = await databaseTime(database);
  const to = asked.to ?? asOf;
  const from = asked.from ?? new Date(to.getTime() - spanLength(USUAL_WINDOW));
  if (from > to) throw badInput('input.from', message('FROM_AFTER_TO'));
  return {
    ...asked,
    ...(await funnelShape(database, asked)),
    viewer,
    mode: asked.mode ?? 'COHORT',
    asOf,
    at: asked.at ?? asOf,
    from,
    to,
    horizonMs: spanLength(asked.horizon ?? USUAL_HORIZON),
    strictOrder: asked.strictOrder ?? false,
  };
}

/** Whether customer `c` is one of those whom a step's number counts. */
export function countedInStep(spec: FunnelSpec, index: number) {
  const counted = { SNAPSHOT: inSnapshot, COHORT: inCohort, PERIOD_FLOW: inFlow }[spec.mode];
  return sql<boolean>`c.id in (${counted(spec, index)})`;
}

/** Whether lead `l` is one of those that the first step counts. */
export function countedAsLead(spec: FunnelSpec) {
  const counted = { SNAPSHOT: leadsInSnapshot, COHORT: leadsInCohort, PERIOD_FLOW: leadsInFlow }[spec.mode];
  return sql<boolean>`l.id in (select counted.id from (${counted(spec)}) counted)`;
}

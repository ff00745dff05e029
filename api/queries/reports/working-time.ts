import { sql, type RawBuilder } from 'kysely';
import { workingDays } from '../../../domain/calendar.js';
import { DAY_MS } from '../../../domain/wall-clock.js';
import type { ReportSpec } from './report.js';
import { wholeMs } from './whole-ms.js';

/** The organisation's hours from day to day, as a row of a statement; it measures from the window's beginning to the report's time. */
export function ruler({ calendar, from, asOf }: Pick<ReportSpec, 'calendar' | 'from' | 'asOf'>): RawBuilder<unknown> {
  const { opens, lengths, before } = workingDays(calendar, new Date(from.getTime() - DAY_MS), asOf);
  return sql`ruler as not materialized (select ${opens}::float8[] as opens, ${lengths}::float8[] as lengths, ${before}::float8[] as before)`;
}

/** How long has been worked until an instant, in milliseconds since the ruler's first day; its place is the last day that had opened by then. */
export const workedUntil = (at: RawBuilder<unknown>): RawBuilder<number> => {
  const ms = wholeMs(at);
  const place = sql`width_bucket(${ms}, ruler.opens)`;
  return sql<number>`(ruler.before[${place}] + greatest(0, least(ruler.lengths[${place}], ${ms} - ruler.opens[${place}])))`;
};

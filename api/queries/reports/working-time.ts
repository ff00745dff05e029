import { sql, type RawBuilder } from 'kysely';
import { workingDays, type WorkCalendar } from '../../../domain/calendar.js';

/** The organisation's hours from day to day, as a row of a statement. */
export function ruler(calendar: WorkCalendar, from: Date, to: Date): RawBuilder<unknown> {
  const { firstDay, opens, lengths, before } = workingDays(calendar, from, to);
  return sql`ruler as materialized (select ${firstDay}::date as day, ${calendar.timeZone}::text as zone,
    ${opens}::float8[] as opens, ${lengths}::float8[] as lengths, ${before}::float8[] as before)`;
}

/** How long has been worked until an instant, in milliseconds since the ruler's first day. */
export const workedUntil = (at: RawBuilder<unknown>): RawBuilder<number> => {
  const place = sql`((${at} at time zone ruler.zone)::date - ruler.day + 1)`;
  return sql<number>`(ruler.before[${place}]
    + greatest(0, least(ruler.lengths[${place}], extract(epoch from ${at})::float8 * 1000 - ruler.opens[${place}])))`;
};

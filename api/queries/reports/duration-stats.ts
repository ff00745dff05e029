import { sql, type RawBuilder } from 'kysely';
import type { DurationNumbers } from '../../../domain/report/numbers.js';

/** Over a group: what isn't known isn't measured. */
export const durationStats = (ms: RawBuilder<unknown>): RawBuilder<DurationNumbers> => {
  const shares = sql`(percentile_cont(array[0.5, 0.9]) within group (order by ${ms}))`; // worked out once, though named twice
  return sql<DurationNumbers>`jsonb_build_object('count', count(${ms}), 'mean', avg(${ms}), 'median', ${shares}[1], 'p90', ${shares}[2])`;
};

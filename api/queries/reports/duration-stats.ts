import { sql, type RawBuilder } from 'kysely';
import type { DurationNumbers } from '../../../domain/report/numbers.js';

/** Over a group: what isn't known isn't measured. */
export const durationStats = (ms: RawBuilder<unknown>): RawBuilder<DurationNumbers> =>
  sql<DurationNumbers>`jsonb_build_object('count', count(${ms}), 'mean', avg(${ms}),
    'median', percentile_cont(0.5) within group (order by ${ms}), 'p90', percentile_cont(0.9) within group (order by ${ms}))`;

import { Duration } from 'luxon';
import type { DurationNumbers } from '../../domain/report/numbers.js';

const span = (ms: number | null): string | null =>
  ms === null
    ? null
    : (Duration.fromMillis(Math.round(ms)).shiftTo('days', 'hours', 'minutes', 'seconds').toISO() ?? null);

/** As ISO spans. */
export const stats = (numbers: DurationNumbers | null) => ({
  count: numbers?.count ?? 0,
  median: span(numbers?.median ?? null),
  p90: span(numbers?.p90 ?? null),
  mean: span(numbers?.mean ?? null),
});

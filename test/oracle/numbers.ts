import type { DurationNumbers } from '../../domain/report/numbers.js';
import { ratio } from '../../api/queries/reports/ratio.js';

export { ratio };

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Between the two nearest, where it falls between them. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

export const durations = (ms: readonly number[]): DurationNumbers => ({
  count: ms.length,
  median: quantile(ms, 0.5),
  p90: quantile(ms, 0.9),
  mean: mean(ms),
});

export const distinct = <T>(values: readonly T[]): number => new Set(values).size;

export const money = (amounts: readonly (number | null)[]): string =>
  amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0).toFixed(2);

export const earliest = (times: readonly (Date | null | undefined)[]): Date | null => {
  const known = times.filter((time): time is Date => time !== null && time !== undefined);
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)));
};

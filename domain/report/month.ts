import { DateTime } from 'luxon';
import type { Period } from '../recurring/when.js';

/** How many months before the reviewed one it is held against. */
export const MONTHS_BEFORE = 3;

/** A month such as 2026-11 where the organisation is, and those before it, the latest first; null where it is no month. */
export function monthsUpTo(name: string, timeZone: string): readonly Period[] | null {
  const first = DateTime.fromFormat(name, 'yyyy-MM', { zone: timeZone });
  if (!first.isValid || first.toFormat('yyyy-MM') !== name) return null;
  return Array.from({ length: MONTHS_BEFORE + 1 }, (_, before) => {
    const [from, to] = [first.minus({ months: before }), first.minus({ months: before - 1 })];
    return { name: from.toFormat('yyyy-MM'), from: from.toJSDate(), to: to.toJSDate() };
  });
}

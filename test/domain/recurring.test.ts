import { describe, expect, test } from '@jest/globals';
import { dayBegun, monthToReview } from '../../domain/recurring/when.js';

const day = (now: string, time: string, zone: string) => dayBegun(new Date(now), time, zone)?.name ?? null;
const month = (now: string, reviewed: string | null = null) =>
  monthToReview(new Date(now), '08:30', 'Asia/Shanghai', reviewed)?.name ?? null;

describe('T8: the morning digest is due', () => {
  test.each([
    ['not before its time', '2026-03-04T08:29:59+08:00', '08:30', 'Asia/Shanghai', null],
    ['at its time', '2026-03-04T08:30:00+08:00', '08:30', 'Asia/Shanghai', '2026-03-04'],
    ['as long as the day lasts', '2026-03-04T23:59:59+08:00', '08:30', 'Asia/Shanghai', '2026-03-04'],
    ['of no day that is over', '2026-03-05T00:00:00+08:00', '08:30', 'Asia/Shanghai', null],
    ['where summer time skips it, a little later', '2026-03-29T03:00:00+02:00', '02:30', 'Europe/Berlin', '2026-03-29'],
    ['where it comes twice, the first time', '2026-10-25T02:30:00+02:00', '02:30', 'Europe/Berlin', '2026-10-25'],
  ])('%s', (_, now, time, zone, name) => expect(day(now, time, zone)).toBe(name));

  test('a day of 23 hours lies between two midnights', () => {
    const { from, to } = dayBegun(new Date('2026-03-29T12:00:00+02:00'), '08:30', 'Europe/Berlin')!;
    expect(Number(to) - Number(from)).toBe(23 * 3_600_000);
  });
});

describe('T8: the monthly review is due', () => {
  test.each([
    ['not before its time on the first', '2026-03-01T08:29:59+08:00', null],
    ['at its time on the first', '2026-03-01T08:30:00+08:00', '2026-02'],
    ['caught up on later in the month', '2026-03-31T23:59:59+08:00', '2026-02'],
    ['over a year’s end', '2026-01-15T10:00:00+08:00', '2025-12'],
  ])('%s', (_, now, name) => expect(month(now)).toBe(name));

  test.each([
    ['once', '2026-03-31T12:00:00+08:00', '2026-02', null],
    ['one after the other, where some were missed', '2026-03-31T12:00:00+08:00', '2025-11', '2025-12'],
    ['those missed at any hour, the last at its time', '2026-03-01T00:10:00+08:00', '2025-12', '2026-01'],
    ['not the last before its time', '2026-03-01T00:10:00+08:00', '2026-01', null],
  ])('%s', (_, now, reviewed, name) => expect(month(now, reviewed)).toBe(name));

  test('it covers the month from midnight to midnight, summer time or not', () => {
    const { from, to } = monthToReview(new Date('2026-04-02T12:00:00+02:00'), '08:30', 'Europe/Berlin', null)!;
    expect([from, to]).toEqual([new Date('2026-03-01T00:00:00+01:00'), new Date('2026-04-01T00:00:00+02:00')]);
  });
});

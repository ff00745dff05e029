import { expect, test } from '@jest/globals';
import { dayAt, daysAfter, monthAfter, startOfDayIn } from '../../clients/dashboard/language/days.js';

const begins = (day: string, timeZone: string) => startOfDayIn(day, timeZone).toISOString();

test('a day is that of the organisation, wherever somebody looks at it', () => {
  const late = new Date('2026-11-26T17:30:00Z');
  expect(dayAt(late, 'Asia/Shanghai')).toBe('2026-11-27');
  expect(dayAt(late, 'America/New_York')).toBe('2026-11-26');
});

test.each([
  ['2026-11-27', 'Asia/Shanghai', '2026-11-26T16:00:00.000Z'],
  ['2026-11-27', 'America/New_York', '2026-11-27T05:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'], // the clocks change in its night
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'], // it has no midnight: its clocks begin at one
])('%s begins in %s at %s', (day, timeZone, at) => {
  expect(begins(day, timeZone)).toBe(at);
  expect(dayAt(new Date(at), timeZone)).toBe(day);
  expect(dayAt(new Date(Date.parse(at) - 1), timeZone)).toBe(daysAfter(day, -1));
});

test('days and months are counted over the ends of months and years', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysAfter('2028-03-01', -1)).toBe('2028-02-29');
  expect(monthAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(monthAfter('2026-03-31', -1)).toBe('2026-02-01');
  expect(monthAfter('2026-03-31', 0)).toBe('2026-03-01');
});

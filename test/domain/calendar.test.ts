import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { publicHolidays } from '../../commands/store/settings.js';
import {
  atLocalTime,
  dueAfter,
  endOfLocalDay,
  isSpan,
  localDay,
  neverEndsAfter,
  singleDays,
  spanLength,
  type WorkCalendar,
} from '../../domain/calendar.js';

const SHANGHAI: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workingHours: { days: [1, 2, 3, 4, 5, 6], from: '08:30', to: '18:30' },
  holidays: [],
};
const OFFICE_WEEK: WorkCalendar = { ...SHANGHAI, workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' } };
const NATIONAL_DAY: WorkCalendar = {
  ...OFFICE_WEEK,
  holidays: [
    '2026-10-01',
    '2026-10-02',
    { date: '2026-10-05', label: '国庆' },
    { date: '2026-10-06', working: false },
    '2026-10-07',
    { date: '2026-10-10', working: true, label: '调休' },
  ],
};
const BERLIN: WorkCalendar = {
  timeZone: 'Europe/Berlin',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  holidays: ['2026-12-25'],
};
const BERLIN_BAKERY: WorkCalendar = {
  ...BERLIN,
  workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '05:00' },
};
const NEW_YORK: WorkCalendar = { ...BERLIN, timeZone: 'America/New_York', holidays: [] };

const CHINA: WorkCalendar = { ...OFFICE_WEEK, holidays: publicHolidays('CN') };
const KOLKATA: WorkCalendar = { ...BERLIN, timeZone: 'Asia/Kolkata', holidays: [] };
const KATHMANDU: WorkCalendar = { ...BERLIN, timeZone: 'Asia/Kathmandu', holidays: [] };
/** Its summer time is half an hour. */
const LORD_HOWE: WorkCalendar = { ...BERLIN, timeZone: 'Australia/Lord_Howe', holidays: [] };

type Case = readonly [what: string, calendar: WorkCalendar, from: string, span: string, due: string];

describe('R13: clock time (meaning 17: 48 hours are 48 hours)', () => {
  // In 2026 Berlin changes on 29 March and 25 October, New York on 8 March and 1 November.
  test.each<Case>([
    ['48 hours', SHANGHAI, '2026-03-02T10:00+08:00', 'PT48H', '2026-03-04T10:00+08:00'],
    ['48 hours over a Sunday', SHANGHAI, '2026-03-07T10:00+08:00', 'PT48H', '2026-03-09T10:00+08:00'],
    ['3 days', SHANGHAI, '2026-03-02T20:15+08:00', 'P3D', '2026-03-05T20:15+08:00'],
    ['a holiday counts', NATIONAL_DAY, '2026-09-30T10:00+08:00', 'P1D', '2026-10-01T10:00+08:00'],
    ['over a month end', SHANGHAI, '2026-04-29T10:00+08:00', 'P3D', '2026-05-02T10:00+08:00'],
    ['over a year end', SHANGHAI, '2026-12-31T23:30+08:00', 'PT1H', '2027-01-01T00:30+08:00'],
    ['into 29 February', SHANGHAI, '2028-02-28T10:00+08:00', 'P1D', '2028-02-29T10:00+08:00'],
    ['28 February of a common year', SHANGHAI, '2026-02-28T10:00+08:00', 'P1D', '2026-03-01T10:00+08:00'],
    ['a month after 31 January', SHANGHAI, '2026-01-31T10:00+08:00', 'P1M', '2026-02-28T10:00+08:00'],
    ['a month after 31 January, leap year', SHANGHAI, '2028-01-31T10:00+08:00', 'P1M', '2028-02-29T10:00+08:00'],
    ['a year after 29 February', SHANGHAI, '2028-02-29T10:00+08:00', 'P1Y', '2029-02-28T10:00+08:00'],
    ['a week', SHANGHAI, '2026-03-02T10:00+08:00', 'P1W', '2026-03-09T10:00+08:00'],
    ['two seconds, as in a demo', SHANGHAI, '2026-03-02T10:00:00+08:00', 'PT2S', '2026-03-02T10:00:02+08:00'],
    ['no time at all', SHANGHAI, '2026-03-02T10:00+08:00', 'PT0S', '2026-03-02T10:00+08:00'],
    ['a day over the lost hour keeps the time', BERLIN, '2026-03-28T10:00+01:00', 'P1D', '2026-03-29T10:00+02:00'],
    ['24 hours over the lost hour end later', BERLIN, '2026-03-28T10:00+01:00', 'PT24H', '2026-03-29T11:00+02:00'],
    ['a day over the added hour keeps the time', BERLIN, '2026-10-24T10:00+02:00', 'P1D', '2026-10-25T10:00+01:00'],
    ['24 hours over the added hour end earlier', BERLIN, '2026-10-24T10:00+02:00', 'PT24H', '2026-10-25T09:00+01:00'],
    ['02:30 doesn’t exist: 03:00', BERLIN, '2026-03-28T02:30+01:00', 'P1D', '2026-03-29T03:00+02:00'],
    ['02:30 happens twice: the first', BERLIN, '2026-10-24T02:30+02:00', 'P1D', '2026-10-25T02:30+02:00'],
    ['an hour from the first 02:30', BERLIN, '2026-10-25T02:30+02:00', 'PT1H', '2026-10-25T02:30+01:00'],
    ['a day from the second 02:30', BERLIN, '2026-10-25T02:30+01:00', 'P1D', '2026-10-26T02:30+01:00'],
    ['New York loses 02:30', NEW_YORK, '2026-03-07T02:30-05:00', 'P1D', '2026-03-08T03:00-04:00'],
    ['New York has 01:30 twice', NEW_YORK, '2026-10-31T01:30-04:00', 'P1D', '2026-11-01T01:30-04:00'],
    ['a day, then hours', BERLIN, '2026-03-28T01:00+01:00', 'P1DT2H', '2026-03-29T04:00+02:00'],
    ['a zone half an hour off', KOLKATA, '2026-03-02T23:45+05:30', 'PT30M', '2026-03-03T00:15+05:30'],
    ['a zone three quarters off', KATHMANDU, '2026-01-31T10:00+05:45', 'P1M', '2026-02-28T10:00+05:45'],
    ['a day that is half an hour longer', LORD_HOWE, '2026-04-04T10:00+11:00', 'P1D', '2026-04-05T10:00+10:30'],
    ['24 hours over half an hour', LORD_HOWE, '2026-04-04T10:00+11:00', 'PT24H', '2026-04-05T09:30+10:30'],
    ['Lord Howe has no 02:15', LORD_HOWE, '2026-10-03T02:15+10:30', 'P1D', '2026-10-04T02:30+11:00'],
  ])('%s', (_, calendar, from, span, due) => {
    expect(dueAfter(new Date(from), span, 'CLOCK', calendar)).toEqual(new Date(due));
  });
});

describe('R13: working time (T6, meaning 17: days are working days, hours are working hours)', () => {
  test.each<Case>([
    ['a working Saturday counts', SHANGHAI, '2026-03-06T10:00+08:00', 'P1D', '2026-03-07T10:00+08:00'],
    ['Sunday doesn’t', SHANGHAI, '2026-03-07T10:00+08:00', 'P1D', '2026-03-09T10:00+08:00'],
    ['3 days in an office week', OFFICE_WEEK, '2026-03-05T10:00+08:00', 'P3D', '2026-03-10T10:00+08:00'],
    ['7 days in an office week', OFFICE_WEEK, '2026-03-02T10:00+08:00', 'P7D', '2026-03-11T10:00+08:00'],
    ['a week is 7 working days', OFFICE_WEEK, '2026-03-02T10:00+08:00', 'P1W', '2026-03-11T10:00+08:00'],
    ['days keep an evening', OFFICE_WEEK, '2026-03-05T21:30+08:00', 'P1D', '2026-03-06T21:30+08:00'],
    ['days from a Sunday', OFFICE_WEEK, '2026-03-08T10:00+08:00', 'P1D', '2026-03-09T10:00+08:00'],
    ['days over a month end', OFFICE_WEEK, '2026-02-27T10:00+08:00', 'P1D', '2026-03-02T10:00+08:00'],
    ['29 February is a working day', OFFICE_WEEK, '2028-02-28T10:00+08:00', 'P1D', '2028-02-29T10:00+08:00'],
    ['holidays don’t count', NATIONAL_DAY, '2026-09-30T10:00+08:00', 'P1D', '2026-10-08T10:00+08:00'],
    ['a make-up Saturday does', NATIONAL_DAY, '2026-10-09T10:00+08:00', 'P1D', '2026-10-10T10:00+08:00'],
    ['hours end on a make-up Saturday', NATIONAL_DAY, '2026-10-09T17:00+08:00', 'PT2H', '2026-10-10T10:00+08:00'],
    ['a month that ends on a Sunday', OFFICE_WEEK, '2026-02-08T10:00+08:00', 'P1M', '2026-03-09T10:00+08:00'],
    ['hours within a day', SHANGHAI, '2026-03-02T09:00+08:00', 'PT4H', '2026-03-02T13:00+08:00'],
    ['hours over the night', SHANGHAI, '2026-03-02T17:30+08:00', 'PT4H', '2026-03-03T11:30+08:00'],
    ['hours over a Sunday', SHANGHAI, '2026-03-07T16:30+08:00', 'PT4H', '2026-03-09T10:30+08:00'],
    ['hours over several days', SHANGHAI, '2026-03-02T08:30+08:00', 'PT25H', '2026-03-04T13:30+08:00'],
    ['an evening start waits for the opening', SHANGHAI, '2026-03-02T20:00+08:00', 'PT1H', '2026-03-03T09:30+08:00'],
    ['an early start waits for the opening', SHANGHAI, '2026-03-02T06:00+08:00', 'PT1H', '2026-03-02T09:30+08:00'],
    ['a Sunday start waits for Monday', SHANGHAI, '2026-03-08T12:00+08:00', 'PT1H', '2026-03-09T09:30+08:00'],
    ['ending exactly at closing', SHANGHAI, '2026-03-02T14:30+08:00', 'PT4H', '2026-03-02T18:30+08:00'],
    ['a whole day’s hours from its opening', SHANGHAI, '2026-03-02T08:30+08:00', 'PT10H', '2026-03-02T18:30+08:00'],
    ['starting exactly at closing', SHANGHAI, '2026-03-02T18:30+08:00', 'PT1S', '2026-03-03T08:30:01+08:00'],
    ['nothing to wait for, at night', SHANGHAI, '2026-03-08T23:00+08:00', 'PT0S', '2026-03-08T23:00+08:00'],
    ['a day, then hours', SHANGHAI, '2026-03-06T17:30+08:00', 'P1DT2H', '2026-03-09T09:30+08:00'],
    ['an evening day, then hours', SHANGHAI, '2026-03-05T20:00+08:00', 'P1DT4H', '2026-03-07T12:30+08:00'],
    ['a day over the lost hour', BERLIN, '2026-03-27T10:00+01:00', 'P1D', '2026-03-30T10:00+02:00'],
    ['hours over the lost hour', BERLIN, '2026-03-27T16:00+01:00', 'PT2H', '2026-03-30T10:00+02:00'],
    ['hours over the added hour', BERLIN, '2026-10-23T16:00+02:00', 'PT2H', '2026-10-26T10:00+01:00'],
    ['a shift that loses an hour', BERLIN_BAKERY, '2026-03-29T01:00+01:00', 'PT4H', '2026-03-30T02:00+02:00'],
    ['a shift that gains an hour', BERLIN_BAKERY, '2026-10-25T01:00+02:00', 'PT5H', '2026-10-25T05:00+01:00'],
    ['02:30 doesn’t exist: 03:00', BERLIN_BAKERY, '2026-03-28T02:30+01:00', 'P1D', '2026-03-29T03:00+02:00'],
    ['Christmas', BERLIN, '2026-12-24T16:30+01:00', 'PT1H', '2026-12-28T09:30+01:00'],
    ['hours in a zone half an hour off', KOLKATA, '2026-03-02T16:45+05:30', 'PT1H', '2026-03-03T09:45+05:30'],
    ['春节 2026, from its make-up Saturday', CHINA, '2026-02-14T17:00+08:00', 'PT2H', '2026-02-24T10:00+08:00'],
    ['春节 2026, three days', CHINA, '2026-02-13T10:00+08:00', 'P3D', '2026-02-25T10:00+08:00'],
    ['the make-up Saturday after it', CHINA, '2026-02-27T10:00+08:00', 'P1D', '2026-02-28T10:00+08:00'],
    ['over the year end into 元旦', CHINA, '2025-12-31T17:00+08:00', 'PT2H', '2026-01-04T10:00+08:00'],
    ['清明节 2026 isn’t made up for', CHINA, '2026-04-03T10:00+08:00', 'P1D', '2026-04-07T10:00+08:00'],
    ['劳动节 2026', CHINA, '2026-04-30T16:00+08:00', 'PT4H', '2026-05-06T11:00+08:00'],
    ['the Saturday for 劳动节', CHINA, '2026-05-08T10:00+08:00', 'P2D', '2026-05-11T10:00+08:00'],
    ['端午节 2026', CHINA, '2026-06-18T10:00+08:00', 'P1D', '2026-06-22T10:00+08:00'],
    ['the Sunday ahead of 国庆节', CHINA, '2026-09-18T17:30+08:00', 'PT1H', '2026-09-20T09:30+08:00'],
    ['中秋节 and 国庆节 2026', CHINA, '2026-09-24T10:00+08:00', 'P5D', '2026-10-09T10:00+08:00'],
    ['the Saturday after 国庆节', CHINA, '2026-10-09T17:00+08:00', 'PT2H', '2026-10-10T10:00+08:00'],
    ['国庆节 and 中秋节 2025, made up for before', CHINA, '2025-09-27T10:00+08:00', 'P1D', '2025-09-28T10:00+08:00'],
    ['国庆节 and 中秋节 2025', CHINA, '2025-09-30T10:00+08:00', 'P3D', '2025-10-11T10:00+08:00'],
  ])('%s', (_, calendar, from, span, due) => {
    expect(dueAfter(new Date(from), span, 'WORKING', calendar)).toEqual(new Date(due));
  });

  test('Where the office is open until midnight, 24:00 closes it', () => {
    const calendar: WorkCalendar = { ...SHANGHAI, workingHours: { days: [1, 2], from: '00:00', to: '24:00' } };
    const due = dueAfter(new Date('2026-03-02T10:00+08:00'), 'PT38H', 'WORKING', calendar);
    expect(due).toEqual(new Date('2026-03-04T00:00+08:00'));
  });

  test('A calendar without a working day or working hours is refused instead of searched for ever', () => {
    const never: WorkCalendar = { ...SHANGHAI, workingHours: { days: [], from: '08:30', to: '18:30' } };
    const noHours: WorkCalendar = { ...SHANGHAI, workingHours: { days: [1], from: '18:30', to: '08:30' } };
    const from = new Date('2026-03-02T10:00+08:00');
    expect(() => dueAfter(from, 'P1D', 'WORKING', never)).toThrow('no working day');
    expect(() => dueAfter(from, 'PT1H', 'WORKING', noHours)).toThrow('No working hours');
    expect(() => dueAfter(from, 'P1D', 'WORKING', { ...SHANGHAI, timeZone: 'Mars/Olympus' })).toThrow('Mars/Olympus');
  });

  test('Waiting longer never ends earlier, in either calendar and any zone', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    const parts = fc.record({ days: fc.nat(20), minutes: fc.nat(3000) });
    const kinds = fc.constantFrom('CLOCK' as const, 'WORKING' as const);
    const calendars = fc.constantFrom(SHANGHAI, NATIONAL_DAY, BERLIN, BERLIN_BAKERY, NEW_YORK);
    fc.assert(
      fc.property(
        instants,
        parts,
        fc.nat(5),
        fc.nat(600),
        kinds,
        calendars,
        (from, part, days, minutes, kind, calendar) => {
          const shorter = dueAfter(from, `P${part.days}DT${part.minutes}M`, kind, calendar);
          const longer = dueAfter(from, `P${part.days + days}DT${part.minutes + minutes}M`, kind, calendar);
          expect(shorter.getTime()).toBeGreaterThanOrEqual(from.getTime());
          expect(longer.getTime()).toBeGreaterThanOrEqual(shorter.getTime());
        },
      ),
    );
  });
});

describe('The shipped calendar of China', () => {
  const days = singleDays(publicHolidays('CN'));
  const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());

  test.each(['2025', '2026'])(
    '%s: the thirteen days of the law and what its make-up days earn are off in the week',
    (year) => {
      const ofYear = days.filter(({ date }) => date.startsWith(year));
      const offInWeek = ofYear.filter(({ date, working }) => !working && !isWeekend(date));
      const madeUp = ofYear.filter(({ working }) => working);
      expect(offInWeek).toHaveLength(13 + madeUp.length);
    },
  );

  test('make-up days are at weekends, and no day is both', () => {
    expect(days.filter(({ date, working }) => working && !isWeekend(date))).toEqual([]);
    expect(days).toHaveLength(publicHolidays('CN').length);
  });

  test('what an organisation says of a day itself counts more', () => {
    const own = { ...CHINA, holidays: [...CHINA.holidays, { date: '2026-10-10', working: false }, '2026-10-09'] };
    const due = dueAfter(new Date('2026-10-08T10:00+08:00'), 'P1D', 'WORKING', own);
    expect(due).toEqual(new Date('2026-10-12T10:00+08:00'));
  });
});

describe('Spans', () => {
  test.each(['P3D', 'PT48H', 'PT2S', 'P1W', 'P1M', 'P1Y2M3DT4H5M6S', 'PT0S', 'P0D', 'PT0.5S', 'PT1.5H', 'P36525D'])(
    '%s is a span',
    (text) => expect(isSpan(text)).toBe(true),
  );

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1.5D',
    '-P1D',
    'P-1D',
    'PT-5M',
    '3D',
    'P3',
    '48h',
    'p3d',
    ' P3D',
    'P3D ',
    'P1H',
    'PT1D',
  ])('"%s" isn’t', (text) => expect(isSpan(text)).toBe(false));

  test('A span of more than a hundred years is a typing error', () => {
    expect(isSpan('P101Y')).toBe(false);
    expect(isSpan(`P${'9'.repeat(30)}D`)).toBe(false);
    expect(isSpan(`PT${'9'.repeat(5000)}H`)).toBe(false);
  });

  test('Nothing is due after something that isn’t a span', () => {
    expect(() => dueAfter(new Date(0), '-P1D', 'CLOCK', SHANGHAI)).toThrow('-P1D');
  });

  test('Spans compare by length on the clock, and by days and hours apart in working time', () => {
    expect(spanLength('P1DT1H')).toBe(25 * 3_600_000);
    expect(neverEndsAfter('PT48H', 'P3D', 'CLOCK')).toBe(true);
    expect(neverEndsAfter('PT48H', 'P3D', 'WORKING')).toBe(false);
    expect(neverEndsAfter('P2DT4H', 'P3DT4H', 'WORKING')).toBe(true);
    expect(neverEndsAfter('P3D', 'P2D', 'WORKING')).toBe(false);
  });
});

describe('R13: local days and times', () => {
  test.each([
    ['2026-03-01T15:59:59Z', 'Asia/Shanghai', '2026-03-01', '2026-03-01T16:00:00Z'],
    ['2026-03-01T16:00:00Z', 'Asia/Shanghai', '2026-03-02', '2026-03-02T16:00:00Z'],
    ['2028-02-29T10:00:00Z', 'Asia/Shanghai', '2028-02-29', '2028-02-29T16:00:00Z'],
    ['2026-03-29T00:30:00Z', 'Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00Z'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2027-01-01', '2027-01-01T23:00:00Z'],
    // Santiago's clocks skip midnight on 6 September: that day begins at 01:00.
    ['2026-09-05T12:00:00Z', 'America/Santiago', '2026-09-05', '2026-09-06T04:00:00Z'],
  ])('%s in %s is %s, over at %s', (at, timeZone, day, end) => {
    expect(localDay(new Date(at), timeZone)).toBe(day);
    expect(endOfLocalDay(new Date(at), timeZone)).toEqual(new Date(end));
  });

  test.each([
    ['day 1 is the day of entry', '2026-03-02T17:00+08:00', 1, '09:30', 'Asia/Shanghai', '2026-03-02T09:30+08:00'],
    ['day 2 is the next', '2026-03-02T17:00+08:00', 2, '09:30', 'Asia/Shanghai', '2026-03-03T09:30+08:00'],
    [
      'entry just after local midnight',
      '2026-03-02T00:10+08:00',
      2,
      '09:30',
      'Asia/Shanghai',
      '2026-03-03T09:30+08:00',
    ],
    ['over a month end', '2026-01-31T17:00+08:00', 2, '09:30', 'Asia/Shanghai', '2026-02-01T09:30+08:00'],
    ['02:30 is missing', '2026-03-28T17:00+01:00', 2, '02:30', 'Europe/Berlin', '2026-03-29T03:00+02:00'],
    ['02:30 is there twice', '2026-10-24T17:00+02:00', 2, '02:30', 'Europe/Berlin', '2026-10-25T02:30+02:00'],
    ['after the lost hour', '2026-03-28T17:00+01:00', 2, '09:30', 'Europe/Berlin', '2026-03-29T09:30+02:00'],
    ['New York, 02:30 is missing', '2026-03-07T17:00-05:00', 2, '02:30', 'America/New_York', '2026-03-08T03:00-04:00'],
    [
      'New York, 01:30 is there twice',
      '2026-11-01T17:00-05:00',
      1,
      '01:30',
      'America/New_York',
      '2026-11-01T01:30-04:00',
    ],
  ])('Meaning 16: %s', (_, base, day, time, timeZone, expected) => {
    expect(atLocalTime(new Date(base), day, time, timeZone)).toEqual(new Date(expected));
  });
});

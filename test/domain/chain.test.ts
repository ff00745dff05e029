import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAfter, spanLength, type WorkCalendar } from '../../domain/calendar.js';
import { stepTimes } from '../../domain/deadline/chain.js';
import type { CalendarKind } from '../../domain/playbook/playbook.js';
import { playbookWith } from '../support/files.js';

const OFFICE_WEEK: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  holidays: [],
};
const SATURDAY = new Date('2026-03-07T10:00+08:00');

const timesOf = (spans: readonly string[], dueAt: Date, calendar: WorkCalendar, kind: CalendarKind) =>
  stepTimes(
    { playbook: playbookWith(() => ({}), { calendar: kind }), calendar },
    dueAt,
    spans.map((after) => ({ after, to: 'MANAGER' as const })),
  );

const hour = (n: number) => `${String(n).padStart(2, '0')}:00`;
const calendars: fc.Arbitrary<WorkCalendar> = fc.record({
  timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York'),
  workingHours: fc
    .tuple(
      fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      fc.integer({ min: 0, max: 22 }),
      fc.integer({ min: 1 }),
    )
    .map(([days, from, more]) => ({ days, from: hour(from), to: hour(from + 1 + (more % (24 - from))) })),
  holidays: fc.uniqueArray(
    fc.integer({ min: 0, max: 40 }).map((day) => new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10)),
    { maxLength: 8 },
  ),
});
const spans = fc.uniqueArray(
  fc.oneof(
    fc.integer({ min: 1, max: 72 }).map((n) => `PT${n}H`),
    fc.integer({ min: 1, max: 9 }).map((n) => `P${n}D`),
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 23 })).map(([d, h]) => `P${d}DT${h}H`),
  ),
  { minLength: 1, maxLength: 5, selector: spanLength },
);
const instants = fc
  .integer({ min: Date.UTC(2026, 1, 25), max: Date.UTC(2026, 3, 5) })
  .map((milliseconds) => new Date(milliseconds));

describe('T5, T6: the steps after a due time', () => {
  test('of what is due on a Saturday, a day is over before four working hours are: the manager hears when the team lead does', () => {
    const [teamLead, manager, then] = timesOf(['PT4H', 'P1D', 'P2D'], SATURDAY, OFFICE_WEEK, 'WORKING');
    expect(dueAfter(SATURDAY, 'P1D', 'WORKING', OFFICE_WEEK)).toEqual(new Date('2026-03-09T10:00+08:00'));
    expect(teamLead).toEqual(new Date('2026-03-09T13:00+08:00'));
    expect(manager).toEqual(teamLead);
    expect(then).toEqual(new Date('2026-03-10T10:00+08:00'));
  });

  test('never come before the step they go on from, nor before their own time, in any calendar', () => {
    fc.assert(
      fc.property(
        spans,
        instants,
        calendars,
        fc.constantFrom('CLOCK' as const, 'WORKING' as const),
        (all, dueAt, calendar, kind) => {
          const rising = [...all].sort((a, b) => spanLength(a) - spanLength(b));
          const times = timesOf(rising, dueAt, calendar, kind);
          times.reduce((before, time) => {
            expect(time.getTime()).toBeGreaterThanOrEqual(before.getTime());
            return time;
          }, dueAt);
          times.forEach((time, index) => {
            const own = dueAfter(dueAt, rising[index]!, kind, calendar);
            expect(time.getTime()).toBeGreaterThanOrEqual(own.getTime());
            if (kind === 'CLOCK') expect(time).toEqual(own);
          });
        },
      ),
    );
  });
});

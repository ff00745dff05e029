import { describe, expect, test } from '@jest/globals';
import { monthsUpTo } from '../../domain/report/month.js';
import { stageFindings, type StageMonths } from '../../domain/report/stage-findings.js';

const DAY = 24 * 3_600_000;
const ALL = [200, 200, 200];
const nothing = { numerator: 0, denominator: 0 };

/** A stage of which nothing stands out. */
const aStage = (given: Partial<StageMonths> = {}): StageMonths => ({
  end: false,
  entered: [20, 20, 20],
  moves: 20,
  refused: 20,
  forward: { numerator: 10, denominator: 20 },
  forwardBefore: { numerator: 30, denominator: 60 },
  median: 4 * DAY,
  medianBefore: 2 * DAY,
  ...given,
});

const found = (given: Partial<StageMonths>, all: readonly number[] = ALL) =>
  stageFindings(aStage(given), all).map(({ code }) => code);

describe('what of a stage deserves a look', () => {
  test('nothing, at each threshold', () => {
    expect(found({})).toEqual([]);
    expect(found({ entered: [2, 2, 2] })).toEqual([]);
  });

  test('UNUSED: under 1 % of the entries in each of three months, and only where there were any', () => {
    expect(found({ entered: [1, 1, 1] })).toEqual(['UNUSED']);
    expect(found({ entered: [1, 2, 1] })).toEqual([]);
    expect(found({ entered: [0, 0, 0] }, [200, 200, 0])).toEqual([]);
  });

  test('LOW_CONVERSION: by Wilson’s upper bound, so that a few prove nothing', () => {
    // 1 of 20: 0.9 % to 23.6 %; 0 of 2: up to 65.8 %.
    expect(found({ forward: { numerator: 1, denominator: 20 } })).toEqual(['LOW_CONVERSION']);
    expect(found({ forward: { numerator: 0, denominator: 2 } })).toEqual([]);
    expect(found({ forward: nothing })).toEqual([]);
    expect(found({ forward: { numerator: 0, denominator: 20 }, forwardBefore: nothing })).toEqual([]);
  });

  test('LONG_DWELL: over twice the median of before', () => {
    expect(found({ median: 4 * DAY + 1 })).toEqual(['LONG_DWELL']);
    expect(found({ median: null })).toEqual([]);
    expect(found({ median: 9 * DAY, medianBefore: null })).toEqual([]);
  });

  test('OFTEN_REFUSED: more refusals than moves, at end stages too, of which nothing else is said', () => {
    expect(found({ refused: 21 })).toEqual(['OFTEN_REFUSED']);
    const bad = { entered: [0, 0, 0], median: 9 * DAY, forward: { numerator: 0, denominator: 20 }, refused: 21 };
    expect(found({ ...bad, end: true })).toEqual(['OFTEN_REFUSED']);
    expect(found(bad)).toEqual(['UNUSED', 'LOW_CONVERSION', 'LONG_DWELL', 'OFTEN_REFUSED']);
  });
});

test('months begin and end where the organisation is; what is none isn’t guessed', () => {
  const months = monthsUpTo('2026-03', 'Asia/Shanghai')!;
  expect(months.map(({ name }) => name)).toEqual(['2026-03', '2026-02', '2026-01', '2025-12']);
  expect(months[0]).toMatchObject({
    from: new Date('2026-02-28T16:00:00Z'),
    to: new Date('2026-03-31T16:00:00Z'),
  });
  for (const none of ['2026-13', '2026-3', '2026-03-01', '三月', ''])
    expect(monthsUpTo(none, 'Asia/Shanghai')).toBeNull();
});

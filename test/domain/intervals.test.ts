import { expect, test } from '@jest/globals';
import { medianDifference, shareDifference, wilson } from '../../domain/report/intervals.js';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

test('Wilson: 81 of 263 as Newcombe (1998) has it', () => {
  const { low, high } = wilson(share(81, 263));
  expect([low, high].map((value) => value.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(wilson(share(0, 20)).low).toBe(0);
});

test.each([
  [56, 70, 48, 80, '0.0524', '0.3339'],
  [9, 10, 3, 10, '0.1705', '0.8090'],
  [10, 10, 0, 20, '0.6791', '1.0000'],
  [0, 10, 0, 10, '-0.2775', '0.2775'],
])('Newcombe’s method 10: %i/%i − %i/%i', (a, m, b, n, low, high) => {
  const interval = shareDifference(share(a, m), share(b, n));
  expect([interval.low!.toFixed(4), interval.high!.toFixed(4)]).toEqual([low, high]);
});

test('of nobody there is nothing to say', () => {
  const nothing = { estimate: null, low: null, high: null };
  expect(shareDifference(share(0, 0), share(1, 2))).toEqual(nothing);
  expect(medianDifference([], [1])).toEqual(nothing);
});

test('medians: the same samples give the same interval, which holds the difference', () => {
  const a = Array.from({ length: 60 }, (_, n) => 20 + (n % 10));
  const b = Array.from({ length: 60 }, (_, n) => 10 + (n % 10));
  const interval = medianDifference(a, b);
  expect(interval).toEqual(medianDifference(a, b));
  expect(interval.estimate).toBe(10);
  expect(interval.low!).toBeGreaterThan(5);
  expect(interval.high!).toBeLessThan(15);
});

import { expect, test } from '@jest/globals';
import { TokenBuckets } from '../../api/intake/token-buckets.js';

const buckets = (burst: number, perSecond: number) => {
  const clock = { ms: 0 };
  return { clock, all: new TokenBuckets({ burst, perSecond }, () => clock.ms) };
};
const passed = (all: TokenBuckets, count: number, key = 'src') =>
  Array.from({ length: count }, () => all.take(key)).filter((seconds) => seconds === 0).length;

test('a burst passes, and then as many a second as the rate says, however it is tried', () => {
  const { clock, all } = buckets(100, 20);
  expect(passed(all, 200)).toBe(100);
  let later = 0;
  for (; clock.ms < 10_000; clock.ms += 10) later += passed(all, 3);
  expect(later).toBeGreaterThanOrEqual(199);
  expect(later).toBeLessThanOrEqual(200);
});

test('what is refused is told when to come again, and passes then', () => {
  const { clock, all } = buckets(1, 0.25);
  expect([all.take('src'), all.take('src')]).toEqual([0, 4]);
  clock.ms = 1_000;
  expect(all.take('src')).toBe(3);
  clock.ms = 4_000;
  expect(all.take('src')).toBe(0);
});

test('a rest fills a bucket up to its burst and no further, each key its own', () => {
  const { clock, all } = buckets(5, 1);
  expect(passed(all, 9)).toBe(5);
  expect(passed(all, 9, 'other')).toBe(5);
  clock.ms = 3_600_000;
  expect(passed(all, 9)).toBe(5);
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { localDay } from '../../domain/calendar.js';
import { quotaOf, type ClaimRecord } from '../../domain/pool/quota.js';
import type { PoolRules } from '../../domain/pool/rules.js';
import { CALENDAR } from '../support/files.js';

const shipped = JSON.parse(readFileSync('data/pool.default.json', 'utf8')) as PoolRules;
const quotaAt = (now: string, record: Partial<ClaimRecord> = {}, { timeZone = 'Asia/Shanghai', rules = {} } = {}) =>
  quotaOf({ ...shipped, ...rules }, { claimedToday: 0, held: 0, misses: [], ...record }, new Date(now), {
    ...CALENDAR,
    timeZone,
  });
const days = (count: number, before = '2026-03-04T02:00:00Z') => new Date(Date.parse(before) - count * 86_400_000);

describe('P3: the day that claims count by is the organisation’s', () => {
  test.each([
    ['Asia/Shanghai', '2026-03-04T15:59:59Z', '2026-03-04', '2026-03-04T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-03-04T16:00:01Z', '2026-03-05', '2026-03-05T16:00:00.000Z'],
    // In Berlin the 29th of March has 23 hours and the 25th of October 25.
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T22:00:01Z', '2026-03-30', '2026-03-30T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25', '2026-10-25T23:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T23:00:01Z', '2026-10-26', '2026-10-26T23:00:00.000Z'],
  ])('in %s at %s it is %s, and claims count anew at %s', (timeZone, now, day, resetsAt) => {
    expect(localDay(new Date(now), timeZone)).toBe(day);
    expect(quotaAt(now, {}, { timeZone }).resetsAt.toISOString()).toBe(resetsAt);
  });
});

describe('P4: missed first contacts', () => {
  const now = '2026-03-04T02:00:00Z';

  test('each takes one off the daily limit while the pool remembers it, down to one', () => {
    const limitAfter = (...misses: Date[]) =>
      quotaAt(now, { misses }, { rules: { suspension: { ...shipped.suspension!, misses: 9 } } }).dailyLimit;
    expect(limitAfter()).toBe(3);
    expect(limitAfter(days(29))).toBe(2);
    expect(limitAfter(days(31))).toBe(3);
    expect(limitAfter(days(3), days(2), days(1))).toBe(1);
  });

  test('three within thirty days suspend for seven days from the third on', () => {
    expect(quotaAt(now, { misses: [days(20), days(10), days(6)] }).suspendedUntil).toEqual(days(-1));
    expect(quotaAt(now, { misses: [days(20), days(10), days(7)] }).suspendedUntil).toBeNull();
    expect(quotaAt(now, { misses: [days(36), days(10), days(5)] }).suspendedUntil).toBeNull();
    expect(quotaAt(now, { misses: [days(20), days(10), days(6), days(2)] }).suspendedUntil).toEqual(days(-5));
  });

  test('a pool without a limit or a suspension has none', () => {
    const none = quotaAt(now, { misses: [days(1)] }, { rules: { dailyClaimLimit: null, suspension: null } });
    expect(none).toMatchObject({ dailyLimit: null, suspendedUntil: null });
  });
});

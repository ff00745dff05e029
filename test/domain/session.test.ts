import { expect, test } from '@jest/globals';
import { ANSWERED_AGAIN_MS, decideRefresh } from '../../domain/people/session.js';

const NOW = new Date('2026-11-26T08:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

test('the latest token carries a session on, however old it is', () => {
  for (const refreshedAt of [null, ago(0), ago(ANSWERED_AGAIN_MS), ago(30 * 86_400_000)])
    expect(decideRefresh({ refreshHash: 'latest', refreshedAt }, 'latest', NOW)).toBe('NEXT');
});

test('the one before is answered again for a minute, and is a copy after that', () => {
  const decided = (refreshedAt: Date | null) => decideRefresh({ refreshHash: 'latest', refreshedAt }, 'before', NOW);
  expect(decided(ago(0))).toBe('AGAIN');
  expect(decided(ago(60_000))).toBe('AGAIN');
  expect(decided(ago(60_001))).toBe('COPIED');
  expect(decided(null)).toBe('COPIED');
});

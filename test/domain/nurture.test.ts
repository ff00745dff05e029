import { describe, expect, test } from '@jest/globals';
import { checkChannelUrl } from '../../domain/nurture/channel.js';
import { nextAttemptAt } from '../../domain/delivery/retry.js';
import { mayNotBeWrittenTo } from '../../domain/nurture/send.js';

const NOW = new Date('2026-11-26T08:00:00Z');
const [S, M, H] = [1000, 60_000, 3_600_000];

describe('L11: who may be written to', () => {
  const pooled = { status: 'POOLED' as const, ownerId: null, consentedAt: NOW, optedOutAt: null };
  test.each([
    [null, {}],
    ['NO_CONSENT', { consentedAt: null }],
    ['OPTED_OUT', { optedOutAt: NOW }],
    ['OPTED_OUT', { optedOutAt: NOW, consentedAt: null }],
    ['ALREADY_OWNED', { status: 'ASSIGNED' as const, ownerId: 'usr_lin' }],
    ['ALREADY_CLOSED', { status: 'DISQUALIFIED' as const }],
    ['ALREADY_CLOSED', { status: 'QUALIFIED' as const, ownerId: 'usr_lin' }],
  ])('%s for %j', (code, over) => {
    expect(mayNotBeWrittenTo({ ...pooled, ...over })?.code ?? null).toBe(code);
  });
});

describe('a call that failed is tried again', () => {
  test.each([
    [1, 5 * S],
    [2, 5 * M],
    [3, 30 * M],
    [4, 2 * H],
    [5, 5 * H],
    [6, 10 * H],
    [7, 14 * H],
    [8, 20 * H],
    [9, 24 * H],
  ])('after attempt %i in %i ms, at most a tenth later', (attempts, ms) => {
    expect(nextAttemptAt(attempts, NOW, 0)!.getTime() - NOW.getTime()).toBe(ms);
    expect(nextAttemptAt(attempts, NOW, 1)!.getTime() - NOW.getTime()).toBeCloseTo(ms * 1.1);
  });

  test('and after the tenth never', () => {
    expect(nextAttemptAt(10, NOW, 0)).toBeNull();
  });
});

describe('the address of a channel', () => {
  test.each(['https://mailer.example.com/hook?list=1', 'http://mailer.internal/hook'])('%s can be one', (url) => {
    expect(checkChannelUrl('WEBHOOK', ` ${url} `)).toBe(url);
  });
  test.each([
    ['WEBHOOK', null],
    ['WEBHOOK', ' '],
    ['WEBHOOK', 'mailer.example.com'],
    ['WEBHOOK', 'ftp://mailer.example.com'],
    ['WEBHOOK', 'https://user:secret@mailer.example.com/'],
    ['WEBHOOK', 'https://mailer.example.com/#top'],
    ['LIST', 'https://mailer.example.com/'],
  ] as const)('%s can’t have %s', (kind, url) => {
    expect(() => checkChannelUrl(kind, url)).toThrow(expect.objectContaining({ field: 'url' }));
  });
});

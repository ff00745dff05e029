import { expect, test } from '@jest/globals';
import { decideTest, type Trial } from '../../domain/delivery/test-message.js';
import type { Call } from '../../domain/decision.js';

const NOW = new Date('2026-11-26T02:00:00Z');
const call: Call = { by: null, now: NOW, newId: (kind) => `${kind}_1` };
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const trial: Trial = { recipientId: 'usr_1', channel: 'EMAIL', isServed: true, recent: [] };

test('a test is a card that is told nowhere but where it tries out', () => {
  const decision = decideTest(trial, call);
  expect(decision).toMatchObject({
    accepted: true,
    changes: [{ add: 'Notification', row: { recipientId: 'usr_1', kind: 'SYSTEM', pushedAt: NOW, readAt: null } }],
  });
});

test('a channel that nobody chose, or that can’t be served, is refused', () => {
  expect(decideTest({ ...trial, isServed: false }, call)).toMatchObject({
    accepted: false,
    refusal: { code: 'CHANNEL_NOT_CHOSEN', field: 'channel' },
  });
});

test('three a minute, and the next one when the first of these is a minute old', () => {
  expect(decideTest({ ...trial, recent: [ago(50), ago(20)] }, call).accepted).toBe(true);
  expect(decideTest({ ...trial, recent: [ago(50), ago(20), ago(1)] }, call)).toMatchObject({
    accepted: false,
    refusal: { code: 'TEST_LIMIT', limit: 3, used: 3, retryAt: '2026-11-26T02:00:10.000Z' },
  });
});

import { describe, expect, test } from '@jest/globals';
import { decidePushes, type Listener, type PushAround, type PushedCard } from '../../domain/delivery/push.js';
import { offTheHour, quietUntil } from '../../domain/delivery/quiet.js';
import type { NotificationKind } from '../../domain/notification.js';

const ZONE = 'Asia/Shanghai';
const NIGHT = { from: '20:30', to: '08:00' };
const local = (time: string) => new Date(`2026-11-26T${time}:00+08:00`);

describe('N4: quiet hours', () => {
  test.each([
    ['20:29', '2026-11-26T20:29:00+08:00'],
    ['20:30', '2026-11-27T08:00:00+08:00'],
    ['23:59', '2026-11-27T08:00:00+08:00'],
    ['00:00', '2026-11-26T08:00:00+08:00'],
    ['07:59', '2026-11-26T08:00:00+08:00'],
    ['08:00', '2026-11-26T08:00:00+08:00'],
  ])('what is decided at %s goes at %s', (now, at) => {
    expect(quietUntil(local(now), NIGHT, ZONE)).toEqual(new Date(at));
  });

  test('within a day, none, and where a clock skips the hour in which they end', () => {
    expect(quietUntil(local('12:30'), { from: '12:00', to: '14:00' }, ZONE)).toEqual(local('14:00'));
    expect(quietUntil(local('12:30'), { from: '12:00', to: '12:00' }, ZONE)).toEqual(local('12:30'));
    expect(quietUntil(local('23:00'), null, ZONE)).toEqual(local('23:00'));
    const skipped = quietUntil(new Date('2026-03-28T23:30:00Z'), { from: '00:00', to: '02:30' }, 'Europe/Berlin');
    expect(skipped).toEqual(new Date('2026-03-29T01:00:00Z'));
  });

  test('full and half hours are kept away from', () => {
    expect(offTheHour(local('10:00'), 0)).toEqual(new Date(local('10:00').getTime() + 15_000));
    expect(offTheHour(local('10:30'), 1)).toEqual(new Date(local('10:30').getTime() + 60_000));
    expect(offTheHour(local('10:01'), 1)).toEqual(local('10:01'));
  });
});

describe('N4: a digest instead of a flood', () => {
  const rules = { perCustomerPerDay: 1, perPersonPerDay: 8, digestAt: '08:30', quiet: null, namesInGroups: false };
  const around: PushAround = { rules, timeZone: ZONE, now: local('10:07'), chance: 0 };
  const listener: Listener = {
    channels: [{ channel: 'WECOM_ROBOT', laneKey: 'a', kinds: null }],
    quietHours: null,
    digest: true,
    onLeaveUntil: null,
  };
  const none = { cards: 0, ofCustomers: new Map<string, number>() };
  let cards = 0;
  const card = (kind: NotificationKind, customerId: string | null = null): PushedCard => ({
    id: `ntf_${++cards}`,
    kind,
    customerId,
  });
  const reasons = (of: readonly PushedCard[], to = listener, before = none) =>
    decidePushes(of, to, before, around).map(({ suppressed }) => suppressed);

  test('one reminder of a customer a day; what tells something else of them goes all the same', () => {
    const of = [card('REMINDER', 'a'), card('ESCALATION', 'a'), card('RECLAIM_WARNING', 'a'), card('REMINDER', 'b')];
    expect(reasons(of)).toEqual([null, 'CUSTOMER_LIMIT', null, null]);
    expect(reasons([card('REMINDER', 'a')], listener, { cards: 1, ofCustomers: new Map([['a', 1]]) })).toEqual([
      'CUSTOMER_LIMIT',
    ]);
  });

  test('eight cards a day, however many channels; the digest isn’t counted', () => {
    const of = [card('DIGEST'), ...Array.from({ length: 9 }, () => card('ASSIGNED')), card('DIGEST')];
    expect(reasons(of)).toEqual([...Array<null>(9).fill(null), 'DAILY_LIMIT', null]);
    const two = {
      ...listener,
      channels: [...listener.channels, { channel: 'EMAIL' as const, laneKey: 'b', kinds: null }],
    };
    expect(
      reasons(
        Array.from({ length: 8 }, () => card('ASSIGNED')),
        two,
      ),
    ).toEqual(Array(16).fill(null));
  });

  test('only the kinds that were chosen, no digest where it isn’t wanted, and nothing during leave', () => {
    const [chosen] = listener.channels;
    const some = { ...listener, channels: [{ ...chosen!, kinds: ['ESCALATION'] as const }] };
    expect(decidePushes([card('REMINDER', 'a'), card('ESCALATION', 'a')], some, none, around)).toHaveLength(1);
    expect(reasons([card('DIGEST')], { ...listener, digest: false })).toEqual([]);
    expect(reasons([card('REMINDER', 'a')], { ...listener, onLeaveUntil: local('18:00') })).toEqual(['ON_LEAVE']);
  });
});

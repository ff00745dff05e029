import { describe, expect, test } from '@jest/globals';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import type { ContactOutcome } from '../../domain/follow-up/follow-up.js';
import { DAY, DEFAULT_POOLS, HOUR, LIN, NOW, aCall, aCustomerWhoEntered, aQuote, local } from '../support/files.js';
import { SimulatedDays } from '../support/simulated-days.js';

/** Wednesday, 4 March, 10:00; the organisation works from Monday to Saturday. Everything is as shipped. */
const begin = (stage = 'INITIAL_CONTACT', customer: object = {}, around: object = {}) => {
  const start = aCustomerWhoEntered(stage, { pools: DEFAULT_POOLS, ...around }, aCall({ now: NOW }));
  return new SimulatedDays({ ...start, customer: { ...start.customer, ...customer } }, NOW);
};

const calls = (life: SimulatedDays, outcome: ContactOutcome, nextInDays = 1) =>
  life.does((file, call) =>
    decideRecordFollowUp(
      file,
      {
        channel: 'PHONE',
        outcome,
        note: '打了电话',
        goalMet: false,
        next: { dueAt: new Date(life.now.getTime() + nextInDays * DAY), purposeCode: 'OTHER' },
      },
      call,
    ),
  );

/** What the system did to the customer and told about it being taken away. */
const history = ({ diary }: SimulatedDays) => diary.filter((line) => /CUSTOMER_|RECLAIM/.test(line));

describe('P1: thirty days with the playbook and the pool as shipped', () => {
  test('nobody works on it: after five working days it goes to 公海, and its owner was warned the day before', () => {
    const life = begin();
    expect(life.file.customer.reclaimAt).toEqual(local('2026-03-10', '10:00'));
    life.passes(30 * DAY);
    expect(history(life)).toEqual([
      `03-09 RECLAIM_WARNING ${LIN.id}`,
      '03-10 CUSTOMER_RECLAIMED pools.pool_public.reclaim.0',
      `03-10 RECLAIMED ${LIN.id}`,
    ]);
    expect(life.file.customer).toMatchObject({
      stage: 'INITIAL_CONTACT',
      ownerId: null,
      poolId: 'pool_public',
      lastOwnerId: LIN.id,
      reclaimAt: null,
    });
  });

  test('somebody works on it and reaches nobody: after seven it is 暂停 and in 休眠池', () => {
    const life = begin();
    life.passes(2 * DAY);
    calls(life, 'NO_ANSWER');
    life.passes(3 * DAY);
    calls(life, 'NO_ANSWER');
    expect(life.file.customer.reclaimAt).toEqual(local('2026-03-12', '10:00'));
    life.passes(25 * DAY);
    expect(history(life)).toEqual([
      `03-11 RECLAIM_WARNING ${LIN.id}`,
      '03-12 CUSTOMER_MOVED stages.INITIAL_CONTACT.idle.0',
      '03-12 CUSTOMER_RECLAIMED stages.INITIAL_CONTACT.idle.0',
      `03-12 RECLAIMED ${LIN.id}`,
    ]);
    expect(life.file.customer).toMatchObject({ stage: 'PAUSED', poolId: 'pool_dormant', reclaimAt: null });
  });

  test('the same where the intent is clear: it goes to 公海 instead', () => {
    const life = begin('INITIAL_CONTACT', { need: '岩棉板', budget: '100000.00', timeline: '九月' });
    life.passes(2 * DAY);
    calls(life, 'NO_ANSWER');
    life.passes(3 * DAY);
    calls(life, 'NO_ANSWER');
    life.passes(25 * DAY);
    expect(history(life)).toEqual([
      `03-11 RECLAIM_WARNING ${LIN.id}`,
      '03-12 CUSTOMER_RECLAIMED pools.pool_public.reclaim.1',
      `03-12 RECLAIMED ${LIN.id}`,
    ]);
    expect(life.file.customer).toMatchObject({ stage: 'INITIAL_CONTACT', poolId: 'pool_public' });
  });

  test('quoted and left alone: first 待激活, whose entry restarts the clocks, then 公海', () => {
    const life = begin('QUOTED', {}, { quotes: [aQuote({ receiptConfirmedAt: NOW })] });
    life.passes(30 * DAY);
    expect(history(life)).toEqual([
      '03-07 CUSTOMER_MOVED stages.QUOTED.idle.0',
      `03-12 RECLAIM_WARNING ${LIN.id}`,
      '03-13 CUSTOMER_RECLAIMED pools.pool_public.reclaim.0',
      `03-13 RECLAIMED ${LIN.id}`,
    ]);
  });

  test('reached every few days, it stays where it is the whole month', () => {
    const life = begin();
    for (let day = 0; day < 30; day += 3) {
      life.passes(3 * DAY);
      calls(life, 'REACHED', 3);
    }
    expect(history(life)).toEqual([]);
    expect(life.file.customer).toMatchObject({ stage: 'INITIAL_CONTACT', ownerId: LIN.id });
  });

  test('P2: worked on after the warning, it stays; neglected again, it is warned of again', () => {
    const life = begin();
    life.passes(5 * DAY + 2 * HOUR);
    calls(life, 'REACHED', 1);
    expect(life.file.customer.reclaimAt).toEqual(local('2026-03-14', '12:00'));
    life.passes(25 * DAY);
    expect(history(life)).toEqual([
      `03-09 RECLAIM_WARNING ${LIN.id}`,
      `03-13 RECLAIM_WARNING ${LIN.id}`,
      '03-14 CUSTOMER_RECLAIMED pools.pool_public.reclaim.0',
      `03-14 RECLAIMED ${LIN.id}`,
    ]);
  });
});

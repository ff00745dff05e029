import { describe, expect, test } from '@jest/globals';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import type { Customer, CustomerFile } from '../../domain/customer/customer.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { clocksOf, takeaways } from '../../domain/deadline/silence.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decideCompleteFollowUp, decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import type { ContactOutcome } from '../../domain/follow-up/follow-up.js';
import { render } from '../../domain/message.js';
import type { PoolRules } from '../../domain/pool/rules.js';
import { settled } from '../../domain/settle.js';
import { aCustomField, ROOMS } from '../support/custom-fields.js';
import {
  CHEN,
  DAY,
  DEFAULT_POOL_RULES,
  GAO,
  HOUR,
  LIN,
  NOW,
  POOLS,
  aCall,
  aCustomerWhoEntered,
  aPool,
  aQuote,
  accepted,
  eventsIn,
  later,
  playbookWith,
  rowsAdded,
} from '../support/files.js';

const CLOCK: PoolRules = { ...DEFAULT_POOL_RULES, calendar: 'CLOCK', reclaim: [], warnBefore: [] };
const poolsWith = (rules: Partial<PoolRules>) => [
  aPool('PUBLIC', { rules: { ...CLOCK, ...rules } }),
  POOLS[1]!,
  POOLS[2]!,
];

/** Silence of three days moves to 待激活; by the clock; grace is four hours. */
const QUOTED = playbookWith((code) =>
  code === 'QUOTED' ? { idle: [{ for: 'P3D', since: 'LAST_INTERACTION', then: { moveTo: 'TO_REACTIVATE' } }] } : {},
);
const quoted = (rules: Partial<PoolRules> = {}) =>
  aCustomerWhoEntered('QUOTED', { playbook: QUOTED, pools: poolsWith(rules) });

const GRADE = aCustomField({ code: 'grade', type: 'TEXT' });
const VIP = aCustomField({ code: 'vip', type: 'BOOLEAN' });

const IDLE = 'stages.QUOTED.idle.0';
const GRACE = 4 * HOUR;

const dueOf = (file: CustomerFile, rule = IDLE) => file.deadlines.find((one) => one.rule === rule)?.dueAt;

/** The owner talks to the customer at a time, by the follow-up that is open or without one. */
function talks(file: CustomerFile, at: Date, nextInMs: number, outcome: ContactOutcome = 'REACHED'): CustomerFile {
  const contact = {
    channel: 'PHONE' as const,
    outcome,
    note: '约好下次',
    goalMet: true,
    next: { dueAt: later(nextInMs, at), purposeCode: 'OTHER' },
  };
  const call = aCall({ now: at });
  const planned = file.followUps.find(({ stage }) => stage === null);
  const decision = planned
    ? decideCompleteFollowUp(file, planned, contact, call)
    : decideRecordFollowUp(file, contact, call);
  return after(file, accepted(decision));
}

describe('C9: an agreed next step holds the idle clocks', () => {
  test('until it is due plus grace', () => {
    const file = talks(quoted(), later(HOUR), 10 * DAY);
    expect(dueOf(file)).toEqual(later(HOUR + 10 * DAY + GRACE));
    const [open] = file.followUps;
    expect(open).toMatchObject({ holdNumber: 1 });
  });

  test('not where the clock has longer to run anyway', () => {
    expect(dueOf(talks(quoted(), later(HOUR), DAY))).toEqual(later(HOUR + 3 * DAY));
  });

  test.each<[ContactOutcome, boolean]>([
    ['REACHED', true],
    ['REFUSED', true],
    ['NO_ANSWER', false],
    ['WRONG_NUMBER', false],
  ])('where the contact that set it ended with %s: %s', (outcome, holds) => {
    const file = talks(quoted(), later(HOUR), 10 * DAY, outcome);
    expect(dueOf(file)).toEqual(holds ? later(HOUR + 10 * DAY + GRACE) : later(3 * DAY));
  });

  test('nobody’s own plan does', () => {
    const file = quoted();
    const planned = decidePlanFollowUp(file, { dueAt: later(10 * DAY), purposeCode: 'OTHER' }, aCall());
    expect(dueOf(after(file, accepted(planned)))).toEqual(later(3 * DAY));
  });

  test.each([
    [14 * DAY, 14 * DAY],
    [14 * DAY + 1, 14 * DAY],
    [15 * DAY, 14 * DAY],
  ])('at most fourteen days ahead: %d ms count as %d', (ahead, counted) => {
    expect(dueOf(talks(quoted(), NOW, ahead))).toEqual(later(counted + GRACE));
  });

  test('twice in a row, and not a third time', () => {
    const first = talks(quoted(), NOW, 10 * DAY);
    const second = talks(first, later(10 * DAY), 10 * DAY);
    expect(dueOf(second)).toEqual(later(20 * DAY + GRACE));
    const third = talks(second, later(20 * DAY), 10 * DAY);
    expect(third.followUps).toMatchObject([{ holdNumber: 3 }]);
    expect(dueOf(third)).toEqual(later(23 * DAY));
  });

  test('as far ahead and as often as the organisation has it', () => {
    const start = quoted();
    const agreed = (furthestAhead: string, inARow: number) => ({
      ...start,
      followUpRules: { ...start.followUpRules, agreed: { furthestAhead, inARow } },
    });
    expect(dueOf(talks(agreed('P5D', 2), NOW, 10 * DAY))).toEqual(later(5 * DAY + GRACE));
    expect(dueOf(talks(agreed('P14D', 0), NOW, 10 * DAY))).toEqual(later(3 * DAY));
    const thrice = [10, 20].reduce(
      (file, day) => talks(file, later(day * DAY), 10 * DAY),
      talks(agreed('P14D', 3), NOW, 10 * DAY),
    );
    expect(dueOf(thrice)).toEqual(later(30 * DAY + GRACE));
  });

  test('one that wasn’t needed doesn’t count: whoever is called every other day may be put off like anybody', () => {
    let file = quoted();
    for (let day = 0; day <= 8; day += 2) file = talks(file, later(day * DAY), 2 * DAY);
    const put = talks(file, later(10 * DAY), 10 * DAY);
    expect(dueOf(put)).toEqual(later(20 * DAY + GRACE));
  });

  test('an unanswered call between breaks the row', () => {
    const second = talks(talks(quoted(), NOW, 10 * DAY), later(10 * DAY), 10 * DAY);
    const tried = talks(second, later(20 * DAY), HOUR, 'NO_ANSWER');
    expect(talks(tried, later(20 * DAY + HOUR), 5 * DAY).followUps).toMatchObject([{ holdNumber: 1 }]);
  });

  test('in the stage it was agreed in: entering the next restarts the clocks, unless it came with that very move', () => {
    const start = aCustomerWhoEntered('DECIDING', { playbook: QUOTED, pools: poolsWith({}) });
    const quote = { quotes: [aQuote({ receiptConfirmedAt: NOW })] };
    const agreed = { ...talks(start, later(HOUR), 10 * DAY), ...quote };
    const moved = after(agreed, accepted(decideAdvance(agreed, { to: 'QUOTED' }, aCall({ now: later(2 * HOUR) }))));
    expect(dueOf(moved)).toEqual(later(2 * HOUR + 3 * DAY));
    const contact = {
      channel: 'PHONE' as const,
      note: '已收到报价',
      goalMet: true,
      next: { dueAt: later(10 * DAY), purposeCode: 'OTHER' },
      advanceTo: 'QUOTED',
    };
    const quoting = { ...start, ...quote };
    const both = after(quoting, accepted(decideRecordFollowUp(quoting, contact, aCall({ now: later(HOUR) }))));
    expect(dueOf(both)).toEqual(later(10 * DAY + GRACE));
  });

  test('done, it holds no longer: the clock is where it would have been', () => {
    const file = talks(quoted(), NOW, 10 * DAY);
    const tried = talks(file, later(DAY), 5 * HOUR, 'NO_ANSWER');
    expect(dueOf(tried)).toEqual(later(3 * DAY));
  });

  test('nor cancelled', () => {
    const file = talks(quoted(), NOW, 10 * DAY);
    const next = { dueAt: later(12 * DAY), purposeCode: 'OTHER' };
    const cancelled = decideCancelFollowUp(
      file,
      file.followUps[0]!,
      { reason: 'RESCHEDULED', next },
      aCall({ now: later(DAY) }),
    );
    expect(dueOf(after(file, accepted(cancelled)))).toEqual(later(3 * DAY));
  });

  test('T4: a timer that has not heard of it waits when it fires', () => {
    const file = talks(quoted(), NOW, 10 * DAY);
    const armed = file.deadlines.find(({ rule }) => rule === IDLE)!;
    const stale = {
      ...file,
      deadlines: file.deadlines.map((one) => (one === armed ? { ...one, dueAt: later(3 * DAY) } : one)),
    };
    const changes = accepted(decideReach(stale, armed.id, aCall({ now: later(3 * DAY), by: null })));
    expect(dueOf(after(stale, changes))).toEqual(later(10 * DAY + GRACE));
    expect(after(stale, changes).customer.stage).toBe('QUOTED');
  });

  test('a timer that waits, held back by its condition, goes on waiting', () => {
    const guarded = playbookWith((code) =>
      code === 'QUOTED'
        ? { idle: [{ for: 'P3D', since: 'LAST_INTERACTION', unless: ['NEED'], then: { moveTo: 'TO_REACTIVATE' } }] }
        : {},
    );
    const start = aCustomerWhoEntered('QUOTED', { playbook: guarded, pools: poolsWith({}) });
    const file = { ...start, customer: { ...start.customer, need: '岩棉板' } };
    const fired = decideReach(
      file,
      file.deadlines.find(({ rule }) => rule === IDLE)!.id,
      aCall({ now: later(3 * DAY), by: null }),
    );
    const waiting = after(file, accepted(fired));
    expect(dueOf(waiting)).toEqual(later(6 * DAY));
    const planned = decidePlanFollowUp(
      waiting,
      { dueAt: later(9 * DAY), purposeCode: 'OTHER' },
      aCall({ now: later(4 * DAY) }),
    );
    expect(dueOf(after(waiting, accepted(planned)))).toEqual(later(6 * DAY));
  });

  test('holds the pool’s clocks as well, but not the longest hold; held, they keep their order', () => {
    const rules = { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' as const }], longestHold: 'P8D' };
    const file = talks(quoted(rules), NOW, 10 * DAY);
    const until = 10 * DAY + GRACE;
    expect(clocksOf(file).map(({ rule, dueAt }) => [rule, dueAt])).toEqual([
      [IDLE, later(until)],
      ['pools.pool_public.reclaim.0', later(until + 1)],
      ['pools.pool_public.longestHold', later(8 * DAY)],
    ]);
  });
});

describe('P1: what takes a customer back', () => {
  const reclaimed = (file: CustomerFile, now: Date) => {
    const due = file.deadlines.filter(({ kind, dueAt }) => kind === 'POOL_RECLAIM' && dueAt <= now);
    const changes = accepted(decideReach(file, due[0]!.id, aCall({ now, by: null })));
    return { changes, file: after(file, changes), deadline: due[0]! };
  };
  const neglect = { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' as const }] };
  const standing = (rules: Partial<PoolRules>, over: Partial<Customer> = {}, stage = 'DECIDING') => {
    const playbook = playbookWith(() => ({ idle: [] }));
    const start = aCustomerWhoEntered(stage, { playbook, pools: poolsWith(rules), fields: [GRADE, VIP, ROOMS] });
    const changed = { ...start, customer: { ...start.customer, ...over } };
    return after(changed, settled(changed, [], aCall()));
  };

  test('it goes to the pool of its owner’s team, and its owner hears why', () => {
    const { changes, file, deadline } = reclaimed(standing(neglect), later(5 * DAY));
    expect(file.customer).toMatchObject({
      ownerId: null,
      ownedSince: null,
      poolId: 'pool_public',
      pooledAt: later(5 * DAY),
      stage: 'DECIDING',
      reclaimAt: null,
    });
    expect(file.deadlines.map(({ kind }) => kind)).toEqual(['POOL_UNCLAIMED']);
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_RECLAIMED', rule: 'pools.pool_public.reclaim.0' }),
    );
    const [card] = rowsAdded(changes, 'Notification');
    expect(card).toMatchObject({ recipientId: LIN.id, kind: 'RECLAIMED', deadlineId: deadline.id });
    expect(render(card!.body, 'ZH_CN', 'Asia/Shanghai')).toBe('“决策中” 5天无跟进，退回“PUBLIC”');
    expect(render(card!.body, 'EN', 'Asia/Shanghai')).toBe(
      'Deciding: no activity for 5 days, so it goes back to PUBLIC',
    );
  });

  test('one millisecond early it isn’t', () => {
    const file = standing(neglect);
    const [row] = file.deadlines.filter(({ kind }) => kind === 'POOL_RECLAIM');
    expect(decideReach(file, row!.id, aCall({ now: later(5 * DAY - 1), by: null }))).toMatchObject({
      changes: [],
      answer: { outcome: 'NOT_DUE' },
    });
  });

  test.each<[since: 'LAST_ACTIVITY' | 'LAST_INTERACTION' | 'LAST_STAGE_CHANGE' | 'CLAIM', due: number]>([
    ['LAST_ACTIVITY', 7],
    ['LAST_INTERACTION', 6],
    ['LAST_STAGE_CHANGE', 5],
    ['CLAIM', 5],
  ])('counted since %s', (since, days) => {
    const file = standing(
      { reclaim: [{ idleFor: 'P5D', since }] },
      { lastActivityAt: later(2 * DAY), lastInteractionAt: later(DAY) },
    );
    expect(file.customer.reclaimAt).toEqual(later(days * DAY));
  });

  test('a fault of others, not here: one never contacted counts from when its owner got it', () => {
    const file = standing(neglect, {
      lastActivityAt: null,
      ownedSince: later(3 * DAY),
      stageEnteredAt: later(-90 * DAY),
    });
    expect(file.customer.reclaimAt).toEqual(later(8 * DAY));
  });

  test('a transfer begins anew, under the rules of the new owner’s pool', () => {
    const west = aPool('PUBLIC', {
      id: 'pool_west',
      teamIds: ['team_west'],
      rules: { ...CLOCK, reclaim: [{ idleFor: 'P9D', since: 'LAST_ACTIVITY' }] },
    });
    const start = standing(neglect);
    const file = { ...start, pools: [...start.pools, west], people: [...start.people, GAO] };
    const manager = { ...CHEN, role: 'MANAGER' as const };
    const transferred = decideTransfer(file, GAO, null, aCall({ now: later(4 * DAY), by: manager }));
    const stands = after(file, accepted(transferred));
    expect(stands.customer.reclaimAt).toEqual(later(13 * DAY));
    expect(stands.deadlines.filter(({ kind }) => kind === 'POOL_RECLAIM').map(({ rule }) => rule)).toEqual([
      'pools.pool_west.reclaim.0',
    ]);
  });

  test('C13: an own field counts in whatever words the rule has it; of several options one is enough', () => {
    const rules: Partial<PoolRules> = {
      reclaim: [{ idleFor: 'P1D', since: 'LAST_ACTIVITY', customFields: { rooms: ['木地板'] } }],
    };
    const clocks = (customFields: object) => takeaways(standing(rules, { customFields: { ...customFields } })).length;
    expect([clocks({ rooms: ['WOOD', 'TILE'] }), clocks({ rooms: ['TILE'] }), clocks({})]).toEqual([1, 0, 0]);
  });

  test('rules are or, conditions inside one are and', () => {
    const rules: Partial<PoolRules> = {
      reclaim: [
        { idleFor: 'P1D', since: 'LAST_ACTIVITY', stages: ['INITIAL_CONTACT'] },
        { idleFor: 'P2D', since: 'LAST_ACTIVITY', when: ['NEED', 'BUDGET'] },
        { idleFor: 'P3D', since: 'LAST_ACTIVITY', when: ['NEED'], unless: ['BUDGET'] },
        { idleFor: 'P4D', since: 'LAST_ACTIVITY', customFields: { grade: ['A', 'B'], vip: [true] } },
        { idleFor: 'P9D', since: 'LAST_ACTIVITY' },
      ],
    };
    const acting = (over: Partial<Customer>) =>
      takeaways(standing(rules, over)).map(({ rule }) => rule.split('.').at(-1));
    expect(acting({})).toEqual(['4']);
    expect(acting({ need: '岩棉板' })).toEqual(['2', '4']);
    expect(acting({ need: '岩棉板', budget: '1.00' })).toEqual(['1', '4']);
    expect(acting({ customFields: { grade: 'B', vip: true } })).toEqual(['3', '4']);
    expect(acting({ customFields: { grade: 'C', vip: true } })).toEqual(['4']);
    expect(acting({ customFields: { grade: 'A' } })).toEqual(['4']);
  });

  test('a fact that a rule asks for arms and disarms it', () => {
    const file = standing({
      reclaim: [{ idleFor: 'P5D', since: 'LAST_INTERACTION', when: ['DECISION_MAKER_OR_DATE'] }],
    });
    expect(file.customer.reclaimAt).toBeNull();
    const known = after(
      file,
      accepted(
        decideRecordFollowUp(
          file,
          {
            channel: 'PHONE',
            outcome: 'NO_ANSWER',
            note: '没接',
            goalMet: false,
            next: { dueAt: later(2 * DAY), purposeCode: 'OTHER' },
            facts: { decisionMaker: '刘总' },
          },
          aCall(),
        ),
      ),
    );
    expect(known.customer.reclaimAt).toEqual(later(5 * DAY));
  });

  test('the longest hold counts from its owner’s beginning, worked on or not', () => {
    const file = standing({ longestHold: 'P8D' }, { lastActivityAt: later(7 * DAY), ownedSince: NOW });
    const { changes } = reclaimed(file, later(8 * DAY));
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_RECLAIMED', rule: 'pools.pool_public.longestHold' }),
    );
  });

  test('ends are left alone unless a rule names them', () => {
    const file = standing({ ...neglect, longestHold: 'P1D' }, {}, 'LOST');
    expect(takeaways(file)).toEqual([]);
    const named = { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' as const, stages: ['LOST'] }] };
    expect(takeaways(standing(named, {}, 'LOST'))).toHaveLength(1);
  });

  test('P7: one who has bought and still owes money is never taken back', () => {
    const named = { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' as const, stages: ['WON'] }] };
    const won = standing(named, {}, 'WON');
    const withDeal = (amount: string | null) => ({ ...won, deals: won.deals.map((deal) => ({ ...deal, amount })) });
    expect(takeaways(withDeal('100.00'))).toEqual([]);
    expect(takeaways({ ...won, deals: [] })).toHaveLength(1);
    const regardless = { ...named, exempt: [] };
    expect(takeaways({ ...withDeal('100.00'), pools: poolsWith(regardless) })).toHaveLength(1);
  });

  test('P6: nor one that a superior protects', () => {
    expect(takeaways(standing(neglect, { protected: true }))).toEqual([]);
    expect(takeaways(standing({ ...neglect, exempt: [] }, { protected: true }))).toHaveLength(1);
  });

  test('P6: a protection with an end holds until then', () => {
    const until = { protected: true, protectedUntil: later(20 * DAY) };
    expect(standing(neglect, until).customer.reclaimAt).toEqual(later(20 * DAY));
    expect(standing({ ...neglect, exempt: [] }, until).customer.reclaimAt).toEqual(later(5 * DAY));
    const over = { protected: true, protectedUntil: later(2 * DAY) };
    expect(standing(neglect, over).customer.reclaimAt).toEqual(later(5 * DAY));
  });

  test('rules that are others by the time it fires: nothing is taken by the old ones', () => {
    const file = standing(neglect);
    const [row] = file.deadlines.filter(({ kind }) => kind === 'POOL_RECLAIM');
    const relaxed = { ...file, pools: poolsWith({ reclaim: [] }) };
    const changes = accepted(decideReach(relaxed, row!.id, aCall({ now: later(5 * DAY), by: null })));
    expect(after(relaxed, changes)).toMatchObject({
      customer: { ownerId: LIN.id, reclaimAt: null },
      deadlines: expect.not.arrayContaining([expect.objectContaining({ id: row!.id })]),
    });
  });
});

describe('P2: the owner is warned', () => {
  const warned = (rules: Partial<PoolRules>, playbook = QUOTED) =>
    aCustomerWhoEntered('QUOTED', { playbook, pools: poolsWith(rules) });
  const rules = { reclaim: [{ idleFor: 'P2D', since: 'LAST_ACTIVITY' as const }], warnBefore: ['P1D', 'PT4H'] };
  const warnings = (file: CustomerFile) => file.deadlines.filter(({ kind }) => kind === 'POOL_WARNING');

  test('as often and as long before as the pool says, of whatever comes first', () => {
    const file = warned(rules);
    expect(warnings(file).map(({ step, dueAt }) => [step, dueAt])).toEqual([
      [-2, later(DAY)],
      [-1, later(2 * DAY - 4 * HOUR)],
    ]);
    const changes = accepted(decideReach(file, warnings(file)[0]!.id, aCall({ now: later(DAY), by: null })));
    const [card] = rowsAdded(changes, 'Notification');
    expect(card).toMatchObject({ kind: 'RECLAIM_WARNING', recipientId: LIN.id, deadlineId: warnings(file)[0]!.id });
    expect(render(card!.body, 'EN', 'Asia/Shanghai')).toBe(
      'Quoted: with no activity for 2 days it goes to PUBLIC at 2026-03-06 10:00; working on it restarts the clock',
    );
    expect(warnings(after(file, changes))).toHaveLength(1);
  });

  test('a stage’s rule that leads to a pool is warned of too, one that leads elsewhere isn’t', () => {
    const pause = playbookWith((code) =>
      code === 'QUOTED' ? { idle: [{ for: 'P3D', since: 'LAST_ACTIVITY', then: { moveTo: 'PAUSED' } }] } : {},
    );
    const paused = warned({ warnBefore: ['P1D'] }, pause);
    expect(warnings(paused).map(({ dueAt }) => dueAt)).toEqual([later(2 * DAY)]);
    expect(paused.customer.reclaimAt).toEqual(later(3 * DAY));
    const moved = warned({ warnBefore: ['P1D'] });
    expect([warnings(moved), moved.customer.reclaimAt]).toEqual([[], null]);
  });

  test('activity moves the warning on; one that has not heard of it waits when it fires', () => {
    const file = warned(rules);
    const stale = { ...file, customer: { ...file.customer, lastActivityAt: later(HOUR) } };
    const changes = accepted(decideReach(stale, warnings(file)[0]!.id, aCall({ now: later(DAY), by: null })));
    expect(rowsAdded(changes, 'Notification')).toEqual([]);
    expect(warnings(after(stale, changes)).map(({ dueAt }) => dueAt)).toEqual([
      later(DAY + HOUR),
      later(2 * DAY - 3 * HOUR),
    ]);
  });
});

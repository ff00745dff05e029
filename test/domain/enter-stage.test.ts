import { describe, expect, test } from '@jest/globals';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { decideReach } from '../../domain/deadline/reach.js';
import type { Call } from '../../domain/decision.js';
import {
  CHEN,
  DAY,
  EAST,
  HOUR,
  LIN,
  NOW,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aFollowUp,
  aQuote,
  accepted,
  defaultDefinition,
  eventsIn,
  later,
  local,
  playbookWith,
  rowsAdded,
} from '../support/files.js';

const confirmed = aQuote({ receiptConfirmedAt: NOW });

/** Moves and answers the file as it then stands, with the changes. */
function moved(
  file: CustomerFile,
  to: string,
  { reason = null, call = aCall() }: { reason?: string | null; call?: Call } = {},
) {
  const changes = accepted(decideAdvance(file, { to, reason }, call));
  return { changes, file: after(file, changes) };
}

const timers = (file: CustomerFile) =>
  file.deadlines.map(({ kind, rule, step, dueAt }) => ({ kind, rule, step, dueAt }));

describe('C4: entering a stage creates its next action', () => {
  test('QUOTED: call back within PT48H, reminder on day 2 at 09:30 local', () => {
    const { file } = moved(aCustomerFile({ stage: 'NEEDS_CONFIRMED' }, { quotes: [confirmed] }), 'QUOTED');
    expect(file.followUps).toHaveLength(1);
    expect(file.followUps[0]).toMatchObject({
      stage: 'QUOTED',
      ownerId: LIN.id,
      purposeCode: 'CALL_BACK',
      purpose: { 'zh-CN': '请回访客户对报价的反馈' },
      dueAt: later(48 * HOUR),
      remindAt: [local('2026-03-05', '09:30')],
    });
    expect(file.customer.nextContactAt).toEqual(later(48 * HOUR));
    expect(timers(file)).toEqual(
      expect.arrayContaining([
        { kind: 'STAGE_ACTION', rule: 'stages.QUOTED.nextAction', step: -1, dueAt: local('2026-03-05', '09:30') },
        { kind: 'STAGE_ACTION', rule: 'stages.QUOTED.nextAction', step: 0, dueAt: later(48 * HOUR) },
        { kind: 'STAGE_IDLE', rule: 'stages.QUOTED.idle.0', step: 0, dueAt: later(3 * DAY) },
      ]),
    );
    expect(file.deadlines).toHaveLength(3);
  });

  test('pinned 16: a quote sent late in the evening is still reminded of on the next local day', () => {
    const call = aCall({ now: local('2026-03-04', '23:50') });
    const { file } = moved(aCustomerFile({ stage: 'NEEDS_CONFIRMED' }, { quotes: [confirmed] }), 'QUOTED', { call });
    expect(file.followUps[0]!.remindAt).toEqual([local('2026-03-05', '09:30')]);
  });

  test.each(
    defaultDefinition.stages
      .filter(({ nextAction }) => nextAction)
      .map(({ code, nextAction }) => [code, nextAction!] as const),
  )('%s: who, what and by when, as the playbook says', (stage, nextAction) => {
    const file = aCustomerWhoEntered(stage);
    expect(file.followUps).toHaveLength(1);
    expect(file.followUps[0]).toMatchObject({
      stage,
      ownerId: LIN.id,
      purposeCode: nextAction.code,
      purpose: nextAction.purpose,
    });
    expect(file.customer.nextContactAt).toEqual(file.followUps[0]!.dueAt);
    const due = file.deadlines.filter(({ step, followUpId }) => step === 0 && followUpId !== null);
    expect(due.map(({ kind }) => kind)).toEqual(['STAGE_ACTION']);
  });

  test('pinned 17: the next action runs in clock time over a weekend, where idle rules count working days', () => {
    const saturday = aCall({ now: local('2026-03-07', '10:00') });
    const file = aCustomerWhoEntered('QUOTED', {}, saturday);
    const dueOf = (kind: string) => file.deadlines.find((one) => one.kind === kind && one.step === 0)!.dueAt;
    expect(dueOf('STAGE_ACTION')).toEqual(local('2026-03-09', '10:00'));
    expect(dueOf('STAGE_IDLE')).toEqual(local('2026-03-11', '10:00'));
  });

  test.each([
    ['the team lead', 'TEAM_LEAD', CHEN.id],
    ['a manager', 'MANAGER', ZHAO.id],
    ['the owner', 'OWNER', LIN.id],
  ])('an action that the playbook gives to %s is theirs', (_, by, ownerId) => {
    const action = defaultDefinition.stages[3]!.nextAction!;
    const playbook = playbookWith((code) => (code === 'DECIDING' ? { nextAction: { ...action, by } } : {}));
    expect(aCustomerWhoEntered('DECIDING', { playbook }).followUps[0]).toMatchObject({ ownerId });
  });

  test('where the team lead is the owner, a superior’s action goes to a manager', () => {
    const action = defaultDefinition.stages[3]!.nextAction!;
    const playbook = playbookWith((code) =>
      code === 'DECIDING' ? { nextAction: { ...action, by: 'TEAM_LEAD' } } : {},
    );
    const file = aCustomerWhoEntered('DECIDING', { playbook, ownerTeam: { ...EAST, leadId: LIN.id } });
    expect(file.followUps[0]).toMatchObject({ ownerId: ZHAO.id });
  });
});

describe('C4, pinned 10: leaving a stage', () => {
  test("cancels the stage's own action with STAGE_LEFT and keeps what people planned", () => {
    const start = aCustomerWhoEntered('QUOTED');
    const own = start.followUps[0]!;
    const plan = aFollowUp({ dueAt: later(HOUR) });
    const { changes, file } = moved({ ...start, followUps: [...start.followUps, plan] }, 'TO_REACTIVATE');
    expect(changes).toContainEqual({
      set: 'FollowUp',
      id: own.id,
      to: { status: 'CANCELLED', cancelReason: 'STAGE_LEFT', cancelledAt: expect.any(Date), version: 2 },
    });
    expect(file.followUps.map(({ id, stage }) => [id === plan.id, stage])).toEqual([
      [true, null],
      [false, 'TO_REACTIVATE'],
    ]);
    expect(file.customer.nextContactAt).toEqual(plan.dueAt);
  });

  test('disarms the timers of the stage left and arms those of the new one', () => {
    const start = aCustomerWhoEntered('QUOTED');
    const call = aCall({ now: later(HOUR) });
    const { changes, file } = moved(start, 'TO_REACTIVATE', { call });
    for (const { id } of start.deadlines)
      expect(changes).toContainEqual({ set: 'Deadline', id, to: { status: 'DISARMED', disarmedAt: call.now } });
    expect(file.deadlines.every(({ rule }) => rule.startsWith('stages.TO_REACTIVATE.'))).toBe(true);
    expect(file.deadlines).toHaveLength(3);
  });

  test('C10: closes the visit and opens the next one, by whom and why', () => {
    const start = aCustomerWhoEntered('QUOTED');
    const call = aCall({ now: later(HOUR), by: CHEN });
    const { changes, file } = moved(start, 'LOST', { reason: 'PRICE', call });
    expect(changes).toContainEqual({ set: 'StageVisit', id: start.visit!.id, to: { leftAt: call.now } });
    expect(file.visit).toMatchObject({
      stage: 'LOST',
      from: 'QUOTED',
      fromEnteredAt: start.visit!.enteredAt,
      enteredAt: call.now,
      leftAt: null,
      byId: CHEN.id,
      ownerId: LIN.id,
      reason: 'PRICE',
      rule: null,
    });
    expect(file.customer).toMatchObject({ stage: 'LOST', stageEnteredAt: call.now, lossReason: 'PRICE' });
  });

  test('pinned 5: a move by a person is activity', () => {
    const { file } = moved(aCustomerWhoEntered('QUOTED'), 'TO_REACTIVATE', { call: aCall({ now: later(HOUR) }) });
    expect(file.customer).toMatchObject({ lastActivityAt: later(HOUR), lastInteractionAt: null });
  });
});

describe('end stages', () => {
  test.each([
    ['LOST', 'PRICE', ['stages.LOST.review']],
    ['WON', null, ['deal.delivery', 'deal.plan', 'deal.plan', 'deal.plan', 'stages.WON.review']],
  ])('%s has no next action and no idle rule; what people planned stays', (to, reason, asked) => {
    const start = aCustomerWhoEntered('QUOTED', { contracts: 1 });
    const signed = {
      ...start,
      customer: { ...start.customer, invoiceConfirmedAt: NOW, signedAt: NOW },
      followUps: [...start.followUps, aFollowUp()],
    };
    const { file } = moved(signed, to, { reason });
    expect(file.followUps.map(({ id }) => id)).toEqual([aFollowUp().id]);
    const own = file.deadlines.filter(({ kind }) => kind !== 'FOLLOW_UP_DUE');
    expect(own.map(({ rule }) => rule).sort()).toEqual(asked);
    expect(file.customer).toMatchObject({ ownerId: LIN.id, nextContactAt: aFollowUp().dueAt });
  });

  test('C8: reopening a lost customer is a move like any other: a new cycle, a new next action, no loss reason', () => {
    const lost = aCustomerFile({ stage: 'LOST', lossReason: 'PRICE' });
    const call = aCall({ now: later(30 * DAY) });
    const { file } = moved(lost, 'INITIAL_CONTACT', { call });
    expect(file.customer).toMatchObject({ stage: 'INITIAL_CONTACT', lossReason: null, cycleStartedAt: call.now });
    expect(file.followUps).toMatchObject([{ stage: 'INITIAL_CONTACT', dueAt: later(DAY, call.now) }]);
  });
});

describe('pinned 11: entering a pool', () => {
  const start = (() => {
    const file = aCustomerWhoEntered('QUOTED');
    return { ...file, followUps: [...file.followUps, aFollowUp()] };
  })();

  test('cancels all open follow-ups, disarms every timer, and nobody owns the customer', () => {
    const { changes, file } = moved(start, 'PAUSED', { reason: 'CUSTOMER_ASKED', call: aCall({ now: later(HOUR) }) });
    expect(file.followUps).toEqual([]);
    expect(file.deadlines).toEqual([]);
    expect(file.customer).toMatchObject({
      stage: 'PAUSED',
      ownerId: null,
      ownedSince: null,
      lastOwnerId: LIN.id,
      poolId: 'pool_dormant',
      pooledAt: later(HOUR),
      nextContactAt: null,
    });
    const reasons = eventsIn(changes).flatMap(({ type, data }) =>
      type === 'FOLLOW_UP_CANCELLED' ? [data!['reason']] : [],
    );
    expect(reasons.sort()).toEqual(['POOLED', 'STAGE_LEFT']);
  });

  test('the stage visit goes on', () => {
    const { file } = moved(start, 'PAUSED', { reason: 'CUSTOMER_ASKED' });
    expect(file.visit).toMatchObject({ stage: 'PAUSED', leftAt: null });
  });

  test.each([
    ['by the owner', LIN, 'CUSTOMER_RELEASED', []],
    ['by the team lead', CHEN, 'CUSTOMER_RELEASED', [LIN.id]],
  ] as const)('%s: the owner hears of it unless they did it', (_, by, type, told) => {
    const { changes } = moved(start, 'PAUSED', { reason: 'OTHER', call: aCall({ by }) });
    expect(rowsAdded(changes, 'Notification').map(({ recipientId }) => recipientId)).toEqual(told);
    expect(eventsIn(changes).map((one) => one.type)).toContain(type);
  });

  test('by silence: reclaimed, with the rule in history and event, and the owner is told', () => {
    const idle = aCustomerWhoEntered('INITIAL_CONTACT');
    const deadline = idle.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
    const call = aCall({ now: deadline.dueAt, by: null });
    const changes = accepted(decideReach(idle, deadline.id, call));
    const file = after(idle, changes);
    expect(file.customer).toMatchObject({
      stage: 'PAUSED',
      ownerId: null,
      poolId: 'pool_dormant',
      lastActivityAt: NOW,
    });
    expect(file.visit).toMatchObject({
      stage: 'PAUSED',
      byId: null,
      rule: 'stages.INITIAL_CONTACT.idle.0',
      reason: null,
    });
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_RECLAIMED', rule: deadline.rule }),
    );
    expect(rowsAdded(changes, 'Notification')).toMatchObject([{ recipientId: LIN.id, kind: 'RECLAIMED' }]);
    expect(file.deadlines).toEqual([]);
  });

  test('a plan that comes with the contact ends with the others, and arms nothing', () => {
    const record = {
      channel: 'PHONE',
      note: '客户要求暂缓',
      goalMet: false,
      next: { dueAt: later(DAY), purposeCode: 'OTHER' },
      advanceTo: 'PAUSED',
      reason: 'CUSTOMER_ASKED',
    } as const;
    const changes = accepted(decideRecordFollowUp(start, record, aCall()));
    const file = after(start, changes);
    expect(file).toMatchObject({ followUps: [], deadlines: [], customer: { ownerId: null, nextContactAt: null } });
    expect(rowsAdded(changes, 'Deadline')).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { decideApproval } from '../../domain/approval/decide.js';
import { decideRequestApproval } from '../../domain/approval/request.js';
import type { Approval } from '../../domain/approval/approval.js';
import { after } from '../../domain/change.js';
import { decideAcknowledge } from '../../domain/acknowledge.js';
import { decideAdvance, type Move } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import type { Deadline } from '../../domain/deadline/deadline.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { clocksOf } from '../../domain/deadline/silence.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import type { Notification } from '../../domain/notification.js';
import type { Viewer } from '../../domain/policy.js';
import {
  ADMIN,
  CHEN,
  DAY,
  GAO,
  HOUR,
  LIN,
  NOW,
  PEOPLE,
  WANG,
  ZHAO,
  aCall,
  aCustomerWhoEntered,
  accepted,
  callerErrorOf,
  eventsIn,
  later,
  playbookWith,
  refusalOf,
  rowsAdded,
} from '../support/files.js';

/** Nobody gives a customer up, or goes back to a quote, without their superior. */
const strict = playbookWith((code) => (code === 'DECIDING' ? { needsApproval: ['LOST', 'QUOTED'] } : {}), {
  approval: { within: 'PT4H', escalation: [{ to: 'MANAGER', after: 'PT2H' }] },
});
const LOST: Move = { to: 'LOST', reason: 'PRICE', note: '客户选择了更低的报价' };

const deciding = (around: Partial<CustomerFile> = {}): CustomerFile =>
  aCustomerWhoEntered('DECIDING', { playbook: strict, people: [...PEOPLE, WANG], ...around }, aCall({ now: NOW }));

const ask = (file: CustomerFile, move: Move = LOST, by: Viewer = LIN, at = HOUR) =>
  decideRequestApproval(file, move, by, aCall({ by, now: later(at) }));

/** A customer whose loss Lin asked to have approved, an hour after it entered the stage. */
function asked(around: Partial<CustomerFile> = {}): { file: CustomerFile; approval: Approval } {
  const file = deciding(around);
  const changes = accepted(ask(file));
  return { file: after(file, changes), approval: rowsAdded(changes, 'Approval')[0]! };
}

const decide = (
  { file, approval }: ReturnType<typeof asked>,
  verdict: { approve: boolean; note?: string },
  by: Viewer = CHEN,
  at = 2 * HOUR,
) => decideApproval(file, approval.id, { note: null, ...verdict }, by, aCall({ by, now: later(at) }));

const armed = (file: CustomerFile, kind: Deadline['kind']) => file.deadlines.filter((one) => one.kind === kind);
const cards = (changes: Parameters<typeof eventsIn>[0]) =>
  rowsAdded(changes, 'Notification').map(({ recipientId, kind, title }) => [recipientId, kind, title.code]);

describe('C12: what has to be approved', () => {
  test('the owner’s move is refused, at every door, and what came along has happened', () => {
    expect(refusalOf(decideAdvance(deciding(), LOST, aCall()))).toEqual({ code: 'APPROVAL_REQUIRED' });
    const told = { channel: 'PHONE' as const, note: '客户拒绝', goalMet: false, facts: { need: '玻璃棉' } };
    const next = { dueAt: later(DAY), purposeCode: 'OTHER' };
    const done = decideRecordFollowUp(deciding(), { ...told, next, advanceTo: 'LOST', reason: 'PRICE' }, aCall());
    expect(refusalOf(done)).toEqual({ code: 'APPROVAL_REQUIRED' });
    const { changes } = (done as { happened: { changes: Parameters<typeof eventsIn>[0] } }).happened;
    expect(eventsIn(changes).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['FOLLOW_UP_DONE', 'CUSTOMER_CHANGED', 'FOLLOW_UP_PLANNED']),
    );
  });

  test.each([
    ['the team lead', CHEN],
    ['a manager', ZHAO],
    ['an administrator', ADMIN],
  ])('%s just makes the move', (_, by) => {
    expect(decideAdvance(deciding(), LOST, aCall({ by })).accepted).toBe(true);
    expect(callerErrorOf(() => ask(deciding(), LOST, by))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'to',
      text: 'NEEDS_NO_APPROVAL',
    });
  });

  test('pinned 3: a team lead is not their own superior', () => {
    const own = deciding();
    const theirs = { ...own, customer: { ...own.customer, ownerId: CHEN.id } };
    expect(refusalOf(decideAdvance(theirs, LOST, aCall({ by: CHEN })))).toEqual({ code: 'APPROVAL_REQUIRED' });
    expect(rowsAdded(accepted(ask(theirs, LOST, CHEN)), 'Approval')[0]).toMatchObject({ approverId: ZHAO.id });
  });

  test('whoever stands in for the team lead decides like them, but not about a customer of their own', () => {
    const standIn: Viewer = { ...WANG, standsInFor: [CHEN] };
    expect(decideAdvance(deciding(), LOST, aCall({ by: standIn })).accepted).toBe(true);
    const own = deciding();
    const theirs = { ...own, customer: { ...own.customer, ownerId: WANG.id } };
    expect(refusalOf(decideAdvance(theirs, LOST, aCall({ by: standIn })))).toEqual({ code: 'APPROVAL_REQUIRED' });
  });

  test('whoever stands in for an owner who leads the team is not the owner’s superior', () => {
    const own = deciding();
    const theirs = { ...own, customer: { ...own.customer, ownerId: CHEN.id } };
    const standIn: Viewer = { ...WANG, standsInFor: [CHEN] };
    expect(refusalOf(decideAdvance(theirs, LOST, aCall({ by: standIn })))).toEqual({ code: 'APPROVAL_REQUIRED' });
  });

  test('a published rule moves a customer by itself', () => {
    const rule = { for: 'P1D', since: 'LAST_STAGE_CHANGE', then: { moveTo: 'QUOTED' } };
    const ruled = playbookWith((code) => {
      if (code === 'DECIDING') return { needsApproval: ['QUOTED'], idle: [rule] };
      return code === 'QUOTED' ? { entryConditions: [] } : {};
    });
    const file = deciding({ playbook: ruled });
    const [idle] = armed(file, 'STAGE_IDLE');
    const call = aCall({ by: null, now: later(2 * DAY) });
    expect(after(file, accepted(decideReach(file, idle!.id, call))).customer.stage).toBe('QUOTED');
  });
});

describe('C12: asking for it', () => {
  test('the customer stays, the superior is told with the reason, and has a time to decide', () => {
    const file = deciding();
    const changes = accepted(ask(file));
    const { customer, ...standing } = after(file, changes);
    expect([customer.stage, customer.version]).toEqual(['DECIDING', file.customer.version]);
    expect(standing.approvals[0]).toMatchObject({
      from: 'DECIDING',
      to: 'LOST',
      requestedById: LIN.id,
      approverId: CHEN.id,
      reason: 'PRICE',
      requestNote: '客户选择了更低的报价',
      dueAt: later(5 * HOUR),
      outcome: 'PENDING',
    });
    expect(cards(changes)).toEqual([[CHEN.id, 'APPROVAL', 'NOTE_APPROVAL_ASKED']]);
    expect(armed({ customer, ...standing }, 'APPROVAL')).toMatchObject([{ dueAt: later(5 * HOUR), step: 0 }]);
    expect(eventsIn(changes)[0]).toMatchObject({ type: 'APPROVAL_REQUESTED', data: { to: 'LOST', reason: 'PRICE' } });
  });

  test('the same conditions as for the move: everything unmet is named, and what came along is recorded', () => {
    expect(refusalOf(ask(deciding(), { to: 'LOST', facts: { need: '玻璃棉' } }))).toMatchObject({
      code: 'CONDITIONS_UNMET',
      unmet: [{ code: 'LOSS_REASON' }],
    });
    expect(refusalOf(ask(deciding(), { to: 'INITIAL_CONTACT' }))).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    expect(refusalOf(ask(deciding(), LOST, WANG))).toEqual({ code: 'NOT_OWNER' });
    const quoted = accepted(ask(deciding(), { to: 'QUOTED', quote: { amount: '1', receiptConfirmed: true } }));
    expect(rowsAdded(quoted, 'Quote')).toHaveLength(1);
  });

  test('a second one is refused while the first is pending, whatever it is about', () => {
    const { file } = asked();
    expect(refusalOf(ask(file))).toEqual({ code: 'APPROVAL_REQUIRED' });
    const other = { to: 'QUOTED', quote: { amount: '1', receiptConfirmed: true } };
    expect(refusalOf(ask(file, other))).toEqual({ code: 'APPROVAL_REQUIRED' });
  });

  const away = (person: Viewer, delegateId: string | null): Viewer => ({
    ...person,
    onLeaveUntil: later(7 * DAY),
    delegateId,
  });
  test.each([
    ['a superior on leave is stood in for', [LIN, away(CHEN, WANG.id), WANG, ZHAO, ADMIN], [WANG.id]],
    ['without anybody to stand in it goes to all managers', [LIN, away(CHEN, null), ZHAO, ADMIN], [ZHAO.id]],
    ['where the owner stands in it goes to all managers', [LIN, away(CHEN, LIN.id), ZHAO, ADMIN], [ZHAO.id]],
    ['without a manager it goes to the administrators', [LIN, away(CHEN, null), ADMIN], [ADMIN.id]],
    [
      'a stand-in of a manager who sees only their own isn’t asked',
      [LIN, away(CHEN, null), away(ZHAO, GAO.id), GAO, ADMIN],
      [ZHAO.id, ADMIN.id],
    ],
  ])('pinned 3, C11: %s', (_, people, expected) => {
    const changes = accepted(ask(deciding({ people })));
    expect(rowsAdded(changes, 'Approval')[0]!.approverId).toBe(expected[0]);
    expect(rowsAdded(changes, 'Notification').map(({ recipientId }) => recipientId)).toEqual(expected);
  });
});

describe('C12: deciding', () => {
  test('approving makes the move with the reason and note of the request, and whoever asked is told', () => {
    const request = asked();
    const changes = accepted(decide(request, { approve: true }));
    const result = after(request.file, changes);
    expect(result.customer).toMatchObject({ stage: 'LOST', lossReason: 'PRICE' });
    expect(result.visit).toMatchObject({ stage: 'LOST', note: '客户选择了更低的报价', byId: CHEN.id });
    expect(result.approvals[0]).toMatchObject({ outcome: 'MOVED', decidedById: CHEN.id, decidedAt: later(2 * HOUR) });
    expect(cards(changes)).toEqual([[LIN.id, 'APPROVAL', 'NOTE_APPROVAL_MOVED']]);
    expect(armed(result, 'APPROVAL')).toEqual([]);
    expect(eventsIn(changes).find(({ type }) => type === 'APPROVAL_DECIDED')).toMatchObject({
      data: { approved: true, outcome: 'MOVED', requestedById: LIN.id },
    });
  });

  test('rejecting leaves the customer where it is, and tells whoever asked why', () => {
    const request = asked();
    const changes = accepted(decide(request, { approve: false, note: '先约一次拜访' }));
    const result = after(request.file, changes);
    expect(result.customer.stage).toBe('DECIDING');
    expect(result.approvals[0]).toMatchObject({ outcome: 'REJECTED', note: '先约一次拜访' });
    const [card] = rowsAdded(changes, 'Notification');
    expect(card).toMatchObject({ recipientId: LIN.id, kind: 'APPROVAL', body: { params: { note: '先约一次拜访' } } });
  });

  test('approved with facts that no longer do: refused with what is missing, recorded, and said', () => {
    const file = deciding({ quotes: [] });
    const given = accepted(ask(file, { to: 'QUOTED', quote: { amount: '1', receiptConfirmed: true } }));
    const pending = after(file, given);
    const taken = { ...pending, quotes: [] };
    const request = { file: taken, approval: rowsAdded(given, 'Approval')[0]! };
    const decision = decide(request, { approve: true });
    expect(refusalOf(decision)).toMatchObject({
      code: 'CONDITIONS_UNMET',
      unmet: [{ code: 'QUOTE_SENT' }, { code: 'QUOTE_RECEIPT_CONFIRMED' }],
    });
    const { changes } = (decision as { happened: { changes: Parameters<typeof eventsIn>[0] } }).happened;
    expect(after(taken, changes)).toMatchObject({
      customer: { stage: 'DECIDING' },
      approvals: [{ outcome: 'MOVE_REFUSED' }],
    });
    expect(cards(changes)).toEqual([[LIN.id, 'APPROVAL', 'NOTE_APPROVAL_MOVE_REFUSED']]);
  });

  test.each([
    ['a manager', ZHAO, null],
    ['whoever stands in for the approver', { ...WANG, standsInFor: [CHEN] }, null],
    ['whoever asked', LIN, 'NOT_OWNER'],
    ['a colleague', WANG, 'NOT_OWNER'],
  ])('%s: %j', (_, by, refusal) => {
    const decision = decide(asked(), { approve: true }, by);
    expect(decision.accepted ? null : decision.refusal.code).toBe(refusal);
  });

  test('decided twice, the second is too late', () => {
    const request = asked();
    const file = after(request.file, accepted(decide(request, { approve: false })));
    expect(refusalOf(decide({ ...request, file }, { approve: true }))).toEqual({ code: 'ALREADY_CLOSED' });
  });
});

describe('C12: a request ends by itself', () => {
  const endOf = (file: CustomerFile) => file.approvals.map(({ outcome }) => outcome);

  test('when a superior moves the customer, or its owner moves it elsewhere', () => {
    const { file } = asked();
    const byChen = after(file, accepted(decideAdvance(file, LOST, aCall({ by: CHEN, now: later(2 * HOUR) }))));
    expect([byChen.customer.stage, endOf(byChen), armed(byChen, 'APPROVAL')]).toEqual(['LOST', ['VOID'], []]);
    const pause = { to: 'PAUSED', reason: 'CUSTOMER_ASKED' };
    const byLin = accepted(decideAdvance(file, pause, aCall({ now: later(2 * HOUR) })));
    expect(endOf(after(file, byLin))).toEqual(['VOID']);
    expect(eventsIn(byLin)).toContainEqual(
      expect.objectContaining({ type: 'APPROVAL_DECIDED', data: expect.objectContaining({ approved: null }) }),
    );
  });

  test('when the customer gets another owner', () => {
    const { file } = asked();
    const changes = accepted(decideTransfer(file, WANG, null, aCall({ by: CHEN, now: later(2 * HOUR) })));
    expect(endOf(after(file, changes))).toEqual(['VOID']);
    expect(cards(changes)).toContainEqual([LIN.id, 'APPROVAL', 'NOTE_APPROVAL_VOID']);
  });

  test('when whoever asked is gone: approving it then is too late', () => {
    const { file, approval } = asked();
    const people = file.people.map((one) => (one.id === LIN.id ? { ...one, active: false } : one));
    const decision = decide({ file: { ...file, people }, approval }, { approve: true });
    expect(refusalOf(decision)).toEqual({ code: 'ALREADY_CLOSED' });
    const { changes } = (decision as { happened: { changes: Parameters<typeof eventsIn>[0] } }).happened;
    expect(endOf(after(file, changes))).toEqual(['VOID']);
    expect(cards(changes)).toEqual([]);
  });

  test('when whoever was to decide is gone it goes to the next superior', () => {
    const { file } = asked();
    const people = file.people.map((one) => (one.id === CHEN.id ? { ...one, active: false } : one));
    const gone = { ...file, people };
    const changes = accepted(decideRecordFollowUp(gone, CONTACT, aCall({ now: later(2 * HOUR) })));
    expect(after(gone, changes).approvals).toMatchObject([{ outcome: 'PENDING', approverId: ZHAO.id }]);
    expect(cards(changes)).toEqual([[ZHAO.id, 'APPROVAL', 'NOTE_APPROVAL_ASKED']]);
    expect(eventsIn(changes).flatMap(({ changes: fields }) => fields ?? [])).toContainEqual({
      field: 'approval.approverId',
      old: CHEN.id,
      new: ZHAO.id,
    });
  });

  test('the next superior has the time for it that the one before had, though that one had reacted', () => {
    const { file, approval } = asked();
    const due = file.deadlines.find(({ subject, step }) => subject === approval.id && step === 0)!;
    const overdue = after(file, accepted(decideReach(file, due.id, aCall({ now: later(6 * HOUR), by: null }))));
    const reacted = { ...overdue.approvals[0]!, acknowledgedAt: later(6 * HOUR) };
    const people = file.people.map((one) => (one.id === CHEN.id ? { ...one, active: false } : one));
    const gone = { ...overdue, people, approvals: [reacted] };
    const changes = accepted(decideRecordFollowUp(gone, CONTACT, aCall({ now: later(8 * HOUR) })));
    const then = after(gone, changes);
    expect(then.approvals[0]).toMatchObject({ approverId: ZHAO.id, reachedStep: null, dueAt: later(12 * HOUR) });
    expect(armed(then, 'APPROVAL').map(({ step, dueAt }) => [step, dueAt])).toContainEqual([0, later(12 * HOUR)]);
  });

  const CONTACT = {
    channel: 'PHONE' as const,
    note: '客户还在讨论',
    goalMet: false,
    next: { dueAt: later(3 * DAY), purposeCode: 'OTHER' },
  };

  test('other work on the customer leaves it pending', () => {
    const { file } = asked();
    const changes = accepted(decideRecordFollowUp(file, CONTACT, aCall({ now: later(2 * HOUR) })));
    expect(endOf(after(file, changes))).toEqual(['PENDING']);
  });
});

describe('C12 P8: clocks stand still meanwhile', () => {
  test('no idle rule is armed while it is pending; afterwards each is due later by the time it waited', () => {
    const before = deciding();
    expect(armed(before, 'STAGE_IDLE')).not.toEqual([]);
    const request = asked();
    expect(armed(request.file, 'STAGE_IDLE')).toEqual([]);
    const rejected = after(request.file, accepted(decide(request, { approve: false }, CHEN, 2 * DAY)));
    const waited = 2 * DAY - HOUR;
    for (const one of armed(before, 'STAGE_IDLE')) {
      const again = armed(rejected, 'STAGE_IDLE').find((other) => other.rule === one.rule);
      expect(again?.dueAt).toEqual(later(waited, one.dueAt));
    }
  });

  const idleDueAt = (file: CustomerFile) => clocksOf(file)[0]?.dueAt;

  test('two waits add up, and one from before the clock started doesn’t count', () => {
    const request = asked();
    const once = after(request.file, accepted(decide(request, { approve: false }, CHEN, 3 * HOUR)));
    const again = accepted(ask(once, LOST, LIN, 5 * HOUR));
    const second = { file: after(once, again), approval: rowsAdded(again, 'Approval')[0]! };
    const twice = after(second.file, accepted(decide(second, { approve: false }, CHEN, 6 * HOUR)));
    expect(idleDueAt(twice)).toEqual(later(3 * DAY + 3 * HOUR));
    const worked = { ...twice, customer: { ...twice.customer, lastActivityAt: later(10 * HOUR) } };
    expect(idleDueAt(worked)).toEqual(later(3 * DAY + 10 * HOUR));
    const meanwhile = { ...twice, customer: { ...twice.customer, lastActivityAt: later(2 * HOUR) } };
    expect(idleDueAt(meanwhile)).toEqual(later(3 * DAY + 2 * HOUR + 2 * HOUR));
  });
});

describe('C12 T5: nobody decides', () => {
  const reach = (file: CustomerFile, at: number) => {
    const [deadline] = armed(file, 'APPROVAL');
    const changes = accepted(decideReach(file, deadline!.id, aCall({ by: null, now: later(at) })));
    return { changes, file: after(file, changes) };
  };

  test('the approver is reminded, then the managers hear of it, and then nobody any more', () => {
    const due = reach(asked().file, 5 * HOUR);
    expect(cards(due.changes)).toEqual([[CHEN.id, 'REMINDER', 'NOTE_APPROVAL_DUE']]);
    expect(armed(due.file, 'APPROVAL')).toMatchObject([{ step: 1, dueAt: later(7 * HOUR) }]);
    const unheeded = reach(due.file, 7 * HOUR);
    expect(cards(unheeded.changes)).toEqual([[ZHAO.id, 'ESCALATION', 'NOTE_APPROVAL_ESCALATION']]);
    expect(armed(unheeded.file, 'APPROVAL')).toEqual([]);
  });

  test('on leave by then, whoever stands in is reminded', () => {
    const { file } = asked();
    const leave = { onLeaveUntil: later(7 * DAY), delegateId: WANG.id };
    const people = file.people.map((one) => (one.id === CHEN.id ? { ...one, ...leave } : one));
    expect(cards(reach({ ...file, people }, 5 * HOUR).changes)).toEqual([[WANG.id, 'REMINDER', 'NOTE_APPROVAL_DUE']]);
  });

  test('who takes note of the reminder stops the escalation; the request stays pending', () => {
    const due = reach(asked().file, 5 * HOUR);
    const [card] = rowsAdded(due.changes, 'Notification');
    const noted = decideAcknowledge(card as Notification, due.file, aCall({ by: CHEN, now: later(6 * HOUR) }));
    const file = after(due.file, accepted(noted));
    expect(armed(file, 'APPROVAL')).toEqual([]);
    expect(file.approvals).toMatchObject([{ outcome: 'PENDING', acknowledgedAt: later(6 * HOUR) }]);
  });
});

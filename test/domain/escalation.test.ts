import { describe, expect, test } from '@jest/globals';
import { decideAcknowledge, decideMarkRead, decideSnooze } from '../../domain/acknowledge.js';
import { after } from '../../domain/change.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordQuote } from '../../domain/customer/quote.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { recipientsOf } from '../../domain/deadline/recipients.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import type { Notification } from '../../domain/notification.js';
import type { Person } from '../../domain/people.js';
import type { ActionBy } from '../../domain/playbook/playbook.js';
import {
  ADMIN,
  CHEN,
  DAY,
  EAST,
  HOUR,
  LIN,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aFollowUp,
  aPerson,
  aQuote,
  accepted,
  callerErrorOf,
  eventsIn,
  later,
  local,
  playbookWith,
  rowsAdded,
  unmetCodes,
} from '../support/files.js';

const CLOCK = playbookWith(() => ({ idle: [] }));

/** A customer with one follow-up planned for tomorrow, reminded of an hour ahead. */
const planned = (() => {
  const start = aCustomerFile({ stage: 'NEEDS_CONFIRMED' }, { playbook: CLOCK });
  return after(start, accepted(decidePlanFollowUp(start, { dueAt: later(DAY), purposeCode: 'OTHER' }, aCall())));
})();
const followUpId = planned.followUps[0]!.id;
const timer = (file: CustomerFile, step: number) => file.deadlines.find((one) => one.step === step)!;
const steps = (file: CustomerFile) => file.deadlines.map(({ step }) => step).sort((a, b) => a - b);

/** Reaches the timer of a step when it is due, and answers the cards that this sent. */
function reached(file: CustomerFile, step: number) {
  const deadline = timer(file, step);
  const changes = accepted(decideReach(file, deadline.id, aCall({ now: deadline.dueAt, by: null })));
  return { file: after(file, changes), cards: rowsAdded(changes, 'Notification'), changes };
}

describe('T5, pinned 6: an obligation that nobody cares for', () => {
  const ahead = reached(planned, -1);
  const due = reached(ahead.file, 0);
  const first = reached(due.file, 1);
  const second = reached(first.file, 2);

  test('is reminded of ahead, and the due timer stays as it is', () => {
    expect(ahead.cards).toMatchObject([
      { recipientId: LIN.id, kind: 'REMINDER', level: 0, title: { code: 'NOTE_REMIND_AHEAD' } },
    ]);
    expect(steps(ahead.file)).toEqual([0]);
  });

  test('is told to the owner once when it is due, and becomes overdue', () => {
    expect(due.cards).toMatchObject([
      { recipientId: LIN.id, kind: 'REMINDER', level: 0, title: { code: 'NOTE_DUE' }, followUpId },
    ]);
    expect(eventsIn(due.changes).map(({ type }) => type)).toEqual(['FOLLOW_UP_OVERDUE']);
    expect(due.cards[0]!.deadlineId).toBe(timer(planned, 0).id);
  });

  test('goes to the team lead PT4H after its due time, then to the managers after P1D, and then no further', () => {
    expect(timer(due.file, 1)).toMatchObject({ kind: 'ESCALATION', rule: 'escalation', dueAt: later(DAY + 4 * HOUR) });
    expect(first.cards).toMatchObject([{ recipientId: CHEN.id, kind: 'ESCALATION', level: 1 }]);
    expect(timer(first.file, 2)).toMatchObject({ dueAt: later(2 * DAY) });
    expect(second.cards).toMatchObject([{ recipientId: ZHAO.id, kind: 'ESCALATION', level: 2 }]);
    expect(second.file.deadlines).toEqual([]);
    expect(second.file.followUps).toMatchObject([{ id: followUpId, status: 'PLANNED', reachedStep: 2 }]);
  });

  test('N4: counts each step from the due time where the one before was told in time, and from when it was told where that was late', () => {
    const toldAt = (now: Date) =>
      after(ahead.file, accepted(decideReach(ahead.file, timer(ahead.file, 0).id, aCall({ now, by: null }))));
    expect(timer(toldAt(later(DAY + 90_000)), 1).dueAt).toEqual(later(DAY + 4 * HOUR));
    expect(timer(toldAt(later(5 * DAY)), 1).dueAt).toEqual(later(5 * DAY + 4 * HOUR));
  });

  test('pinned 17: steps count working time where the playbook does', () => {
    const file = { ...planned, playbook: playbookWith(() => ({ idle: [] }), { calendar: 'WORKING' }) };
    const dueAt = local('2026-03-07', '17:30'); // a Saturday, an hour before closing
    const evening = { ...file, followUps: [aFollowUp({ dueAt })], deadlines: [] };
    const armed = after(
      evening,
      accepted(decidePlanFollowUp(evening, { dueAt: later(30 * DAY), purposeCode: 'OTHER' }, aCall())),
    );
    const overdue = reached(armed, 0);
    expect(timer(overdue.file, 1).dueAt).toEqual(local('2026-03-09', '11:30'));
  });

  test('a reminder that comes after the due time says nothing: the due time itself speaks', () => {
    const changes = accepted(decideReach(planned, timer(planned, -1).id, aCall({ now: later(DAY + HOUR), by: null })));
    expect(rowsAdded(changes, 'Notification')).toEqual([]);
    expect(steps(after(planned, changes))).toEqual([0]);
  });

  test('after the due time no reminder ahead is left', () => {
    const changes = accepted(decideReach(planned, timer(planned, 0).id, aCall({ now: later(DAY), by: null })));
    expect(steps(after(planned, changes))).toEqual([1]);
  });
});

describe('pinned 3: who hears of a step', () => {
  const ZHOU = aPerson('usr_zhou', 'MANAGER', null);
  const away = { onLeaveUntil: later(DAY) };
  const back = { onLeaveUntil: later(-1) };
  const without = (person: Person, ...others: Person[]) => [
    ...others,
    ...[LIN, CHEN, ZHAO, ZHOU, ADMIN].filter(({ id }) => id !== person.id),
  ];
  const changed = (person: Person, over: Partial<Person>, ...others: Person[]) => [
    ...without(person),
    ...others,
    { ...person, ...over },
  ];
  const everybody = [LIN, CHEN, ZHAO, ZHOU, ADMIN];
  const managers = [ZHAO.id, ZHOU.id];

  test.each<[string, ActionBy, readonly Person[], readonly string[]]>([
    ['the owner', 'OWNER', everybody, [LIN.id]],
    ['the owner, back from leave', 'OWNER', changed(LIN, back), [LIN.id]],
    ['the delegate of an owner on leave', 'OWNER', changed(LIN, { ...away, delegateId: WANG.id }, WANG), [WANG.id]],
    ['the managers where the owner is on leave without a delegate', 'OWNER', changed(LIN, away), managers],
    [
      'the managers where the delegate is on leave too',
      'OWNER',
      changed(LIN, { ...away, delegateId: WANG.id }, { ...WANG, ...away }),
      managers,
    ],
    [
      'the managers where the delegate is inactive',
      'OWNER',
      changed(LIN, { ...away, delegateId: WANG.id }, { ...WANG, active: false }),
      managers,
    ],
    ['the managers where the owner is inactive', 'OWNER', changed(LIN, { active: false }), managers],
    ['the team lead', 'TEAM_LEAD', everybody, [CHEN.id]],
    [
      'the delegate of a team lead on leave',
      'TEAM_LEAD',
      changed(CHEN, { ...away, delegateId: WANG.id }, WANG),
      [WANG.id],
    ],
    [
      'the managers where the team lead’s delegate is the owner',
      'TEAM_LEAD',
      changed(CHEN, { ...away, delegateId: LIN.id }),
      managers,
    ],
    ['the managers where the team lead is on leave without a delegate', 'TEAM_LEAD', changed(CHEN, away), managers],
    ['the managers where the team lead is inactive', 'TEAM_LEAD', changed(CHEN, { active: false }), managers],
    ['all active managers', 'MANAGER', everybody, managers],
    ['the managers that are there', 'MANAGER', changed(ZHAO, { active: false }), [ZHOU.id]],
    ['a manager’s delegate', 'MANAGER', changed(ZHAO, { ...away, delegateId: WANG.id }, WANG), [ZHOU.id, WANG.id]],
    ['the administrators where no manager is there', 'MANAGER', [LIN, CHEN, { ...ZHAO, ...away }, ADMIN], [ADMIN.id]],
    ['the administrators where neither lead nor manager is there', 'TEAM_LEAD', [LIN, ADMIN], [ADMIN.id]],
  ])('%s', (_, to, people, expected) => {
    const heard = recipientsOf({ ...planned, people }, to, LIN.id, later(0));
    expect([...heard].sort()).toEqual([...expected].sort());
  });

  test('the managers where there is no team lead, or the owner leads the team', () => {
    const heard = (leadId: string | null) =>
      recipientsOf({ ...planned, people: everybody, ownerTeam: { ...EAST, leadId } }, 'TEAM_LEAD', LIN.id, later(0));
    expect(heard(null)).toEqual(managers);
    expect(heard(LIN.id)).toEqual(managers);
  });

  test('the other managers where a manager owes the action', () => {
    expect(recipientsOf({ ...planned, people: everybody }, 'MANAGER', ZHAO.id, later(0))).toEqual([ZHOU.id]);
  });
});

describe('pinned 14: acknowledging', () => {
  const ahead = reached(planned, -1);
  const due = reached(ahead.file, 0);
  const first = reached(due.file, 1);
  const acknowledged = (card: Notification, file: CustomerFile, by = LIN) => {
    const changes = accepted(decideAcknowledge(card, file, aCall({ now: later(DAY + HOUR), by })));
    return { changes, file: after(file, changes) };
  };

  test('a reminder ahead of time leaves the due step armed', () => {
    const { file } = acknowledged(ahead.cards[0]!, ahead.file);
    expect(steps(file)).toEqual([0]);
  });

  test.each([
    ['by the owner', due.cards[0]!, due.file, LIN],
    ['by the team lead', first.cards[0]!, first.file, CHEN],
  ])('%s disarms the later steps; the follow-up stays overdue', (_, card, before, by) => {
    const { changes, file } = acknowledged(card, before, by);
    expect(file.deadlines).toEqual([]);
    expect(file.followUps).toMatchObject([{ status: 'PLANNED', dueAt: later(DAY), acknowledgedAt: later(DAY + HOUR) }]);
    expect(eventsIn(changes)).toMatchObject([
      { type: 'ACKNOWLEDGED', data: { notificationId: card.id, recipientId: card.recipientId } },
    ]);
  });

  test('by somebody whose follow-up it no longer is silences nobody, and they put nothing off', () => {
    const passedOn = {
      ...first.file,
      customer: { ...first.file.customer, ownerId: WANG.id },
      followUps: first.file.followUps.map((followUp) => ({ ...followUp, ownerId: WANG.id })),
      people: [...first.file.people, WANG],
    };
    const changes = accepted(decideAcknowledge(due.cards[0]!, passedOn, aCall({ now: later(DAY + HOUR), by: LIN })));
    expect(after(passedOn, changes)).toMatchObject({ followUps: [{ acknowledgedAt: null }] });
    expect(unmetCodes(decideSnooze(due.cards[0]!, passedOn, 'PT1H', aCall({ by: LIN })))).toEqual(['NOT_OWNER']);
  });

  test('twice changes nothing', () => {
    const card = { ...due.cards[0]!, acknowledgedAt: later(DAY) };
    expect(acknowledged(card, due.file).changes).toEqual([]);
  });

  test('a card whose follow-up is done, or that is about no customer, is acknowledged alone', () => {
    const customer = { ...due.file.customer, nextContactAt: null };
    const closed = { ...due.file, customer, followUps: [], deadlines: [] };
    for (const file of [closed, null]) {
      const changes = accepted(decideAcknowledge(due.cards[0]!, file, aCall()));
      expect(changes.map((change) => ('set' in change ? change.set : 'event'))).toEqual(['Notification', 'event']);
    }
  });
});

describe('T5: the first reaction ends the escalation', () => {
  const overdue = reached(reached(planned, -1).file, 0).file;

  test.each([
    ['the owner', LIN],
    ['the team lead', CHEN],
  ])('work by %s is one', (_, by) => {
    const stands = after(
      overdue,
      accepted(
        decideRecordQuote(overdue, { amount: '1.00', receiptConfirmed: true }, aCall({ now: later(DAY + HOUR), by })),
      ),
    );
    expect(steps(stands)).toEqual([]);
    expect(stands.followUps).toMatchObject([{ status: 'PLANNED', acknowledgedAt: later(DAY + HOUR) }]);
  });

  test('work before the due time is none', () => {
    const stands = after(
      planned,
      accepted(decideRecordQuote(planned, { amount: '1.00', receiptConfirmed: true }, aCall({ now: later(HOUR) }))),
    );
    expect(steps(stands)).toEqual([-1, 0]);
  });
});

describe('pinned 14: snoozing', () => {
  const ahead = reached(planned, -1);
  const due = reached(ahead.file, 0);
  const snoozed = (card: Notification, file: CustomerFile, span: string) =>
    after(file, accepted(decideSnooze(card, file, span, aCall({ now: later(DAY) }))));

  test('moves the due time that is still ahead, and its reminders', () => {
    const file = {
      ...planned,
      followUps: [{ ...planned.followUps[0]!, remindAt: [later(DAY - 2 * HOUR), later(DAY - HOUR)] }],
    };
    const [reminder] = planned.deadlines.filter(({ step }) => step < 0);
    const stands = snoozed(ahead.cards[0]!, { ...file, deadlines: [reminder!, timer(planned, 0)] }, 'PT3H');
    expect(timer(stands, 0).dueAt).toEqual(later(DAY + 3 * HOUR));
    expect(timer(stands, -1).dueAt).toEqual(later(DAY + 2 * HOUR));
  });

  test('a reminder that was sent is not sent again', () => {
    expect(steps(snoozed(ahead.cards[0]!, ahead.file, 'PT3H'))).toEqual([0]);
  });

  test('moves the steps that remain, and leaves the follow-up’s due time alone', () => {
    const stands = snoozed(due.cards[0]!, due.file, 'P1D');
    expect(timer(stands, 1).dueAt).toEqual(later(2 * DAY + 4 * HOUR));
    expect(stands.followUps).toMatchObject([{ dueAt: later(DAY), snoozedMs: DAY }]);
    const next = reached(stands, 1);
    expect(timer(next.file, 2).dueAt).toEqual(later(3 * DAY));
  });

  test('adds up to P7D at most', () => {
    const card = due.cards[0]!;
    const week = snoozed(card, due.file, 'P7D');
    expect(week.followUps).toMatchObject([{ snoozedMs: 7 * DAY }]);
    const more = () => decideSnooze(card, week, 'PT1S', aCall());
    expect(callerErrorOf(more)).toEqual({ code: 'BAD_USER_INPUT', field: 'for', text: 'SNOOZE_TOO_LONG' });
  });

  test.each(['PT0S', 'P0D', 'soon', '-PT1H'])('%s is no span', (span) => {
    const error = { code: 'BAD_USER_INPUT', field: 'for', text: 'SPAN_NOT_POSITIVE' };
    expect(callerErrorOf(() => decideSnooze(due.cards[0]!, due.file, span, aCall()))).toEqual(error);
  });

  test('is refused where the follow-up is closed', () => {
    const closed = { ...due.file, followUps: [], deadlines: [] };
    expect(unmetCodes(decideSnooze(due.cards[0]!, closed, 'PT1H', aCall()))).toEqual(['ALREADY_CLOSED']);
    expect(unmetCodes(decideSnooze(due.cards[0]!, null, 'PT1H', aCall()))).toEqual(['ALREADY_CLOSED']);
  });
});

test('pinned 13: reading is an event for its recipient, once per card', () => {
  const { cards } = reached(planned, -1);
  const [card] = cards;
  const read = { ...card!, id: 'ntf_read', readAt: later(0) };
  const changes = accepted(decideMarkRead([card!, read], aCall()));
  expect(changes).toEqual([
    { set: 'Notification', id: card!.id, to: { readAt: later(0) } },
    {
      event: expect.objectContaining({
        type: 'NOTIFIED',
        recipientId: LIN.id,
        data: { notificationId: card!.id, read: true },
      }),
    },
  ]);
});

describe('C9, T4: the idle rules of a stage', () => {
  const rule = (over: object) =>
    playbookWith((code) => (code === 'DECIDING' ? { idle: [{ for: 'P3D', since: 'LAST_INTERACTION', ...over }] } : {}));
  const facts = { need: '岩棉板', budget: '1.00', timeline: '九月' };
  const silent = (over: object, customer: object = {}) => {
    const start = aCustomerFile({ stage: 'DECIDING', ...customer }, { playbook: rule(over) });
    return after(start, accepted(decidePlanFollowUp(start, { dueAt: later(9 * DAY), purposeCode: 'OTHER' }, aCall())));
  };
  const idle = (file: CustomerFile) => file.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
  const reach = (file: CustomerFile, now: Date) => {
    const changes = accepted(decideReach(file, idle(file).id, aCall({ now, by: null })));
    return { changes, file: after(file, changes), cards: rowsAdded(changes, 'Notification') };
  };
  const pause = { then: { moveTo: 'PAUSED' } };

  test('activity that the timer has not heard of moves it forward instead', () => {
    const file = silent(pause);
    const stale = { ...file, customer: { ...file.customer, lastInteractionAt: later(2 * DAY) } };
    const { changes, file: stands } = reach(stale, later(3 * DAY));
    expect(changes).toEqual([
      { set: 'Deadline', id: idle(file).id, to: { dueAt: later(5 * DAY) } },
      { set: 'Customer', id: file.customer.id, to: expect.objectContaining({ reclaimAt: later(5 * DAY) }) },
    ]);
    expect(stands.customer.stage).toBe('DECIDING');
  });

  test('pinned 9: `unless` holds it back: it waits the same span again and tells the owner', () => {
    const file = silent({ ...pause, unless: ['CLEAR_INTENT'] }, facts);
    const { file: stands, cards } = reach(file, later(3 * DAY + HOUR));
    expect(stands.customer.stage).toBe('DECIDING');
    expect(idle(stands)).toMatchObject({ id: idle(file).id, dueAt: later(6 * DAY + HOUR) });
    expect(cards).toMatchObject([{ recipientId: LIN.id, kind: 'REMINDER', title: { code: 'NOTE_SILENT' } }]);
    const again = reach(stands, later(6 * DAY + HOUR));
    expect(idle(again.file).dueAt).toEqual(later(9 * DAY + HOUR));
  });

  test('`unless` is read when firing, not when armed', () => {
    const file = silent({ ...pause, unless: ['CLEAR_INTENT'] }, facts);
    const vague = { ...file, customer: { ...file.customer, budget: null } };
    expect(reach(vague, later(3 * DAY)).file.customer.stage).toBe('PAUSED');
  });

  test('a system move obeys the conditions too: where one is unmet it waits and tells the owner', () => {
    const file = silent({ then: { moveTo: 'QUOTED' } });
    const { file: stands, cards } = reach(file, later(3 * DAY));
    expect(stands.customer.stage).toBe('DECIDING');
    expect(idle(stands).dueAt).toEqual(later(6 * DAY));
    expect(cards).toMatchObject([{ recipientId: LIN.id, kind: 'REMINDER' }]);
  });

  test('a system move leaves the rule in the history, tells the owner, is no activity, and creates the next action', () => {
    const file = silent({ then: { moveTo: 'QUOTED' } });
    const ready = { ...file, quotes: [aQuote({ receiptConfirmedAt: later(0) })] };
    const { file: stands, cards, changes } = reach(ready, later(3 * DAY));
    expect(stands.visit).toMatchObject({ stage: 'QUOTED', rule: 'stages.DECIDING.idle.0', byId: null });
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_MOVED', rule: 'stages.DECIDING.idle.0' }),
    );
    expect(cards).toMatchObject([{ recipientId: LIN.id, kind: 'SYSTEM', title: { code: 'NOTE_MOVED' } }]);
    expect(stands.customer).toMatchObject({ stage: 'QUOTED', lastActivityAt: null });
    expect(stands.followUps.map(({ stage }) => stage)).toEqual([null, 'QUOTED']);
  });

  test('an escalation tells the superior once, and again only after the next silence', () => {
    const file = silent({ since: 'LAST_ACTIVITY', then: { escalateTo: 'TEAM_LEAD' } });
    const { file: stands, cards } = reach(file, later(3 * DAY));
    expect(cards).toMatchObject([
      { recipientId: CHEN.id, kind: 'ESCALATION', level: 1, body: { code: 'BECAUSE_IDLE_ESCALATE_LAST_ACTIVITY' } },
    ]);
    expect(idle(stands)).toBeUndefined();
    const worked = after(
      stands,
      accepted(decideRecordQuote(stands, { amount: '1.00' }, aCall({ now: later(4 * DAY) }))),
    );
    expect(idle(worked).dueAt).toEqual(later(7 * DAY));
  });

  test.each([
    ['LAST_ACTIVITY', { lastActivityAt: later(HOUR) }, HOUR],
    ['LAST_INTERACTION', { lastInteractionAt: later(HOUR), lastActivityAt: later(2 * HOUR) }, HOUR],
    ['LAST_STAGE_CHANGE', { lastActivityAt: later(2 * HOUR), lastInteractionAt: later(2 * HOUR) }, 0],
    ['CLAIM', { ownedSince: later(HOUR), lastActivityAt: later(2 * HOUR) }, HOUR],
    ['LAST_INTERACTION', { ownedSince: later(3 * HOUR), lastInteractionAt: later(HOUR) }, 3 * HOUR],
    ['LAST_ACTIVITY', { stageEnteredAt: later(3 * HOUR), lastActivityAt: later(HOUR) }, 3 * HOUR],
  ])(
    'C9: a clock since %s starts at the latest of that, stage entry and the owner’s beginning',
    (since, customer, from) => {
      expect(idle(silent({ ...pause, since }, customer)).dueAt).toEqual(later(3 * DAY + from));
    },
  );
});

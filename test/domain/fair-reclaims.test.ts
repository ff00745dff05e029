import { describe, expect, test } from '@jest/globals';
import { decideApproval } from '../../domain/approval/decide.js';
import { decideObjectToReclaim } from '../../domain/approval/objection.js';
import { decideRequestApproval } from '../../domain/approval/request.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import { takeaways } from '../../domain/deadline/silence.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { accept } from '../../domain/decision.js';
import type { Person } from '../../domain/people.js';
import { FIRST_CONTACT_RULE } from '../../domain/pool/first-contact.js';
import { decideProtect } from '../../domain/pool/protect.js';
import type { PoolRules } from '../../domain/pool/rules.js';
import { settled } from '../../domain/settle.js';
import {
  ADMIN,
  CHEN,
  DAY,
  DEFAULT_POOL_RULES,
  HOUR,
  LIN,
  NOW,
  PEOPLE,
  WANG,
  ZHAO,
  aCall,
  aCustomerWhoEntered,
  aPool,
  accepted,
  callerErrorOf,
  later,
  playbookWith,
  refusalOf,
} from '../support/files.js';
import { SimulatedDays } from '../support/simulated-days.js';

/** Five days without work, and it goes back; its owner hears of it a day before. Everything by the clock. */
const NEGLECT: Partial<PoolRules> = {
  reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' }],
  warnBefore: ['P1D'],
  calendar: 'CLOCK',
};
const poolsWith = (rules: Partial<PoolRules>) => [
  aPool('PUBLIC', { rules: { ...DEFAULT_POOL_RULES, ...NEGLECT, ...rules } }),
  aPool('DORMANT'),
];

function begin({ rules = {}, around = {} }: { rules?: Partial<PoolRules>; around?: Partial<CustomerFile> } = {}) {
  const still = { playbook: playbookWith(() => ({ idle: [] })), pools: poolsWith(rules), people: [...PEOPLE, WANG] };
  return new SimulatedDays(aCustomerWhoEntered('NEEDS_CONFIRMED', { ...still, ...around }, aCall({ now: NOW })), NOW);
}

const away = (until: Date | null): { people: readonly Person[] } => ({
  people: [...PEOPLE, WANG].map((one) =>
    one.id === LIN.id ? { ...one, onLeaveUntil: until, delegateId: WANG.id } : one,
  ),
});

const history = ({ diary }: SimulatedDays) => diary.filter((line) => /RECLAIM|CONTACT_MISSED/.test(line));
const isTakenBack = ({ file }: SimulatedDays) => file.customer.ownerId === null;

/** As if nothing had fired until now: what was due meanwhile fires late, in due order. */
function firesLate(life: SimulatedDays, ms: number): void {
  life.now = later(ms, life.now);
  life.passes(0);
}

const claim = {
  id: 'clm_1',
  customerId: 'cus_1',
  userId: LIN.id,
  poolId: 'pool_public',
  claimedAt: NOW,
  claimedOn: '2026-03-04',
  firstContactDueAt: later(2 * DAY),
  contactedAt: null,
  missedAt: null,
};

describe('P8: nobody loses a customer unwarned', () => {
  test('a warning that could only be told late moves the reclaim, and says when it will be', () => {
    const life = begin();
    firesLate(life, 7 * DAY);
    expect(history(life)).toEqual([`03-11 RECLAIM_WARNING ${LIN.id}`]);
    expect(life.file.customer.reclaimAt).toEqual(later(8 * DAY));
    const [card] = life.store.notifications.rows.filter(({ kind }) => kind === 'RECLAIM_WARNING');
    expect(card!.body.params).toMatchObject({ due: { at: later(8 * DAY).toISOString() } });
    life.passes(DAY - 1);
    expect(isTakenBack(life)).toBe(false);
    life.passes(1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('a clock shorter than its warning waits for the warning’s time', () => {
    const life = begin({ rules: { reclaim: [{ idleFor: 'PT2H', since: 'LAST_ACTIVITY' }] } });
    life.passes(DAY - 1);
    expect(history(life)).toEqual([`03-04 RECLAIM_WARNING ${LIN.id}`]);
    life.passes(1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('of several warnings the last one counts, however late', () => {
    const life = begin({ rules: { warnBefore: ['P3D', 'P1D'] } });
    life.passes(3 * DAY);
    expect(history(life)).toHaveLength(1);
    firesLate(life, 3 * DAY);
    expect(history(life)).toHaveLength(2);
    life.passes(DAY - 1);
    expect(isTakenBack(life)).toBe(false);
    life.passes(1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('a pool that warns of nothing takes back at once', () => {
    const life = begin({ rules: { warnBefore: [] } });
    firesLate(life, 6 * DAY);
    expect(isTakenBack(life)).toBe(true);
  });

  test('a timer that rings before the warning was told does nothing but wait', () => {
    const life = begin();
    const reclaim = life.file.deadlines.find(({ kind }) => kind === 'POOL_RECLAIM')!;
    const at = aCall({ now: later(6 * DAY), by: null });
    const changes = accepted(decideReach(life.file, reclaim.id, at));
    expect(changes).toContainEqual({ set: 'Deadline', id: reclaim.id, to: { dueAt: later(7 * DAY) } });
    expect(changes.some((change) => 'event' in change)).toBe(false);
  });

  test('a rule of the stage that leads to a pool warns like the pool’s', () => {
    const idle = [{ for: 'P7D', since: 'LAST_INTERACTION', then: { moveTo: 'PAUSED' } }];
    const playbook = playbookWith((code) => ({ idle: code === 'NEEDS_CONFIRMED' ? idle : [] }));
    const life = begin({ rules: { reclaim: [] }, around: { playbook } });
    firesLate(life, 9 * DAY);
    expect(life.file.customer.stage).toBe('NEEDS_CONFIRMED');
    life.passes(DAY);
    expect(life.file.customer).toMatchObject({ stage: 'PAUSED', poolId: 'pool_dormant' });
  });

  test('P6: nor does such a rule take a protected customer away', () => {
    const idle = [{ for: 'P7D', since: 'LAST_INTERACTION', then: { moveTo: 'PAUSED' } }];
    const playbook = playbookWith((code) => ({ idle: code === 'NEEDS_CONFIRMED' ? idle : [] }));
    const { file } = begin({ rules: { reclaim: [] }, around: { playbook } });
    const guarded = { ...file, customer: { ...file.customer, protected: true } };
    expect(takeaways(guarded)).toEqual([]);
    const until = later(20 * DAY);
    const forAWhile = { ...guarded, customer: { ...guarded.customer, protectedUntil: until } };
    expect(takeaways(forAWhile)).toMatchObject([{ dueAt: until }]);
  });
});

describe('P8: nobody loses a customer while they are on leave', () => {
  test('back at work they are warned, and have the warning’s time', () => {
    const back = later(12 * DAY);
    const life = begin({ around: away(back) });
    life.passes(12 * DAY - 1);
    expect(history(life)).toEqual([]);
    life.passes(1);
    expect(history(life)).toEqual([`03-16 RECLAIM_WARNING ${LIN.id}`]);
    life.passes(DAY);
    expect(isTakenBack(life)).toBe(true);
  });

  test('a leave that was over before the clock began counts for nothing', () => {
    const life = begin({ around: away(later(-HOUR)) });
    expect(life.file.customer.reclaimAt).toEqual(later(5 * DAY));
  });

  test('a leave that begins later is seen when the timer fires', () => {
    const { file } = begin();
    const life = new SimulatedDays({ ...file, ...away(later(12 * DAY)) }, NOW);
    life.passes(12 * DAY - 1);
    expect(history(life)).toEqual([]);
    life.passes(DAY + 1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('nor by a first contact that they could not make', () => {
    const { file } = begin({ rules: { reclaim: [] } });
    const owned = { ...file.customer, ownedSince: NOW };
    const life = new SimulatedDays({ ...file, ...away(later(3 * DAY)), customer: owned, claim, deadlines: [] }, NOW);
    life.does((one, call) => accept(settled(one, [], call)));
    life.passes(5 * DAY - 1);
    expect(history(life)).toEqual([]);
    life.passes(1);
    expect(history(life)).toContain(`03-09 FIRST_CONTACT_MISSED ${FIRST_CONTACT_RULE}`);
  });
});

describe('P8: an outage of ours isn’t held against anybody', () => {
  test('of the warning’s time only what we were up counts', () => {
    const outages = [{ beganAt: later(4 * DAY + 6 * HOUR), endedAt: later(4 * DAY + 16 * HOUR) }];
    const life = begin({ around: { outages } });
    life.passes(5 * DAY + 10 * HOUR - 1);
    expect(history(life)).toEqual([`03-08 RECLAIM_WARNING ${LIN.id}`]);
    expect(isTakenBack(life)).toBe(false);
    life.passes(1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('one before the warning changes nothing: there was time enough', () => {
    const outages = [{ beganAt: later(DAY), endedAt: later(2 * DAY) }];
    const life = begin({ around: { outages } });
    life.passes(5 * DAY);
    expect(isTakenBack(life)).toBe(true);
  });
});

describe('P8: the owner may object once', () => {
  const object = (file: CustomerFile, at: Date, by = LIN, note = '客户下周签约') =>
    decideObjectToReclaim(file, note, by, aCall({ by, now: at }));
  const decide = (file: CustomerFile, approve: boolean, at: Date) =>
    decideApproval(file, file.approvals[0]!.id, { approve, note: null }, CHEN, aCall({ by: CHEN, now: at }));

  /** Warned four days in, and objected to at once. */
  function objected() {
    const life = begin();
    life.passes(4 * DAY);
    life.does((file) => object(file, life.now));
    return life;
  }

  test('once warned, and nothing takes it away until the superior has decided', () => {
    const life = begin();
    expect(callerErrorOf(() => object(life.file, NOW))).toMatchObject({ field: 'customerId', text: 'NOT_WARNED_YET' });
    life.passes(4 * DAY);
    expect(refusalOf(object(life.file, life.now, WANG))).toEqual({ code: 'NOT_OWNER' });
    life.does((file) => object(file, life.now));
    expect(life.store.notifications.rows.at(-1)).toMatchObject({
      recipientId: CHEN.id,
      kind: 'APPROVAL',
      title: { code: 'NOTE_OBJECTION_ASKED' },
      body: { code: 'NOTE_OBJECTION_NOTE' },
    });
    expect(life.file.customer.reclaimAt).toBeNull();
    life.passes(20 * DAY);
    expect(isTakenBack(life)).toBe(false);
    expect(life.diary.filter((line) => line.includes(`ESCALATION ${ZHAO.id}`)).length).toBeGreaterThan(0);
  });

  test('kept: the clocks begin anew, and there is no second objection', () => {
    const life = objected();
    life.passes(DAY);
    life.does((file) => decide(file, true, life.now));
    expect(life.file.approvals[0]).toMatchObject({ outcome: 'KEPT', kind: 'OBJECTION' });
    expect(life.file.customer.reclaimAt).toEqual(later(10 * DAY));
    expect(life.store.notifications.rows.at(-1)).toMatchObject({
      recipientId: LIN.id,
      title: { code: 'NOTE_OBJECTION_KEPT' },
    });
    life.passes(4 * DAY);
    expect(refusalOf(object(life.file, life.now))).toEqual({ code: 'ALREADY_CLOSED' });
    life.passes(DAY);
    expect(isTakenBack(life)).toBe(true);
  });

  test('rejected: the clocks go on where they stood', () => {
    const life = objected();
    life.passes(3 * DAY);
    life.does((file) => decide(file, false, life.now));
    expect(life.file.customer.reclaimAt).toEqual(later(8 * DAY));
    life.passes(DAY);
    expect(isTakenBack(life)).toBe(true);
  });

  test('given to somebody else it is void, and the new owner has an objection of their own', () => {
    const life = objected();
    life.does((file) => decideTransfer(file, WANG, null, aCall({ by: CHEN, now: life.now })));
    expect(life.file.approvals[0]).toMatchObject({ outcome: 'VOID' });
    life.passes(4 * DAY);
    expect(object(life.file, life.now, WANG).accepted).toBe(true);
  });

  test('where nothing takes it away there is nothing to object to', () => {
    const { file } = begin({ rules: { reclaim: [] } });
    expect(callerErrorOf(() => object(file, NOW))).toMatchObject({ text: 'NOTHING_TAKES_IT' });
    expect(callerErrorOf(() => object(file, NOW, LIN, '  '))).toMatchObject({ field: 'note' });
  });
});

describe('P4: the first contact of somebody who is kept from being taken back', () => {
  const claimed = (customer: object) => {
    const { file } = begin({ rules: { reclaim: [] } });
    const owned = { ...file.customer, ownedSince: NOW, ...customer };
    const life = new SimulatedDays({ ...file, customer: owned, claim, deadlines: [] }, NOW);
    life.does((one, call) => accept(settled(one, [], call)));
    return life;
  };

  test('is not owed; protected for a while, it is owed by then', () => {
    const guarded = claimed({ protected: true });
    guarded.passes(10 * DAY);
    expect(history(guarded)).toEqual([]);
    const forAWhile = claimed({ protected: true, protectedUntil: later(4 * DAY) });
    forAWhile.passes(4 * DAY - 1);
    expect(history(forAWhile)).toEqual([]);
    forAWhile.passes(1);
    expect(history(forAWhile)).toContain(`03-08 FIRST_CONTACT_MISSED ${FIRST_CONTACT_RULE}`);
  });

  test('takes nobody away by a timer that was set before', () => {
    const { file } = claimed({});
    const timer = file.deadlines.find(({ kind }) => kind === 'FIRST_CONTACT')!;
    const guarded = { ...file, customer: { ...file.customer, protected: true } };
    const changes = accepted(decideReach(guarded, timer.id, aCall({ now: later(3 * DAY), by: null })));
    expect(changes.some((change) => 'event' in change)).toBe(false);
    expect(changes).toContainEqual(
      expect.objectContaining({
        set: 'Deadline',
        id: timer.id,
        to: expect.objectContaining({ status: 'DISARMED' }) as unknown,
      }),
    );
  });
});

describe('what a fair reclaim also means', () => {
  const object = (file: CustomerFile, at: Date) =>
    decideObjectToReclaim(file, '客户下周签约', LIN, aCall({ by: LIN, now: at }));

  test('a superior’s word also begins the longest hold anew', () => {
    const life = begin({ rules: { reclaim: [], longestHold: 'P5D' } });
    life.passes(4 * DAY);
    life.does((file) => object(file, life.now));
    life.passes(DAY);
    life.does((file) =>
      decideApproval(
        file,
        file.approvals[0]!.id,
        { approve: true, note: null },
        CHEN,
        aCall({ by: CHEN, now: life.now }),
      ),
    );
    expect(life.file.customer.reclaimAt).toEqual(later(10 * DAY));
  });

  test('a protection that is lifted leaves time for a warning of its own', () => {
    const life = begin();
    const protect = (isSet: boolean) =>
      life.does((file) =>
        decideProtect(file, { protected: isSet, until: null, note: '…' }, aCall({ by: ZHAO, now: life.now })),
      );
    life.passes(4 * DAY);
    protect(true);
    life.passes(30 * DAY);
    protect(false);
    life.passes(DAY - 1);
    expect(history(life)).toEqual([`03-08 RECLAIM_WARNING ${LIN.id}`, `04-07 RECLAIM_WARNING ${LIN.id}`]);
    life.passes(1);
    expect(isTakenBack(life)).toBe(true);
  });

  test('an objection that became void leaves the owner their one; a pending one gives way to a request for a move', () => {
    const strict = playbookWith(() => ({ idle: [], needsApproval: ['LOST'] }));
    const life = begin({ around: { playbook: strict } });
    life.passes(4 * DAY);
    life.does((file) => object(file, life.now));
    life.does((file) =>
      decideRequestApproval(
        file,
        { to: 'LOST', reason: 'PRICE', note: '太贵' },
        LIN,
        aCall({ by: LIN, now: life.now }),
      ),
    );
    expect(life.file.approvals.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['MOVE', 'PENDING'],
      ['OBJECTION', 'VOID'],
    ]);
    life.does((file) =>
      decideApproval(
        file,
        file.approvals[0]!.id,
        { approve: false, note: null },
        CHEN,
        aCall({ by: CHEN, now: life.now }),
      ),
    );
    life.passes(HOUR);
    expect(object(life.file, life.now).accepted).toBe(true);
  });

  test('one who is their own only superior has nobody to ask', () => {
    const life = begin({ around: { people: [ADMIN], ownerTeam: null } });
    const own = { ...life.file, customer: { ...life.file.customer, ownerId: ADMIN.id }, warnedAt: later(4 * DAY) };
    const ask = () => decideObjectToReclaim(own, '…', ADMIN, aCall({ by: ADMIN, now: later(4 * DAY) }));
    expect(callerErrorOf(ask)).toMatchObject({ text: 'NOBODY_DECIDES' });
  });

  test('a timer that rings after the rules were changed asks the rules of now', () => {
    const idle = [{ for: 'P7D', since: 'LAST_INTERACTION', then: { moveTo: 'PAUSED' } }];
    const playbook = playbookWith((code) => ({ idle: code === 'NEEDS_CONFIRMED' ? idle : [] }));
    const { file } = begin({ rules: { reclaim: [] }, around: { playbook } });
    const guarded = { ...file, customer: { ...file.customer, protected: true } };
    const timer = file.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
    const changes = accepted(decideReach(guarded, timer.id, aCall({ now: later(30 * DAY), by: null })));
    expect(changes).toContainEqual(
      expect.objectContaining({
        set: 'Deadline',
        id: timer.id,
        to: expect.objectContaining({ status: 'DISARMED' }) as unknown,
      }),
    );
    expect(changes.some((change) => 'event' in change)).toBe(false);
  });
});

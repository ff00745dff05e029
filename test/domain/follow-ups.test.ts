import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localDay } from '../../domain/calendar.js';
import { after } from '../../domain/change.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decideCompleteFollowUp, decideRecordFollowUp, type ContactRecord } from '../../domain/follow-up/complete.js';
import { followUpStatus, type ContactOutcome } from '../../domain/follow-up/follow-up.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import type { Decision } from '../../domain/decision.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import {
  CALENDAR,
  CHEN,
  DAY,
  GAO,
  HOUR,
  LIN,
  NOW,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aFollowUp,
  aLeadFile,
  accepted,
  callerErrorOf,
  eventsIn,
  inPool,
  later,
  refusalOf,
  rowsAdded,
  unmetCodes,
} from '../support/files.js';

const next = { dueAt: later(2 * DAY), purposeCode: 'OTHER' };
const full = { channel: 'PHONE', note: '客户说下周开会', goalMet: true, next } satisfies ContactRecord;
const plan = aFollowUp();
const start: CustomerFile = { ...aCustomerWhoEntered('NEEDS_CONFIRMED'), followUps: [plan] };

describe('F2: completing asks for everything at once', () => {
  const parts = { channel: 'CHANNEL', note: 'NOTE', goalMet: 'GOAL_MET', next: 'NEXT_PLAN' } as const;
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const subsets = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_one, place) => (bits >> place) & 1),
  );

  test.each(subsets.map((missing) => [missing.join(', ') || 'nothing', missing] as const))(
    'without %s',
    (_, missing) => {
      const record = Object.fromEntries(
        Object.entries(full).filter(([name]) => !missing.includes(name as keyof typeof parts)),
      );
      const expected = missing.map((name) => parts[name]);
      for (const decision of [
        decideCompleteFollowUp(start, plan, record, aCall()),
        decideRecordFollowUp(start, record, aCall()),
      ]) {
        expect(decision.accepted).toBe(expected.length === 0);
        if (decision.accepted) continue;
        expect(decision.refusal.code).toBe('FOLLOW_UP_INCOMPLETE');
        expect(unmetCodes(decision)).toEqual(expected);
      }
    },
  );

  test('a blank note is none, and a plan has to say what for', () => {
    const record = { ...full, note: '  ', next: { dueAt: next.dueAt } };
    expect(unmetCodes(decideCompleteFollowUp(start, plan, record, aCall()))).toEqual(['NOTE', 'NEXT_PURPOSE']);
  });

  test('each entry names its field and the mutation that takes it', () => {
    const refusal = refusalOf(decideRecordFollowUp(start, {}, aCall()));
    const unmet = 'unmet' in refusal ? refusal.unmet : [];
    expect(unmet.map(({ field }) => field)).toEqual(['channel', 'note', 'goalMet', 'next']);
    expect(unmet[0]!.guide).toMatchObject({ mutation: 'recordFollowUp', fields: ['channel'] });
  });

  const without = { ...full, next: null };
  test.each([
    ['staying', null, null, ['NEXT_PLAN']],
    ['moving on', 'QUOTED', null, ['NEXT_PLAN']],
    ['into an end stage', 'LOST', 'PRICE', []],
    ['into a stage that leads to a pool', 'PAUSED', 'CUSTOMER_ASKED', []],
  ])('the next plan may be missing only when the same request ends the way: %s', (_, advanceTo, reason, missing) => {
    const decision = decideCompleteFollowUp(start, plan, { ...without, advanceTo, reason }, aCall());
    expect(decision.accepted ? [] : unmetCodes(decision)).toEqual(missing);
  });

  test('nor does an ended customer need one', () => {
    const won = aCustomerFile({ stage: 'WON' });
    expect(decideRecordFollowUp(won, without, aCall()).accepted).toBe(true);
  });
});

describe('pinned 10: recordFollowUp', () => {
  test("completes the stage's open action if there is one", () => {
    const file = { ...aCustomerWhoEntered('NEEDS_CONFIRMED'), followUpsDone: 0 };
    const [action] = file.followUps;
    const changes = accepted(decideRecordFollowUp({ ...file, followUps: [plan, action!] }, full, aCall()));
    expect(changes).toContainEqual(
      expect.objectContaining({ set: 'FollowUp', id: action!.id, to: expect.objectContaining({ status: 'DONE' }) }),
    );
    expect(rowsAdded(changes, 'FollowUp').map(({ status }) => status)).toEqual(['PLANNED']);
    expect(after(file, changes).followUpsDone).toBe(1);
  });

  test('else adds one that is done, named after its goal', () => {
    const changes = accepted(decideRecordFollowUp(start, { ...full, goalCode: 'TRIAL_AGREED' }, aCall()));
    const [done] = rowsAdded(changes, 'FollowUp');
    expect(done).toMatchObject({
      status: 'DONE',
      purpose: { 'zh-CN': '约到试用', en: 'Trial agreed' },
      goalCode: 'TRIAL_AGREED',
      doneById: LIN.id,
      doneAt: NOW,
      occurredAt: NOW,
    });
    expect(after(start, changes).followUps.map(({ id }) => id)).toContain(plan.id);
  });

  test('with advanceTo, a given plan takes the place of the next action of the new stage', () => {
    const facts = { need: '岩棉板', budget: '1.00', timeline: '九月' };
    const file = aCustomerWhoEntered('INITIAL_CONTACT');
    const changes = accepted(decideRecordFollowUp(file, { ...full, facts, advanceTo: 'NEEDS_CONFIRMED' }, aCall()));
    const stands = after(file, changes);
    expect(stands.customer).toMatchObject({ stage: 'NEEDS_CONFIRMED', nextContactAt: next.dueAt, need: '岩棉板' });
    expect(stands.followUps).toMatchObject([{ stage: null, purposeCode: 'OTHER', dueAt: next.dueAt }]);
  });

  test('a refused move leaves the contact unrecorded', () => {
    const decision = decideRecordFollowUp(start, { ...full, advanceTo: 'QUOTED' }, aCall());
    expect(unmetCodes(decision)).toEqual(['QUOTE_SENT', 'QUOTE_RECEIPT_CONFIRMED']);
  });
});

describe('F3, pinned 5: what a contact does to the clocks', () => {
  const before = { lastActivityAt: later(-DAY), lastInteractionAt: later(-DAY) };
  const file: CustomerFile = { ...start, customer: { ...start.customer, ...before } };
  const clocks = (outcome: ContactOutcome | null, occurredAt: Date | null = null, from = file) => {
    const changes = accepted(decideRecordFollowUp(from, { ...full, outcome, occurredAt }, aCall()));
    const { lastActivityAt, lastInteractionAt } = after(from, changes).customer;
    return { activity: lastActivityAt, interaction: lastInteractionAt };
  };
  const was = before.lastActivityAt;

  test.each([
    ['REACHED', NOW, NOW],
    ['REFUSED', NOW, NOW],
    [null, NOW, NOW],
    ['NO_ANSWER', NOW, was],
    ['WRONG_NUMBER', NOW, was],
  ] as const)('outcome %s', (outcome, activity, interaction) => {
    expect(clocks(outcome)).toEqual({ activity, interaction });
  });

  test('a contact that is told of late counts from when it was, and never turns a clock back', () => {
    expect(clocks('REACHED', later(-HOUR))).toEqual({ activity: later(-HOUR), interaction: later(-HOUR) });
    expect(clocks('REACHED', later(-3 * DAY))).toEqual({ activity: was, interaction: was });
  });

  test('nextContactAt is the earliest open follow-up, and the idle timer moves with the interaction', () => {
    const idle = start.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
    const call = aCall({ now: later(2 * HOUR) });
    const stands = after(
      start,
      accepted(decideRecordFollowUp(start, { ...full, next: { ...next, dueAt: later(3 * HOUR) } }, call)),
    );
    expect(stands.customer.nextContactAt).toEqual(later(3 * HOUR));
    expect(stands.deadlines.find(({ id }) => id === idle.id)!.dueAt.getTime()).toBeGreaterThan(idle.dueAt.getTime());
  });
});

describe('F6: an attempt without an answer counts as activity', () => {
  const attempt = (file: CustomerFile, at: Date, occurredAt = at): { file: CustomerFile; counts: boolean } => {
    const changes = accepted(
      decideRecordFollowUp(
        file,
        { ...full, outcome: 'NO_ANSWER', occurredAt, next: { ...next, dueAt: later(DAY, at) } },
        aCall({ now: at }),
      ),
    );
    const done = rowsAdded(changes, 'FollowUp').find(({ status }) => status === 'DONE')!;
    return { file: after(file, changes), counts: done.countsAsActivity };
  };
  const attempts = (days: readonly number[]) => {
    let file: CustomerFile = { ...start, countedAttempts: [] };
    return days.map((day) => {
      const result = attempt(file, later(day * DAY));
      file = result.file;
      return result.counts;
    });
  };

  test('at most twice in seven days, on different days', () => {
    expect(attempts([0, 0.1, 1, 2, 3])).toEqual([true, false, true, false, false]);
    expect(attempts([0, 1, 6.9, 7.1, 7.9, 8.1])).toEqual([true, true, false, true, false, true]);
  });

  test('whatever is tried when and told when, no seven days hold more than two, and no day more than one', () => {
    const tries = fc.array(
      fc.record({ waitedHours: fc.integer({ min: 0, max: 72 }), agoHours: fc.integer({ min: 0, max: 240 }) }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(tries, (steps) => {
        let file: CustomerFile = { ...start, countedAttempts: [] };
        let now = NOW;
        const counted: Date[] = [];
        for (const { waitedHours, agoHours } of steps) {
          now = later(waitedHours * HOUR, now);
          const occurredAt = later(-agoHours * HOUR, now);
          const result = attempt(file, now, occurredAt);
          // What the store loads: the counted ones of the last two weeks.
          file = {
            ...result.file,
            countedAttempts: result.file.countedAttempts.filter((one) => one > later(-14 * DAY, now)),
          };
          if (result.counts) counted.push(occurredAt);
        }
        const days = counted.map((one) => localDay(one, CALENDAR.timeZone));
        expect(new Set(days).size).toBe(days.length);
        for (const from of counted) {
          const within = counted.filter((one) => one >= from && one.getTime() - from.getTime() < 7 * DAY);
          expect(within.length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['facts', { facts: { need: '岩棉板' } }],
    ['quote', { quote: { amount: '100' } }],
  ])('F1: a lead has no %s, and is told so', (field, over) => {
    expect(callerErrorOf(() => decideRecordFollowUp(aLeadFile(), { ...full, ...over }, aCall()))).toEqual({
      code: 'BAD_USER_INPUT',
      field,
      text: 'LEADS_HAVE_NO_DEAL',
    });
  });

  test('any attempt is a lead’s first contact', () => {
    const file = aLeadFile();
    const changes = accepted(decideRecordFollowUp(file, { ...full, outcome: 'NO_ANSWER' }, aCall()));
    expect(after(file, changes).lead).toMatchObject({ firstContactAt: NOW, lastActivityAt: NOW, version: 2 });
  });
});

describe('F5: cancelling', () => {
  const cancel = (file: CustomerFile | LeadFile, input: Parameters<typeof decideCancelFollowUp>[2], by = LIN) =>
    decideCancelFollowUp(file, plan, input, aCall({ by }));
  const others: CustomerFile = { ...start, followUps: [plan, aFollowUp({ id: 'fup_other' })] };

  test('the last next step of an open customer goes only with another one', () => {
    expect(unmetCodes(cancel(start, { reason: 'OTHER' }))).toEqual(['NEXT_PLAN']);
    const stands = after(start, accepted(cancel(start, { reason: 'OTHER', next })));
    expect(stands.followUps).toMatchObject([{ dueAt: next.dueAt }]);
    expect(stands.customer.nextContactAt).toEqual(next.dueAt);
  });

  test('a next one in the past is the caller’s mistake, called by its whole path', () => {
    const work = () => cancel(start, { reason: 'OTHER', next: { ...next, dueAt: NOW } });
    expect(callerErrorOf(work)).toEqual({ code: 'BAD_USER_INPUT', field: 'next.dueAt', text: 'IN_THE_PAST' });
  });

  test('another open one is enough', () => {
    const changes = accepted(cancel(others, { reason: 'OTHER' }));
    expect(after(others, changes).followUps.map(({ id }) => id)).toEqual(['fup_other']);
    expect(eventsIn(changes)).toMatchObject([{ type: 'FOLLOW_UP_CANCELLED', data: { reason: 'OTHER' } }]);
  });

  test('an ended customer needs none', () => {
    const lost = aCustomerFile({ stage: 'LOST' }, { followUps: [plan] });
    expect(cancel(lost, { reason: 'OTHER' }).accepted).toBe(true);
  });

  test('a reason that is not in the list is the caller’s mistake', () => {
    const error = { code: 'BAD_USER_INPUT', field: 'reason', text: 'UNKNOWN_REASON' };
    expect(callerErrorOf(() => cancel(others, { reason: 'PRICE' }))).toEqual(error);
  });

  test('an open lead of one’s own keeps a next step as well', () => {
    const ofLead = aFollowUp({ customerId: null, leadId: 'lead_zhou' });
    const file = aLeadFile({}, { followUps: [ofLead] });
    expect(unmetCodes(decideCancelFollowUp(file, ofLead, { reason: 'OTHER' }, aCall()))).toEqual(['NEXT_PLAN']);
  });
});

describe('who and when', () => {
  const decisions: readonly [string, (file: CustomerFile, by: typeof LIN) => Decision][] = [
    ['plan', (file, by) => decidePlanFollowUp(file, next, aCall({ by }))],
    ['record', (file, by) => decideRecordFollowUp(file, full, aCall({ by }))],
    ['complete', (file, by) => decideCompleteFollowUp(file, plan, full, aCall({ by }))],
    ['cancel', (file, by) => decideCancelFollowUp(file, plan, { reason: 'OTHER', next }, aCall({ by }))],
  ];

  test.each(decisions)('pinned 1: %s is for the owner and their superiors', (_, decide) => {
    for (const by of [LIN, CHEN, ZHAO]) expect(decide(start, by).accepted).toBe(true);
    for (const by of [WANG, GAO]) expect(unmetCodes(decide(start, by))).toEqual(['NOT_OWNER']);
  });

  test.each(decisions.slice(0, 2))('pinned 11: %s is refused on what lies in a pool', (_, decide) => {
    expect(unmetCodes(decide(aCustomerFile(inPool()), LIN))).toEqual(['NOT_OWNER']);
  });

  test('whoever has to do it may do it, even where the customer is not theirs', () => {
    const theirs = aFollowUp({ ownerId: WANG.id });
    const file = { ...start, followUps: [theirs] };
    expect(decideCompleteFollowUp(file, theirs, full, aCall({ by: WANG })).accepted).toBe(true);
  });

  test.each(['DONE', 'CANCELLED'] as const)('one that is %s is closed', (status) => {
    const closed = { ...plan, status };
    expect(unmetCodes(decideCompleteFollowUp(start, closed, full, aCall()))).toEqual(['ALREADY_CLOSED']);
    expect(unmetCodes(decideCancelFollowUp(start, closed, { reason: 'OTHER' }, aCall()))).toEqual(['ALREADY_CLOSED']);
  });

  test.each(['QUALIFIED', 'DISQUALIFIED', 'MERGED'] as const)(
    'nothing is planned or recorded on a lead that is %s',
    (status) => {
      const file = aLeadFile({ status });
      expect(unmetCodes(decidePlanFollowUp(file, next, aCall()))).toEqual(['ALREADY_CLOSED']);
      expect(unmetCodes(decideRecordFollowUp(file, full, aCall()))).toEqual(['ALREADY_CLOSED']);
    },
  );

  test.each([
    ['in the past', { ...next, dueAt: NOW }, 'dueAt', 'IN_THE_PAST'],
    ['for an unknown purpose', { ...next, purposeCode: 'NOTHING' }, 'purposeCode', 'UNKNOWN_PURPOSE'],
    ['for nothing', { dueAt: next.dueAt, purpose: ' ' }, 'purpose', 'PURPOSE_MISSING'],
  ])('a plan %s is the caller’s mistake', (_, input, field, text) => {
    expect(callerErrorOf(() => decidePlanFollowUp(start, input, aCall()))).toEqual({
      code: 'BAD_USER_INPUT',
      field,
      text,
    });
  });

  test.each([
    ['next.dueAt', { next: { ...next, dueAt: NOW } }, 'IN_THE_PAST'],
    ['quote.amount', { quote: { amount: '0' } }, 'AMOUNT_NOT_POSITIVE'],
  ])('what came along is called by its whole path: %s', (field, given, text) => {
    const work = () => decideRecordFollowUp(start, { ...full, ...given }, aCall());
    expect(callerErrorOf(work)).toEqual({ code: 'BAD_USER_INPUT', field, text });
  });

  test('a lead has no stage', () => {
    const work = () => decideRecordFollowUp(aLeadFile(), { ...full, advanceTo: 'QUOTED' }, aCall());
    expect(callerErrorOf(work)).toEqual({ code: 'BAD_USER_INPUT', field: 'advanceTo', text: 'LEADS_HAVE_NO_STAGE' });
  });
});

describe('F1 F4: a plan', () => {
  test('is reminded of as the settings say, as far as that lies ahead', () => {
    const file = { ...start, followUpRules: { ...start.followUpRules, remindBefore: ['PT1H', 'P1D'] } };
    const dueAt = later(3 * HOUR);
    const [planned] = rowsAdded(accepted(decidePlanFollowUp(file, { ...next, dueAt }, aCall())), 'FollowUp');
    expect(planned).toMatchObject({ dueAt, remindAt: [later(2 * HOUR)], ownerId: LIN.id, stage: null });
  });

  test('has the words of a person before those of the list', () => {
    const purposeOf = (input: object) =>
      rowsAdded(accepted(decidePlanFollowUp(start, { dueAt: next.dueAt, ...input }, aCall())), 'FollowUp')[0]!;
    expect(purposeOf({ purposeCode: 'PROPOSE' })).toMatchObject({
      purpose: { 'zh-CN': '提交方案' },
      purposeCode: 'PROPOSE',
    });
    expect(purposeOf({ purposeCode: 'PROPOSE', purpose: '带样品' })).toMatchObject({
      purpose: { en: '带样品' },
      purposeCode: 'PROPOSE',
    });
  });

  test('is overdue by itself once its time has come', () => {
    expect(followUpStatus(plan, later(DAY - 1))).toBe('PLANNED');
    expect(followUpStatus(plan, later(DAY))).toBe('OVERDUE');
    expect(followUpStatus({ ...plan, status: 'DONE' }, later(2 * DAY))).toBe('DONE');
  });
});

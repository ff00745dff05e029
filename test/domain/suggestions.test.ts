import { describe, expect, test } from '@jest/globals';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { suggestionsFor, type ContactHistory } from '../../domain/follow-up/suggest.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import type { FollowUpOffers } from '../../domain/follow-up/rules.js';
import { checkFollowUps } from '../../domain/settings/check.js';
import {
  DAY,
  LIN,
  NOW,
  SHIPPED_FOLLOW_UPS,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aLeadFile,
  accepted,
  callerErrorOf,
  inPool,
  later,
  local,
  rowsAdded,
} from '../support/files.js';

const CALLED: ContactHistory = { unanswered: 0, lastChannel: null };
const suggested = (
  file: CustomerFile | LeadFile,
  history: Partial<ContactHistory> = {},
  { now = NOW, offers = SHIPPED_FOLLOW_UPS }: { now?: Date; offers?: FollowUpOffers } = {},
) => suggestionsFor(file, { history: { ...CALLED, ...history }, offers, by: LIN, now });
const start = aCustomerWhoEntered('INITIAL_CONTACT');
const missing = (file: CustomerFile | LeadFile) => suggested(file).missing.map(({ field }) => field);

describe('F7: what the next follow-up may say', () => {
  test('goes the way of the last one, with phrases and dates of the settings', () => {
    const { channel, phrases, nextDates } = suggested(start);
    expect(channel).toBe('PHONE');
    expect(suggested(start, { lastChannel: 'WECHAT' }).channel).toBe('WECHAT');
    expect(phrases).toBe(SHIPPED_FOLLOW_UPS.phrases);
    expect(nextDates.map(({ code, dueAt }) => [code, dueAt])).toEqual([
      ['LATER_TODAY', local('2026-03-04', '14:00')],
      ['NEXT_DAY', local('2026-03-05', '10:00')],
      ['THREE_DAYS', local('2026-03-07', '10:00')],
      ['SIX_DAYS', local('2026-03-11', '10:00')],
      ['A_MONTH', local('2026-04-04', '10:00')],
    ]);
  });

  test('its dates are working time, and lie ahead', () => {
    const saturday = local('2026-03-07', '17:30');
    expect(suggested(start, {}, { now: saturday }).nextDates.map(({ dueAt }) => dueAt)).toEqual([
      local('2026-03-09', '11:30'),
      local('2026-03-09', '10:00'),
      local('2026-03-11', '10:00'),
      local('2026-03-14', '10:00'),
      local('2026-04-07', '10:00'),
    ]);
    const passed = { code: 'NOW', label: { 'zh-CN': '今早', en: 'This morning' }, outcomes: ['REACHED'] as const };
    const offers = { phrases: [], nextDates: [{ ...passed, after: 'PT0S', time: '08:30' }] };
    expect(suggested(start, {}, { offers }).nextDates).toEqual([]);
  });

  test('asks for what the next stages want and nobody knows yet, once each, and never for what is known', () => {
    expect(missing(start)).toEqual(['need', 'budget', 'timeline']);
    const told = { ...start, customer: { ...start.customer, need: '岩棉板', budget: '9000' } };
    expect(missing(told)).toEqual(['timeline']);
    expect(missing(aCustomerFile({ stage: 'QUOTED' }))).toEqual(['decisionMaker']);
    expect(missing(aCustomerFile({ stage: 'LOST' }))).toEqual([]);
    expect(missing(aLeadFile())).toEqual([]);
  });

  test('every phrase and date makes a whole record with nothing typed', () => {
    const { channel, phrases, nextDates } = suggested(start);
    for (const { label, outcome, goalMet } of phrases) {
      const [date] = nextDates.filter(({ outcomes }) => outcomes.includes(outcome));
      const next = { purposeCode: start.followUps[0]!.purposeCode, dueAt: date!.dueAt };
      const record = { channel, outcome, goalMet, note: label['zh-CN'], next };
      expect(rowsAdded(accepted(decideRecordFollowUp(start, record, aCall())), 'FollowUp')).toHaveLength(1);
    }
  });
});

describe('F6: after three unanswered attempts giving up is proposed', () => {
  test('to whoever works on it, with the ways that lead there', () => {
    expect(suggested(start, { unanswered: 2 }).giveUp).toBeNull();
    const { attempts, guides, stages, because } = suggested(start, { unanswered: 3 }).giveUp!;
    expect([attempts, because.params]).toEqual([3, { attempts: 3 }]);
    expect(guides.map(({ mutation }) => mutation)).toEqual(['advanceCustomer', 'releaseCustomer']);
    expect(stages.map(({ code }) => code)).toEqual(['PAUSED', 'LOST']);
    const ofLead = suggested(aLeadFile(), { unanswered: 4 }).giveUp!;
    expect(ofLead.guides.map(({ mutation }) => mutation)).toEqual(['disqualifyLead', 'releaseLead']);
  });

  test('not of what nobody works on any more', () => {
    for (const file of [
      aCustomerFile({ stage: 'LOST' }),
      aCustomerFile(inPool()),
      aLeadFile({ status: 'DISQUALIFIED' }),
      aLeadFile({ status: 'POOLED', ownerId: null }),
    ])
      expect(suggested(file, { unanswered: 9 }).giveUp).toBeNull();
  });

  test('how many count, and after how many, is the organisation’s to say', () => {
    const followUpRules = { ...start.followUpRules, attempts: { counted: 1, within: 'P2D', giveUpAfter: 5 } };
    const file = { ...start, followUpRules, countedAttempts: [later(-DAY)] };
    const record = { channel: 'PHONE', outcome: 'NO_ANSWER', note: '无人接听', goalMet: false } as const;
    const counts = (now: Date) => {
      const next = { purposeCode: 'OTHER', dueAt: later(DAY, now) };
      const done = accepted(decideRecordFollowUp(file, { ...record, next }, aCall({ now })));
      return done.some((change) => 'set' in change && change.set === 'FollowUp' && change.to.countsAsActivity);
    };
    expect([counts(NOW), counts(later(1.1 * DAY))]).toEqual([false, true]);
    expect(suggested(file, { unanswered: 4 }).giveUp).toBeNull();
  });

  test('what can’t be is named', () => {
    const attempts = (over: object) => ({ attempts: { counted: 2, within: 'P7D', giveUpAfter: 3, ...over } });
    const date = { code: 'A', label: { 'zh-CN': '甲', en: 'A' }, outcomes: ['REACHED'], after: 'P1D' };
    for (const [rules, field] of [
      [attempts({ within: 'P90D' }), 'followUps.attempts.within'],
      [attempts({ within: 'PT0S' }), 'followUps.attempts.within'],
      [attempts({ giveUpAfter: 0 }), 'followUps.attempts.giveUpAfter'],
      [{ agreed: { furthestAhead: 'PT0S', inARow: 2 } }, 'followUps.agreed.furthestAhead'],
      [{ agreed: { furthestAhead: 'P14D', inARow: -1 } }, 'followUps.agreed.inARow'],
      [{ nextDates: [date, date] }, 'followUps.nextDates[1].code'],
      [{ nextDates: [{ ...date, outcomes: ['MAYBE'] }] }, 'followUps.nextDates[0].outcomes[0]'],
      [{ nextDates: [{ ...date, time: '25:00' }] }, 'followUps.nextDates[0].time'],
      [{ phrases: [{ code: 'A', label: date.label, outcome: 'REACHED' }] }, 'followUps.phrases[0].goalMet'],
    ] as const)
      expect(callerErrorOf(() => checkFollowUps(rules))).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

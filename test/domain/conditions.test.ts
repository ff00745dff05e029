import { describe, expect, test } from '@jest/globals';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { after } from '../../domain/change.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import {
  CONDITION_CODES,
  conditionHolds,
  unmetConditions,
  type ConditionCode,
} from '../../domain/playbook/conditions.js';
import { DAY, NOW, aCall, aCustomerFile, aQuote, accepted, later, unmetCodes } from '../support/files.js';

const none = aCustomerFile({ phone: null });
const having = (customer: Partial<CustomerFile['customer']>, around: Partial<CustomerFile> = {}) =>
  aCustomerFile({ phone: null, ...customer }, around);
const facts = { need: '岩棉板', budget: '180000.00', timeline: '九月' };
const confirmed = aQuote({ receiptConfirmedAt: NOW });

const TABLE: readonly [ConditionCode, string, CustomerFile, boolean][] = [
  ['CONTACT_METHOD', 'no way to get in touch', none, false],
  ['CONTACT_METHOD', 'a phone', having({ phone: '+8613800138000' }), true],
  ['CONTACT_METHOD', 'an e-mail', having({ email: 'zhou@example.com' }), true],
  ['CONTACT_METHOD', 'a WeChat id', having({ wechat: 'zhoumin' }), true],
  ['CONTACT_METHOD', 'a blank one', having({ email: ' ' }), false],
  ['FOLLOW_UP_DONE', 'none done', none, false],
  ['FOLLOW_UP_DONE', 'one done', having({}, { followUpsDone: 1 }), true],
  ['NEED', 'not recorded', none, false],
  ['NEED', 'recorded', having({ need: '岩棉板' }), true],
  ['NEED', 'only spaces', having({ need: '  ' }), false],
  ['BUDGET', 'not recorded', none, false],
  ['BUDGET', 'recorded', having({ budget: '180000.00' }), true],
  ['TIMELINE', 'not recorded', none, false],
  ['TIMELINE', 'recorded', having({ timeline: '九月' }), true],
  ['QUOTE_SENT', 'no quote', none, false],
  ['QUOTE_SENT', 'a quote that was sent', having({}, { quotes: [aQuote()] }), true],
  ['QUOTE_SENT', 'the newest was not sent', having({}, { quotes: [aQuote({ sentAt: null }), aQuote()] }), false],
  ['QUOTE_RECEIPT_CONFIRMED', 'no quote', none, false],
  ['QUOTE_RECEIPT_CONFIRMED', 'sent, not confirmed', having({}, { quotes: [aQuote()] }), false],
  ['QUOTE_RECEIPT_CONFIRMED', 'confirmed', having({}, { quotes: [confirmed] }), true],
  [
    'QUOTE_RECEIPT_CONFIRMED',
    'only an older one was',
    having({}, { quotes: [aQuote({ id: 'quo_2' }), confirmed] }),
    false,
  ],
  ['DECISION_MAKER_OR_DATE', 'neither', none, false],
  ['DECISION_MAKER_OR_DATE', 'who decides', having({ decisionMaker: '刘总' }), true],
  ['DECISION_MAKER_OR_DATE', 'when', having({ decisionDate: later(DAY) }), true],
  ['CONTRACT_FILE', 'no file', none, false],
  ['CONTRACT_FILE', 'a file', having({}, { contracts: 1 }), true],
  ['INVOICE_CONFIRMED', 'a title alone', having({ invoiceTitle: '杭州晨光' }), false],
  ['INVOICE_CONFIRMED', 'confirmed', having({ invoiceConfirmedAt: NOW }), true],
  ['SIGNED_OR_FIRST_PAYMENT', 'neither', none, false],
  ['SIGNED_OR_FIRST_PAYMENT', 'signed', having({ signedAt: NOW }), true],
  ['SIGNED_OR_FIRST_PAYMENT', 'first payment in', having({ firstPaidAt: NOW }), true],
  ['CLEAR_INTENT', 'an opinion alone', having({ intent: 'HIGH' }), false],
  ['CLEAR_INTENT', 'need, budget and timeline', having(facts), true],
  ['CLEAR_INTENT', 'the timeline is missing', having({ ...facts, timeline: null }), false],
  ['CLEAR_INTENT', 'a quote without its receipt', having({}, { quotes: [aQuote()] }), false],
  ['CLEAR_INTENT', 'a quote whose receipt is confirmed', having({}, { quotes: [confirmed] }), true],
  ['PAUSE_REASON', 'no reason', none, false],
  ['LOSS_REASON', 'no reason', none, false],
];

test.each(TABLE)('C3: %s with %s', (code, _, file, holds) => {
  expect(conditionHolds(code, file)).toBe(holds);
});

test('C3: every condition there is can fail, and all that can be recorded can hold', () => {
  const seen = (holds: boolean) => new Set(TABLE.filter((row) => row[3] === holds).map(([code]) => code));
  expect([...seen(false)].sort()).toEqual([...CONDITION_CODES].sort());
  expect([...seen(true)].sort()).toEqual(CONDITION_CODES.filter((code) => !code.endsWith('_REASON')).sort());
});

describe.each(['PAUSE_REASON', 'LOSS_REASON'] as const)('%s', (code) => {
  test('pinned 8: a person gives the reason with the move', () => {
    expect(unmetConditions([code], none, { reason: 'OTHER', rule: null })).toEqual([]);
    expect(unmetConditions([code], none, { reason: null, rule: null })).toHaveLength(1);
  });

  test('C9: when a rule moves the customer, the rule is the reason', () => {
    expect(unmetConditions([code], none, { reason: null, rule: 'stages.QUOTED.idle.0' })).toEqual([]);
  });
});

test('pinned 8: a missing loss reason is CONDITIONS_UNMET with the field `reason`', () => {
  const refused = decideAdvance(aCustomerFile({ stage: 'QUOTED' }), { to: 'LOST' }, aCall());
  expect(refused).toMatchObject({
    refusal: { code: 'CONDITIONS_UNMET', unmet: [{ code: 'LOSS_REASON', field: 'reason' }] },
  });
});

test('pinned 9: after reopening, what was done and quoted before counts no longer', () => {
  const lost = aCustomerFile({ stage: 'LOST', ...facts }, { followUpsDone: 3, quotes: [confirmed] });
  const call = aCall({ now: later(DAY) });
  const reopened = after(lost, accepted(decideAdvance(lost, { to: 'INITIAL_CONTACT' }, call)));
  expect(reopened).toMatchObject({ followUpsDone: 0, quotes: [], customer: { cycleStartedAt: call.now } });
  expect(unmetCodes(decideAdvance(reopened, { to: 'NEEDS_CONFIRMED' }, call))).toEqual(['FOLLOW_UP_DONE']);
});

test('pinned 9: the contact that leads to reopening belongs to the time before', () => {
  const lost = aCustomerFile({ stage: 'LOST', ...facts });
  const contact = {
    channel: 'PHONE',
    note: '又有项目了',
    goalMet: true,
    next: { dueAt: later(DAY), purposeCode: 'OTHER' },
  } as const;
  const decision = decideRecordFollowUp(lost, { ...contact, advanceTo: 'INITIAL_CONTACT' }, aCall());
  const reopened = after(lost, accepted(decision));
  expect(unmetCodes(decideAdvance(reopened, { to: 'NEEDS_CONFIRMED' }, aCall()))).toEqual(['FOLLOW_UP_DONE']);
});

test('C5: the receipt of a quote that there isn’t is confirmed together with the quote', () => {
  const guide = (file: CustomerFile) =>
    unmetConditions(['QUOTE_RECEIPT_CONFIRMED'], file, { reason: null, rule: null })[0]!.guide;
  expect(guide(none)).toMatchObject({ mutation: 'recordQuote', fields: ['amount', 'receiptConfirmed'] });
  expect(guide(having({}, { quotes: [aQuote()] }))).toMatchObject({
    mutation: 'confirmQuoteReceipt',
    fields: ['quoteId'],
  });
});

import { describe, expect, test } from '@jest/globals';
import { after, type Changes } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { quoteStatus, type NewQuote } from '../../domain/customer/quote.js';
import type { Decision } from '../../domain/decision.js';
import { decideCompleteFollowUp, decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import {
  DAY,
  HOUR,
  NOW,
  WANG,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aDocument,
  accepted,
  callerErrorOf,
  eventsIn,
  later,
  refusalOf,
  rowsAdded,
  unmetCodes,
} from '../support/files.js';

const needs = () => aCustomerWhoEntered('NEEDS_CONFIRMED');
const quote: NewQuote = { amount: '176000.50' };
const facts = { need: '岩棉板', budget: '180000.00', timeline: '九月' };
const contact = { channel: 'PHONE', note: '发了报价', goalMet: true } as const;
const next = { dueAt: later(3 * DAY), purposeCode: 'OTHER' };

/** What a refused move leaves behind all the same. */
function happenedIn(decision: Decision): Changes {
  if (decision.accepted) throw new Error('accepted');
  return decision.happened?.changes ?? [];
}

const stands = (file: CustomerFile, decision: Decision) => after(file, happenedIn(decision));
const typesIn = (changes: Changes) => eventsIn(changes).map(({ type }) => type);

describe('C14: what happened is recorded even where the move is refused', () => {
  test('a quote sent without a receipt: refused for the receipt, and kept as 已发待确认 with its own timer', () => {
    const file = needs();
    const decision = decideAdvance(file, { to: 'QUOTED', quote, facts }, aCall());
    expect(unmetCodes(decision)).toEqual(['QUOTE_RECEIPT_CONFIRMED']);
    const result = stands(file, decision);
    expect(result.customer).toMatchObject({ ...facts, stage: 'NEEDS_CONFIRMED', version: file.customer.version + 1 });
    expect(result.quotes.map(quoteStatus)).toEqual(['AWAITING_RECEIPT']);
    expect(result.deadlines).toContainEqual(
      expect.objectContaining({
        kind: 'QUOTE_RECEIPT',
        subject: result.quotes[0]!.id,
        dueAt: later(DAY),
        status: 'ARMED',
      }),
    );
    expect(typesIn(happenedIn(decision))).toEqual(['CUSTOMER_CHANGED', 'QUOTE_RECORDED']);
  });

  test('where the playbook has no such move: the facts and the quote, and nothing of the move', () => {
    const file = needs();
    const move = { to: 'WON', quote, facts, note: '拿下', reason: null };
    const decision = decideAdvance(file, move, aCall());
    expect(refusalOf(decision).code).toBe('TRANSITION_NOT_ALLOWED');
    expect(stands(file, decision)).toMatchObject({ customer: { ...facts, stage: 'NEEDS_CONFIRMED' }, quotes: [{}] });
    expect(rowsAdded(happenedIn(decision), 'StageVisit')).toEqual([]);
  });

  test('nothing came along: nothing is written but that it was refused', () => {
    const { customer } = needs();
    const decision = decideAdvance(needs(), { to: 'QUOTED' }, aCall());
    expect(decision).toMatchObject({ refusal: { code: 'CONDITIONS_UNMET' }, happened: { answer: {} } });
    const { id: customerId, stage: from, ownerId } = customer;
    expect(happenedIn(decision)).toEqual([
      {
        add: 'RefusedMove',
        row: expect.objectContaining({ customerId, from, to: 'QUOTED', code: 'CONDITIONS_UNMET', ownerId, at: NOW }),
      },
    ]);
  });

  test('somebody without a right records nothing', () => {
    const decision = decideAdvance(needs(), { to: 'QUOTED', quote, facts }, aCall({ by: WANG }));
    expect([refusalOf(decision).code, happenedIn(decision)]).toEqual(['NOT_OWNER', []]);
  });

  test('a request that is wrong records nothing', () => {
    const wrong = () => decideAdvance(needs(), { to: 'QUOTED', facts, quote: { amount: '-1' } }, aCall());
    expect(callerErrorOf(wrong)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'quote.amount' });
  });
});

describe('C14: the same quote, given once more, is no second', () => {
  const sent = () => {
    const file = needs();
    return stands(file, decideAdvance(file, { to: 'QUOTED', quote }, aCall()));
  };
  const call = aCall({ now: later(HOUR) });

  test('with its receipt it is confirmed, the customer moves, and its timer ends', () => {
    const file = sent();
    const changes = accepted(decideAdvance(file, { to: 'QUOTED', quote: { ...quote, receiptConfirmed: true } }, call));
    const moved = after(file, changes);
    expect(moved.quotes).toMatchObject([{ id: file.quotes[0]!.id, receiptConfirmedAt: call.now }]);
    expect(moved.customer.stage).toBe('QUOTED');
    expect(moved.deadlines.some(({ kind }) => kind === 'QUOTE_RECEIPT')).toBe(false);
  });

  test('without it nothing is written but that it was refused', () => {
    const happened = happenedIn(decideAdvance(sent(), { to: 'QUOTED', quote }, call));
    expect(happened).toEqual(rowsAdded(happened, 'RefusedMove').map((row) => ({ add: 'RefusedMove', row })));
    expect(happened).toHaveLength(1);
  });

  test.each([
    ['another price', { amount: '170000.00' }],
    ['another currency', { ...quote, currency: 'USD' }],
    ['another time', { ...quote, sentAt: later(HOUR / 2) }],
    ['another document', { ...quote, document: aDocument() }],
  ])('%s is another quote', (_, other) => {
    const file = sent();
    expect(stands(file, decideAdvance(file, { to: 'QUOTED', quote: other }, call)).quotes).toHaveLength(2);
  });

  test('a quote whose receipt was confirmed is over: the same price again is another', () => {
    const file = sent();
    const [first] = file.quotes;
    const confirmed = { ...file, quotes: [{ ...first!, receiptConfirmedAt: NOW }] };
    const result = after(
      confirmed,
      accepted(decideAdvance(confirmed, { to: 'QUOTED', quote: { ...quote, receiptConfirmed: true } }, call)),
    );
    expect(result.quotes).toHaveLength(2);
  });
});

describe('C14: a contact that comes with a refused move', () => {
  const open = () => {
    const file = needs();
    return { file, action: file.followUps[0]! };
  };

  test('is done with its next plan, its facts and its quote; only the move is not', () => {
    const { file, action } = open();
    const record = { ...contact, next, facts, quote, advanceTo: 'QUOTED' };
    const decision = decideCompleteFollowUp(file, action, record, aCall());
    expect(unmetCodes(decision)).toEqual(['QUOTE_RECEIPT_CONFIRMED']);
    const result = stands(file, decision);
    expect(result.followUps).toMatchObject([{ dueAt: next.dueAt, stage: null }]);
    expect(result).toMatchObject({ followUpsDone: 1, customer: { ...facts, stage: 'NEEDS_CONFIRMED' }, quotes: [{}] });
    expect(decision).toMatchObject({ happened: { answer: { followUpId: action.id } } });
  });

  test('F2: without a next plan, which only an end could excuse, the follow-up stays open; what was learned is kept', () => {
    const { file, action } = open();
    const decision = decideCompleteFollowUp(file, action, { ...contact, facts, advanceTo: 'LOST' }, aCall());
    expect(unmetCodes(decision)).toEqual(['LOSS_REASON']);
    const result = stands(file, decision);
    expect(result.followUps).toEqual(file.followUps);
    expect(result).toMatchObject({ followUpsDone: 0, customer: facts });
  });

  test('F2: an incomplete record is refused whole', () => {
    const { file } = open();
    const decision = decideRecordFollowUp(file, { facts, quote, advanceTo: 'QUOTED' }, aCall());
    expect([refusalOf(decision).code, happenedIn(decision)]).toEqual(['FOLLOW_UP_INCOMPLETE', []]);
  });

  test('then FOLLOW_UP_DONE is met by it', () => {
    const file = aCustomerFile({ stage: 'INITIAL_CONTACT' });
    const decision = decideRecordFollowUp(file, { ...contact, next, advanceTo: 'NEEDS_CONFIRMED' }, aCall());
    expect(unmetCodes(decision)).toEqual(['NEED', 'BUDGET', 'TIMELINE']);
    const moved = decideAdvance(stands(file, decision), { to: 'NEEDS_CONFIRMED', facts }, aCall());
    expect(moved.accepted).toBe(true);
  });
});

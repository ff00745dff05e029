import { describe, expect, test } from '@jest/globals';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import type { ConditionCode } from '../../domain/playbook/conditions.js';
import { codedConditions } from '../../domain/playbook/playbook.js';
import { transitionsOf } from '../../domain/playbook/transitions.js';
import {
  ADMIN,
  CHEN,
  DAY,
  GAO,
  HE,
  LIN,
  NOW,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aQuote,
  accepted,
  callerErrorOf,
  defaultDefinition,
  eventsIn,
  inPool,
  later,
  refusalOf,
  unmetCodes,
} from '../support/files.js';

const STAGES = defaultDefinition.stages;
const EDGES = STAGES.flatMap((from) =>
  STAGES.map((to) => ({ from: from.code, to: to.code, conditions: codedConditions(to) })),
);
const isEdge = (from: string, to: string) => STAGES.find(({ code }) => code === from)!.mayGoTo.includes(to);

const customer = (over: Partial<CustomerFile['customer']>) => (file: CustomerFile) => ({
  ...file,
  customer: { ...file.customer, ...over },
});

/** What has to be recorded for a condition to hold; a reason comes with the move only. */
const RECORDED: Readonly<Record<ConditionCode, (file: CustomerFile) => CustomerFile>> = {
  CONTACT_METHOD: customer({ phone: '+8613800138000' }),
  FOLLOW_UP_DONE: (file) => ({ ...file, followUpsDone: 1 }),
  NEED: customer({ need: '岩棉板 2000㎡' }),
  BUDGET: customer({ budget: '180000.00' }),
  TIMELINE: customer({ timeline: '九月开工' }),
  QUOTE_SENT: (file) => ({ ...file, quotes: [{ ...(file.quotes[0] ?? aQuote({ sentAt: null })), sentAt: NOW }] }),
  QUOTE_RECEIPT_CONFIRMED: (file) => ({
    ...file,
    quotes: [{ ...(file.quotes[0] ?? aQuote({ sentAt: null })), receiptConfirmedAt: NOW }],
  }),
  DECISION_MAKER_OR_DATE: customer({ decisionMaker: '刘总' }),
  CONTRACT_FILE: (file) => ({ ...file, contracts: 1 }),
  INVOICE_CONFIRMED: customer({ invoiceConfirmedAt: NOW }),
  SIGNED_OR_FIRST_PAYMENT: customer({ signedAt: NOW }),
  PAUSE_REASON: (file) => file,
  LOSS_REASON: (file) => file,
  CLEAR_INTENT: customer({ need: '岩棉板', budget: '1.00', timeline: '九月' }),
};
const REASONS: Readonly<Record<string, string>> = { PAUSE_REASON: 'CUSTOMER_ASKED', LOSS_REASON: 'PRICE' };
const GIVEN_WITH_A_MOVE = new Set<string>([
  'FOLLOW_UP_DONE',
  'NEED',
  'BUDGET',
  'TIMELINE',
  'QUOTE_SENT',
  'QUOTE_RECEIPT_CONFIRMED',
  'DECISION_MAKER_OR_DATE',
  'PAUSE_REASON',
  'LOSS_REASON',
]);

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

const standing = (stage: string, met: readonly ConditionCode[]): CustomerFile =>
  met.reduce((file, code) => RECORDED[code](file), aCustomerFile({ stage, phone: null }));

const transition = (file: CustomerFile, to: string, by = LIN) =>
  transitionsOf(file, by).find((one) => one.to.code === to);

describe.each(EDGES)('$from → $to', ({ from, to, conditions }) => {
  if (!isEdge(from, to)) {
    test('C2: no edge of the playbook: the move is refused, and the refusal lists those that are allowed', () => {
      const file = standing(from, conditions);
      const allowed = STAGES.find(({ code }) => code === from)!.mayGoTo;
      expect(refusalOf(decideAdvance(file, { to }, aCall()))).toEqual({
        code: 'TRANSITION_NOT_ALLOWED',
        from,
        to,
        allowed,
      });
      if (from === to) expect(transition(file, to)).toBeUndefined();
      else
        expect(transition(file, to)).toMatchObject({
          reachable: false,
          blockedBy: 'TRANSITION_NOT_ALLOWED',
          unmet: [],
        });
    });
    return;
  }

  test('C3 C5, pinned 8: whatever is missing, transitions and the mutation name the same, all at once and in order', () => {
    for (const met of subsetsOf(conditions)) {
      const file = standing(from, met);
      const missing = conditions.filter((code) => !met.includes(code) || code in REASONS);
      const said = transition(file, to)!;
      const done = decideAdvance(file, { to }, aCall());
      expect(said.unmet.map(({ code }) => code)).toEqual(missing);
      expect(done.accepted ? null : done.refusal.code).toBe(said.blockedBy);
      expect(done.accepted ? [] : (done.refusal as { unmet: unknown }).unmet).toEqual(said.unmet);
      expect(said.reachable).toBe(missing.every((code) => GIVEN_WITH_A_MOVE.has(code)));
    }
  });

  test('C5, pinned 8: a stage is reachable exactly when one request with everything that may come along gets there', () => {
    for (const met of subsetsOf(conditions)) {
      const file = standing(from, met);
      const reason = conditions.flatMap((code) => REASONS[code] ?? [])[0] ?? null;
      const withEverything = decideRecordFollowUp(
        file,
        {
          channel: 'PHONE',
          note: '客户确认',
          goalMet: true,
          next: { dueAt: later(DAY), purposeCode: 'OTHER' },
          facts: { need: '岩棉板', budget: '1.00', timeline: '九月', decisionMaker: '刘总' },
          quote: { amount: '1.00', receiptConfirmed: true },
          advanceTo: to,
          reason,
        },
        aCall(),
      );
      expect(withEverything.accepted).toBe(transition(file, to)!.reachable);
    }
  });

  test('C4: with every condition met the move is done', () => {
    const reason = conditions.flatMap((code) => REASONS[code] ?? [])[0] ?? null;
    const changes = accepted(decideAdvance(standing(from, conditions), { to, reason }, aCall()));
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_MOVED', data: expect.objectContaining({ from, to }) }),
    );
  });
});

test('C2: the transitions are the other stages of the playbook, in its order', () => {
  const others = STAGES.map(({ code }) => code).filter((code) => code !== 'QUOTED');
  expect(transitionsOf(aCustomerFile({ stage: 'QUOTED' }), LIN).map(({ to }) => to.code)).toEqual(others);
});

describe('C5: each unmet condition names its guide', () => {
  test.each(STAGES.flatMap(codedConditions).map((code) => ({ code })))(
    '$code: a mutation, its fields, a sentence, and whether it may come with the move',
    ({ code }) => {
      const stage = STAGES.find((one) => codedConditions(one).includes(code))!;
      const from = STAGES.find(({ mayGoTo }) => mayGoTo.includes(stage.code))!;
      const condition = transition(standing(from.code, []), stage.code)!.unmet.find((one) => one.code === code)!;
      expect(condition.field).toBeTruthy();
      expect(condition.message).toEqual({ code: `UNMET_${code}`, params: {} });
      expect(condition.guide).toEqual({
        mutation: expect.stringMatching(/^[a-z]+[A-Za-z]+$/),
        fields: expect.arrayContaining([expect.any(String)]),
        title: { code: `GUIDE_${code}`, params: {} },
      });
      expect(condition.givenWithMove).toBe(GIVEN_WITH_A_MOVE.has(code));
    },
  );
});

describe('who may move a customer', () => {
  const owned = aCustomerFile({ stage: 'QUOTED' });
  const ready = { to: 'TO_REACTIVATE' };

  test.each([
    ['the owner', LIN],
    ['the team lead', CHEN],
    ['a manager', ZHAO],
    ['an administrator', ADMIN],
  ])('pinned 1: %s may', (_, by) => {
    expect(decideAdvance(owned, ready, aCall({ by })).accepted).toBe(true);
    expect(transition(owned, ready.to, by)).toMatchObject({ reachable: true, blockedBy: null });
  });

  test.each([
    ['a colleague', WANG],
    ['somebody of another team', GAO],
    ["another team's lead", HE],
  ])('pinned 1: %s gets NOT_OWNER for every stage, edge or not', (_, by) => {
    for (const said of transitionsOf(owned, by)) {
      expect(said).toMatchObject({ reachable: false, blockedBy: 'NOT_OWNER', unmet: [] });
      expect(unmetCodes(decideAdvance(owned, { to: said.to.code }, aCall({ by })))).toEqual(['NOT_OWNER']);
    }
  });

  test.each([LIN, CHEN, ZHAO, ADMIN])('pinned 11: in a pool nobody moves a customer, $role neither', (by) => {
    const pooled = aCustomerFile({ stage: 'PAUSED', ...inPool('pool_dormant') }, { ownerTeam: null });
    for (const said of transitionsOf(pooled, by)) {
      expect(said.blockedBy).toBe('NOT_OWNER');
      expect(unmetCodes(decideAdvance(pooled, { to: said.to.code }, aCall({ by })))).toEqual(['NOT_OWNER']);
    }
  });
});

describe('C1: a code that the playbook does not have is the caller’s mistake', () => {
  const file = aCustomerFile({ stage: 'QUOTED' });

  test.each([
    ['an unknown stage', { to: 'NOWHERE' }, 'to', 'UNKNOWN_STAGE'],
    ['an unknown reason', { to: 'LOST', reason: 'BECAUSE' }, 'reason', 'UNKNOWN_REASON'],
    ['a reason of another list', { to: 'PAUSED', reason: 'PRICE' }, 'reason', 'UNKNOWN_REASON'],
    ['a reason where none is asked for', { to: 'DECIDING', reason: 'PRICE' }, 'reason', 'NO_REASON_ASKED'],
    ['a budget of nothing', { to: 'DECIDING', facts: { budget: '0.00' } }, 'facts.budget', 'AMOUNT_NOT_POSITIVE'],
    ['an amount of nothing', { to: 'DECIDING', quote: { amount: '0' } }, 'quote.amount', 'AMOUNT_NOT_POSITIVE'],
    [
      'a quote sent tomorrow',
      { to: 'DECIDING', quote: { amount: '1', sentAt: later(DAY) } },
      'quote.sentAt',
      'IN_THE_FUTURE',
    ],
  ])('%s', (_, move, field, text) => {
    expect(callerErrorOf(() => decideAdvance(file, move, aCall()))).toEqual({ code: 'BAD_USER_INPUT', field, text });
  });

  test.each([
    ['advanceTo', { advanceTo: 'NOWHERE' }, 'UNKNOWN_STAGE'],
    ['reason', { advanceTo: 'LOST', reason: 'BECAUSE' }, 'UNKNOWN_REASON'],
    ['goalCode', { goalCode: 'NOTHING' }, 'UNKNOWN_GOAL'],
    ['occurredAt', { occurredAt: later(1) }, 'IN_THE_FUTURE'],
    ['durationMinutes', { durationMinutes: -1 }, 'NEGATIVE'],
  ])('in a follow-up: %s', (field, record, text) => {
    expect(callerErrorOf(() => decideRecordFollowUp(file, record, aCall()))).toEqual({
      code: 'BAD_USER_INPUT',
      field,
      text,
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DealFile, Instalment, Payment } from '../../domain/deal/deal.js';
import { balanceOf, isOwed, needsPlan, settledInstalments } from '../../domain/deal/settlement.js';
import { isMore, lesser, sumOf } from '../../domain/money.js';
import { NOT_BEGUN } from '../../domain/deadline/chain.js';
import { DAY, NOW, later } from '../support/files.js';

const anInstalment = (id: string, amount: string, dueInDays: number): Instalment => ({
  id,
  dealId: 'deal_1',
  amount,
  dueAt: later(dueInDays * DAY),
  paid: '0.00',
  paidAt: null,
  ...NOT_BEGUN,
  cancelledAt: null,
  createdAt: NOW,
});

const aPayment = (id: string, amount: string, daysAgo: number, instalmentId: string | null = null): Payment => ({
  id,
  dealId: 'deal_1',
  instalmentId,
  amount,
  paidAt: later(-daysAgo * DAY),
  byId: null,
  createdAt: NOW,
  voidedAt: null,
  voidedById: null,
  voidNote: null,
});

type Money = Pick<DealFile, 'amount' | 'instalments' | 'payments'>;
const plan = [anInstalment('a', '300.00', 1), anInstalment('b', '500.00', 20), anInstalment('c', '200.00', 40)];
const deal = (payments: readonly Payment[], amount: string | null = '1000.00', instalments = plan): Money => ({
  amount,
  instalments,
  payments,
});
const paidIn = (money: Money) => settledInstalments(money).map(({ paid }) => paid);

describe('C7: what has come in for each instalment', () => {
  test.each([
    ['nothing', [], ['0.00', '0.00', '0.00']],
    ['a part of the first', [aPayment('1', '0.10', 1)], ['0.10', '0.00', '0.00']],
    ['more than the first', [aPayment('1', '300.01', 1)], ['300.00', '0.01', '0.00']],
    ['one for the last', [aPayment('1', '200.00', 1, 'c')], ['0.00', '0.00', '200.00']],
    [
      'one for the second, and one for whatever is due first',
      [aPayment('1', '400.00', 2), aPayment('2', '450.00', 1, 'b')],
      ['300.00', '500.00', '50.00'],
    ],
    ['one for an instalment that was replaced', [aPayment('1', '300.00', 1, 'gone')], ['300.00', '0.00', '0.00']],
    ['more than everything', [aPayment('1', '1200.00', 1)], ['300.00', '500.00', '200.00']],
  ])('%s', (_, payments, paid) => {
    expect(paidIn(deal(payments))).toEqual(paid);
  });

  test('it is paid when the payment came in that completed it', () => {
    const [a, b] = settledInstalments(
      deal([aPayment('1', '100.00', 5), aPayment('2', '200.00', 3), aPayment('3', '1.00', 1)]),
    );
    expect([a!.paidAt, b!.paidAt]).toEqual([later(-3 * DAY), null]);
  });

  const cents = (value: number) => (value / 100).toFixed(2);
  const amounts = fc.integer({ min: 1, max: 100_000 }).map(cents);
  const plans = fc
    .array(fc.record({ amount: amounts, day: fc.integer({ min: -30, max: 30 }) }), { maxLength: 6 })
    .map((rows) => rows.map(({ amount, day }, index) => anInstalment(`i${index}`, amount, day)))
    .map((rows) => [...rows].sort((x, y) => Number(x.dueAt) - Number(y.dueAt)));
  const payments = fc
    .array(fc.record({ amount: amounts, ago: fc.nat(60), to: fc.option(fc.nat(6)) }), { maxLength: 8 })
    .map((rows) => rows.map(({ amount, ago, to }, i) => aPayment(`p${i}`, amount, ago, to === null ? null : `i${to}`)));

  test('no money is lost or made up, and no instalment gets more than it asks for', () => {
    fc.assert(
      fc.property(plans, payments, (instalments, given) => {
        const settled = settledInstalments({ instalments, payments: given });
        const [planned, paid] = [instalments, given].map((rows) => sumOf(rows.map(({ amount }) => amount)));
        expect(sumOf(settled.map((one) => one.paid))).toBe(lesser(planned!, paid!));
        for (const one of settled) {
          expect(isMore(one.paid, one.amount)).toBe(false);
          expect(one.paidAt !== null).toBe(one.paid === one.amount);
        }
      }),
    );
  });

  test('the order of recording makes no difference', () => {
    fc.assert(
      fc.property(plans, payments, fc.infiniteStream(fc.nat(1000)), (instalments, given, random) => {
        const shuffled = [...given].map((one) => ({ one, at: random.next().value as number }));
        const other = shuffled.sort((x, y) => x.at - y.at).map(({ one }) => one);
        expect(settledInstalments({ instalments, payments: other })).toEqual(
          settledInstalments({ instalments, payments: given }),
        );
      }),
    );
  });
});

describe('how a deal’s money stands', () => {
  test.each([
    ['nothing agreed or planned', deal([], null, []), ['0.00', null, '0.00', null]],
    ['paid before anything was agreed', deal([aPayment('1', '5.00', 1)], null, []), ['5.00', null, '0.00', null]],
    ['planned, not signed', deal([aPayment('1', '5.00', 1)], null), ['5.00', '995.00', '0.00', null]],
    ['signed, a part planned', deal([], '1500.00'), ['0.00', '1500.00', '0.00', '500.00']],
    ['paid in full', deal([aPayment('1', '1000.00', 1)]), ['1000.00', '0.00', '0.00', '0.00']],
    ['paid too much', deal([aPayment('1', '1000.01', 1)]), ['1000.01', '0.00', '0.01', '0.00']],
    [
      'amounts that floats would round',
      deal([aPayment('1', '0.10', 1), aPayment('2', '0.20', 1)], '9999999999999999.99', []),
      ['0.30', '9999999999999999.69', '0.00', '9999999999999999.99'],
    ],
  ])('%s', (_, money, [paid, outstanding, overpaid, unplanned]) => {
    expect(balanceOf(money)).toEqual({ paid, outstanding, overpaid, unplanned });
    expect(isOwed(money)).toBe(outstanding !== null && outstanding !== '0.00');
  });

  test.each([
    ['nothing is known', deal([], null, []), true],
    ['planned, not signed', deal([], null), false],
    ['planned as signed', deal([]), false],
    ['signed, not planned', deal([], '1000.00', []), true],
    ['signed for more than planned', deal([], '1500.00'), true],
    ['signed for less than planned', deal([], '900.00'), true],
    ['paid without a plan', deal([aPayment('1', '1000.00', 1)], '1000.00', []), false],
  ])('whether instalments have to be set: %s', (_, money, isMissing) => {
    expect(needsPlan(money)).toBe(isMissing);
  });
});

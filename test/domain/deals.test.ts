import { describe, expect, test } from '@jest/globals';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { decideAttachContract } from '../../domain/customer/contract.js';
import type { CustomerFile, Quote } from '../../domain/customer/customer.js';
import { decideConfirmInvoice } from '../../domain/customer/invoice.js';
import { decideOverride } from '../../domain/customer/override.js';
import { decideRecordQuote } from '../../domain/customer/quote.js';
import { decideReview } from '../../domain/customer/review.js';
import { currentDeal } from '../../domain/deal/deal.js';
import { decideCheckDeliveryItem, decideHandOverDelivery } from '../../domain/deal/deliver.js';
import { decideSetInstalments, MOST_INSTALMENTS } from '../../domain/deal/instalments.js';
import { decideRecordPayment, decideVoidPayment } from '../../domain/deal/payment.js';
import { balanceOf } from '../../domain/deal/settlement.js';
import { decideSignContract } from '../../domain/deal/sign.js';
import { Refused, type Call, type Decision } from '../../domain/decision.js';
import { isWonWithOpenPayments } from '../../domain/pool/exemptions.js';
import { transitionsOf } from '../../domain/playbook/transitions.js';
import {
  CHEN,
  DAY,
  GAO,
  HE,
  HOUR,
  LIN,
  NOW,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aDocument,
  aQuote,
  accepted,
  callerErrorOf,
  eventsIn,
  inPool,
  later,
  playbookWith,
  refusalOf,
  rowsAdded,
  unmetCodes,
} from '../support/files.js';

const invoice = { title: '杭州晨光建材有限公司', taxNumber: '91330100799655058B' };
const signing = { amount: '1000.00', signedAt: later(-HOUR) };
const PLAN = [
  { amount: '300.00', dueAt: later(DAY) },
  { amount: '700.00', dueAt: later(20 * DAY) },
];
const paying = (amount: string, over: object = {}) => ({ amount, paidAt: NOW, ...over });

type Work = (file: CustomerFile, call: Call) => Decision;
const sign: Work = (file, call) => decideSignContract(file, signing, call);
const plan: Work = (file, call) => decideSetInstalments(file, PLAN, call);
const pay =
  (amount: string, over: object = {}): Work =>
  (file, call) =>
    decideRecordPayment(file, paying(amount, over), call);
const WORK: readonly (readonly [string, Work])[] = [
  ['attachContract', (file, call) => decideAttachContract(file, aDocument(), call)],
  ['confirmInvoice', (file, call) => decideConfirmInvoice(file, invoice, call)],
  ['signContract', sign],
  ['setInstalments', plan],
  ['recordPayment', pay('300.00')],
];

const deciding = (around: Partial<CustomerFile> = {}) =>
  aCustomerFile({ stage: 'DECIDING', cycleStartedAt: later(-DAY) }, around);
/** What stands after one thing was done after the other. */
const having = (file: CustomerFile, ...works: readonly Work[]): CustomerFile =>
  works.reduce((before, work) => after(before, accepted(work(before, aCall()))), file);
const won = (...works: readonly Work[]) => having(aCustomerWhoEntered('WON'), ...works);
const dealOf = (file: CustomerFile) => currentDeal(file)!;
const paidIn = (file: CustomerFile) => dealOf(file).instalments.map(({ paid }) => paid);

describe('C7: before the customer is won or after', () => {
  test.each(WORK)('%s is the owner’s and their superiors’, and nobody else’s', (_, work) => {
    for (const by of [LIN, CHEN, ZHAO]) expect(work(deciding(), aCall({ by })).accepted).toBe(true);
    for (const by of [WANG, GAO, HE]) expect(refusalOf(work(deciding(), aCall({ by })))).toEqual({ code: 'NOT_OWNER' });
    const pooled = aCustomerFile({ stage: 'DECIDING', ...inPool() }, { ownerTeam: null });
    expect(refusalOf(work(pooled, aCall()))).toEqual({ code: 'NOT_OWNER' });
  });

  test.each(WORK)('pinned 5: %s is activity, and no interaction', (_, work) => {
    const { customer } = having(deciding(), work);
    expect(customer).toMatchObject({ lastActivityAt: NOW, lastInteractionAt: null });
  });

  test.each(WORK)('%s is one event, and doing it again changes nothing or is refused', (name, work) => {
    const first = accepted(work(deciding(), aCall()));
    expect(eventsIn(first)).toHaveLength(1);
    if (name === 'attachContract' || name === 'recordPayment') return;
    expect(accepted(work(after(deciding(), first), aCall({ now: later(HOUR) })))).toEqual([]);
  });

  test('C3 C5: the conditions of 成交 are met by these and by nothing else, and each names its mutation', () => {
    const unmet = (file: CustomerFile) => transitionsOf(file, LIN).find(({ to }) => to.code === 'WON')!.unmet;
    const guides = unmet(deciding()).map(({ code, guide }) => [code, guide.mutation, guide.fields]);
    expect(guides).toEqual([
      ['CONTRACT_FILE', 'attachContract', ['fileId']],
      ['INVOICE_CONFIRMED', 'confirmInvoice', ['title', 'taxNumber']],
      ['SIGNED_OR_FIRST_PAYMENT', 'signContract', ['amount', 'signedAt']],
    ]);
    const [contract, confirmed, signed, planned, paid] = WORK.map(([, work]) => work);
    expect(
      unmetCodes(decideAdvance(having(deciding(), contract!, confirmed!, planned!), { to: 'WON' }, aCall())),
    ).toEqual(['SIGNED_OR_FIRST_PAYMENT']);
    for (const last of [signed!, paid!])
      expect(decideAdvance(having(deciding(), contract!, confirmed!, last), { to: 'WON' }, aCall()).accepted).toBe(
        true,
      );
  });

  test('9: what counted before the customer was reopened counts no longer; a deal of before stays, and another begins', () => {
    const lost = { ...having(deciding(), ...WORK.map(([, work]) => work)) };
    const before = { ...lost, customer: { ...lost.customer, stage: 'LOST' } };
    const call = aCall({ now: later(DAY) });
    const reopened = after(before, accepted(decideAdvance(before, { to: 'INITIAL_CONTACT' }, call)));
    expect(reopened).toMatchObject({
      contracts: 0,
      customer: { invoiceTitle: invoice.title, invoiceConfirmedAt: null, signedAt: null, firstPaidAt: null },
    });
    expect([reopened.deals.length, currentDeal(reopened)]).toEqual([1, null]);
    const again = after(reopened, accepted(sign(reopened, aCall({ now: later(2 * DAY) }))));
    expect(again.deals).toMatchObject([{ amount: '1000.00', instalments: [] }, { instalments: [{}, {}] }]);
  });
});

describe('C7: the contract', () => {
  test('a file is attached to one thing only', () => {
    const taken = aDocument({ attachedAt: NOW });
    expect(() => decideAttachContract(deciding(), taken, aCall())).toThrow(Refused);
    const again = decideAttachContract(deciding(), { ...taken, theirsSince: NOW }, aCall());
    const closed = decideAttachContract(deciding(), { ...taken, theirsSince: later(-2 * DAY) }, aCall());
    expect(refusalOf(closed)).toEqual({ code: 'ALREADY_CLOSED' });
    expect(eventsIn(accepted(again))).toEqual([]);
    expect(() => decideRecordQuote(deciding(), { amount: '1.00', document: taken }, aCall())).toThrow(Refused);
  });

  test.each(['合同.xlsx', '合同.txt', '合同.doc', '合同'])('%s is no contract', (name) => {
    const attach = () => decideAttachContract(deciding(), aDocument({ name }), aCall());
    expect(callerErrorOf(attach)).toEqual({ code: 'BAD_USER_INPUT', field: 'fileId', text: 'FILE_KIND_NOT_ALLOWED' });
  });

  test.each(['合同.pdf', '合同.DOCX', '扫描.jpeg'])('%s may be one', (name) => {
    expect(having(deciding(), (file, call) => decideAttachContract(file, aDocument({ name }), call)).contracts).toBe(1);
  });
});

describe('signing', () => {
  test.each([
    ['nothing', { amount: '0.00' }, 'amount', 'AMOUNT_NOT_POSITIVE'],
    ['less than nothing', { amount: '-1.00' }, 'amount', 'AMOUNT_NOT_POSITIVE'],
    ['money that doesn’t exist', { currency: 'XXQ' }, 'currency', 'UNKNOWN_CURRENCY'],
    ['tomorrow', { signedAt: later(1) }, 'signedAt', 'IN_THE_FUTURE'],
  ])('%s is BAD_USER_INPUT', (_, over, field, text) => {
    const work = () => decideSignContract(deciding(), { ...signing, ...over }, aCall());
    expect(callerErrorOf(work)).toEqual({ code: 'BAD_USER_INPUT', field, text });
  });

  test('is in the currency of the newest quote, unless it says otherwise, and stays in it once there is money', () => {
    const quoted = deciding({ quotes: [aQuote({ currency: 'USD' }), aQuote({ id: 'quo_0' })] });
    expect(dealOf(having(quoted, sign)).currency).toBe('USD');
    const inEuro: Work = (file, call) => decideSignContract(file, { ...signing, currency: 'EUR' }, call);
    expect(dealOf(having(quoted, sign, inEuro)).currency).toBe('EUR');
    expect(callerErrorOf(() => inEuro(having(quoted, plan), aCall()))).toMatchObject({ field: 'currency' });
  });

  test('again corrects what was said before, and the log tells both', () => {
    const file = having(deciding(), sign);
    const changes = accepted(decideSignContract(file, { ...signing, amount: '1200.00' }, aCall()));
    expect(dealOf(after(file, changes)).amount).toBe('1200.00');
    expect(eventsIn(changes)[0]!.changes).toContainEqual({ field: 'deal.amount', old: '1000.00', new: '1200.00' });
  });
});

describe('instalments', () => {
  const set = (file: CustomerFile, ...rows: readonly { amount: string; dueAt: Date }[]) =>
    decideSetInstalments(file, rows, aCall());

  test('add up to the agreed price at most; less is accepted, and without a price anything is', () => {
    const signed = having(deciding(), sign);
    const more = () => set(signed, ...PLAN, { amount: '0.01', dueAt: NOW });
    expect(callerErrorOf(more)).toEqual({ code: 'BAD_USER_INPUT', field: 'instalments', text: 'INSTALMENTS_EXCEED' });
    expect(set(signed, PLAN[0]!).accepted).toBe(true);
    expect(set(deciding(), ...PLAN, ...PLAN).accepted).toBe(true);
  });

  test.each([
    ['nothing', [PLAN[0]!, { amount: '0', dueAt: NOW }], 'instalments.1.amount', 'AMOUNT_NOT_POSITIVE'],
    ['too many', Array.from({ length: MOST_INSTALMENTS + 1 }, () => PLAN[0]!), 'instalments', 'TOO_MANY'],
    [
      'more than can be counted',
      [PLAN[0]!, { amount: '9999999999999999.99', dueAt: NOW }],
      'instalments',
      'AMOUNT_TOO_LARGE',
    ],
  ])('%s is BAD_USER_INPUT', (_, rows, field, text) => {
    expect(callerErrorOf(() => set(deciding(), ...rows))).toEqual({ code: 'BAD_USER_INPUT', field, text });
  });

  test('those that stay the same stay what they are; what was paid goes to the new plan', () => {
    const file = having(deciding(), plan, pay('350.00'));
    const [first, second] = dealOf(file).instalments;
    expect(paidIn(file)).toEqual(['300.00', '50.00']);
    const replanned = after(file, accepted(set(file, PLAN[0]!, { amount: '30.00', dueAt: later(10 * DAY) })));
    const ids = dealOf(replanned).instalments.map(({ id }) => id);
    expect([ids[0], ids.includes(second!.id)]).toEqual([first!.id, false]);
    expect(paidIn(replanned)).toEqual(['300.00', '30.00']);
  });
});

describe('payments', () => {
  const first = (file: CustomerFile) => dealOf(file).instalments[0]!.id;
  const planned = () => having(deciding(), plan);

  test('in parts, until the instalment is paid; then the same money isn’t taken twice', () => {
    const file = planned();
    const parts = having(
      file,
      pay('100.00', { instalmentId: first(file) }),
      pay('200.00', { instalmentId: first(file) }),
    );
    expect(dealOf(parts).instalments[0]).toMatchObject({ paid: '300.00', paidAt: NOW });
    const twice = pay('1.00', { instalmentId: first(file) })(parts, aCall());
    expect(refusalOf(twice)).toEqual({ code: 'ALREADY_CLOSED' });
  });

  test.each([
    ['more than is open of the instalment', '200.01', 'amount', 'PAYMENT_EXCEEDS_INSTALMENT'],
    ['nothing', '0.00', 'amount', 'AMOUNT_NOT_POSITIVE'],
  ])('%s is BAD_USER_INPUT', (_, amount, field, text) => {
    const file = having(planned(), pay('100.00'));
    const work = () => pay(amount, { instalmentId: first(file) })(file, aCall());
    expect(callerErrorOf(work)).toEqual({ code: 'BAD_USER_INPUT', field, text });
  });

  test('from the future, or for an instalment of somebody else or of an earlier plan, is refused', () => {
    expect(callerErrorOf(() => pay('1.00', { paidAt: later(1) })(planned(), aCall()))).toMatchObject({
      field: 'paidAt',
    });
    const other = () => pay('1.00', { instalmentId: 'ins_other' })(planned(), aCall());
    expect(callerErrorOf(other)).toMatchObject({ code: 'NOT_FOUND', field: 'instalmentId' });
  });

  test('without an instalment may be more than is owed: what came in is recorded', () => {
    expect(paidIn(having(planned(), pay('2000.00')))).toEqual(['300.00', '700.00']);
  });

  test('before anything was planned counts for the plan that comes', () => {
    expect(paidIn(having(deciding(), pay('500.00'), plan))).toEqual(['300.00', '200.00']);
  });

  test('taken back, it is owed again, stays in the history, and twice changes nothing', () => {
    const file = having(planned(), pay('300.00', { paidAt: later(-DAY) }), pay('10.00'));
    const [earlier] = dealOf(file).payments;
    const changes = accepted(decideVoidPayment(file, earlier!.id, '重复登记', aCall()));
    const result = after(file, changes);
    expect(paidIn(result)).toEqual(['10.00', '0.00']);
    expect(result.customer.firstPaidAt).toEqual(NOW);
    expect(eventsIn(changes)).toMatchObject([{ type: 'PAYMENT_RECORDED', data: { voided: true, note: '重复登记' } }]);
    expect(accepted(decideVoidPayment(result, earlier!.id, '再次', aCall()))).toEqual([]);
  });

  test('for a deal of before the customer was reopened pays that, and is no first payment of the new one', () => {
    const past = planned();
    const reopened = { ...past, customer: { ...past.customer, cycleStartedAt: later(DAY) } };
    const result = having(reopened, pay('300.00', { instalmentId: past.deals[0]!.instalments[0]!.id }));
    expect([result.deals.length, result.deals[0]!.instalments[0]!.paid, result.customer.firstPaidAt]).toEqual([
      1,
      '300.00',
      null,
    ]);
  });
});

describe('P7: WON_WITH_OPEN_PAYMENTS', () => {
  test.each([
    ['nothing agreed', [], false],
    ['signed', [sign], true],
    ['planned', [plan], true],
    ['signed and half paid', [sign, pay('500.00')], true],
    ['planned and paid', [plan, pay('1000.00')], false],
    ['signed and paid without a plan', [sign, pay('1000.00')], false],
  ] as const)('%s', (_, works, isOpen) => {
    expect(isWonWithOpenPayments(won(...works))).toBe(isOpen);
    expect(isWonWithOpenPayments(having(deciding(), ...works))).toBe(false);
  });

  test('looks at the deal, wherever the customer stands by now; who is lost owes nobody a colleague', () => {
    const file = won(sign, pay('500.00'));
    const at = (stage: string, playbook = file.playbook) =>
      isWonWithOpenPayments({ ...file, playbook, customer: { ...file.customer, stage } });
    expect(['WON', 'INITIAL_CONTACT', 'DECIDING', 'LOST'].map((stage) => at(stage))).toEqual([true, true, true, false]);
    const past = { ...file, deals: file.deals.map((deal) => ({ ...deal, pastSince: later(DAY) })) };
    for (const stage of ['INITIAL_CONTACT', 'LOST'])
      expect(isWonWithOpenPayments({ ...past, customer: { ...file.customer, stage } })).toBe(true);
    const planned = having(deciding(), plan);
    const before = { ...dealOf(planned), pastSince: later(-HOUR) };
    expect(isWonWithOpenPayments({ ...won(sign, pay('1000.00')), deals: [before] })).toBe(false);
    const silent = playbookWith((code) => (code === 'WON' ? { opens: [] } : {}));
    const unopened = having(aCustomerWhoEntered('WON', { playbook: silent }), sign);
    expect(isWonWithOpenPayments(unopened)).toBe(true);
  });
});

test('a sale that is lost after all is owed no more, not after a reopening either', () => {
  const sold = won(sign, plan);
  expect(dealOf(sold).paymentOpenedAt).not.toBeNull();
  const manager = aCall({ by: ZHAO });
  const lost = after(sold, accepted(decideOverride(sold, { to: 'LOST', reason: 'PRICE', note: '客户取消' }, manager)));
  expect(dealOf(lost).paymentOpenedAt).toBeNull();
  const reopened = after(lost, accepted(decideOverride(lost, { to: 'INITIAL_CONTACT', reason: '重新联系' }, manager)));
  expect([isWonWithOpenPayments(reopened), reopened.deadlines.filter(({ kind }) => kind === 'PAYMENT_DUE')]).toEqual([
    false,
    [],
  ]);
});

describe('C7: won by a first payment, before anything is signed', () => {
  const quoted = (amount: string, over: Partial<Quote> = {}) => ({
    quotes: [aQuote({ amount, sentAt: NOW, ...over })],
  });
  const paidFirst = (around: Partial<CustomerFile>, ...works: readonly Work[]) => {
    const ready = having(deciding(around), WORK[0]![1], WORK[1]![1], ...works, pay('300.00'));
    return having(ready, (file, call) => decideAdvance(file, { to: 'WON' }, call));
  };
  const worth = (file: CustomerFile) => dealOf(file).amount;

  test.each([
    ['the newest quote that was sent', quoted('1500.00'), [], '1500.00'],
    ['not a draft', quoted('1500.00', { sentAt: null }), [], null],
    ['what the instalments add up to, without a quote', {}, [plan], '1000.00'],
    ['the quote, where the plan isn’t whole yet', quoted('1500.00'), [plan], '1500.00'],
    ['the plan, where it is more than was quoted', quoted('900.00'), [plan], '1000.00'],
    ['nothing that anybody knows', {}, [], null],
    ['what was signed', quoted('1500.00'), [sign], '1000.00'],
  ] as const)('it is worth %s', (_, around, works, amount) => {
    expect(worth(paidFirst(around, ...works))).toBe(amount);
  });

  test('the move tells it; what is still to come of it keeps the customer, and a plan is asked for', () => {
    const file = paidFirst(quoted('1500.00'));
    expect([isWonWithOpenPayments(file), balanceOf(dealOf(file)).outstanding]).toEqual([true, '1200.00']);
    expect(file.deadlines.some(({ rule }) => rule === 'deal.plan')).toBe(true);
    const ready = having(deciding(quoted('1500.00')), WORK[0]![1], WORK[1]![1], pay('300.00'));
    const [moved] = eventsIn(accepted(decideAdvance(ready, { to: 'WON' }, aCall())));
    expect(moved!.changes).toContainEqual({ field: 'deal.amount', old: null, new: '1500.00' });
  });

  test('a quote in other money than the deal’s says nothing', () => {
    const ready = having(deciding(), WORK[0]![1], WORK[1]![1], pay('300.00'));
    const requoted = { ...ready, ...quoted('1500.00', { currency: 'USD' }) };
    expect(worth(having(requoted, (file, call) => decideAdvance(file, { to: 'WON' }, call)))).toBeNull();
  });

  test('a plan may go beyond what was quoted and counts then; signing has the last word', () => {
    const file = having(paidFirst(quoted('900.00')), plan);
    expect(worth(file)).toBe('1000.00');
    const smaller: Work = (at, call) => decideSetInstalments(at, [{ amount: '600.00', dueAt: later(DAY) }], call);
    expect(worth(having(file, smaller))).toBe('900.00');
    expect(worth(having(file, sign))).toBe('1000.00');
    expect(
      callerErrorOf(() => decideSetInstalments(having(file, sign), [{ amount: '1000.01', dueAt: NOW }], aCall())),
    ).toMatchObject({ field: 'instalments' });
  });
});

describe('C7: winning opens the delivery', () => {
  const checklist = () => won().deals[0]!.delivery!.items;

  test('with the playbook’s checklist and a time; entering the stage again opens no second', () => {
    const playbook = playbookWith((code) => (code === 'WON' ? { mayGoTo: ['DECIDING'] } : {}), {
      deal: {
        delivery: { handOverWithin: 'PT6H', checklist: [{ code: 'SHIP', label: { 'zh-CN': '发货', en: 'Ship' } }] },
      },
    });
    const file = aCustomerWhoEntered('WON', { playbook });
    expect(dealOf(file)).toMatchObject({
      paymentOpenedAt: NOW,
      delivery: { dueAt: later(6 * HOUR), toUserId: null, items: [{ code: 'SHIP', position: 1, doneAt: null }] },
    });
    const back = after(
      file,
      accepted(decideAdvance(file, { to: 'DECIDING', facts: { decisionMaker: '刘总' } }, aCall())),
    );
    const ready = having(back, ...WORK.map(([, work]) => work));
    const again = after(ready, accepted(decideAdvance(ready, { to: 'WON' }, aCall({ now: later(DAY) }))));
    expect(again.deals).toHaveLength(1);
    expect(dealOf(again).delivery!.id).toBe(dealOf(file).delivery!.id);
  });

  test('it is handed over to a person, who is told, and goes on to another', () => {
    const file = won();
    const changes = accepted(decideHandOverDelivery(file, WANG, '客户要求月底前', aCall()));
    expect(eventsIn(changes)).toMatchObject([{ type: 'DEAL_HANDED_OVER', data: { from: null, toUserId: WANG.id } }]);
    expect(rowsAdded(changes, 'Notification')).toMatchObject([{ recipientId: WANG.id, kind: 'ASSIGNED' }]);
    const handed = after(file, changes);
    expect(dealOf(handed).delivery).toMatchObject({ toUserId: WANG.id, handedOverAt: NOW });
    expect(handed.deadlines.some(({ kind }) => kind === 'DELIVERY_HANDOVER')).toBe(false);
    expect(accepted(decideHandOverDelivery(handed, WANG, '客户要求月底前', aCall()))).toEqual([]);
    expect(decideHandOverDelivery(handed, GAO, null, aCall()).accepted).toBe(true);
  });

  test('before that there is nothing to hand over; a stranger can’t, and nobody inactive gets it', () => {
    expect(unmetCodes(decideHandOverDelivery(deciding(), WANG, null, aCall()))).toEqual(['DELIVERY_OPENED']);
    expect(unmetCodes(decideHandOverDelivery(won(), WANG, null, aCall({ by: GAO })))).toEqual(['NOT_OWNER']);
    const gone = () => decideHandOverDelivery(won(), { ...WANG, active: false }, null, aCall());
    expect(callerErrorOf(gone)).toMatchObject({ field: 'toUserId', text: 'USER_INACTIVE' });
  });

  test('its checklist is ticked by whoever delivers or is in charge, and opened again', () => {
    const file = won((before, call) => decideHandOverDelivery(before, GAO, null, call));
    const [item] = dealOf(file).delivery!.items;
    const tick = (isDone: boolean, by = GAO, at = file) => decideCheckDeliveryItem(at, item!.id, isDone, aCall({ by }));
    const changes = accepted(tick(true));
    expect(eventsIn(changes)[0]!.changes).toEqual([{ field: 'delivery.done', old: null, new: [item!.code] }]);
    const done = after(file, changes);
    expect(dealOf(done).delivery!.items[0]).toMatchObject({ doneAt: NOW, doneById: GAO.id });
    expect(accepted(tick(true, LIN, done))).toEqual([]);
    expect(dealOf(after(done, accepted(tick(false, CHEN, done)))).delivery!.items[0]).toMatchObject({ doneAt: null });
    expect(refusalOf(tick(true, WANG))).toEqual({ code: 'NOT_OWNER' });
    expect(callerErrorOf(() => decideCheckDeliveryItem(file, 'chk_other', true, aCall()))).toMatchObject({
      field: 'itemId',
    });
    expect(checklist().length).toBeGreaterThan(0);
  });
});

describe('C8: winning and losing ask for a review', () => {
  test('transitions say so, and it holds nothing up', () => {
    const asking = transitionsOf(aCustomerFile({ stage: 'QUOTED' }), LIN).filter(({ asksForReview }) => asksForReview);
    expect(asking.map(({ to }) => to.code)).toEqual(['WON', 'LOST']);
    expect(decideAdvance(aCustomerFile({ stage: 'QUOTED' }), { to: 'LOST', reason: 'PRICE' }, aCall()).accepted).toBe(
      true,
    );
  });

  const lost = (note?: string) => {
    const file = aCustomerWhoEntered('QUOTED');
    return after(file, accepted(decideAdvance(file, { to: 'LOST', reason: 'PRICE', note: note ?? null }, aCall())));
  };
  const isAsked = (file: CustomerFile) => file.deadlines.some(({ rule }) => rule === 'stages.LOST.review');

  test('the note of the move is the review; without one it is asked for, until it is written', () => {
    expect([isAsked(lost('价格高出对手两成')), isAsked(lost()), isAsked(lost(' '))]).toEqual([false, true, true]);
    const file = lost();
    const changes = accepted(decideReview(file, '价格高出对手两成', aCall()));
    const written = after(file, changes);
    expect([written.visit!.note, isAsked(written)]).toEqual(['价格高出对手两成', false]);
    expect(eventsIn(changes)).toMatchObject([
      { type: 'CUSTOMER_CHANGED', changes: [{ field: 'review', old: null, new: '价格高出对手两成' }] },
    ]);
    expect(accepted(decideReview(written, '价格高出对手两成', aCall()))).toEqual([]);
    expect(written.customer.lastActivityAt).toEqual(file.customer.lastActivityAt);
  });

  test('nobody else writes it, and only where somebody was won or lost', () => {
    expect(unmetCodes(decideReview(lost(), '…', aCall({ by: WANG })))).toEqual(['NOT_OWNER']);
    expect(unmetCodes(decideReview(aCustomerWhoEntered('QUOTED'), '…', aCall()))).toEqual(['WON_OR_LOST']);
  });
});

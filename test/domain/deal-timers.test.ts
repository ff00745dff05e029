import { describe, expect, test } from '@jest/globals';
import { decideAcknowledge, decideSnooze } from '../../domain/acknowledge.js';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideConfirmReceipt, decideRecordQuote } from '../../domain/customer/quote.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { decideHandOverDelivery } from '../../domain/deal/deliver.js';
import { decideSetInstalments } from '../../domain/deal/instalments.js';
import { decideRecordPayment, decideVoidPayment } from '../../domain/deal/payment.js';
import { decideSignContract } from '../../domain/deal/sign.js';
import type { Call, Decision } from '../../domain/decision.js';
import { render } from '../../domain/message.js';
import type { Notification } from '../../domain/notification.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import {
  CHEN,
  DAY,
  HOUR,
  LIN,
  NOW,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  accepted,
  later,
  playbookWith,
  refusalOf,
} from '../support/files.js';

/** By the clock: three days before, at the time, and three and seven days after it. */
const playbook = playbookWith((code) => (code === 'WON' ? { mayGoTo: ['LOST', 'INITIAL_CONTACT'] } : {}));

type Work = (file: CustomerFile, call: Call) => Decision;

/** A customer whose time passes: what is due is reached in order, and every card is kept. */
class Life {
  readonly cards: Notification[] = [];

  constructor(
    public file: CustomerFile,
    public now = NOW,
  ) {}

  do(work: Work, by = LIN): this {
    return this.write(work(this.file, aCall({ now: this.now, by })));
  }

  until(time: Date): this {
    for (;;) {
      const [first] = this.file.deadlines
        .filter(({ dueAt }) => dueAt <= time)
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
      if (!first) break;
      this.now = first.dueAt > this.now ? first.dueAt : this.now;
      this.write(decideReach(this.file, first.id, aCall({ now: this.now, by: null })));
    }
    this.now = time;
    return this;
  }

  /** When and to whom something was told, in days from the start. */
  told(word: string): (readonly [days: number, recipientId: string, kind: string, level: number])[] {
    const about = this.cards.filter(({ title }) => title.code.startsWith(word));
    return about.map(({ at, recipientId, kind, level }) => [
      (at.getTime() - NOW.getTime()) / DAY,
      recipientId,
      kind,
      level,
    ]);
  }

  private write(decision: Decision): this {
    const changes = accepted(decision);
    for (const change of changes) if ('add' in change && change.add === 'Notification') this.cards.push(change.row);
    this.file = after(this.file, changes);
    return this;
  }
}

const sign =
  (amount = '1000.00'): Work =>
  (file, call) =>
    decideSignContract(file, { amount, signedAt: call.now }, call);
const plan =
  (...days: readonly number[]): Work =>
  (file, call) =>
    decideSetInstalments(
      file,
      days.map((day) => ({ amount: '500.00', dueAt: later(day * DAY) })),
      call,
    );
const pay =
  (amount: string): Work =>
  (file, call) =>
    decideRecordPayment(file, { amount, paidAt: call.now }, call);
const deliver: Work = (file, call) => decideHandOverDelivery(file, WANG, null, call);

const aWonCustomer = (...works: readonly Work[]) => {
  const life = new Life(aCustomerWhoEntered('WON', { playbook })).do(deliver);
  return works.reduce((lives, work) => lives.do(work), life);
};
const ownerIs = [LIN.id, 'REMINDER', 0] as const;

describe('C7: an instalment of a won deal', () => {
  test('is reminded of before and at its time, then goes to the team lead and the manager', () => {
    const life = aWonCustomer(sign('500.00'), plan(10)).until(later(60 * DAY));
    expect(life.told('NOTE_PAYMENT')).toEqual([
      [7, ...ownerIs],
      [10, ...ownerIs],
      [13, CHEN.id, 'ESCALATION', 1],
      [17, ZHAO.id, 'ESCALATION', 2],
    ]);
    const [ahead, due] = life.cards.filter(({ title }) => title.code.startsWith('NOTE_PAYMENT'));
    expect(render(ahead!.title, 'ZH_CN', 'Asia/Shanghai')).toBe('即将收款：周敏 · 第 1 期 CNY 500.00');
    expect(render(due!.body, 'ZH_CN', 'Asia/Shanghai')).toBe('第 1 期款 CNY 500.00 于 2026-03-14 10:00 到期，尚未收齐');
  });

  test('that is paid is reminded of no more; a part of it is told as what remains', () => {
    const paid = aWonCustomer(sign(), plan(10, 20), pay('500.00'))
      .until(later(15 * DAY))
      .do(pay('499.99'));
    expect(paid.told('NOTE_PAYMENT')).toEqual([]);
    paid.until(later(20 * DAY));
    expect(paid.told('NOTE_PAYMENT')).toEqual([
      [17, ...ownerIs],
      [20, ...ownerIs],
    ]);
    expect(render(paid.cards.at(-1)!.title, 'EN', 'Asia/Shanghai')).toContain('instalment 2, CNY 0.01');
    expect(paid.do(pay('0.01')).file.deadlines.filter(({ kind }) => kind === 'PAYMENT_DUE')).toEqual([]);
  });

  test('whose payment is taken back is asked for again', () => {
    const life = aWonCustomer(sign('500.00'), plan(10), pay('500.00')).until(later(12 * DAY));
    const [payment] = life.file.deals[0]!.payments;
    life.do((file, call) => decideVoidPayment(file, payment!.id, '退票', call)).until(later(16 * DAY));
    expect(life.told('NOTE_PAYMENT')).toEqual([
      [12, ...ownerIs],
      [15, CHEN.id, 'ESCALATION', 1],
    ]);
  });

  test('whose time had passed when it was recorded is due at that moment, and nobody is blamed for the time before', () => {
    const life = aWonCustomer(sign('500.00'), plan(-30)).until(later(30 * DAY));
    expect(life.told('NOTE_PAYMENT').map(([days, to]) => [days, to])).toEqual([
      [0, LIN.id],
      [3, CHEN.id],
      [7, ZHAO.id],
    ]);
  });

  test('says nothing before the customer is won, and all from then on', () => {
    const before = aCustomerFile({ stage: 'DECIDING', cycleStartedAt: later(-DAY) }, { playbook });
    const life = new Life(before).do(sign('500.00')).do(plan(10));
    expect(life.file.deadlines.some(({ kind }) => kind === 'PAYMENT_DUE')).toBe(false);
    const ready = {
      ...life.file,
      contracts: 1,
      customer: { ...life.file.customer, invoiceConfirmedAt: NOW },
    };
    const won = new Life(ready).do((file, call) => decideAdvance(file, { to: 'WON', note: '快' }, call)).do(deliver);
    expect(won.until(later(11 * DAY)).told('NOTE_PAYMENT')).toEqual([
      [7, ...ownerIs],
      [10, ...ownerIs],
    ]);
  });

  test('T5, pinned 14: acknowledging ends what is told of it; work on the customer does not, the money is still out', () => {
    const worked = aWonCustomer(sign('500.00'), plan(10)).until(later(11 * DAY));
    worked.do((file, call) => decideRecordQuote(file, { amount: '1.00', receiptConfirmed: true }, call));
    expect(worked.until(later(14 * DAY)).told('NOTE_PAYMENT')).toHaveLength(3);

    const heard = aWonCustomer(sign('500.00'), plan(10)).until(later(11 * DAY));
    heard.do((file, call) => decideAcknowledge(heard.cards.at(-1)!, file, call));
    expect(heard.until(later(30 * DAY)).told('NOTE_PAYMENT')).toHaveLength(2);
    expect(heard.file.deals[0]!.instalments[0]).toMatchObject({ paidAt: null, reachedStep: 0 });
  });

  test('pinned 14: acknowledging a reminder ahead leaves the due time armed; snoozing moves what remains', () => {
    const life = aWonCustomer(sign('500.00'), plan(10)).until(later(8 * DAY));
    life.do((file, call) => decideAcknowledge(life.cards.at(-1)!, file, call));
    expect(life.until(later(11 * DAY)).told('NOTE_PAYMENT')).toHaveLength(2);
    life.do((file, call) => decideSnooze(life.cards.at(-1)!, file, 'P2D', call));
    expect(
      life
        .until(later(30 * DAY))
        .told('NOTE_PAYMENT')
        .slice(2)
        .map(([days]) => days),
    ).toEqual([15, 19]);
  });

  test('that is paid can’t be snoozed any more', () => {
    const life = aWonCustomer(sign('500.00'), plan(10))
      .until(later(11 * DAY))
      .do(pay('500.00'));
    const snooze = decideSnooze(life.cards.at(-1)!, life.file, 'P1D', aCall({ now: life.now }));
    expect(refusalOf(snooze)).toEqual({ code: 'ALREADY_CLOSED' });
  });

  test('C11: whoever gets the customer gets its reminders; a lost customer is pressed no more', () => {
    const life = aWonCustomer(sign('500.00'), plan(10));
    life.do((file, call) => decideTransfer({ ...file, people: [...file.people, WANG] }, WANG, null, call), CHEN);
    life.file = { ...life.file, people: [...life.file.people, WANG] };
    expect(life.until(later(8 * DAY)).told('NOTE_PAYMENT')).toEqual([[7, WANG.id, 'REMINDER', 0]]);
    life.do((file, call) => decideAdvance(file, { to: 'LOST', reason: 'OTHER', note: '退货' }, call), WANG);
    expect(life.file.deadlines).toEqual([]);
  });

  test('of a deal of before the customer was reopened is still asked for', () => {
    const life = aWonCustomer(sign('500.00'), plan(10));
    life.do((file, call) => decideAdvance(file, { to: 'INITIAL_CONTACT' }, call)).until(later(6 * DAY));
    expect(life.file.deadlines.filter(({ rule }) => rule === 'deal.payment')).toHaveLength(2);
  });
});

describe('C7: money without a plan', () => {
  const askedFor = (...works: readonly Work[]) =>
    aWonCustomer(...works)
      .until(later(9 * DAY))
      .told('NOTE_PLAN');

  test('is asked for a day after the customer was won, then of the superiors', () => {
    const all = [
      [1, ...ownerIs],
      [4, CHEN.id, 'ESCALATION', 1],
      [8, ZHAO.id, 'ESCALATION', 2],
    ];
    expect(askedFor(sign())).toEqual(all);
    expect(askedFor()).toEqual(all);
    expect(askedFor(sign(), plan(30))).toEqual(all);
  });

  test('a plan of all of it, or the money itself, ends that', () => {
    expect(askedFor(sign(), plan(30, 40))).toEqual([]);
    expect(askedFor(sign(), pay('1000.00'))).toEqual([]);
    const late = aWonCustomer(sign())
      .until(later(2 * DAY))
      .do(plan(30, 40))
      .until(later(9 * DAY));
    expect(late.told('NOTE_PLAN')).toEqual([[1, ...ownerIs]]);
  });

  test('a price that changes is asked for anew', () => {
    const life = aWonCustomer(sign(), plan(30, 40))
      .until(later(2 * DAY))
      .do(sign('1500.00'))
      .until(later(4 * DAY));
    expect(life.told('NOTE_PLAN')).toEqual([[3, ...ownerIs]]);
  });
});

describe('C7: a delivery that nobody has been named for', () => {
  test('goes from the owner to the superiors, by the playbook’s escalation; naming somebody ends it', () => {
    const won = () => new Life(aCustomerWhoEntered('WON', { playbook })).do(pay('1.00'));
    expect(
      won()
        .until(later(9 * DAY))
        .told('NOTE_DELIVERY_DUE'),
    ).toEqual([
      [3, ...ownerIs],
      [3 + 4 / 24, CHEN.id, 'ESCALATION', 1],
      [4, ZHAO.id, 'ESCALATION', 2],
    ]);
    const handed = won()
      .until(later(3 * DAY))
      .do(deliver)
      .until(later(9 * DAY));
    expect(handed.told('NOTE_DELIVERY_DUE')).toHaveLength(1);
    const heard = won().until(later(3 * DAY));
    heard.do((file, call) => decideAcknowledge(heard.cards.at(-1)!, file, call));
    expect(heard.until(later(9 * DAY)).told('NOTE_DELIVERY_DUE')).toHaveLength(1);
  });
});

describe('C14: a quote’s receipt', () => {
  const quote =
    (over: object = {}): Work =>
    (file, call) =>
      decideRecordQuote(file, { amount: '1.00', ...over }, call);
  const quoted = (over: object = {}) => new Life(aCustomerWhoEntered('NEEDS_CONFIRMED', { playbook })).do(quote(over));

  test('is asked for once, a day after the quote was sent; a quote of long ago a day after it was recorded', () => {
    expect(
      quoted()
        .until(later(2.5 * DAY))
        .told('NOTE_RECEIPT'),
    ).toEqual([[1, ...ownerIs]]);
    expect(
      quoted({ sentAt: later(-6 * HOUR) })
        .until(later(2 * DAY))
        .told('NOTE_RECEIPT'),
    ).toEqual([[0.75, ...ownerIs]]);
    expect(
      quoted({ sentAt: later(-9 * DAY) })
        .until(later(2 * DAY))
        .told('NOTE_RECEIPT'),
    ).toEqual([[1, ...ownerIs]]);
  });

  test('that was confirmed isn’t asked for, and of several quotes only the newest is', () => {
    expect(
      quoted({ receiptConfirmed: true })
        .until(later(2 * DAY))
        .told('NOTE_RECEIPT'),
    ).toEqual([]);
    const confirmed = quoted();
    confirmed.do((file, call) => decideConfirmReceipt(file, file.quotes[0]!.id, call));
    expect(confirmed.until(later(2 * DAY)).told('NOTE_RECEIPT')).toEqual([]);
    const twice = quoted()
      .until(later(HOUR * 12))
      .do(quote())
      .until(later(2 * DAY));
    expect(twice.told('NOTE_RECEIPT')).toEqual([[1.5, ...ownerIs]]);
  });

  test('isn’t asked for once the customer is lost', () => {
    const life = quoted().do((file, call) => decideAdvance(file, { to: 'LOST', reason: 'PRICE', note: '价格' }, call));
    expect(life.file.deadlines).toEqual([]);
  });
});

test('C8: a review that is missing is asked for once, a day after', () => {
  const life = new Life(aCustomerWhoEntered('QUOTED', { playbook }));
  life.do((file, call) => decideAdvance(file, { to: 'LOST', reason: 'PRICE' }, call)).until(later(9 * DAY));
  expect(life.told('NOTE_REVIEW')).toEqual([[1, ...ownerIs]]);
});

import { describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { attachContract } from '../../commands/attach-contract.js';
import { checkDeliveryItem } from '../../commands/check-delivery-item.js';
import type { Outcome } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { confirmInvoice } from '../../commands/confirm-invoice.js';
import { handOver } from '../../commands/hand-over.js';
import { handOverDelivery } from '../../commands/hand-over-delivery.js';
import { forgetFiles, markOrphans } from '../../commands/orphan-files.js';
import { recordPayment } from '../../commands/record-payment.js';
import { recordQuote } from '../../commands/record-quote.js';
import { setInstalments } from '../../commands/set-instalments.js';
import { signContract } from '../../commands/sign-contract.js';
import { loadCustomerFiles } from '../../commands/store/files.js';
import { Playbooks } from '../../commands/store/playbooks.js';
import { voidPayment } from '../../commands/void-payment.js';
import { writeReview } from '../../commands/write-review.js';
import { currentDeal } from '../../domain/deal/deal.js';
import { balanceOf } from '../../domain/deal/settlement.js';
import {
  IN_A_WEEK,
  aNewCustomer,
  anUploadedFile,
  anotherTeam,
  everythingIn,
  loadRow,
  rowsOf,
} from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';

const YESTERDAY = (): Date => new Date(Date.now() - 86_400_000);
const invoice = { title: '杭州晨光建材有限公司', taxNumber: '91330100799655058B' };
const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';

/** From the first stage one may go wherever a test wants to. */
const open = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { mayGoTo: ['QUOTED', 'WON', 'LOST'] } : {}));

async function fileOf(house: House, id: string) {
  const row = await house.database.sql
    .selectFrom('Customer')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const [file] = await loadCustomerFiles(house.database.sql, [row], new Playbooks());
  return file!;
}

const dealOf = async (house: House, id: string) => currentDeal(await fileOf(house, id))!;

async function aPlannedDeal(house: House, existing?: string) {
  const customerId = existing ?? (await aNewCustomer(house));
  await house.as(house.lin, signContract, { customerId, amount: '1000.00', signedAt: YESTERDAY() });
  const instalments = [
    { amount: '300.00', dueAt: IN_A_WEEK() },
    { amount: '700.00', dueAt: new Date(Date.now() + 30 * 86_400_000) },
  ];
  await house.as(house.lin, setInstalments, { customerId, instalments });
  const [first, second] = (await dealOf(house, customerId)).instalments;
  return { customerId, first: first!.id, second: second!.id };
}

async function aWonCustomer(house: House, existing?: string) {
  const { customerId, ...rest } = await aPlannedDeal(house, existing);
  const fileId = await anUploadedFile(house, house.lin);
  await house.as(house.lin, attachContract, { customerId, fileId });
  await house.as(house.lin, confirmInvoice, { customerId, ...invoice });
  const won = await house.as(house.lin, advanceCustomer, { customerId, to: 'WON', note: '交期最短' });
  expect(won.refusal).toBeNull();
  return { customerId, fileId, ...rest };
}

const pay = (house: House, customerId: string, amount: string, instalmentId?: string) =>
  house.as(house.lin, recordPayment, { customerId, amount, paidAt: YESTERDAY(), instalmentId: instalmentId ?? null });

describe('C7: the way to 成交', () => {
  test('is refused naming everything, then goes; payment and delivery open with it, and the log tells every field', async () => {
    const house = await aHouse({ playbook: open });
    const customerId = await aNewCustomer(house);
    const early = await house.as(house.lin, advanceCustomer, { customerId, to: 'WON' });
    expect(early.refusal).toMatchObject({
      unmet: [{ code: 'CONTRACT_FILE' }, { code: 'INVOICE_CONFIRMED' }, { code: 'SIGNED_OR_FIRST_PAYMENT' }],
    });
    const { customerId: id, fileId } = await aWonCustomer(house, customerId);
    const deal = await dealOf(house, id);
    expect(deal).toMatchObject({ amount: '1000.00', currency: 'CNY', instalments: [{ amount: '300.00' }, {}] });
    expect(deal.delivery!.items.map(({ code }) => code)).toEqual([
      'CONTRACT_FILED',
      'NEEDS_EXPLAINED',
      'CONTACTS_GIVEN',
      'DATE_AGREED',
    ]);
    const armed = await rowsOf(house, 'Deadline', `status = 'ARMED' and kind in ('PAYMENT_DUE', 'DELIVERY_HANDOVER')`);
    expect(armed.map(({ rule, step }) => `${String(rule)} ${String(step)}`).sort()).toEqual([
      'deal.delivery 0',
      'deal.payment -1',
      'deal.payment -1',
      'deal.payment 0',
      'deal.payment 0',
    ]);
    const told = await rowsOf(house, 'Event', `"customerId" = '${id}'`);
    const changed = told.flatMap(({ changes }) =>
      (changes as { field: string; new: unknown }[]).map(({ field }) => field),
    );
    for (const field of ['deal.amount', 'deal.instalments', 'deal.paymentOpenedAt', 'invoiceTaxNumber', 'signedAt'])
      expect(changed).toContain(field);
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CONTRACT_SIGNED', 'INSTALMENTS_SET', 'CONTRACT_ATTACHED', 'INVOICE_CONFIRMED']),
    );
    expect(await rowsOf(house, 'Contract')).toMatchObject([{ fileId, customerId: id, byId: house.lin.id }]);
  });

  test('money is kept exactly', async () => {
    const house = await aHouse();
    const { customerId, first } = await aPlannedDeal(house);
    await pay(house, customerId, '0.10', first);
    await pay(house, customerId, '0.20');
    const deal = await dealOf(house, customerId);
    expect(balanceOf(deal)).toEqual({ paid: '0.30', outstanding: '999.70', overpaid: '0.00', unplanned: '0.00' });
    expect(deal.instalments.map(({ paid }) => paid)).toEqual(['0.30', '0.00']);
  });
});

describe('two at once', () => {
  test('two payments for one instalment: one is taken, the other is told that it is paid', async () => {
    const house = await aHouse();
    const { customerId, first } = await aPlannedDeal(house);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => pay(house, customerId, '300.00', first)));
    expect(outcomes.map(codeOf).filter((code) => code === 'ACCEPTED')).toHaveLength(1);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ACCEPTED', 'ALREADY_CLOSED']));
    expect(await rowsOf(house, 'Payment')).toHaveLength(1);
    expect((await dealOf(house, customerId)).instalments[0]).toMatchObject({ paid: '300.00' });
  });

  test('a payment and another plan, in whichever order: no money is lost', async () => {
    const house = await aHouse();
    const { customerId } = await aPlannedDeal(house);
    const replan = { customerId, instalments: [{ amount: '1000.00', dueAt: IN_A_WEEK() }] };
    await Promise.all([
      pay(house, customerId, '400.00'),
      house.as(house.lin, setInstalments, replan),
      pay(house, customerId, '100.00'),
    ]);
    expect((await dealOf(house, customerId)).instalments).toMatchObject([{ amount: '1000.00', paid: '500.00' }]);
  });

  test('one file to one customer, many times: attached once; to two customers: one of them has it', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const other = await aNewCustomer(house, house.lin, { phone: '13900139000' });
    const fileId = await anUploadedFile(house, house.lin);
    const same = await Promise.all(
      Array.from({ length: 8 }, () => house.as(house.lin, attachContract, { customerId, fileId })),
    );
    expect(same.map(codeOf)).toEqual(same.map(() => 'ACCEPTED'));
    expect(await rowsOf(house, 'Event', `type = 'CONTRACT_ATTACHED'`)).toHaveLength(1);

    const second = await anUploadedFile(house, house.lin);
    const both = await Promise.all([
      house.as(house.lin, attachContract, { customerId, fileId: second }),
      house.as(house.lin, recordQuote, { customerId: other, amount: '1.00', fileId: second }),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['ACCEPTED', 'IN_USE']);
  });

  test('signing, paying and planning a customer who has no deal yet make one deal', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    await Promise.all([
      house.as(house.lin, signContract, { customerId, amount: '10.00', signedAt: YESTERDAY() }),
      pay(house, customerId, '5.00'),
      house.as(house.lin, setInstalments, { customerId, instalments: [{ amount: '10.00', dueAt: IN_A_WEEK() }] }),
    ]);
    expect(await rowsOf(house, 'Deal')).toHaveLength(1);
    expect(balanceOf(await dealOf(house, customerId))).toMatchObject({ paid: '5.00', outstanding: '5.00' });
  });

  test('a file’s clean-up and its attaching: it is attached, or it is gone, and never half', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const fileId = await anUploadedFile(house, house.lin, { createdAt: new Date(0) });
    const [attached] = await Promise.allSettled([
      house.as(house.lin, attachContract, { customerId, fileId }),
      house.run(markOrphans, {}, { by: null }),
    ]);
    await house.run(forgetFiles, { fileIds: [fileId] }, { by: null });
    const isAttached = attached.status === 'fulfilled';
    const [file] = await rowsOf(house, 'File');
    expect([file?.['uploadedAt'] ?? null, await rowsOf(house, 'Contract')]).toEqual(
      isAttached ? [expect.any(Date), [expect.objectContaining({ fileId })]] : [null, []],
    );
  });
});

describe('C14: a move that is refused, with what came along', () => {
  const move = { to: 'QUOTED', quote: { amount: '176000.50' }, facts: { need: '岩棉板' } };

  test('R25: the same request again gets the same refusal and records nothing a second time', async () => {
    const house = await aHouse({ playbook: open });
    const input = { customerId: await aNewCustomer(house), ...move };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => house.as(house.lin, advanceCustomer, input, 'key')),
    );
    expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
    expect(outcomes[0]).toMatchObject({
      answer: { customerId: input.customerId },
      refusal: { code: 'CONDITIONS_UNMET', unmet: [{ code: 'QUOTE_RECEIPT_CONFIRMED' }] },
      cursor: expect.any(String),
    });
    expect(await rowsOf(house, 'Quote')).toHaveLength(1);
    expect(await rowsOf(house, 'Event', `type = 'QUOTE_RECORDED'`)).toHaveLength(1);
    expect(await rowsOf(house, 'Deadline', `kind = 'QUOTE_RECEIPT' and status = 'ARMED'`)).toHaveLength(1);
    expect(await loadRow(house, 'Customer', input.customerId)).toMatchObject({
      need: '岩棉板',
      stage: 'INITIAL_CONTACT',
    });
  });

  test('its document belongs to the quote, and the same request with the receipt moves', async () => {
    const house = await aHouse({ playbook: open });
    const customerId = await aNewCustomer(house);
    const fileId = await anUploadedFile(house, house.lin, { name: '报价单.xlsx' });
    const quote = { ...move.quote, fileId };
    await house.as(house.lin, advanceCustomer, { customerId, ...move, quote });
    const again = await house.as(house.lin, advanceCustomer, {
      customerId,
      to: 'QUOTED',
      quote: { ...quote, receiptConfirmed: true },
    });
    expect(again.refusal).toBeNull();
    expect(await rowsOf(house, 'Quote')).toMatchObject([{ fileId, receiptConfirmedAt: expect.any(Date) }]);
    expect(await rowsOf(house, 'File')).toMatchObject([{ attachedAt: expect.any(Date) }]);
  });

  test('a stale version, a stranger, and a wrong field record nothing', async () => {
    const house = await aHouse({ playbook: open });
    const customerId = await aNewCustomer(house);
    const before = await everythingIn(house);
    const stale = await house.as(house.lin, advanceCustomer, { customerId, version: 7, ...move });
    expect([stale.refusal?.code, stale.cursor]).toEqual(['VERSION_CONFLICT', null]);
    await expect(house.as(house.wang, advanceCustomer, { customerId, ...move })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const wrong = { customerId, ...move, quote: { amount: '1.00', sentAt: IN_A_WEEK() } };
    await expect(house.as(house.lin, advanceCustomer, wrong)).rejects.toMatchObject({ field: 'quote.sentAt' });
    expect(await everythingIn(house)).toBe(before);
  });

  test('a contact is done once; repeated under its key it answers alike, under another it is closed', async () => {
    const house = await aHouse({ playbook: open });
    const customerId = await aNewCustomer(house);
    const [action] = await rowsOf(house, 'FollowUp', `status = 'PLANNED'`);
    const contact = {
      followUpId: String(action!['id']),
      channel: 'PHONE' as const,
      note: '发了报价',
      goalMet: true,
      next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
      advanceTo: 'QUOTED',
      quote: move.quote,
    };
    const first = await house.as(house.lin, completeFollowUp, contact, 'key');
    expect(first).toMatchObject({ refusal: { code: 'CONDITIONS_UNMET' }, answer: { followUpId: contact.followUpId } });
    expect(await house.as(house.lin, completeFollowUp, contact, 'key')).toEqual(first);
    expect(codeOf(await house.as(house.lin, completeFollowUp, contact, 'other'))).toBe('ALREADY_CLOSED');
    expect(await rowsOf(house, 'Quote')).toHaveLength(1);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'INITIAL_CONTACT' });
  });
});

describe('who may', () => {
  test('only the uploader attaches a file, once its bytes have arrived', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const attach = (fileId: string) => house.as(house.lin, attachContract, { customerId, fileId });
    for (const fileId of [await anUploadedFile(house, house.wang), 'file_01h455vb4pex5vsknk084sn02q'])
      await expect(attach(fileId)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'fileId' });
    const announced = await anUploadedFile(house, house.lin, { uploadedAt: null });
    await expect(attach(announced)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'fileId' });
    const quote = { amount: '1.00', fileId: announced };
    const move = house.as(house.lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE', quote });
    await expect(move).rejects.toMatchObject({ field: 'quote.fileId' });
  });

  test('what isn’t theirs to see isn’t there: neither the customer, nor a payment, nor a checklist', async () => {
    const house = await aHouse({ playbook: open });
    const { customerId } = await aWonCustomer(house);
    const { answer } = await pay(house, customerId, '1.00');
    const { sales } = await anotherTeam(house);
    const [item] = await rowsOf(house, 'ChecklistItem');
    const attempts = await Promise.allSettled([
      house.as(sales, signContract, { customerId, amount: '1.00', signedAt: YESTERDAY() }),
      house.as(sales, voidPayment, { paymentId: String(answer['paymentId']), note: '…' }),
      house.as(sales, checkDeliveryItem, { itemId: String(item!['id']) }),
      house.as(sales, writeReview, { customerId, note: '…' }),
    ]);
    for (const attempt of attempts)
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
  });

  test('whoever delivers ticks its checklist without seeing the customer, and only as long as it is theirs', async () => {
    const house = await aHouse({ playbook: open });
    const { customerId } = await aWonCustomer(house);
    const { sales } = await anotherTeam(house);
    const handOver = (toUserId: string) =>
      house.as(house.lin, handOverDelivery, { customerId, toUserId, note: '月底前' });
    expect(codeOf(await handOver(sales.id))).toBe('ACCEPTED');
    expect(await rowsOf(house, 'Notification', `"recipientId" = '${sales.id}'`)).toMatchObject([{ kind: 'ASSIGNED' }]);
    const [item] = await rowsOf(house, 'ChecklistItem', 'position = 1');
    const tick = (done: boolean) => house.as(sales, checkDeliveryItem, { itemId: String(item!['id']), done });
    expect(codeOf(await tick(true))).toBe('ACCEPTED');
    expect(await rowsOf(house, 'ChecklistItem', '"doneAt" is not null')).toMatchObject([{ doneById: sales.id }]);
    await handOver(house.wang.id);
    await expect(tick(false)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'itemId' });
  });
});

test.each([
  ['a colleague', (house: House) => ({ toUserId: house.wang.id }), (house: House) => house.wang.id],
  ['the pool', () => ({ strategy: 'TO_POOL' as const }), (house: House) => house.teamLead.id],
])('C11: what somebody was to deliver goes on to %s too, their own customers’ and others’', async (_, to, heir) => {
  const house = await aHouse({ playbook: open });
  const { customerId } = await aWonCustomer(house);
  await house.as(house.lin, handOverDelivery, { customerId, toUserId: house.lin.id });
  const other = await aNewCustomer(house, house.wang, { phone: '13800138001' });
  await house.database.pool.query(`update "Customer" set "ownerId" = $1 where id = $2`, [house.lin.id, other]);
  const theirs = await aWonCustomer(house, other);
  await house.as(house.lin, handOverDelivery, { customerId: theirs.customerId, toUserId: house.lin.id });
  await house.database.pool.query(`update "Customer" set "ownerId" = $1 where id = $2`, [house.wang.id, other]);

  const { answer } = await house.as(house.manager, handOver, { fromUserId: house.lin.id, ...to(house) });
  expect(answer).toMatchObject({ finished: 1 });
  const delivers = (await rowsOf(house, 'DealDelivery')).map(({ toUserId }) => toUserId);
  expect(delivers).toHaveLength(2);
  expect(delivers).not.toContain(house.lin.id);
  expect(delivers).toContain(heir(house));
  const told = await rowsOf(house, 'Event', `type = 'HANDED_OVER' and data ->> 'deliveryId' is not null`);
  expect(told.map(({ changes }) => JSON.stringify(changes)).join()).toContain('delivery.toUserId');
});

test('a payment that was taken back stays, and may be recorded anew', async () => {
  const house = await aHouse();
  const { customerId, first } = await aPlannedDeal(house);
  const { answer } = await pay(house, customerId, '300.00', first);
  const take = () => house.as(house.lin, voidPayment, { paymentId: String(answer['paymentId']), note: '退票' });
  expect([codeOf(await take()), codeOf(await take())]).toEqual(['ACCEPTED', 'ACCEPTED']);
  expect(await rowsOf(house, 'Payment')).toMatchObject([{ voidNote: '退票', voidedById: house.lin.id }]);
  expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ firstPaidAt: null });
  expect(codeOf(await pay(house, customerId, '300.00', first))).toBe('ACCEPTED');
});

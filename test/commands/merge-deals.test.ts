import { beforeEach, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { attachContract } from '../../commands/attach-contract.js';
import { confirmInvoice } from '../../commands/confirm-invoice.js';
import { handOverDelivery } from '../../commands/hand-over-delivery.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { recordPayment } from '../../commands/record-payment.js';
import { setInstalments } from '../../commands/set-instalments.js';
import { signContract } from '../../commands/sign-contract.js';
import { loadCustomerFiles } from '../../commands/store/files.js';
import { Playbooks } from '../../commands/store/playbooks.js';
import { unmerge } from '../../commands/unmerge.js';
import { currentDeal } from '../../domain/deal/deal.js';
import type { Viewer } from '../../domain/policy.js';
import { isWonWithOpenPayments } from '../../domain/pool/exemptions.js';
import { IN_A_WEEK, aNewCustomer, anUploadedFile, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';

const YESTERDAY = () => new Date(Date.now() - 86_400_000);
const open = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { mayGoTo: ['QUOTED', 'WON', 'LOST'] } : {}));

let house: House;
beforeEach(async () => {
  house = await aHouse({ playbook: open });
});

const customer = (id: string) => loadRow(house, 'Customer', id);
const of = (table: Parameters<typeof rowsOf>[1], id: string, also = 'true') =>
  rowsOf(house, table, `"customerId" = '${id}' and ${also}`);
const merge = async (into: string, from: string) =>
  expect((await house.as(house.teamLead, mergeCustomers, { into, from: [from] })).refusal).toBeNull();
const takeBack = async (id: string) => expect((await house.as(house.teamLead, unmerge, { id })).refusal).toBeNull();

async function fileOf(id: string) {
  const { sql } = house.database;
  const row = await sql.selectFrom('Customer').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const [file] = await loadCustomerFiles(sql, [row], new Playbooks());
  return file!;
}

const dealOf = async (id: string) => currentDeal(await fileOf(id));

async function signed(by: Viewer, phone: string, amount: string): Promise<string> {
  const customerId = await aNewCustomer(house, by, { phone });
  await house.as(by, signContract, { customerId, amount, signedAt: YESTERDAY() });
  await house.as(by, setInstalments, { customerId, instalments: [{ amount, dueAt: IN_A_WEEK() }] });
  return customerId;
}

async function won(by: Viewer, phone: string, amount: string): Promise<string> {
  const customerId = await signed(by, phone, amount);
  await house.as(by, attachContract, { customerId, fileId: await anUploadedFile(house, by) });
  await house.as(by, confirmInvoice, { customerId, title: '晨光', taxNumber: '91330100799655058B' });
  expect((await house.as(by, advanceCustomer, { customerId, to: 'WON', note: '交期' })).refusal).toBeNull();
  return customerId;
}

const timersOf = async (id: string) =>
  (await of('Deadline', id, `status = 'ARMED' and kind in ('PAYMENT_DUE', 'DELIVERY_HANDOVER')`))
    .map(({ kind, subject, step }) => `${String(kind)} ${String(subject)} ${String(step)}`)
    .sort();

test('P7: what a won one still owes, and its delivery, are asked for under the survivor, whose own sale begins anew', async () => {
  const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
  const from = await won(house.wang, '13800138002', '1000.00');
  const owed = await timersOf(from);
  expect(owed.map((timer) => timer.split(' ')[0])).toEqual(
    expect.arrayContaining(['PAYMENT_DUE', 'DELIVERY_HANDOVER']),
  );
  await merge(into, from);
  expect(await timersOf(into)).toEqual(owed);
  expect(await timersOf(from)).toEqual([]);
  expect(isWonWithOpenPayments(await fileOf(into))).toBe(true);
  expect(await dealOf(into)).toBeNull();
  expect(await customer(into)).toMatchObject({ signedAt: null, invoiceTitle: null, stage: 'INITIAL_CONTACT' });

  await house.as(house.lin, signContract, { customerId: into, amount: '50.00', signedAt: YESTERDAY() });
  expect((await dealOf(into))!.amount).toBe('50.00');
  const [instalment] = await rowsOf(house, 'Instalment');
  const paid = { customerId: into, amount: '1000.00', paidAt: YESTERDAY(), instalmentId: String(instalment!['id']) };
  expect((await house.as(house.lin, recordPayment, paid)).refusal).toBeNull();
  expect((await timersOf(into)).filter((timer) => timer.startsWith('PAYMENT'))).toEqual([]);
  expect(isWonWithOpenPayments(await fileOf(into))).toBe(false);
  expect(await customer(into)).toMatchObject({ firstPaidAt: null });
  const handed = await house.as(house.lin, handOverDelivery, { customerId: into, toUserId: house.wang.id });
  expect(handed.refusal).toBeNull();
  expect(await timersOf(into)).toEqual([]);
});

test('P7: one that was lost takes no debts away from a won one that is merged into it', async () => {
  const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
  await house.as(house.lin, advanceCustomer, { customerId: into, to: 'LOST', reason: 'PRICE', note: '太贵' });
  const from = await won(house.wang, '13800138002', '1000.00');
  const owed = await timersOf(from);
  await merge(into, from);
  expect(await timersOf(into)).toEqual(owed);
  expect(isWonWithOpenPayments(await fileOf(into))).toBe(true);
});

test('taken back, the deal goes on where it was, with what has been paid and what is armed for it', async () => {
  const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
  const from = await won(house.wang, '13800138002', '1000.00');
  const [before, owed] = [await dealOf(from), await timersOf(from)];
  await merge(into, from);
  const [instalment] = await rowsOf(house, 'Instalment');
  const instalmentId = String(instalment!['id']);
  await house.as(house.lin, recordPayment, { customerId: into, amount: '400.00', paidAt: YESTERDAY(), instalmentId });
  // As if a step of its chain had been armed since.
  await house.database.pool.query(`delete from "Deadline" where subject = $1 and step < 0`, [instalmentId]);
  await house.as(house.lin, recordPayment, { customerId: into, amount: '1.00', paidAt: YESTERDAY(), instalmentId });
  const made = await of('Deadline', into, `subject = '${instalmentId}' and status = 'ARMED'`);
  expect(made.length).toBeGreaterThan(1);
  await takeBack(from);
  expect(await dealOf(from)).toMatchObject({ id: before!.id, pastSince: null, payments: [{}, {}] });
  expect(await timersOf(from)).toEqual(owed);
  expect(await timersOf(into)).toEqual([]);
  expect(await of('Deadline', into, `subject = '${instalmentId}'`)).toEqual([]);
});

test('a deal under way comes along where the survivor has none, with its signing; else the survivor’s own goes on', async () => {
  const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
  const from = await signed(house.wang, '13800138002', '1000.00');
  const third = await signed(house.wang, '13800138003', '70.00');
  await merge(into, from);
  expect(await dealOf(into)).toMatchObject({ amount: '1000.00' });
  expect((await customer(into)).signedAt).not.toBeNull();
  await merge(into, third);
  expect(await dealOf(into)).toMatchObject({ amount: '1000.00' });
  expect(await of('Deal', into)).toHaveLength(2);
  await takeBack(from);
  expect(await dealOf(from)).toMatchObject({ amount: '1000.00' });
  expect(await customer(into)).toMatchObject({ signedAt: null });
  await takeBack(third);
  expect(await dealOf(third)).toMatchObject({ amount: '70.00' });
  expect(await dealOf(into)).toBeNull();
});

test('C8: the review that a won one still lacks is asked for again once it stands by itself', async () => {
  const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
  const from = await signed(house.wang, '13800138002', '1000.00');
  await house.as(house.wang, advanceCustomer, { customerId: from, to: 'LOST', reason: 'PRICE' });
  const reviews = (id: string) => of('Deadline', id, `status = 'ARMED' and rule like '%review'`);
  expect(await reviews(from)).toHaveLength(1);
  await merge(into, from);
  expect(await reviews(into)).toEqual([]);
  await takeBack(from);
  expect(await reviews(from)).toHaveLength(1);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { attachContract } from '../../../commands/attach-contract.js';
import { handOverDelivery } from '../../../commands/hand-over-delivery.js';
import { recordPayment } from '../../../commands/record-payment.js';
import { recordQuote } from '../../../commands/record-quote.js';
import { setInstalments } from '../../../commands/set-instalments.js';
import { signContract } from '../../../commands/sign-contract.js';
import { voidPayment } from '../../../commands/void-payment.js';
import type { Viewer } from '../../../domain/policy.js';
import { IN_A_WEEK, aNewCustomer, anUploadedFile, anotherTeam, rowsOf } from '../../support/customers.js';
import { aHouse, playbookWith, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';
import { advanceCustomer } from '../../../commands/advance-customer.js';
import { confirmInvoice } from '../../../commands/confirm-invoice.js';

let house: House;
beforeEach(async () => {
  house = await aHouse({
    playbook: playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { mayGoTo: ['WON', 'LOST'] } : {})),
  });
});

const AN_HOUR_AGO = () => new Date(Date.now() - 3_600_000);
let customers = 0;

/** Won, with a contract, a quote with a document, two instalments, a payment for the first and one that was taken back. */
async function aWonCustomer() {
  const { lin } = house;
  const customerId = await aNewCustomer(house, lin, { phone: `138${String(10_000_000 + customers++)}` });
  const [contract, document] = [await anUploadedFile(house, lin), await anUploadedFile(house, lin)];
  await house.as(lin, attachContract, { customerId, fileId: contract });
  await house.as(lin, recordQuote, { customerId, amount: '1000', fileId: document });
  await house.as(lin, confirmInvoice, { customerId, title: '杭州晨光', taxNumber: '91330100799655058B' });
  await house.as(lin, signContract, { customerId, amount: '1000', signedAt: AN_HOUR_AGO() });
  const instalments = [
    { amount: '300', dueAt: AN_HOUR_AGO() },
    { amount: '600', dueAt: IN_A_WEEK() },
  ];
  await house.as(lin, setInstalments, { customerId, instalments });
  const pay = () => house.as(lin, recordPayment, { customerId, amount: '100', paidAt: AN_HOUR_AGO() });
  await pay();
  const { answer: wrong } = await pay();
  await house.as(lin, voidPayment, { paymentId: String(wrong['paymentId']), note: '重复' });
  await house.as(lin, advanceCustomer, { customerId, to: 'WON' });
  return { customerId, contract, document };
}

const CUSTOMER = `query ($id: ID!) { customer(id: $id) {
  facts { contracts { id } quotes { amount status file { id } } invoice { title taxNumber confirmedAt } }
  deal { amount currency paid outstanding overpaid unplanned
    instalments { amount paid outstanding paidAt overdue }
    payments { amount voidedAt voidNote instalment { id } by { id } }
    delivery { owner { id } checklist { code label doneAt } } deliveryOwner { id } handedOverAt }
  deals { id }
} }`;

interface Shown {
  readonly customer: {
    readonly facts: {
      readonly contracts: readonly { readonly id: string }[];
      readonly quotes: readonly { readonly file: { readonly id: string } | null }[];
    };
    readonly deal: Record<string, unknown> | null;
  } | null;
}

const show = (viewer: Viewer, id: string) => answer<Shown>(house, viewer, CUSTOMER, { id });
const node = async (viewer: Viewer, id: string) =>
  (await answer<{ node: { id: string } | null }>(house, viewer, 'query ($id: ID!) { node(id: $id) { id } }', { id }))
    .node;

test('C7: a deal tells what was agreed, planned, paid and is still to come', async () => {
  const { customerId, contract, document } = await aWonCustomer();
  const { customer } = await show(house.lin, customerId);
  expect(customer).toMatchObject({
    facts: {
      contracts: [{ id: contract }],
      quotes: [{ amount: '1000.00', status: 'AWAITING_RECEIPT', file: { id: document } }],
      invoice: { taxNumber: '91330100799655058B' },
    },
    deal: {
      amount: '1000.00',
      currency: 'CNY',
      paid: '100.00',
      outstanding: '900.00',
      overpaid: '0.00',
      unplanned: '100.00',
      instalments: [
        { amount: '300.00', paid: '100.00', outstanding: '200.00', paidAt: null, overdue: true },
        { amount: '600.00', paid: '0.00', overdue: false },
      ],
      deliveryOwner: null,
      handedOverAt: null,
    },
  });
  const payments = customer!.deal!['payments'] as readonly Record<string, unknown>[];
  expect(payments.map(({ voidNote }) => voidNote).sort()).toEqual([null, '重复'].sort());
});

test('nothing is there before anything was agreed', async () => {
  const id = await aNewCustomer(house);
  expect((await show(house.lin, id)).customer).toMatchObject({
    facts: { contracts: [], invoice: null },
    deal: null,
    deals: [],
  });
});

test('R28: what hangs on a deal is found by whoever sees the customer, and by nobody else', async () => {
  const { customerId, contract, document } = await aWonCustomer();
  const { sales, lead } = await anotherTeam(house);
  const idsIn = async (table: 'Deal' | 'Instalment' | 'Payment' | 'DealDelivery') =>
    (await rowsOf(house, table)).map(({ id }) => String(id));
  const ids = [
    ...(await idsIn('Deal')),
    ...(await idsIn('Instalment')),
    ...(await idsIn('Payment')),
    ...(await idsIn('DealDelivery')),
    contract,
    document,
  ];
  for (const id of ids) {
    for (const viewer of [house.lin, house.teamLead, house.manager]) expect(await node(viewer, id)).toEqual({ id });
    for (const viewer of [house.wang, sales, lead]) expect(await node(viewer, id)).toBeNull();
  }
  expect((await show(sales, customerId)).customer).toBeNull();
});

test('whoever delivers finds the delivery, and neither its deal nor its customer', async () => {
  const { customerId } = await aWonCustomer();
  const { sales } = await anotherTeam(house);
  await house.as(house.lin, handOverDelivery, { customerId, toUserId: sales.id });
  const [delivery] = await rowsOf(house, 'DealDelivery');
  const query = `query ($id: ID!) { node(id: $id) { ... on DealDelivery { owner { id } deal { id } checklist { code } } } }`;
  const found = await answer<{ node: unknown }>(house, sales, query, { id: delivery!['id'] });
  expect(found.node).toMatchObject({ owner: { id: sales.id }, deal: null });
});

describe('a file that belongs to a customer', () => {
  const give = (id: string, to: object) =>
    house.database.sql.updateTable('Customer').set(to).where('id', '=', id).execute();

  test('goes with the customer: whoever uploaded it has no right to it any more', async () => {
    const { customerId, contract } = await aWonCustomer();
    await give(customerId, { ownerId: house.wang.id });
    expect([await node(house.lin, contract), await node(house.wang, contract)]).toEqual([null, { id: contract }]);
  });

  test('is hidden with the contact details, which may stand in it', async () => {
    const { customerId, contract } = await aWonCustomer();
    await give(customerId, { ownerId: null, poolId: house.pools.public });
    const hidden = async (viewer: Viewer) => {
      const { customer } = await show(viewer, customerId);
      return [customer!.facts.contracts.length, customer!.facts.quotes[0]!.file, await node(viewer, contract)];
    };
    const masking = (maskContacts: boolean) =>
      house.database.sql
        .updateTable('Pool')
        .set({ rules: JSON.stringify({ maskContacts }) })
        .execute();
    await masking(true);
    expect(await hidden(house.wang)).toEqual([0, null, null]);
    expect(await hidden(house.manager)).toEqual([1, { id: expect.any(String) }, { id: contract }]);
    await masking(false);
    expect(await hidden(house.wang)).toEqual([1, { id: expect.any(String) }, { id: contract }]);
  });
});

test('deals cost the same for ten customers as for two', async () => {
  for (let index = 0; index < 10; index++) await aWonCustomer();
  const query = `query ($first: Int!) { customers(first: $first) { nodes {
    facts { contracts { name } quotes { file { name } } }
    deal { paid unplanned instalments { paid } payments { by { name } instalment { id } } deliveryOwner { name } delivery { checklist { label } } }
  } } }`;
  await read(house, house.manager, query, { first: 1 });
  const [few, many] = [
    await read(house, house.manager, query, { first: 2 }),
    await read(house, house.manager, query, { first: 10 }),
  ];
  expect([few.errors, many.errors]).toEqual([undefined, undefined]);
  expect(many.statements).toBe(few.statements);
  expect(many.statements).toBeLessThanOrEqual(10);
});

import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  AdvanceCustomerDocument,
  AttachContractDocument,
  BindPlaybookDocument,
  CheckDeliveryItemDocument,
  ConfirmInvoiceDocument,
  CreateCustomerDocument,
  CreateUploadDocument,
  CustomerPageDocument,
  HandOverDeliveryDocument,
  NotificationsDocument,
  PublishPlaybookDocument,
  RecordPaymentDocument,
  SetInstalmentsDocument,
  SignContractDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { playbookWith } from '../support/house.js';
import { until } from '../support/until.js';

/** Everything around a deal happens within seconds, and a quote may come first. */
const quick = playbookWith(
  ({ code }) => (code === 'INITIAL_CONTACT' ? { mayGoTo: ['QUOTED', 'PAUSED', 'LOST'] } : {}),
  {
    deal: {
      askReceiptAfter: 'PT2S',
      payment: { remindBefore: ['PT2S'], escalation: [{ to: 'TEAM_LEAD', after: 'PT2S' }] },
      delivery: {
        handOverWithin: 'PT2S',
        checklist: [{ code: 'SHIP', label: { 'zh-CN': '发货', en: 'Ship it' } }],
      },
    },
  },
);

const PDF = Buffer.from('%PDF-1.7\n一份合同');
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function aTeam(api: Api) {
  const admin = clientOf(api, api.admin);
  const teamId = await api.team('华东组');
  const published = await admin.request(PublishPlaybookDocument, { input: { definition: quick } });
  expect(published.publishPlaybook.refusal).toBeNull();
  await admin.request(BindPlaybookDocument, { input: { teamId, playbookId: published.publishPlaybook.playbook!.id } });
  const lead = await api.person('TEAM_LEAD', teamId);
  const sales = await api.person('SALES', teamId);
  const engineer = await api.person('SALES', await api.team('交付组'));
  return {
    lead: clientOf(api, lead.token),
    sales: clientOf(api, sales.token),
    engineer: { id: engineer.id, client: clientOf(api, engineer.token) },
  };
}

async function anUploadedContract(api: Api, client: Client): Promise<string> {
  const input = { name: '采购合同.pdf', contentType: 'application/pdf', size: PDF.length };
  const { createUpload } = await client.request(CreateUploadDocument, { input });
  const put = await fetch(new URL(createUpload.uploadUrl!, api.url), { method: 'PUT', body: new Uint8Array(PDF) });
  expect(put.status).toBe(204);
  return createUpload.file!.id;
}

/** The first card of somebody whose title says this. */
const card = (client: Client, words: string) =>
  until(`there is a card “${words}”`, async () => {
    const { notifications } = await client.request(NotificationsDocument, { first: 50 });
    return notifications.nodes.find(({ title }) => title.includes(words));
  });

test('C3 C7 C14: from a quote without a receipt to 成交, its payments and its delivery', async () => {
  const api = await anApi({ withJobs: true });
  const { lead, sales, engineer } = await aTeam(api);
  const { createCustomer } = await sales.request(CreateCustomerDocument, {
    input: { name: '周敏', company: '杭州晨光建材有限公司', phone: '13800138000' },
  });
  const customerId = createCustomer.customer!.id;
  const move = (to: string, over: object = {}) =>
    sales.request(AdvanceCustomerDocument, { input: { customerId, to, ...over } }).then((data) => data.advanceCustomer);

  const quote = { amount: '1000' };
  const refused = await move('QUOTED', { quote, idempotencyKey: 'quoted' });
  expect(refused.refusal).toMatchObject({ code: 'CONDITIONS_UNMET', unmet: [{ code: 'QUOTE_RECEIPT_CONFIRMED' }] });
  expect(refused.customer).toMatchObject({
    stage: { code: 'INITIAL_CONTACT' },
    facts: { quotes: [{ amount: '1000.00', status: 'AWAITING_RECEIPT', statusText: '已发待确认' }] },
  });
  const again = await move('QUOTED', { quote, idempotencyKey: 'quoted' });
  expect([again.refusal, again.cursor]).toEqual([refused.refusal, refused.cursor]);
  expect(again.customer!.facts.quotes).toHaveLength(1);
  const timer = refused.customer!.deadlines.find(({ kind }) => kind === 'QUOTE_RECEIPT')!;
  const asked = await card(sales, '请确认客户已收到报价');
  expect(asked).toMatchObject({ kind: 'REMINDER', deadline: { id: timer.id, status: 'FIRED' } });
  expect(Date.parse(asked.at)).toBeGreaterThanOrEqual(Date.parse(timer.dueAt));

  const quoted = await move('QUOTED', { quote: { ...quote, receiptConfirmed: true } });
  expect(quoted).toMatchObject({ refusal: null, customer: { stage: { code: 'QUOTED' } } });
  expect(quoted.customer!.facts.quotes).toHaveLength(1);

  const early = await move('WON');
  expect(early.refusal).toMatchObject({
    unmet: [
      { code: 'CONTRACT_FILE', guide: { mutation: 'attachContract' } },
      { code: 'INVOICE_CONFIRMED', guide: { mutation: 'confirmInvoice' } },
      { code: 'SIGNED_OR_FIRST_PAYMENT', guide: { mutation: 'signContract' } },
    ],
  });
  expect(early.customer).toBeNull();

  const fileId = await anUploadedContract(api, sales);
  await sales.request(AttachContractDocument, { input: { customerId, fileId } });
  const invoice = (taxNumber: string) =>
    sales.request(ConfirmInvoiceDocument, { input: { customerId, title: '杭州晨光建材有限公司', taxNumber } });
  await expect(invoice('91330100799655058C')).rejects.toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'taxNumber' } }],
  });
  const confirmed = await invoice('9133 0100 7996 5505 8b');
  expect(confirmed.confirmInvoice.customer!.facts.invoice).toMatchObject({ taxNumber: '91330100799655058B' });
  await sales.request(SignContractDocument, { input: { customerId, amount: '1000', signedAt: inMs(-1000) } });
  const dueAt = inMs(5_000);
  const planned = await sales.request(SetInstalmentsDocument, {
    input: {
      customerId,
      instalments: [
        { amount: '300', dueAt },
        { amount: '700', dueAt: inMs(86_400_000) },
      ],
    },
  });
  expect(planned.setInstalments.customer!.deal).toMatchObject({
    amount: '1000.00',
    currency: 'CNY',
    unplanned: '0.00',
  });

  const won = await move('WON', { note: '交期最短' });
  expect(won).toMatchObject({ refusal: null, customer: { stage: { code: 'WON' } } });
  const file = await lead.request(CustomerPageDocument, { id: customerId });
  const [contract] = file.customer!.facts.contracts;
  expect(Buffer.from(await (await fetch(new URL(contract!.url, api.url))).arrayBuffer())).toEqual(PDF);
  expect(file.customer!.stageHistory.at(-1)).toMatchObject({ stage: { code: 'WON' }, note: '交期最短' });

  const [first] = file.customer!.deal!.instalments;
  const ahead = await card(sales, '即将收款：周敏 · 第 1 期 CNY 300.00');
  const due = await card(sales, '请催款：周敏 · 第 1 期 CNY 300.00');
  const escalated = await card(lead, '请催款：周敏 · 第 1 期 CNY 300.00');
  expect([ahead, due].map(({ instalment }) => instalment!.id)).toEqual([first!.id, first!.id]);
  expect([due.kind, escalated.kind, escalated.level]).toEqual(['REMINDER', 'ESCALATION', 1]);
  const times = [ahead, due, escalated].map(({ at }) => Date.parse(at) - Date.parse(dueAt));
  expect(times[0]).toBeLessThan(0);
  expect(times[1]).toBeGreaterThanOrEqual(0);
  expect(times[2]).toBeGreaterThanOrEqual(2000);

  const paid = await sales.request(RecordPaymentDocument, {
    input: { customerId, instalmentId: first!.id, amount: '300', paidAt: inMs(-1000) },
  });
  expect(paid.recordPayment.customer!.deal).toMatchObject({ paid: '300.00', outstanding: '700.00' });
  const twice = await sales.request(RecordPaymentDocument, {
    input: { customerId, instalmentId: first!.id, amount: '300', paidAt: inMs(-1000) },
  });
  expect(twice.recordPayment.refusal).toMatchObject({ code: 'ALREADY_CLOSED' });

  await card(sales, '请移交交付：周敏');
  const handed = await sales.request(HandOverDeliveryDocument, {
    input: { customerId, toUserId: engineer.id, note: '月底前' },
  });
  expect(handed.handOverDelivery.customer!.deal).toMatchObject({
    deliveryOwner: { id: engineer.id },
    handedOverAt: expect.any(String),
  });
  expect(handed.handOverDelivery.customer!.deadlines.some(({ kind }) => kind === 'DELIVERY_HANDOVER')).toBe(false);
  const told = await card(engineer.client, '交付由您负责：周敏');
  expect([told.customer, told.delivery!.note]).toEqual([null, '月底前']);
  const [item] = told.delivery!.checklist;
  const ticked = await engineer.client.request(CheckDeliveryItemDocument, { input: { itemId: item!.id } });
  expect(ticked.checkDeliveryItem.delivery!.checklist).toMatchObject([
    { code: 'SHIP', label: '发货', doneBy: { id: engineer.id } },
  ]);
  expect((await engineer.client.request(CustomerPageDocument, { id: customerId })).customer).toBeNull();

  const { customer } = await lead.request(CustomerPageDocument, { id: customerId });
  const types = customer!.timeline.nodes.map(({ type }) => type);
  for (const type of [
    'QUOTE_RECORDED',
    'CONTRACT_ATTACHED',
    'INVOICE_CONFIRMED',
    'CONTRACT_SIGNED',
    'INSTALMENTS_SET',
    'PAYMENT_RECORDED',
    'DEAL_HANDED_OVER',
  ])
    expect(types).toContain(type);
}, 60_000);

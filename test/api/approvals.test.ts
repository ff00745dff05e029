import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  AdvanceCustomerDocument,
  ApprovalsDocument,
  BindPlaybookDocument,
  CreateCustomerDocument,
  CustomerPageDocument,
  DecideApprovalDocument,
  NotificationsDocument,
  PublishPlaybookDocument,
  RequestApprovalDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { playbookWith } from '../support/house.js';
import { until } from '../support/until.js';

const strict = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['LOST'] } : {}), {
  approval: { within: 'PT1S', escalation: [{ to: 'MANAGER', after: 'PT1S' }] },
});

/** The first card of somebody whose title says this. */
const card = (client: Client, words: string) =>
  until(`there is a card “${words}”`, async () => {
    const { notifications } = await client.request(NotificationsDocument, { first: 50 });
    return notifications.nodes.find(({ title }) => title.includes(words));
  });

test('C12: over the wire a move is asked for, reminded of, escalated, rejected, asked for again and approved', async () => {
  const api = await anApi({ withJobs: true });
  const admin = clientOf(api, api.admin);
  const teamId = await api.team('华东组');
  const published = await admin.request(PublishPlaybookDocument, { input: { definition: strict } });
  expect(published.publishPlaybook.refusal).toBeNull();
  await admin.request(BindPlaybookDocument, { input: { teamId, playbookId: published.publishPlaybook.playbook!.id } });
  const lead = clientOf(api, (await api.person('TEAM_LEAD', teamId)).token);
  const sales = clientOf(api, (await api.person('SALES', teamId)).token);
  const colleague = clientOf(api, (await api.person('SALES', teamId)).token);
  const manager = clientOf(api, (await api.person('MANAGER')).token);
  const created = await sales.request(CreateCustomerDocument, { input: { name: '周敏', phone: '13800138000' } });
  const customerId = created.createCustomer.customer!.id;
  const input = { customerId, to: 'LOST', reason: 'PRICE', note: '选择了更低的报价' };
  const pageOf = async (client: Client) => (await client.request(CustomerPageDocument, { id: customerId })).customer!;
  const toLost = async (client: Client) => (await pageOf(client)).transitions.find(({ to }) => to.code === 'LOST');

  expect(await toLost(sales)).toMatchObject({
    needsApproval: true,
    reachable: false,
    unmet: [{ code: 'LOSS_REASON' }],
  });
  expect(await toLost(lead)).toMatchObject({ needsApproval: false, reachable: true });
  const refused = await sales.request(AdvanceCustomerDocument, { input });
  expect(refused.advanceCustomer.refusal).toMatchObject({ code: 'APPROVAL_REQUIRED', message: '需要上级批准' });

  const { requestApproval } = await sales.request(RequestApprovalDocument, { input });
  expect(requestApproval).toMatchObject({
    refusal: null,
    approval: { outcome: 'PENDING', approved: null, to: { code: 'LOST' }, reason: 'PRICE', decidedBy: null },
  });
  const approvalId = requestApproval.approval!.id;
  expect(await pageOf(sales)).toMatchObject({
    stage: { code: 'INITIAL_CONTACT' },
    pendingApproval: { id: approvalId },
  });
  expect((await pageOf(sales)).deadlines.some(({ kind }) => kind === 'STAGE_IDLE')).toBe(false);
  const again = await sales.request(RequestApprovalDocument, { input });
  expect(again.requestApproval).toMatchObject({ approval: null, refusal: { code: 'APPROVAL_REQUIRED' } });

  expect(await card(lead, '请审批：周敏')).toMatchObject({ kind: 'APPROVAL', approval: { id: approvalId } });
  expect(await card(lead, '待您审批')).toMatchObject({
    kind: 'REMINDER',
    deadline: { kind: 'APPROVAL', status: 'FIRED' },
  });
  expect(await card(manager, '审批逾期升级')).toMatchObject({
    kind: 'ESCALATION',
    level: 1,
    approval: { id: approvalId },
  });

  const waiting = async (client: Client, pending: boolean) =>
    (await client.request(ApprovalsDocument, { pending })).approvals.nodes.map(({ id }) => id);
  expect([await waiting(lead, true), await waiting(sales, true)]).toEqual([[approvalId], [approvalId]]);
  expect(await waiting(colleague, true)).toEqual([]);
  const decide = (client: Client, id: string, approve: boolean, note?: string) =>
    client.request(DecideApprovalDocument, { input: { approvalId: id, approve, note: note ?? null } });
  await expect(decide(colleague, approvalId, true)).rejects.toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND', field: 'approvalId' } }],
  });
  expect((await decide(sales, approvalId, true)).decideApproval.refusal).toMatchObject({ code: 'NOT_OWNER' });
  const rejected = await decide(lead, approvalId, false, '先约一次拜访');
  expect(rejected.decideApproval).toMatchObject({
    refusal: null,
    approval: { outcome: 'REJECTED', approved: false, note: '先约一次拜访' },
  });
  expect((await card(sales, '未批准')).body).toContain('先约一次拜访');
  expect([await waiting(lead, true), await waiting(lead, false)]).toEqual([[], [approvalId]]);
  expect((await pageOf(sales)).deadlines.some(({ kind }) => kind === 'STAGE_IDLE')).toBe(true);

  const second = (await sales.request(RequestApprovalDocument, { input })).requestApproval.approval!;
  const approved = await decide(manager, second.id, true);
  expect(approved.decideApproval).toMatchObject({ refusal: null, approval: { outcome: 'MOVED', approved: true } });
  expect(await pageOf(sales)).toMatchObject({
    stage: { code: 'LOST' },
    pendingApproval: null,
    facts: { lossReason: 'PRICE' },
  });
  expect((await card(sales, '已批准')).kind).toBe('APPROVAL');
  expect((await decide(lead, second.id, false)).decideApproval.refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
}, 60_000);

test('C12: what needs no approval is just done, and asking for it is the caller’s mistake', async () => {
  const api = await anApi();
  const { token } = await api.person('SALES', await api.team('华东组'));
  const sales = clientOf(api, token);
  const created = await sales.request(CreateCustomerDocument, { input: { name: '周敏', phone: '13800138000' } });
  const customerId = created.createCustomer.customer!.id;
  const ask = (input: object) =>
    sales.request(RequestApprovalDocument, { input: { customerId, to: 'LOST', ...input } });
  await expect(ask({ reason: 'PRICE' })).rejects.toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'to' } }],
  });
  expect((await ask({})).requestApproval.refusal).toMatchObject({ code: 'CONDITIONS_UNMET' });
});

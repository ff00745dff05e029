import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import type { GenjinError } from '../../clients/sdk/error.js';
import {
  ApprovalsDocument,
  ClaimCustomerDocument,
  CreateCustomerDocument,
  CustomerPageDocument,
  DecideApprovalDocument,
  NotificationsDocument,
  ObjectToReclaimDocument,
  PoolQuotasDocument,
  RecordFollowUpDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { until } from '../support/until.js';

/** Days are seconds: two without work, and it goes back, warned of a second before; a claim owes a first contact within two. */
const QUICK = {
  reclaim: [{ idleFor: 'PT2S', since: 'LAST_ACTIVITY' }],
  warnBefore: ['PT1S'],
  firstContactWithin: 'PT2S',
  calendar: 'CLOCK',
};
/** After the claim only the first contact counts. */
const ONLY_CONTACT = { ...QUICK, reclaim: [] };

let api: Api;
let lin: Client, wang: Client, lead: Client, manager: Client;
let poolId: string;
let leadToken: string;

beforeAll(async () => {
  api = await anApi({ withJobs: true });
  const teamId = await api.team('华东组');
  const own = async (role: 'SALES' | 'TEAM_LEAD' | 'MANAGER') => clientOf(api, (await api.person(role, teamId)).token);
  leadToken = (await api.person('TEAM_LEAD', teamId)).token;
  lead = clientOf(api, leadToken);
  [lin, wang, manager] = [await own('SALES'), await own('SALES'), await own('MANAGER')];
  const { pools } = await manager.request(PoolQuotasDocument, {});
  poolId = pools.find(({ kind }) => kind === 'PUBLIC')!.id;
});

async function follow(rules: object): Promise<void> {
  const answer = await api.gql(
    'mutation ($input: UpdatePoolInput!) { updatePool(input: $input) { refusal { code } } }',
    { input: { poolId, rules } },
    api.admin,
  );
  expect(answer).toMatchObject({ data: { updatePool: { refusal: null } } });
}

let phones = 13_800_138_000;
async function aCustomer(): Promise<string> {
  const { createCustomer } = await lin.request(CreateCustomerDocument, {
    input: { name: '周敏', phone: `${++phones}` },
  });
  return createCustomer.customer!.id;
}

const customerAs = async (client: Client, id: string) => (await client.request(CustomerPageDocument, { id })).customer;
const cards = async (client: Client, about: string) => {
  const { notifications } = await client.request(NotificationsDocument, { first: 50 });
  return notifications.nodes.filter(({ customer }) => customer?.id === about).map(({ kind }) => kind);
};

test('P2, P1, P3, P4: warned, reclaimed, claimed by another, first contact missed, back in the pool, counted against them', async () => {
  await follow(QUICK);
  const id = await aCustomer();
  await until('it goes to the pool', async () => (await customerAs(manager, id))?.pool?.id === poolId);
  const told = await cards(lin, id);
  expect(told.filter((kind) => kind === 'RECLAIM_WARNING')).toHaveLength(1);
  expect(told.filter((kind) => kind === 'RECLAIMED')).toHaveLength(1);

  await follow(ONLY_CONTACT);
  const { claimCustomer } = await wang.request(ClaimCustomerDocument, { input: { customerId: id } });
  expect(claimCustomer).toMatchObject({ refusal: null, quota: { dailyLimit: 3, claimedToday: 1 } });
  await until('it goes back', async () => (await customerAs(manager, id))?.pool?.id === poolId);
  const { pools } = await wang.request(PoolQuotasDocument, {});
  expect(pools.find((pool) => pool.id === poolId)!.quota).toMatchObject({ dailyLimit: 2, claimedToday: 1, held: 0 });
  const again = await wang.request(ClaimCustomerDocument, { input: { customerId: id } });
  expect(again.claimCustomer.refusal).toMatchObject({ code: 'CLAIM_COOL_DOWN' });
});

test('P2: worked on in time, it stays, however often the timer rings', async () => {
  await follow(QUICK);
  const id = await aCustomer();
  const end = Date.now() + 4000;
  while (Date.now() < end) {
    await lin.request(RecordFollowUpDocument, {
      input: {
        customerId: id,
        channel: 'PHONE',
        note: '聊了需求',
        goalMet: true,
        next: { dueAt: new Date(Date.now() + 86_400_000).toISOString(), purposeCode: 'OTHER' },
      },
    });
    await pause(1000);
  }
  expect(await customerAs(lin, id)).toMatchObject({ pool: null, owner: { id: expect.any(String) as unknown } });
});

test('P8: objected to in time, it stays until the superior has decided; rejected, it goes', async () => {
  await follow({ ...QUICK, reclaim: [{ idleFor: 'PT4S', since: 'LAST_ACTIVITY' }], warnBefore: ['PT3S'] });
  const id = await aCustomer();
  const early = await lin
    .request(ObjectToReclaimDocument, { input: { customerId: id, note: '下周签约' } })
    .catch((error: unknown) => error);
  expect((early as GenjinError).errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT', field: 'customerId' } },
  ]);
  await until('lin is warned', async () => (await cards(lin, id)).includes('RECLAIM_WARNING'));
  const { objectToReclaim } = await lin.request(ObjectToReclaimDocument, {
    input: { customerId: id, note: '下周签约' },
  });
  expect(objectToReclaim).toMatchObject({
    refusal: null,
    customer: { reclaimAt: null, pendingApproval: { kind: 'OBJECTION' } },
  });
  const approvalId = objectToReclaim.customer!.pendingApproval!.id;
  const { approvals } = await lead.request(ApprovalsDocument, {});
  const query = '{ approvals(asked: true, pending: true, kind: OBJECTION) { nodes { id mayDecide } } }';
  expect((await api.gql(query, {}, leadToken)).data).toEqual({
    approvals: { nodes: [{ id: approvalId, mayDecide: true }] },
  });
  expect(approvals.nodes).toMatchObject([{ id: approvalId, to: { code: 'INITIAL_CONTACT' }, requestNote: '下周签约' }]);
  const { decideApproval } = await lead.request(DecideApprovalDocument, {
    input: { approvalId, approve: false, note: '请让给同事' },
  });
  expect(decideApproval).toMatchObject({ refusal: null, approval: { outcome: 'REJECTED', approved: false } });
  const second = await lin.request(ObjectToReclaimDocument, { input: { customerId: id, note: '再申诉' } });
  expect(second.objectToReclaim.refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
  await until('it goes to the pool', async () => (await customerAs(manager, id))?.pool?.id === poolId);
});

import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  AssignLeadDocument,
  CaptureLeadDocument,
  CreateCustomerDocument,
  CreateSourceDocument,
  CustomerChangedDocument,
  LeadPageDocument,
  MeDocument,
  MergeCustomersDocument,
  MergeLeadsDocument,
  NewLeadsDocument,
  PlanFollowUpDocument,
  QualifyLeadDocument,
  RecordQuoteDocument,
  UnmergeDocument,
  UpdateCustomerDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { take } from '../support/take.js';

async function aCompany() {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const [lead, lin, wang, manager] = [
    await api.person('TEAM_LEAD', teamId),
    await api.person('SALES', teamId),
    await api.person('SALES', teamId),
    await api.person('MANAGER'),
  ];
  const tokens = { lead: lead.token, lin: lin.token, wang: wang.token, manager: manager.token };
  const as = {
    admin: clientOf(api, api.admin),
    lead: clientOf(api, lead.token),
    lin: clientOf(api, lin.token),
    wang: clientOf(api, wang.token),
  };
  let phones = 13_800_138_000;
  const customer = async (client: Client, over: object = {}) => {
    const input = { name: '周敏', phone: `${++phones}`, ...over };
    return (await client.request(CreateCustomerDocument, { input })).createCustomer.customer!.id;
  };
  const { createSource } = await as.admin.request(CreateSourceDocument, {
    input: { name: '官网', channel: 'WEBSITE' },
  });
  const sourceId = createSource.source!.id;
  const capture = async (over: object = {}) => {
    const input = { sourceId, name: '周敏', phone: `${++phones}`, company: '晨光', ...over };
    return (await as.admin.request(CaptureLeadDocument, { input })).captureLead.lead!;
  };
  return { api, as, tokens, customer, capture, ids: { lead: lead.id, lin: lin.id, wang: wang.id } };
}

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

const LOOK = `query ($old: ID!, $ids: [ID!]!) {
  customer(id: $old) { id name }
  node(id: $old) { id __typename }
  nodes(ids: $ids) { id }
  customers { totalCount nodes { id } }
  found: customers(filter: { search: "周" }) { nodes { id } }
  followUps(filter: { customerId: $old }) { nodes { customer { id } } }
  deadlines(filter: { customerId: $old }) { nodes { customer { id } } }
  events(customerId: $old, types: [CUSTOMER_CREATED, QUOTE_RECORDED]) { nodes { type customer { id } } }
}`;
interface Look {
  readonly customer: { id: string } | null;
  readonly node: { id: string } | null;
  readonly nodes: ({ id: string } | null)[];
  readonly customers: { totalCount: number; nodes: { id: string }[] };
  readonly found: { nodes: { id: string }[] };
  readonly followUps: { nodes: { customer: { id: string } }[] };
  readonly deadlines: { nodes: { customer: { id: string } }[] };
  readonly events: { nodes: { type: string; customer: { id: string } }[] };
}

test('L5: after a merge the old id leads to the survivor in every read, and lists show survivors only', async () => {
  const { api, as, tokens, customer } = await aCompany();
  const [into, from] = [await customer(as.lin), await customer(as.wang, { name: '周小敏' })];
  await as.wang.request(RecordQuoteDocument, { input: { customerId: from, amount: '12.00' } });
  const { mergeCustomers } = await as.lead.request(MergeCustomersDocument, { input: { into, from: [from] } });
  expect(mergeCustomers).toMatchObject({
    refusal: null,
    customer: { id: into, name: '周敏' },
    merge: {
      dryRun: false,
      followUps: 1,
      quotes: 1,
      stageVisits: 1,
      identities: 1,
      touches: 0,
      contracts: 0,
      leads: 0,
    },
    cursor: expect.any(String),
  });
  for (const token of [tokens.lin, tokens.lead, tokens.manager]) {
    const { data } = await api.gql<Look>(LOOK, { old: from, ids: [from, into] }, token);
    expect(data.customer).toMatchObject({ id: into, name: '周敏' });
    expect(data.node).toEqual({ id: into, __typename: 'Customer' });
    expect(data.nodes).toEqual([{ id: into }, { id: into }]);
    expect(data.customers).toEqual({ totalCount: 1, nodes: [{ id: into }] });
    expect(data.found.nodes).toEqual([{ id: into }]);
    expect(data.followUps.nodes.map((one) => one.customer.id)).toEqual([into, into]);
    expect(new Set(data.deadlines.nodes.map((one) => one.customer.id))).toEqual(new Set([into]));
    expect(data.events.nodes.map(({ type }) => type)).toEqual([
      'CUSTOMER_CREATED',
      'CUSTOMER_CREATED',
      'QUOTE_RECORDED',
    ]);
    expect(new Set(data.events.nodes.map((one) => one.customer.id))).toEqual(new Set([into]));
  }
  const { data } = await api.gql<Look>(LOOK, { old: from, ids: [from, into] }, tokens.wang);
  expect(data).toMatchObject({ customer: null, node: null, nodes: [null, null], customers: { totalCount: 0 } });
  expect([data.followUps.nodes, data.deadlines.nodes, data.events.nodes]).toEqual([[], [], []]);
});

const TIMELINE = `query ($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {
  customer(id: $id) { timeline(first: $first, last: $last, after: $after, before: $before) {
    totalCount nodes { type cursor data } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
}`;
interface Timeline {
  readonly customer: {
    readonly timeline: {
      readonly totalCount: number;
      readonly nodes: { type: string; cursor: string; data: Record<string, unknown> }[];
      readonly pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
        Record<'startCursor' | 'endCursor', string>;
    };
  };
}

test('the survivor’s timeline holds what happened to the merged one as well, page by page, both ways', async () => {
  const { api, as, tokens, customer } = await aCompany();
  const [into, from] = [await customer(as.lin), await customer(as.wang)];
  for (const [client, customerId] of [
    [as.wang, from],
    [as.lin, into],
    [as.wang, from],
    [as.lin, into],
  ] as const)
    await client.request(RecordQuoteDocument, { input: { customerId, amount: '12.00' } });
  await as.lead.request(MergeCustomersDocument, { input: { into, from: [from] } });
  await as.lin.request(RecordQuoteDocument, { input: { customerId: into, amount: '12.00' } });
  const read = async (variables: object) => {
    const { data } = await api.gql<Timeline>(TIMELINE, { id: from, ...variables }, tokens.lead);
    return data.customer.timeline;
  };
  const whole = await read({ first: 100 });
  expect(whole.totalCount).toBe(whole.nodes.length);
  expect(whole.nodes.filter(({ type }) => type === 'QUOTE_RECORDED')).toHaveLength(5);
  expect(whole.nodes.filter(({ type }) => type === 'CUSTOMER_CREATED')).toHaveLength(2);
  const merges = whole.nodes.filter(({ type }) => type === 'CUSTOMER_MERGED').map(({ data }) => data);
  expect(merges).toEqual([expect.objectContaining({ fromId: from }), expect.objectContaining({ intoId: into })]);
  const cursors = whole.nodes.map(({ cursor }) => cursor);
  expect(cursors).toEqual([...cursors].sort().reverse());
  const forwards: string[] = [];
  for (let page = await read({ first: 3 }); ; page = await read({ first: 3, after: page.pageInfo.endCursor })) {
    forwards.push(...page.nodes.map(({ cursor }) => cursor));
    if (!page.pageInfo.hasNextPage) break;
  }
  const backwards: string[] = [];
  for (let page = await read({ last: 3 }); ; page = await read({ last: 3, before: page.pageInfo.startCursor })) {
    backwards.unshift(...page.nodes.map(({ cursor }) => cursor));
    if (!page.pageInfo.hasPreviousPage) break;
  }
  expect([forwards, backwards]).toEqual([cursors, cursors]);
  await as.lead.request(UnmergeDocument, { input: { id: from } });
  const own = (await read({ first: 100 })).nodes.map(({ type }) => type);
  expect(own.filter((type) => type.includes('MERGED'))).toEqual(['CUSTOMER_UNMERGED', 'CUSTOMER_MERGED']);
  expect(own.filter((type) => type === 'QUOTE_RECORDED')).toHaveLength(2);
});

test('a stream by the old id carries on with the survivor, and brings what was missed of both', async () => {
  const { as, customer } = await aCompany();
  const [into, from] = [await customer(as.lin), await customer(as.wang)];
  const { head } = await as.lead.request(MeDocument, {});
  await as.wang.request(RecordQuoteDocument, { input: { customerId: from, amount: '1.00' } });
  await as.lead.request(MergeCustomersDocument, { input: { into, from: [from] } });
  await as.lin.request(RecordQuoteDocument, { input: { customerId: into, amount: '2.00' } });
  for (const [client, customerId] of [
    [as.lead, from],
    [as.lead, into],
    [as.lin, from],
  ] as const) {
    const events = await take(client.subscribe(CustomerChangedDocument, { customerId, after: head }), 5);
    expect(events.map(({ customerChanged }) => customerChanged.type)).toEqual([
      'QUOTE_RECORDED',
      'FOLLOW_UP_CANCELLED',
      'CUSTOMER_MERGED',
      'CUSTOMER_MERGED',
      'QUOTE_RECORDED',
    ]);
  }
  await expect(
    take(as.wang.subscribe(CustomerChangedDocument, { customerId: from, after: head }), 1),
  ).rejects.toThrow();
});

test('changes that name the old id are made on the survivor; what is wrong is named by its place', async () => {
  const { as, customer } = await aCompany();
  const [into, from] = [await customer(as.lin), await customer(as.wang)];
  await as.lead.request(MergeCustomersDocument, { input: { into, from: [from] } });
  const plan = { customerId: from, purposeCode: 'OTHER', dueAt: inAWeek() };
  const { planFollowUp } = await as.lin.request(PlanFollowUpDocument, { input: plan });
  expect(planFollowUp).toMatchObject({ refusal: null });
  const stale = await as.lin.request(UpdateCustomerDocument, { input: { customerId: from, version: 1, need: '?' } });
  expect(stale.updateCustomer.refusal).toMatchObject({ code: 'VERSION_CONFLICT' });
  const attempt = (input: object) => as.lead.request(MergeCustomersDocument, { input: input as never });
  const wrong = async (input: object) =>
    attempt(input).then(
      () => null,
      (error: { errors: readonly { extensions: Record<string, unknown> }[] }) => {
        const { code, field } = error.errors[0]!.extensions;
        return { code, field };
      },
    );
  expect(await wrong({ into, from: [] })).toEqual({ code: 'BAD_USER_INPUT', field: 'from' });
  expect(await wrong({ into, from: [into] })).toEqual({ code: 'BAD_USER_INPUT', field: 'from.0' });
  const eleven = Array.from({ length: 11 }, (_, n) => `cus_${n}`);
  expect(await wrong({ into, from: eleven })).toEqual({ code: 'BAD_USER_INPUT', field: 'from' });
  expect(await wrong({ into, from: ['cus_nobody'] })).toEqual({ code: 'NOT_FOUND', field: 'from.0' });
  expect(await wrong({ into: 'cus_nobody', from: [into] })).toEqual({ code: 'NOT_FOUND', field: 'into' });
  const twice = await attempt({ into, from: [from] });
  expect(twice.mergeCustomers).toMatchObject({ refusal: { code: 'ALREADY_CLOSED' }, customer: null, merge: null });
});

test('dryRun answers the customer as it would stand, changes nothing, and leaves the key for the real call', async () => {
  const { api, as, tokens, customer } = await aCompany();
  const [into, from] = [
    await customer(as.lin),
    await customer(as.wang, { email: 'zhou@example.com', tags: ['老客户'] }),
  ];
  const input = { into, from: [from], idempotencyKey: 'merge 1' };
  const merge = async (more: object) =>
    (await as.lead.request(MergeCustomersDocument, { input: { ...input, ...more } })).mergeCustomers;
  const dry = await merge({ dryRun: true });
  expect(dry).toMatchObject({
    refusal: null,
    cursor: null,
    customer: { id: into, email: 'zhou@example.com', tags: ['老客户'] },
    merge: { dryRun: true, followUps: 1, identities: 2 },
  });
  const { data } = await api.gql<Look>(LOOK, { old: from, ids: [] }, tokens.lead);
  expect(data.customer).toMatchObject({ id: from });
  expect(data.customers.totalCount).toBe(2);
  const real = await merge({});
  expect(real).toMatchObject({ refusal: null, cursor: expect.any(String), merge: { ...dry.merge, dryRun: false } });
  expect(await merge({})).toEqual(real);
  expect((await merge({ dryRun: true })).refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
  expect(
    await as.wang.request(MergeCustomersDocument, { input }).catch((error: { codes: unknown }) => error),
  ).toMatchObject({
    codes: ['NOT_FOUND'],
  });
});

test('leads: merged, found by their old ids, listed once, and taken apart again', async () => {
  const { api, as, tokens, capture, ids } = await aCompany();
  const [into, from, other] = [
    await capture(),
    await capture({ name: '周女士', email: 'zhou@example.com' }),
    await capture({ name: '周敏敏' }),
  ];
  await as.lead.request(AssignLeadDocument, { input: { leadId: into.id, ownerId: ids.lin } });
  await as.lead.request(AssignLeadDocument, { input: { leadId: from.id, ownerId: ids.wang } });
  await as.lead.request(AssignLeadDocument, { input: { leadId: other.id, ownerId: ids.lin } });
  const suspects = async () => (await as.lead.request(LeadPageDocument, { id: other.id })).lead!.suspectedDuplicates;
  expect((await suspects()).map(({ id }) => id).sort()).toEqual([into.id, from.id].sort());

  const { mergeLeads } = await as.lead.request(MergeLeadsDocument, { input: { into: into.id, from: [from.id] } });
  expect(mergeLeads).toMatchObject({
    refusal: null,
    lead: { id: into.id, email: 'zhou@example.com', owner: { id: ids.lin } },
    merge: { dryRun: false, touches: 1, identities: 2, stageVisits: 0, quotes: 0, leads: 0 },
  });
  expect((await as.lin.request(LeadPageDocument, { id: from.id })).lead).toMatchObject({
    id: into.id,
    status: 'ASSIGNED',
  });
  expect((await as.wang.request(LeadPageDocument, { id: from.id })).lead).toBeNull();
  expect((await suspects()).map(({ id }) => id)).toEqual([into.id]);
  const LISTS = `{ leads { totalCount nodes { id } } merged: leads(filter: { status: [MERGED] }) { totalCount } }`;
  for (const token of [tokens.lead, tokens.manager]) {
    const { data } = await api.gql<{ leads: { totalCount: number; nodes: { id: string }[] }; merged: object }>(
      LISTS,
      {},
      token,
    );
    expect(data.leads.nodes.map(({ id }) => id).sort()).toEqual([into.id, other.id].sort());
    expect(data).toMatchObject({ leads: { totalCount: 2 }, merged: { totalCount: 0 } });
  }
  const { workbench } = await as.wang.request(NewLeadsDocument, {});
  expect(workbench.newLeads.nodes).toEqual([]);

  const taken = await as.lead.request(UnmergeDocument, { input: { id: from.id } });
  expect(taken.unmerge).toMatchObject({
    refusal: null,
    customer: null,
    lead: { id: from.id, owner: { id: ids.wang } },
  });
  expect((await as.wang.request(LeadPageDocument, { id: from.id })).lead).toMatchObject({ id: from.id });
  expect((await as.wang.request(NewLeadsDocument, {})).workbench.newLeads.nodes).toMatchObject([{ id: from.id }]);
  const again = await as.lead.request(UnmergeDocument, { input: { id: from.id } });
  expect(again.unmerge.refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
});

test('a lead’s old id leads to the survivor also when that has become a customer', async () => {
  const { as, capture, ids } = await aCompany();
  const [into, from] = [await capture(), await capture()];
  await as.lead.request(AssignLeadDocument, { input: { leadId: into.id, ownerId: ids.lin } });
  await as.lead.request(MergeLeadsDocument, { input: { into: into.id, from: [from.id] } });
  const { qualifyLead } = await as.lin.request(QualifyLeadDocument, { input: { leadId: from.id } });
  expect(qualifyLead.refusal).toBeNull();
  const page = await as.lin.request(LeadPageDocument, { id: from.id });
  expect(page.lead).toMatchObject({ id: into.id, status: 'QUALIFIED' });
});

test('a saved list holds survivors only', async () => {
  const { api, as, tokens, customer } = await aCompany();
  const [into, from] = [await customer(as.lin, { name: '一号' }), await customer(as.wang, { name: '二号' })];
  await as.lead.request(MergeCustomersDocument, { input: { into, from: [from] } });
  const EXPORT = `mutation ($input: StartExportInput!) { startExport(input: $input) { file { url } } }`;
  const { data } = await api.gql<{ startExport: { file: { url: string } } }>(
    EXPORT,
    { input: { list: 'CUSTOMERS', format: 'CSV' } },
    tokens.manager,
  );
  const text = await (await fetch(new URL(data.startExport.file.url, api.url))).text();
  expect(text).toContain('一号');
  expect(text).not.toContain('二号');
});

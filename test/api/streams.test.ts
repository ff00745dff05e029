import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  CreateCustomerDocument,
  CustomerChangedDocument,
  EventStreamDocument,
  EventsDocument,
  MeDocument,
  NotificationStreamDocument,
  PlanFollowUpDocument,
  SignOutDocument,
  UpdateUserDocument,
} from '../../clients/sdk/generated/operations.js';
import { GenjinError } from '../../clients/sdk/error.js';
import { sql } from 'kysely';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { aSocket } from '../support/sockets.js';
import { take } from '../support/take.js';

async function aCompany() {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const lead = await api.person('TEAM_LEAD', teamId);
  const lin = await api.person('SALES', teamId);
  const wang = await api.person('SALES', teamId);
  const as = (token: string) => clientOf(api, token);
  const tokens = { lin: lin.token, wang: wang.token };
  return {
    api,
    teamId,
    tokens,
    ids: { lead: lead.id, lin: lin.id, wang: wang.id },
    admin: as(api.admin),
    lead: as(lead.token),
    lin: as(lin.token),
    wang: as(wang.token),
  };
}

let phones = 13_800_138_000;
async function aCustomer(client: Client, ownerId: string | null = null) {
  const { createCustomer } = await client.request(CreateCustomerDocument, {
    input: { name: '周敏', phone: `${++phones}`, ownerId },
  });
  expect(createCustomer.refusal).toBeNull();
  return { id: createCustomer.customer!.id, cursor: createCustomer.cursor! };
}

const headOf = async (client: Client) => (await client.request(MeDocument, {})).head;

test('S2: a subscriber that was away gets exactly what it missed, in order and once, and then goes on live', async () => {
  const { lin } = await aCompany();
  const head = await headOf(lin);
  await aCustomer(lin);
  const first = await take(lin.subscribe(EventStreamDocument, { after: head }), 1);
  await aCustomer(lin);
  await aCustomer(lin);
  const { events } = await lin.request(EventsDocument, { after: head, first: 100 });
  const missed = events.nodes.slice(1);

  const stream = lin.subscribe(EventStreamDocument, { after: first[0]!.events.cursor });
  const replayed = await take(stream, missed.length);
  expect(replayed.map((one) => one.events.cursor)).toEqual(missed.map(({ cursor }) => cursor));
  const { cursor } = await aCustomer(lin);
  const live = await take(stream, events.nodes.length / 3);
  expect(live.at(-1)!.events.cursor).toBe(cursor);
  expect(new Set([...replayed, ...live].map((one) => one.events.cursor)).size).toBe(replayed.length + live.length);
});

test('S2: a cursor outlives a restart of the server', async () => {
  const { api, lin } = await aCompany();
  const { cursor } = await aCustomer(lin);
  const { id } = await aCustomer(lin);
  await api.restart();
  const [event] = await take(lin.subscribe(EventStreamDocument, { after: cursor }), 1);
  expect(event!.events).toMatchObject({ type: 'CUSTOMER_CREATED', customer: { id } });
});

test('S1: nobody receives what they may not query; cards reach their recipient only', async () => {
  const { lin, wang, lead, ids } = await aCompany();
  const heads = await headOf(lin);
  const { id: own } = await aCustomer(wang);
  const { id: given } = await aCustomer(lead, ids.lin);
  const { id: last } = await aCustomer(lin);

  const seen = await take(lin.subscribe(CustomerChangedDocument, { after: heads }), 4);
  expect(new Set(seen.map((one) => one.customerChanged.customer!.id))).toEqual(new Set([given, last]));
  const [card] = await take(lin.subscribe(NotificationStreamDocument, { after: heads }), 1);
  expect(card!.notifications).toMatchObject({ kind: 'ASSIGNED', recipient: { id: ids.lin }, customer: { id: given } });

  const ofLead = await take(lead.subscribe(CustomerChangedDocument, { after: heads }), 6);
  expect(new Set(ofLead.map((one) => one.customerChanged.customer!.id))).toEqual(new Set([own, given, last]));
  await expect(take(lin.subscribe(CustomerChangedDocument, { customerId: own }), 1)).rejects.toMatchObject({
    codes: ['NOT_FOUND'],
  });
});

test('customerChanged follows one customer, with the state after the event', async () => {
  const { lin } = await aCompany();
  const { id, cursor } = await aCustomer(lin);
  await aCustomer(lin);
  const stream = lin.subscribe(CustomerChangedDocument, { customerId: id, after: cursor });
  await lin.request(PlanFollowUpDocument, {
    input: { customerId: id, purposeCode: 'OTHER', dueAt: new Date(Date.now() + 86_400_000).toISOString() },
  });
  const [event] = await take(stream, 1);
  expect(event!.customerChanged).toMatchObject({
    type: 'FOLLOW_UP_PLANNED',
    customer: { id, stage: { code: 'INITIAL_CONTACT' } },
  });
});

test('a cursor past 72 hours is refused with the head to begin anew from; one that is none is refused too', async () => {
  const { api, lin } = await aCompany();
  const head = await headOf(lin);
  await aCustomer(lin);
  await sql`update "Event" set at = at - interval '73 hours'`.execute(api.database.sql);
  await api.restart(); // what a process has just seen it takes to be recent
  const old = await failure(take(lin.subscribe(EventStreamDocument, { after: head }), 1));
  expect(old.codes).toEqual(['CURSOR_EXPIRED']);
  const again = old.errors[0]!.extensions!['head'] as string;
  const stream = lin.subscribe(EventStreamDocument, { after: again });
  const { id } = await aCustomer(lin);
  expect((await take(stream, 1))[0]!.events).toMatchObject({ customer: { id } });
  const bad = await failure(take(lin.subscribe(EventStreamDocument, { after: 'nonsense' }), 1));
  expect(bad.codes).toEqual(['BAD_USER_INPUT']);
});

test('S4: a socket ends with its session and its person, and without a token it never begins', async () => {
  const { api, admin, lin, tokens, ids } = await aCompany();
  const sockets = { lin: await aSocket(api, tokens.lin), wang: await aSocket(api, tokens.wang) };
  expect([await sockets.lin.accepted, await sockets.wang.accepted]).toEqual([true, true]);
  await lin.request(SignOutDocument, {});
  await admin.request(UpdateUserDocument, { input: { userId: ids.wang, active: false } });
  expect([await sockets.lin.closed, await sockets.wang.closed]).toEqual([4403, 4403]);
  expect(await (await aSocket(api, 'not a token')).closed).toBe(4403);
});

test('R18: a server that stops tells its sockets to come again', async () => {
  const { api, tokens } = await aCompany();
  const socket = await aSocket(api, tokens.lin);
  expect(await socket.accepted).toBe(true);
  await api.restart();
  expect(await socket.closed).toBe(1012);
});

test('a connection runs 50 operations at a time; those that were refused or are over leave room for others', async () => {
  const { api, tokens } = await aCompany();
  const socket = await aSocket(api, tokens.lin);
  expect(await socket.accepted).toBe(true);
  for (let index = 0; index < 60; index++)
    expect(await socket.ask(`refused ${index}`, '{ nothingOfThatName }')).toMatchObject({ type: 'error' });
  for (let index = 0; index < 50; index++) socket.start(`stream ${index}`, 'subscription { events { id } }');
  expect(await socket.ask('one too many', '{ viewer { id } }')).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'RATE_LIMITED' } }],
  });
  socket.end('stream 7');
  expect(await socket.ask('in its place', '{ viewer { id } }')).toMatchObject({ type: 'next' });
});

async function failure(promise: Promise<unknown>): Promise<GenjinError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GenjinError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

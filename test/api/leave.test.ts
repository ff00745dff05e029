import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { anApi, type Api } from '../support/api.js';

type Person = Awaited<ReturnType<Api['person']>>;

let api: Api;
let [away, delegate, lead] = [] as unknown as [Person, Person, Person];
let customerId: string;
let phone = 13_800_000_000;

beforeAll(async () => {
  api = await anApi();
});

beforeEach(async () => {
  const teamId = await api.team(`组 ${phone}`);
  lead = await api.person('TEAM_LEAD', teamId);
  away = await api.person('SALES', teamId);
  delegate = await api.person('SALES', await api.team(`另一组 ${phone}`));
  customerId = await aCustomer(away);
});

async function aCustomer({ token }: Person): Promise<string> {
  const input = { name: '周敏', phone: String(phone++) };
  const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(
    'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }',
    { input },
    token,
  );
  return data.createCustomer.customer.id;
}

async function leave(person: Person, delegateId: string | null, untilInMs: number | null): Promise<void> {
  const onLeaveUntil = untilInMs === null ? null : new Date(Date.now() + untilInMs).toISOString();
  const { data } = await api.gql<{ updateUser: { user: object } }>(
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }',
    { input: { userId: person.id, delegateId, onLeaveUntil } },
    api.admin,
  );
  expect(data.updateUser.user).toBeTruthy();
}

const DAY = 86_400_000;

interface Seen {
  readonly customer: { readonly id: string } | null;
  readonly customers: { readonly nodes: { readonly id: string }[] };
  readonly followUps: { readonly nodes: object[] };
  readonly events: { readonly nodes: object[] };
}

async function seenBy({ token }: Person) {
  const query = `query ($id: ID!) {
    customer(id: $id) { id } customers { nodes { id } } followUps { nodes { id } } events(customerId: $id) { nodes { id } }
  }`;
  const { data } = await api.gql<Seen>(query, { id: customerId }, token);
  const ids = data.customers.nodes.map(({ id }) => id);
  return [
    data.customer !== null,
    ids.includes(customerId),
    data.followUps.nodes.length > 0,
    data.events.nodes.length > 0,
  ];
}

const NOTHING = [false, false, false, false];
const ALL = [true, true, true, true];

const RECORD = `mutation ($input: RecordFollowUpInput!) { recordFollowUp(input: $input) { followUp { id } refusal { code } } }`;
const contact = () => ({
  input: {
    customerId,
    channel: 'PHONE',
    note: '代为联系',
    goalMet: true,
    next: { dueAt: new Date(Date.now() + DAY).toISOString(), purposeCode: 'OTHER' },
  },
});

test('C11: a delegate sees and works on what is theirs who is on leave, as long as the leave lasts', async () => {
  await leave(away, delegate.id, null);
  expect(await seenBy(delegate)).toEqual(NOTHING);
  await leave(away, delegate.id, DAY);
  expect(await seenBy(delegate)).toEqual(ALL);
  const done = await api.gql<{ recordFollowUp: { refusal: null } }>(RECORD, contact(), delegate.token);
  expect(done.data.recordFollowUp.refusal).toBeNull();
  expect(await seenBy(away)).toEqual(ALL);
  await leave(away, delegate.id, -1);
  expect(await seenBy(delegate)).toEqual(NOTHING);
  expect((await api.gql(RECORD, contact(), delegate.token)).code).toBe('NOT_FOUND');
});

test('C11: where the delegate is on leave too, it is theirs; two who stand in for each other do no harm', async () => {
  const third = await api.person('SALES', null);
  await leave(away, delegate.id, DAY);
  await leave(delegate, third.id, DAY);
  expect(await seenBy(third)).toEqual(ALL);
  expect(await seenBy(delegate)).toEqual(NOTHING);
  await leave(delegate, away.id, DAY);
  expect(await seenBy(delegate)).toEqual(NOTHING);
  expect(await seenBy(away)).toEqual(ALL);
});

test('C11: standing in for a team lead is seeing the team’s, and no role of theirs', async () => {
  await leave(lead, delegate.id, DAY);
  expect(await seenBy(delegate)).toEqual(ALL);
  const transfer = { input: { customerId, toUserId: delegate.id } };
  const TRANSFER = 'mutation ($input: TransferCustomerInput!) { transferCustomer(input: $input) { refusal { code } } }';
  expect((await api.gql(TRANSFER, transfer, delegate.token)).code).toBe('FORBIDDEN');
});

/** The recipients of the cards that firing the customer's due follow-up sends. */
async function reminded(): Promise<string[]> {
  const { pool, sql } = api.database;
  const past = `now() - interval '1 minute'`;
  await pool.query(
    `update "FollowUp" set "dueAt" = ${past}, "reachedStep" = null where "customerId" = $1 and status = 'PLANNED'`,
    [customerId],
  );
  await pool.query(
    `update "Deadline" set "dueAt" = ${past}, status = 'ARMED' where "customerId" = $1 and step = 0 and "followUpId" is not null
      and status <> 'DISARMED'`,
    [customerId],
  );
  await pool.query(`update "Deadline" set status = 'DISARMED' where "customerId" = $1 and step > 0`, [customerId]);
  await pool.query('delete from "Notification"');
  const armed = await sql
    .selectFrom('Deadline')
    .select('id')
    .where('customerId', '=', customerId)
    .where('status', '=', 'ARMED')
    .where('step', '=', 0)
    .execute();
  for (const { id } of armed) await api.run(reachDeadline, { deadlineId: id }, { by: null });
  const cards = await sql.selectFrom('Notification').select('recipientId').where('kind', '=', 'REMINDER').execute();
  return cards.map(({ recipientId }) => recipientId);
}

test('C11: the delegate gets the reminders and gives them back; new work is told to who is there', async () => {
  await leave(away, delegate.id, DAY);
  expect(await reminded()).toEqual([delegate.id]);
  const input = { name: '李雷', phone: String(phone++), ownerId: away.id };
  await api.gql(
    'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { cursor } }',
    { input },
    lead.token,
  );
  const assigned = api.database.sql.selectFrom('Notification').select('recipientId').where('kind', '=', 'ASSIGNED');
  expect(await assigned.execute()).toEqual([{ recipientId: delegate.id }]);
  await leave(away, delegate.id, -1);
  expect(await reminded()).toEqual([away.id]);
});

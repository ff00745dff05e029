import { beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { seedBelongings } from '../support/leaver.js';
import { until } from '../support/until.js';

let api: Api;
let playbookId: string;
beforeAll(async () => {
  api = await anApi({ withJobs: true });
  ({ id: playbookId } = await api.database.sql.selectFrom('Playbook').select('id').executeTakeFirstOrThrow());
});

const HAND_OVER = `mutation ($input: HandOverInput!) {
  handOver(input: $input) {
    handOver { id leads customers followUps strategy startedAt finishedAt fromUser { id } toUser { id } }
    refusal { code }
    cursor
  }
}`;

interface Payload {
  readonly handOver: {
    readonly handOver: Record<string, unknown> & { readonly id: string };
    readonly refusal: { readonly code: string } | null;
    readonly cursor: string | null;
  };
}

const NODE = `query ($id: ID!) { node(id: $id) { __typename ... on HandOverRun { customers leads finishedAt } } }`;
interface Node {
  readonly node: { readonly customers: number; readonly leads: number; readonly finishedAt: string | null } | null;
}

async function aLeaver(customers: number, leads: number) {
  const teamId = await api.team(`组 ${Math.random()}`);
  const [leaver, heir] = [await api.person('SALES', teamId), await api.person('SALES', teamId)];
  await seedBelongings({ ...api, playbookId }, leaver.id, { customers, leads });
  return { leaver, heir, lead: await api.person('TEAM_LEAD', teamId) };
}

test('C11: a small hand-over is finished when it answers; a dry run only counts', async () => {
  const { leaver, heir } = await aLeaver(6, 2);
  const input = { fromUserId: leaver.id, toUserId: heir.id };
  const dry = await api.gql<Payload>(HAND_OVER, { input: { ...input, dryRun: true } }, api.admin);
  const counts = { customers: 6, leads: 2, followUps: 8 };
  expect(dry.data.handOver).toMatchObject({ handOver: { ...counts, startedAt: null, finishedAt: null }, cursor: null });
  expect((await api.gql<Node>(NODE, { id: dry.data.handOver.handOver.id }, api.admin)).data.node).toBeNull();

  const { data } = await api.gql<Payload>(HAND_OVER, { input: { ...input, idempotencyKey: 'k' } }, api.admin);
  expect(data.handOver).toMatchObject({
    handOver: { ...counts, finishedAt: expect.any(String) as unknown, fromUser: { id: leaver.id } },
    refusal: null,
  });
  const again = await api.gql<Payload>(HAND_OVER, { input: { ...input, idempotencyKey: 'k' } }, api.admin);
  expect(again.data).toEqual(data);
});

test('C11: a large one answers at once and goes on in the background', async () => {
  const { leaver, heir } = await aLeaver(260, 0);
  const input = { fromUserId: leaver.id, toUserId: heir.id };
  const { data } = await api.gql<Payload>(HAND_OVER, { input }, api.admin);
  expect(data.handOver.handOver).toMatchObject({ customers: 200, finishedAt: null });
  const { id } = data.handOver.handOver;
  const read = async () => (await api.gql<Node>(NODE, { id }, api.admin)).data.node;
  await until('it is finished', async () => (await read())?.finishedAt);
  expect(await read()).toMatchObject({ customers: 260, leads: 0 });
});

test('C11: handing over is for managers, transferring for team leads', async () => {
  const { leaver, heir, lead } = await aLeaver(1, 0);
  const input = { fromUserId: leaver.id, toUserId: heir.id };
  expect((await api.gql(HAND_OVER, { input }, lead.token)).code).toBe('FORBIDDEN');
  const TRANSFER = `mutation ($input: TransferCustomerInput!) {
    transferCustomer(input: $input) { customer { owner { id } } refusal { code } }
  }`;
  const { id } = await api.database.sql
    .selectFrom('Customer')
    .select('id')
    .where('ownerId', '=', leaver.id)
    .executeTakeFirstOrThrow();
  const transfer = { input: { customerId: id, toUserId: heir.id, note: '请接手' } };
  expect((await api.gql(TRANSFER, transfer, leaver.token)).code).toBe('FORBIDDEN');
  expect((await api.gql(TRANSFER, transfer, lead.token)).data).toEqual({
    transferCustomer: { customer: { owner: { id: heir.id } }, refusal: null },
  });
});

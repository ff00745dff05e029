import { beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { defaultPlaybook } from '../support/house.js';
import { until } from '../support/until.js';

let api: Api;
beforeAll(async () => {
  api = await anApi({ withJobs: true });
});

const PUBLISH = `mutation ($input: PublishPlaybookInput!) { publishPlaybook(input: $input) { playbook { id } } }`;
const START = `mutation ($input: StartPilotInput!) { startPilot(input: $input) {
  pilot { id status } refusal { __typename code message(locale: EN) } cursor } }`;
const END = `mutation ($input: EndPilotInput!) { endPilot(input: $input) { pilot { status } refusal { code } } }`;
const NODE = `query ($id: ID!) { node(id: $id) { ... on Pilot { status reportedAt comparison { conclusive } } } }`;
const INBOX = `{ notifications(first: 20) { nodes { title(locale: EN) body(locale: EN) url } } }`;

interface Started {
  readonly startPilot: {
    readonly pilot: { readonly id: string; readonly status: string } | null;
    readonly refusal: object | null;
  };
}
interface Node {
  readonly node: { readonly status: string; readonly reportedAt: string | null };
}

test('D6: planned, begun, ended and undone by itself while the server runs, and told with a link', async () => {
  const { data } = await api.gql<{ publishPlaybook: { playbook: { id: string } } }>(
    PUBLISH,
    { input: { definition: { ...defaultPlaybook, key: 'quick' } } },
    api.admin,
  );
  const manager = await api.person('MANAGER', null);
  const input = {
    teamId: await api.team('试点组'),
    controlTeamId: await api.team('对照组'),
    playbookId: data.publishPlaybook.playbook.id,
    from: new Date(Date.now() + 1000),
    idempotencyKey: 'once',
  };
  const first = await api.gql<Started>(START, { input }, manager.token);
  const again = await api.gql<Started>(START, { input }, manager.token);
  expect(again.data).toEqual(first.data);
  const { id } = first.data.startPilot.pilot!;
  const now = async () => (await api.gql<Node>(NODE, { id }, manager.token)).data.node;
  await until('it runs', async () => (await now()).status === 'RUNNING');
  const other = await api.gql<Started>(START, { input: { ...input, idempotencyKey: null } }, manager.token);
  expect(other.data.startPilot).toMatchObject({ pilot: null, refusal: { __typename: 'OtherRefusal', code: 'IN_USE' } });
  const ended = await api.gql(END, { input: { pilotId: id, rollBack: true } }, manager.token);
  expect(ended.data).toEqual({ endPilot: { pilot: { status: 'ROLLED_BACK' }, refusal: null } });
  await until('it is told of', async () => (await now()).reportedAt !== null);
  const { data: inbox } = await api.gql<{ notifications: { nodes: { title: string }[] } }>(INBOX, {}, manager.token);
  expect(inbox.notifications.nodes).toEqual([
    {
      title: 'Report of the pilot of 试点组',
      body: 'Leak rate: 试点组 –, 对照组 –. Nothing can be concluded yet: too few customers, or the 95 % intervals include 0',
      url: `/pilots/${id}`,
    },
  ]);
});

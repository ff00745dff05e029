import { expect, test } from '@jest/globals';
import { FunnelChangedDocument, FunnelDocument } from '../../clients/sdk/generated/operations.js';
import { REPORT_KINDS, type ReportKind } from '../../domain/report/report.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { aSocket } from '../support/sockets.js';
import { takeOne } from '../support/take.js';
import { until } from '../support/until.js';

const INPUT = { from: new Date(Date.now() - 30 * 86_400_000), to: new Date(Date.now() + 30 * 86_400_000) };
const FUNNEL = 'subscription { funnelChanged(input: {}) { asOf steps { code count } } }';
const TICKS =
  'subscription ($input: ReportInput!, $kinds: [ReportKind!]!) { reportsChanged(input: $input, kinds: $kinds) { kind cursor } }';

/** What each report is asked as, and what it answers. */
const QUERIES: Readonly<Record<ReportKind, string>> = {
  FUNNEL: 'funnel(input: { from: $from, to: $to }) { steps { code count immature } }',
  PERFORMANCE: `performance(input: { from: $from, to: $to }) { rows {
    user { id } newCustomers won lost followUps customersTouched claimsKept { denominator } } }`,
  FOLLOW_UP_HEATMAP: 'followUpHeatmap(input: { from: $from, to: $to }) { cells { weekday hour count } }',
  NEGLECT_HEATMAP: 'neglectHeatmap(input: { from: $from, to: $to }) { cells { owner { id } bucket count } }',
  LEAKS: 'leaks(input: { from: $from, to: $to }) { nodes { dueAt outcome } }',
  CHANNELS: 'channelReport(input: { from: $from, to: $to }) { rows { channel leads } }',
  REASONS: 'reasonReport(input: { from: $from, to: $to }) { rows { reason count } }',
};

const reportsOf = async (api: Api, token: string) => {
  const fields = Object.values(QUERIES).join(' ');
  const { data, errors } = await api.gql<object>(
    `query ($from: DateTime!, $to: DateTime!) { ${fields} }`,
    INPUT,
    token,
  );
  expect(errors).toBeUndefined();
  return Object.values(data) as readonly object[];
};

/** Which reports answer something else than before. */
const different = (before: readonly object[], after: readonly object[]): readonly ReportKind[] =>
  REPORT_KINDS.filter((_, index) => JSON.stringify(before[index]) !== JSON.stringify(after[index]));

let phones = 13_600_138_000;
async function aCustomer(api: Api, token: string): Promise<string> {
  const query = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }';
  const input = { name: '周敏', phone: `${++phones}` };
  const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(query, { input }, token);
  return data.createCustomer.customer.id;
}

async function talkedTo(api: Api, token: string, customerId: string): Promise<void> {
  const query = 'mutation ($input: RecordFollowUpInput!) { recordFollowUp(input: $input) { refusal { code } } }';
  const next = { purposeCode: 'OTHER', dueAt: INPUT.to };
  const input = { customerId, channel: 'PHONE', outcome: 'REACHED', note: '聊了聊需求', goalMet: true, next };
  const { data, errors } = await api.gql<{ recordFollowUp: object }>(query, { input }, token);
  expect({ errors, ...data }).toMatchObject({ errors: undefined, recordFollowUp: { refusal: null } });
}

async function aCompany() {
  const api = await anApi();
  const [east, west] = [await api.team('华东组'), await api.team('华西组')];
  return {
    api,
    lin: await api.person('SALES', east),
    eastLead: await api.person('TEAM_LEAD', east),
    gao: await api.person('SALES', west),
    westLead: await api.person('TEAM_LEAD', west),
    manager: await api.person('MANAGER'),
  };
}

/** Somebody's ticks, from the first of each report on. */
async function ticksOf(api: Api, token: string) {
  const socket = await aSocket(api, token);
  expect(await socket.accepted).toBe(true);
  socket.start('ticks', TICKS, { input: INPUT, kinds: REPORT_KINDS });
  const all = () =>
    socket.told
      .filter(({ type }) => type === 'next')
      .map(({ payload }) => (payload as { data: { reportsChanged: { kind: ReportKind } } }).data.reportsChanged.kind);
  await until('each has been told once', () => all().length === REPORT_KINDS.length);
  expect(all()).toEqual(REPORT_KINDS);
  return () => all().slice(REPORT_KINDS.length);
}

test('S1: reportsChanged tells exactly of the reports whose answer has changed for whoever follows them', async () => {
  const { api, ...people } = await aCompany();
  const followed = await Promise.all(
    Object.values(people).map(async ({ token }) => ({
      token,
      ticks: await ticksOf(api, token),
      before: await reportsOf(api, token),
      seen: [] as ReportKind[],
    })),
  );
  const [lin, , gao] = followed;
  const customers = { gao: '', lin: '' };
  // One statement each: what a look finds of it, it finds as a whole.
  const changes = [
    async () => void (customers.gao = await aCustomer(api, gao!.token)),
    () => talkedTo(api, gao!.token, customers.gao),
    async () => void (customers.lin = await aCustomer(api, lin!.token)),
    () => talkedTo(api, lin!.token, customers.lin),
  ];
  for (const change of changes) {
    await change();
    for (const one of followed) {
      const now = await reportsOf(api, one.token);
      one.seen.push(...different(one.before, now));
      one.before = now;
    }
    await until('all are told', () => followed.every(({ ticks, seen }) => ticks().length >= seen.length));
    for (const { ticks, seen } of followed) expect(ticks()).toEqual(seen);
  }
  expect(new Set(gao!.seen)).toEqual(new Set(['FUNNEL', 'PERFORMANCE', 'FOLLOW_UP_HEATMAP', 'NEGLECT_HEATMAP']));
  expect(gao!.seen).toEqual(lin!.seen);
});

test('funnelChanged: what changes meanwhile comes as one, and the last answer is what the query says', async () => {
  const { api, manager } = await aCompany();
  const client = clientOf(api, manager.token);
  const stream = client.subscribe(FunnelChangedDocument, { input: {} });
  const next = async () => (await takeOne(stream)).funnelChanged;
  const first = await next();
  const CHANGES = 30;
  await Promise.all(Array.from({ length: CHANGES }, () => aCustomer(api, manager.token)));
  const { funnel } = await client.request(FunnelDocument, { input: {} });
  const answers = [first];
  while (JSON.stringify(answers.at(-1)!.steps) !== JSON.stringify(funnel.steps)) answers.push(await next());
  const counts = answers.map(({ steps }) => steps.find(({ code }) => code === 'INITIAL_CONTACT')!.count);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect([counts[0], counts.at(-1)]).toEqual([0, CHANGES]);
  expect(answers.length).toBeLessThan(CHANGES);
});

test('a live view is looked at once for all subscriptions of the same rights, and nobody is told the same twice', async () => {
  const { api, manager } = await aCompany();
  const sockets = await Promise.all(Array.from({ length: 5 }, () => aSocket(api, manager.token)));
  for (const { accepted, start } of sockets) {
    expect(await accepted).toBe(true);
    start('funnel', FUNNEL);
  }
  const answersOf = ({ told }: (typeof sockets)[number]) =>
    told.filter(({ type }) => type === 'next').map(({ payload }) => JSON.stringify(payload));
  await until('all were told once', () => sockets.every((socket) => answersOf(socket).length === 1));
  await aCustomer(api, manager.token);
  await until('all were told again', () => sockets.every((socket) => answersOf(socket).length === 2));
  expect(new Set(sockets.map((socket) => answersOf(socket)[1])).size).toBe(1); // `asOf` and all
  await api.team('华南组'); // happens, and changes no funnel
  await aCustomer(api, manager.token);
  await until('all were told of the last change', () => sockets.every((socket) => answersOf(socket).length === 3));
});

test('S4: a live report is as its reader’s rights are when it is told', async () => {
  const { api, manager, gao } = await aCompany();
  await aCustomer(api, gao.token);
  const socket = await aSocket(api, manager.token);
  expect(await socket.accepted).toBe(true);
  socket.start('funnel', FUNNEL);
  const last = () => JSON.stringify(socket.told.at(-1)?.payload ?? null);
  await until('all is told', () => last().includes('"count":1'));
  const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { refusal { code } } }';
  await api.gql(update, { input: { userId: manager.id, role: 'SALES' } }, api.admin);
  await until('no more than their own is told', async () => {
    await aCustomer(api, gao.token);
    return !/"count":[1-9]/.test(last());
  });
});

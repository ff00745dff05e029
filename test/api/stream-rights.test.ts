import { beforeAll, describe, expect, test } from '@jest/globals';
import { poolsOf } from '../../api/streams/pool-events.js';
import { encodeCursor } from '../../commands/store/cursor.js';
import { readLog, TX_NUMBER, type LoggedEvent } from '../../commands/store/event-log.js';
import { newId } from '../../commands/store/ids.js';
import { newKey } from '../support/api-keys.js';
import { anApi, type Api } from '../support/api.js';
import { aSocket } from '../support/sockets.js';
import { until } from '../support/until.js';

const EVENT = `id cursor type at data actor { id } changes { field old new } lead { id name phone }
  customer { id name phone stage { code } owner { id name } pool { id } transitions { to { code } blockedBy needsApproval reachable } }`;
const CARD = 'id cursor kind title recipient { id } customer { id name } lead { id }';
const LIST = 'totalCount nodes { id name owner { id } }';
const WORKBENCH = `newLeads { totalCount nodes { id } } dueLeads { totalCount nodes { id } }
  ${['dueToday', 'overdue', 'hotStalled', 'reclaimSoon', 'claimable', 'toPush', 'toGiveUp', 'toStepIn'].map((list) => `${list} { ${LIST} }`).join(' ')}`;
const SHARE = '{ numerator denominator value }';
const FUNNEL = `mode steps { code label count immature conversionFromPrevious ${SHARE} conversionFromFirst ${SHARE}
  customers(first: 100) { nodes { id name } } leads(first: 100) { nodes { id name } } }`;

interface Event {
  readonly id: string;
  readonly cursor: string;
  readonly type: string;
  readonly customer: { readonly id: string } | null;
}

/** Everybody there is, by what they are to each other. */
const PEOPLE = ['林', '王', '高', '东组长', '西组长', '经理', '管理员', '东组密钥'] as const;
type Who = (typeof PEOPLE)[number];

let api: Api;
let head: string;
let log: readonly LoggedEvent[];
const tokens = {} as Record<Who, string>;
const ids = {} as Record<Who, string>;
const customers: string[] = [];
const teams = { east: '', west: '' };

const as =
  (who: Who) =>
  async <T>(query: string, variables: object = {}): Promise<T> => {
    const { data, errors } = await api.gql<T>(query, variables, tokens[who]);
    if (errors) throw new Error(`${who}: ${JSON.stringify(errors)}`);
    return data;
  };

let phones = 13_700_138_000;
async function aCustomer(by: Who, over: object = {}): Promise<string> {
  const query =
    'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } refusal { code } } }';
  const input = { name: `${by}的客户`, phone: `${++phones}`, ...over };
  const { createCustomer } = await as(by)<{ createCustomer: { customer: { id: string } } }>(query, { input });
  customers.push(createCustomer.customer.id);
  return createCustomer.customer.id;
}

async function aCard(kind: string, recipientId: string, customerId: string | null): Promise<string> {
  const { sql } = api.database;
  const text = JSON.stringify({ code: 'NOT_FOUND' }) as never;
  const id = newId('Notification');
  await sql.transaction().execute(async (trx) => {
    const card = { id, recipientId, kind, title: text, body: text, level: 1, customerId, at: new Date() };
    await trx
      .insertInto('Notification')
      .values({ ...card, tx: TX_NUMBER, ordinal: 0 } as never)
      .execute();
    const data = JSON.stringify({ notificationId: id, kind });
    const event = { type: 'NOTIFIED', at: new Date(), recipientId, customerId, changes: '[]', data };
    await trx
      .insertInto('Event')
      .values({ ...event, tx: TX_NUMBER, ordinal: 0 } as never)
      .execute();
  });
  return id;
}

/** The last that happens: a customer in the pool that is open to everybody, and a card to each. */
const sentinel = { customer: '', cards: {} as Record<Who, string> };

beforeAll(async () => {
  api = await anApi();
  teams.east = await api.team('华东组');
  teams.west = await api.team('华西组');
  const roles = {
    林: ['SALES', teams.east],
    王: ['SALES', teams.east],
    高: ['SALES', teams.west],
    东组长: ['TEAM_LEAD', teams.east],
    西组长: ['TEAM_LEAD', teams.west],
    经理: ['MANAGER', null],
    管理员: ['ADMIN', null],
  } as const;
  for (const [who, [role, teamId]] of Object.entries(roles))
    ({ id: ids[who as Who], token: tokens[who as Who] } = await api.person(role, teamId));
  tokens['东组密钥'] = (await newKey(api, { role: 'TEAM_LEAD', teamIds: [teams.east] })).secret;
  ids['东组密钥'] = (await as('东组密钥')<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
  ({ head } = await as('经理')<{ head: string }>('{ head }'));
  await happen();
  ({ events: log } = await readLog(api.database.sql, { tx: '0', ordinal: 0 }, 1_000));
  log = log.filter((event) => encodeCursor(event) > head);
});

/** Something of everything: owned by each, pooled for all and for one team, moved between people, teams and pools, leads, cards and rules. */
async function happen(): Promise<void> {
  const rules = '{ teamIds: ["TEAM"], name: "西区公海", kind: PUBLIC, rules: {} }'.replace('TEAM', teams.west);
  const { createPool } = await as('管理员')<{ createPool: { pool: { id: string } } }>(
    `mutation { createPool(input: ${rules}) { pool { id } refusal { code } } }`,
  );
  const west = createPool.pool.id;
  const [lin, wang, gao] = [await aCustomer('林'), await aCustomer('王'), await aCustomer('高')];
  const open = await aCustomer('经理');
  const change = (by: Who, name: string, type: string, input: object) =>
    as(by)(`mutation ($input: ${type}!) { ${name}(input: $input) { refusal { code } } }`, { input });
  for (const [by, customerId] of [
    ['林', lin],
    ['王', wang],
    ['高', gao],
  ] as const) {
    await change(by, 'planFollowUp', 'PlanFollowUpInput', { customerId, purposeCode: 'OTHER', dueAt: soon() });
    await change(by, 'updateCustomer', 'UpdateCustomerInput', { customerId, version: 1, phone: `${++phones}` }).catch(
      () => undefined,
    );
  }
  await change('经理', 'moveToPool', 'MoveToPoolInput', { customerId: wang, poolId: west });
  await change('西组长', 'assignFromPool', 'AssignFromPoolInput', { customerId: wang, toUserId: ids['高'] });
  await change('高', 'claimCustomer', 'ClaimCustomerInput', { customerId: open });
  await change('经理', 'transferCustomer', 'TransferCustomerInput', { customerId: gao, toUserId: ids['林'] });
  const { createSource } = await as('管理员')<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "官网", channel: "WEBSITE" }) { source { id } } }',
  );
  for (const name of ['陈女士', '何先生'])
    await change('经理', 'captureLead', 'CaptureLeadInput', {
      sourceId: createSource.source.id,
      name,
      phone: `${++phones}`,
    });
  for (const recipient of ['林', '高', '东组长', '经理'] as const) await aCard('ESCALATION', ids[recipient], lin);
  await aCard('REMINDER', ids['林'], lin);
  await aCard('RECLAIM_WARNING', ids['高'], open);
  sentinel.customer = await aCustomer('经理', { name: '最后' });
  for (const who of PEOPLE) sentinel.cards[who] = await aCard('SYSTEM', ids[who], null);
}

const soon = () => new Date(Date.now() + 600_000).toISOString();

/** What somebody may query of the log since the head. */
async function queried(who: Who, types: readonly string[] | null = null): Promise<readonly Event[]> {
  const query = `query ($after: Cursor, $types: [EventType!]) { events(after: $after, types: $types, first: 100) { nodes { ${EVENT} } } }`;
  return (await as(who)<{ events: { nodes: Event[] } }>(query, { after: head, types })).events.nodes;
}

interface Card {
  readonly id: string;
  readonly cursor: string;
  readonly kind: string;
}

async function inbox(who: Who): Promise<readonly Card[]> {
  const { notifications } = await as(who)<{ notifications: { nodes: Card[] } }>(
    `{ notifications(first: 100) { nodes { ${CARD} } } }`,
  );
  return notifications.nodes.filter(({ cursor }) => cursor > head).sort((a, b) => (a.cursor < b.cursor ? -1 : 1));
}

/** What a subscription has told after somebody's last card of all has come over the same socket. */
async function told(
  who: Who,
  root: string,
  fields: string,
  count: number,
  variables = '',
): Promise<readonly unknown[]> {
  const socket = await aSocket(api, tokens[who]);
  expect(await socket.accepted).toBe(true);
  const args = `(after: "${head}"${variables})`;
  socket.start('asked', `subscription { ${root}${args} { ${fields} } }`);
  const answers = () => socket.told.filter(({ id, type }) => id === 'asked' && type === 'next');
  await until('as much has come as may be queried', () => answers().length >= count);
  socket.start('last', `subscription { events(after: "${head}", types: [NOTIFIED]) { data } }`);
  await until('the last card has come', () => JSON.stringify(socket.told).includes(sentinel.cards[who]));
  return answers().map(({ payload }) => {
    const { data, errors } = payload as { data: Record<string, unknown>; errors?: { extensions: { code: string } }[] };
    return errors ? errors.map(({ extensions }) => extensions.code) : data[root];
  });
}

describe.each(PEOPLE)('R28: %s receives exactly what they may query', (who) => {
  test('of the log, of all types and of some', async () => {
    const all = await queried(who);
    expect(all.length).toBeGreaterThan(0);
    expect(await told(who, 'events', EVENT, all.length)).toEqual(all);
    const moves = await queried(who, ['CUSTOMER_TRANSFERRED', 'CUSTOMER_CREATED']);
    const types = ', types: [CUSTOMER_TRANSFERRED, CUSTOMER_CREATED]';
    expect(await told(who, 'events', EVENT, moves.length, types)).toEqual(moves);
  });

  test('of all customers, and of each', async () => {
    const all = (await queried(who)).filter(({ type, customer }) => type !== 'NOTIFIED' && customer !== null);
    expect(all.at(-1)?.customer?.id).toBe(sentinel.customer);
    expect(await told(who, 'customerChanged', EVENT, all.length)).toEqual(all);
    for (const id of customers) {
      const { customer } = await as(who)<{ customer: unknown }>('query ($id: ID!) { customer(id: $id) { id } }', {
        id,
      });
      const theirs = all.filter((event) => event.customer!.id === id);
      const expected = customer === null ? [['NOT_FOUND']] : theirs;
      expect(await told(who, 'customerChanged', EVENT, expected.length, `, customerId: "${id}"`)).toEqual(expected);
    }
  });

  test('of pools: who comes, and of those whom they see no longer only that they left', async () => {
    const { pools } = await as(who)<{ pools: { id: string }[] }>('{ pools { id } }');
    const open = new Set(pools.map(({ id }) => id));
    const visible = new Map((await queried(who)).map((event) => [event.cursor, event]));
    const expected = log
      .filter(({ recipientId }) => recipientId === null)
      .flatMap((event): readonly object[] => {
        const { entered, left } = poolsOf(event);
        const asItIs = visible.get(encodeCursor(event));
        if (entered === null && left === null) return [];
        if (asItIs) return [asItIs];
        return left !== null && open.has(left)
          ? [{ type: event.type, customer: null, actor: null, data: { poolId: left } }]
          : [];
      });
    const received = await told(who, 'poolChanged', EVENT, expected.length);
    expect(received).toMatchObject(expected);
    expect(received).toHaveLength(expected.length);
  });

  test('of cards: their own', async () => {
    const all = await inbox(who);
    const of = (...kinds: string[]) => all.filter(({ kind }) => kinds.includes(kind));
    expect(await told(who, 'notifications', CARD, all.length)).toEqual(all);
    const reminders = of('REMINDER', 'RECLAIM_WARNING');
    expect(await told(who, 'reminders', CARD, reminders.length)).toEqual(reminders);
    expect(await told(who, 'escalations', CARD, of('ESCALATION').length)).toEqual(of('ESCALATION'));
  });

  test('of a team’s escalations: the cards they may read, where they look after the team', async () => {
    const { sql } = api.database;
    const cards = await sql
      .selectFrom('Notification')
      .select(['id'])
      .where('kind', '=', 'ESCALATION')
      .orderBy('tx')
      .execute();
    const { nodes } = await as(who)<{ nodes: unknown[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Notification { ${CARD} } } }`,
      { ids: cards.map(({ id }) => id) },
    );
    const looksAfter = {
      东组长: ['east'],
      东组密钥: ['east'],
      西组长: ['west'],
      经理: ['east', 'west'],
      管理员: ['east', 'west'],
    };
    for (const team of ['east', 'west'] as const) {
      const theirs = (looksAfter as Partial<Record<Who, string[]>>)[who] ?? [];
      // All are about a customer of 华东组; one was told to a person of 华西组.
      const readable = nodes.filter((card) => card !== null) as { recipient: { id: string } }[];
      const ofTeam = team === 'east' ? readable : readable.filter(({ recipient }) => recipient.id === ids['高']);
      const expected = theirs.includes(team) ? ofTeam : [['NOT_FOUND']];
      expect(await told(who, 'escalations', CARD, expected.length, `, teamIds: ["${teams[team]}"]`)).toEqual(expected);
    }
  });

  test('of workbenches: their own, those of their people and their teams', async () => {
    const whose = [
      '',
      ...PEOPLE.map((one) => `(userId: "${ids[one]}")`),
      `(teamId: "${teams.east}")`,
      `(teamId: "${teams.west}")`,
    ];
    await expectSameLive(who, 'workbench', whose, WORKBENCH);
  });

  test('of funnels: what is credited to those whose work they see', async () => {
    const of = [
      '',
      `userIds: ["${ids['林']}"] grouped: true`,
      `teamIds: ["${teams.east}"] grouped: true`,
      `teamIds: ["${teams.west}"] mode: SNAPSHOT grouped: true`,
      'mode: PERIOD_FLOW grouped: true',
      'from: "2026-02-01T00:00:00Z" to: "2026-01-01T00:00:00Z"',
      'playbookId: "pbk_nobody"',
    ];
    const inputs = of.map((input) => `(input: { ${input} })`);
    await expectSameLive(who, 'funnel', inputs, FUNNEL);
  });
});

/** A live view first tells what the query of the same arguments answers, or why it answers nothing. */
async function expectSameLive(who: Who, root: string, asked: readonly string[], fields: string): Promise<void> {
  const socket = await aSocket(api, tokens[who]);
  expect(await socket.accepted).toBe(true);
  for (const args of asked) {
    const { data, errors } = await api.gql<Record<string, object>>(`{ ${root}${args} { ${fields} } }`, {}, tokens[who]);
    const { payload } = await socket.ask(`its ${args}`, `subscription { ${root}Changed${args} { ${fields} } }`);
    const live = payload as { data?: Record<string, object>; errors?: { extensions: object }[] };
    const answer = live.data?.[`${root}Changed`] ?? null;
    expect({ args, answer }).toEqual({ args, answer: data?.[root] ?? null });
    expect(live.errors?.map(({ extensions }) => extensions)).toEqual(errors?.map(({ extensions }) => extensions));
    socket.end(`its ${args}`);
  }
}

test('S4: whoever loses a right receives nothing more of what it opened, on streams that stay open', async () => {
  const socket = await aSocket(api, tokens['东组长']);
  expect(await socket.accepted).toBe(true);
  socket.start('all', 'subscription { customerChanged { type customer { id } } }');
  const gone = await aSocket(api, tokens['王']);
  expect(await gone.accepted).toBe(true);
  const before = await aCustomer('林');
  await until('the lead is told', () => JSON.stringify(socket.told).includes(before));
  const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { refusal { code } } }';
  await as('管理员')(update, { input: { userId: ids['东组长'], role: 'SALES' } });
  await as('管理员')(update, { input: { userId: ids['王'], active: false } });
  expect(await gone.closed).toBe(4403);
  const after = await aCustomer('林');
  const open = await aCustomer('经理');
  await until('what is open to everybody has come', () => JSON.stringify(socket.told).includes(open));
  expect(JSON.stringify(socket.told)).not.toContain(after);
});

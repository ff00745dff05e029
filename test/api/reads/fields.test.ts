import { beforeEach, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../../commands/advance-customer.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

interface Transitions {
  readonly customer: {
    readonly transitions: readonly {
      readonly to: { readonly code: string; readonly label: string };
      readonly reachable: boolean;
      readonly blockedBy: string | null;
      readonly unmet: readonly {
        readonly code: string;
        readonly message: string;
        readonly guide: { readonly title: string };
      }[];
    }[];
  };
}

const TRANSITIONS = `query ($id: ID!, $locale: Locale) { customer(id: $id) {
  transitions { to { code label(locale: $locale) } reachable blockedBy unmet { code message(locale: $locale) guide { title(locale: $locale) mutation fields } } } } }`;

test('what transitions say, the move does', async () => {
  for (const stage of ['INITIAL_CONTACT', 'QUOTED', 'DECIDING', 'WON', 'LOST'] as const) {
    const id = await build.aCustomer({ stage, phone: '+8613812345678', need: '地板' });
    await build.aStageVisit({ customerId: id, stage });
    const { customer } = await answer<Transitions>(house, house.lin, TRANSITIONS, { id });
    expect(customer.transitions).toHaveLength(7);
    for (const { to, blockedBy, unmet } of customer.transitions.filter(({ blockedBy }) => blockedBy !== null)) {
      const { refusal } = await house.as(house.lin, advanceCustomer, { customerId: id, to: to.code });
      expect(refusal?.code).toBe(blockedBy);
      if (refusal?.code === 'CONDITIONS_UNMET')
        expect(refusal.unmet.map(({ code }) => code)).toEqual(unmet.map(({ code }) => code));
    }
  }
});

test('texts come in the language asked for, else in the reader’s', async () => {
  const id = await build.aCustomer({ stage: 'NEEDS_CONFIRMED' });
  const lost = async (locale: string | null, own: 'EN' | 'ZH_CN') => {
    const { customer } = await answer<Transitions>(
      house,
      house.lin,
      TRANSITIONS,
      { id, ...(locale && { locale }) },
      own,
    );
    return customer.transitions.find(({ to }) => to.code === 'LOST')!;
  };
  const inChinese = { to: { label: '流失' }, unmet: [{ message: '请选择流失原因', guide: { title: '选择流失原因' } }] };
  const inEnglish = {
    to: { label: 'Lost' },
    unmet: [{ message: 'Choose why it was lost', guide: { title: 'Choose a reason' } }],
  };
  expect(await lost(null, 'ZH_CN')).toMatchObject(inChinese);
  expect(await lost(null, 'EN')).toMatchObject(inEnglish);
  expect(await lost('EN', 'ZH_CN')).toMatchObject(inEnglish);
  expect(await lost('ZH_CN', 'EN')).toMatchObject(inChinese);
});

test('a planned follow-up whose time has passed is overdue, in the field and in the filter', async () => {
  const customerId = await build.aCustomer();
  const past = await build.aFollowUp({ customerId, dueAt: new Date(Date.now() - 1_000) });
  const ahead = await build.aFollowUp({ customerId, dueAt: new Date(Date.now() + 60_000) });
  const done = await build.aFollowUp({ customerId, status: 'DONE', dueAt: new Date(Date.now() - 2_000) });
  const query =
    'query ($status: [FollowUpStatus!]) { followUps(filter: { status: $status }) { nodes { id status purpose } } }';
  const found = async (...status: string[]) =>
    (await answer<{ followUps: { nodes: { id: string; status: string }[] } }>(house, house.lin, query, { status }))
      .followUps.nodes;
  expect(await found('OVERDUE')).toEqual([{ id: past, status: 'OVERDUE', purpose: '回访' }]);
  expect(await found('PLANNED')).toEqual([{ id: ahead, status: 'PLANNED', purpose: '回访' }]);
  expect((await found('DONE', 'OVERDUE')).map(({ id }) => id)).toEqual([done, past]);
  expect(await found()).toEqual([]);
});

test('search finds part of the name, company or phone; wildcards stand for themselves', async () => {
  const id = await build.aCustomer({ name: '100%周', company: 'Acme_Corp', phone: '+8613812345678' });
  await build.aCustomer({ name: '李雷' });
  const found = async (search: string) => {
    const query = 'query ($search: String) { customers(filter: { search: $search }) { nodes { id } } }';
    return (await answer<{ customers: { nodes: { id: string }[] } }>(house, house.lin, query, { search })).customers
      .nodes;
  };
  for (const text of ['0%', '周', 'acme_c', '138 1234', '1234-5678', ' +86138'])
    expect(await found(text)).toEqual([{ id }]);
  for (const text of ['1%周', 'acmeXcorp', '139']) expect(await found(text)).toEqual([]);
  expect(await found('_')).toEqual([{ id }]);
});

test('a stage tells its place, meaning and next step', async () => {
  const query =
    '{ viewer { team { name lead { name } members { name } playbook { key stages { code order end outcome funnelStep entryConditions nextStep { purpose dueIn by } } } } } }';
  const { viewer } = await answer<{ viewer: { team: { members: unknown[]; playbook: { stages: object[] } } } }>(
    house,
    house.lin,
    query,
    {},
    'EN',
  );
  expect(viewer.team.members).toHaveLength(3);
  expect(viewer.team.playbook.stages[0]).toEqual({
    code: 'INITIAL_CONTACT',
    order: 1,
    end: false,
    outcome: 'OPEN',
    funnelStep: 'INTEREST',
    entryConditions: ['CONTACT_METHOD'],
    nextStep: { purpose: 'Send material', dueIn: 'PT24H', by: 'OWNER' },
  });
  expect(viewer.team.playbook.stages).toContainEqual(
    expect.objectContaining({ code: 'WON', end: true, outcome: 'WON', order: 5 }),
  );
});

test('a card shows its text, link and what it is about', async () => {
  const customerId = await build.aCustomer();
  const deadlineId = await build.aDeadline({ customerId, status: 'FIRED' });
  await build.aNotification({ recipientId: house.lin.id, customerId, deadlineId, readAt: new Date() });
  await build.aNotification({ recipientId: house.wang.id, customerId });
  const unread = await build.aNotification({ recipientId: house.lin.id });
  const query =
    'query ($unreadOnly: Boolean) { notifications(unreadOnly: $unreadOnly) { nodes { id title(locale: EN) url customer { id } deadline { status because } recipient { name } cursor } } }';
  const { notifications } = await answer<{ notifications: { nodes: object[] } }>(house, house.lin, query);
  expect(notifications.nodes).toHaveLength(2);
  expect(notifications.nodes[1]).toMatchObject({
    title: 'Please follow up: 周敏 · 回访',
    url: `/customers/${customerId}`,
    customer: { id: customerId },
    deadline: { status: 'FIRED' },
    recipient: { name: '林小姐' },
  });
  expect(await answer(house, house.lin, query, { unreadOnly: true })).toMatchObject({
    notifications: { nodes: [{ id: unread, url: '/' }] },
  });
});

test('lists of settings, sources, pools, playbooks and reasons are there for everybody signed in', async () => {
  const hers = await build.aPool({ teamIds: [house.teamId] });
  const others = await build.aPool({ teamIds: [await build.aTeam()] });
  await build.aSource({ name: '官网' });
  const query =
    '{ settings { timeZone scoring rescoring { total done startedAt finishedAt } } sources { name } pools { id teams { id } customers { nodes { id } } } playbooks { version } teams { id } reasons(kind: LOSS) { code label needsNote } checkPlaybook(definition: {}) { valid problems { code message severity } } }';
  const shown = await answer<Record<string, never> & { pools: { id: string }[]; reasons: unknown[] }>(
    house,
    house.lin,
    query,
  );
  expect(shown).toMatchObject({
    settings: { timeZone: 'Asia/Shanghai' },
    sources: [{ name: '官网' }],
    playbooks: [{ version: 1 }],
    checkPlaybook: { valid: false },
  });
  expect(shown.reasons[0]).toEqual({ code: 'PRICE', label: '价格', needsNote: false });
  expect(shown.pools.map(({ id }) => id)).toContain(hers);
  expect(shown.pools.map(({ id }) => id)).not.toContain(others);
});

test('a refusal says why in words, with stages by their names', async () => {
  const customerId = await build.aCustomer({ phone: '+8613812345678' });
  const mutation = `mutation ($id: ID!) { advanceCustomer(input: { customerId: $id, to: "WON" }) {
    customer { id } cursor refusal { __typename code message en: message(locale: EN) ... on TransitionNotAllowed { from to allowed } } } }`;
  expect(await answer(house, house.lin, mutation, { id: customerId })).toEqual({
    advanceCustomer: {
      customer: null,
      cursor: null,
      refusal: {
        __typename: 'TransitionNotAllowed',
        code: 'TRANSITION_NOT_ALLOWED',
        message: '不能从“初次接触”直接到“成交”，可以到：需求确认、暂停、流失',
        en: 'There is no way from Initial contact straight to Won; allowed: Needs confirmed, Paused, Lost',
        from: 'INITIAL_CONTACT',
        to: 'WON',
        allowed: ['NEEDS_CONFIRMED', 'PAUSED', 'LOST'],
      },
    },
  });
});

test('each mutation of a request answers what it left behind', async () => {
  const customerId = await build.aCustomer({ phone: '+8613812345678' });
  await build.aStageVisit({ customerId });
  const mutation = `mutation ($id: ID!) {
    first: recordQuote(input: { customerId: $id, amount: "10" }) { customer { version facts { quotes { amount } } } }
    second: recordQuote(input: { customerId: $id, amount: "20" }) { customer { version facts { quotes { amount } } } }
  }`;
  expect(await answer(house, house.lin, mutation, { id: customerId })).toMatchObject({
    first: { customer: { version: 2, facts: { quotes: [{ amount: '10.00' }] } } },
    second: { customer: { version: 3, facts: { quotes: [{ amount: '20.00' }, { amount: '10.00' }] } } },
  });
});

test('more than a hundred nodes at once are refused', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => `cus_${index}`);
  expect((await read(house, house.lin, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).code).toBe(
    'BAD_USER_INPUT',
  );
});

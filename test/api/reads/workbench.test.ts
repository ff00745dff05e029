import { beforeEach, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { refreshAllKept } from '../../../commands/store/kept.js';
import type { Viewer } from '../../../domain/policy.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, seedPerson, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ahead = (ms: number) => new Date(Date.now() + ms);
const ago = (ms: number) => ahead(-ms);

/** What is left of today, where the organisation is: something in its middle, and something behind its end. */
function today() {
  const now = DateTime.now().setZone('Asia/Shanghai');
  const end = now.endOf('day').toMillis() + 1;
  const middle = new Date((now.toMillis() + end) / 2);
  return { middle, last: new Date(end - 1), end: new Date(end), tomorrow: new Date(end + MINUTE) };
}

interface List {
  readonly nodes: readonly { readonly name: string }[];
  readonly totalCount: number;
}

interface Asked {
  readonly by?: Viewer;
  readonly userId?: string;
  readonly teamId?: string;
  readonly args?: string;
}

/** Whom a list names, in its order; its total is as long, also where only the first is read and the others are counted. */
async function names(list: string, { by = house.lin, userId, teamId, args = '' }: Asked = {}) {
  const query = `query ($userId: ID, $teamId: ID) { workbench(userId: $userId, teamId: $teamId) {
    list: ${list}(first: 100 ${args}) { nodes { name } totalCount }
    counted: ${list}(first: 1 ${args}) { nodes { name } totalCount } } }`;
  const { workbench } = await answer<{ workbench: { list: List; counted: List } }>(house, by, query, {
    userId,
    teamId,
  });
  expect([workbench.list, workbench.counted].map(({ totalCount }) => totalCount)).toEqual(
    Array(2).fill(workbench.list.nodes.length),
  );
  return workbench.list.nodes.map(({ name }) => name);
}

interface Due {
  readonly ownerId?: string;
  readonly doerId?: string;
  readonly status?: 'PLANNED' | 'DONE' | 'CANCELLED';
}

/** A customer with next steps at these times. */
async function withSteps(name: string, times: readonly Date[], { ownerId, doerId, status = 'PLANNED' }: Due = {}) {
  const owner = ownerId ?? house.lin.id;
  const nextContactAt = status === 'PLANNED' ? times.reduce((a, b) => (a < b ? a : b)) : null;
  const customerId = await build.aCustomer({ name, ownerId: owner, nextContactAt });
  for (const dueAt of times) await build.aFollowUp({ customerId, ownerId: doerId ?? owner, dueAt, status });
  return customerId;
}

describe('what is due', () => {
  test('today is what is left of the organisation’s day; what is past due is overdue, and nobody is named twice', async () => {
    const { middle, last, end, tomorrow } = today();
    await withSteps('今天晚', [last]);
    await withSteps('今天', [middle]);
    await withSteps('昨天', [ago(DAY)]);
    await withSteps('刚才', [ago(1)]);
    await withSteps('昨天和今天', [middle, ago(DAY / 2)]);
    await withSteps('明天', [end]);
    await withSteps('明天晚', [tomorrow]);
    await withSteps('已完成', [middle], { status: 'DONE' });
    await withSteps('已取消', [ago(DAY)], { status: 'CANCELLED' });
    await withSteps('别人的', [middle], { ownerId: house.wang.id });
    expect(await names('dueToday')).toEqual(['今天', '今天晚']);
    expect(await names('overdue')).toEqual(['昨天', '昨天和今天', '刚才']);
    expect(await names('dueToday', { by: house.teamLead, teamId: house.teamId })).toEqual(['今天', '别人的', '今天晚']);
  });

  test('a step counts for whoever has to take it', async () => {
    const { middle } = today();
    await withSteps('组长拜访', [middle], { doerId: house.teamLead.id });
    await withSteps('组长迟了', [ago(DAY)], { doerId: house.teamLead.id });
    expect([await names('dueToday'), await names('overdue')]).toEqual([[], []]);
    const lead = { by: house.teamLead };
    expect([await names('dueToday', lead), await names('overdue', lead)]).toEqual([['组长拜访'], ['组长迟了']]);
    expect(await names('toPush', lead)).toEqual([]);
    expect(await names('toPush', { by: house.manager })).toEqual(['组长迟了']);
  });

  test('leads that are due stand there, too', async () => {
    const { middle, tomorrow } = today();
    for (const [name, dueAt] of [
      ['今天', middle],
      ['昨天', ago(DAY)],
      ['明天', tomorrow],
    ] as const)
      // prettier-ignore
      await build.aFollowUp({ leadId: await build.aLead({ name, status: 'ASSIGNED' }), dueAt });
    const customerId = await build.aCustomer();
    const leadId = await build.aLead({ name: '已转客户', status: 'QUALIFIED', customerId });
    await build.aFollowUp({ leadId, customerId, dueAt: ago(DAY) });
    expect(await names('dueLeads')).toEqual(['昨天', '今天']);
    expect(await names('dueLeads', { by: house.wang })).toEqual([]);
  });

  test('superiors are told whom to push: the overdue of the people under them, never their own', async () => {
    const elsewhere = await seedPerson(house.database, '外组', 'SALES', await build.aTeam());
    const owners = { 林: house.lin, 王: house.wang, 组长: house.teamLead, 外组: elsewhere, 经理: house.manager };
    let days = 9;
    for (const [name, { id: ownerId }] of Object.entries(owners))
      await withSteps(name, [ago(days-- * DAY)], { ownerId });
    await withSteps('不急', [ahead(DAY)]);
    expect(await names('toPush')).toEqual([]);
    expect(await names('toPush', { by: house.teamLead })).toEqual(['林', '王']);
    expect(await names('toPush', { by: house.manager })).toEqual(['林', '王', '组长', '外组']);
    expect(await names('toPush', { by: house.manager, userId: house.teamLead.id })).toEqual(['林', '王']);
    expect(await names('toPush', { by: house.manager, teamId: house.teamId })).toEqual(['林', '王', '组长']);
    expect(await names('toPush', { by: house.manager, userId: house.lin.id })).toEqual([]);
  });
});

describe('who wants to buy and doesn’t come forward', () => {
  const facts = { need: '岩棉板', budget: '1000', timeline: '九月' };
  const open = { nextContactAt: ahead(DAY), stageEnteredAt: ago(6 * DAY), cycleStartedAt: ago(60 * DAY) };
  const visit = (customerId: string, stage: string, days: number, leftDays?: number) =>
    build.aStageVisit({
      customerId,
      stage,
      enteredAt: ago(days * DAY),
      ...(leftDays && { leftAt: ago(leftDays * DAY) }),
    });

  test('an intent that is high, or clear by what is recorded', async () => {
    const stood = (name: string, rest: object) => build.aCustomer({ ...open, name, ...rest });
    await stood('意向高', { intent: 'HIGH' });
    await stood('需求齐', { ...facts, stageEnteredAt: ago(7 * DAY) });
    await stood('缺预算', { ...facts, budget: null });
    await stood('空需求', { ...facts, need: ' ' });
    await stood('意向中', { intent: 'MEDIUM' });
    await stood('已成交', { intent: 'HIGH', stage: 'WON' });
    await visit(await stood('没到时候', { intent: 'HIGH', stageEnteredAt: ago(4 * DAY) }), 'INITIAL_CONTACT', 4);
    const confirmed = await stood('回执已确认', { stageEnteredAt: ago(8 * DAY) });
    await build.aQuote({ customerId: confirmed, receiptConfirmedAt: ago(DAY) });
    const renewed = await stood('新报价未确认', {});
    await build.aQuote({ customerId: renewed, receiptConfirmedAt: ago(DAY), createdAt: ago(9 * DAY) });
    await build.aQuote({ customerId: renewed, createdAt: ago(8 * DAY) });
    const former = await stood('上次的报价', {});
    await build.aQuote({ customerId: former, receiptConfirmedAt: ago(DAY), createdAt: ago(70 * DAY) });
    expect(await names('hotStalled')).toEqual(['回执已确认', '需求齐', '意向高']);
  });

  test('a step back or aside isn’t one forward; a step forward within five days is', async () => {
    const moved = async (name: string, stages: readonly (readonly [string, number])[]) => {
      const [stage, days] = stages.at(-1)!;
      const customerId = await build.aCustomer({
        ...open,
        name,
        intent: 'HIGH',
        stage,
        stageEnteredAt: ago(days * DAY),
      });
      for (const [index, [code, since]] of stages.entries())
        await visit(customerId, code, since, stages[index + 1]?.[1]);
    };
    await moved('前进', [['INITIAL_CONTACT', 9], ['NEEDS_CONFIRMED', 2]]); // prettier-ignore
    await moved('后退', [['QUOTED', 20], ['DECIDING', 9], ['QUOTED', 2]]); // prettier-ignore
    await moved('旁落', [['QUOTED', 9], ['TO_REACTIVATE', 3]]); // prettier-ignore
    await moved('激活后', [['QUOTED', 9], ['TO_REACTIVATE', 4], ['QUOTED', 1]]); // prettier-ignore
    await moved('前进又后退', [['QUOTED', 9], ['DECIDING', 4], ['QUOTED', 1]]); // prettier-ignore
    await moved('新来', [['INITIAL_CONTACT', 1]]);
    expect(await names('hotStalled')).toEqual(['旁落', '后退']);
  });
});

test('about to be taken back: within two days, the soonest first', async () => {
  for (const hours of [47, 1, 49]) await build.aCustomer({ name: `${hours}`, reclaimAt: ahead(hours * 60 * MINUTE) });
  await build.aCustomer({ name: '已到', reclaimAt: ago(MINUTE) });
  await build.aCustomer({ name: '不会', reclaimAt: null });
  await build.aCustomer({ name: '别人的', reclaimAt: ahead(DAY), ownerId: house.wang.id });
  expect(await names('reclaimSoon')).toEqual(['已到', '1', '47']);
  expect(await names('reclaimSoon', { by: house.manager, teamId: house.teamId })).toEqual([
    '已到',
    '1',
    '别人的',
    '47',
  ]);
});

describe('what a superior decides', () => {
  const open = { nextContactAt: ahead(DAY), cycleStartedAt: ago(90 * DAY) };
  const attempts = async (customerId: string, outcomes: readonly ('NO_ANSWER' | 'WRONG_NUMBER' | 'REACHED')[]) => {
    for (const [index, outcome] of outcomes.entries()) {
      const occurredAt = ago((outcomes.length - index) * DAY);
      await build.aFollowUp({ customerId, status: 'DONE', outcome, occurredAt, doneAt: occurredAt });
      if (outcome === 'REACHED')
        await house.database.sql
          .updateTable('Customer')
          .set({ lastInteractionAt: occurredAt })
          .where('id', '=', customerId)
          .execute();
    }
  };

  test('give up: three attempts in a row without an answer, and no clear intent', async () => {
    const { lin, teamLead } = house;
    const facts = { need: '岩棉板', budget: '1000', timeline: '九月' };
    const tried = async (name: string, outcomes: Parameters<typeof attempts>[1], rest: object = {}) =>
      attempts(await build.aCustomer({ ...open, name, ...rest }), outcomes);
    await tried('三次', ['NO_ANSWER', 'WRONG_NUMBER', 'NO_ANSWER']);
    await tried('两次', ['NO_ANSWER', 'NO_ANSWER']);
    await tried('中间接过', ['NO_ANSWER', 'REACHED', 'NO_ANSWER', 'NO_ANSWER']);
    await tried('意向明确', ['NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER'], facts);
    await tried('换人后', ['NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER'], { ownedSince: ago(DAY / 2) });
    await tried('流失', ['NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER'], { stage: 'LOST' });
    expect(await names('toGiveUp', { by: teamLead })).toEqual(['三次']);
    expect(await names('toGiveUp', { by: lin })).toEqual([]);
  });

  test('give up: over twice the usual stay, by the latest stays under any version', async () => {
    const stayed = async (days: number, playbookId = house.playbookId) =>
      build.aStageVisit({
        customerId: await build.aCustomer({ poolId: house.pools.public }),
        playbookId,
        stage: 'NEEDS_CONFIRMED',
        enteredAt: ago(100 * DAY),
        leftAt: ago((100 - days) * DAY),
      });
    for (const days of [2, 4, 30]) await stayed(days); // the median is 4
    const stands = (name: string, days: number, stage = 'NEEDS_CONFIRMED') =>
      build.aCustomer({ ...open, name, stage, stageEnteredAt: ago(days * DAY) });
    await stands('九天', 9);
    await stands('七天', 7);
    await stands('没有先例', 99, 'DECIDING');
    expect(await names('toGiveUp', { by: house.manager })).toEqual(['九天']);
  });

  test('step in: somebody was told of what is past due or silent, and nobody has reacted', async () => {
    const { teamLead } = house;
    const late = { dueAt: ago(3 * DAY), reachedStep: 1 };
    const owing = async (name: string, followUp: object) =>
      build.aFollowUp({ customerId: await build.aCustomer({ name, nextContactAt: late.dueAt }), ...late, ...followUp });
    await owing('升级', {});
    await owing('只提醒了本人', { reachedStep: 0 });
    await owing('有人应了', { acknowledgedAt: ago(DAY) });
    await owing('做完了', { status: 'DONE' });
    const silent = async (name: string, customer: object, card: object = {}) =>
      build.aNotification({
        recipientId: teamLead.id,
        customerId: await build.aCustomer({ name, stageEnteredAt: ago(9 * DAY), ...customer }),
        kind: 'ESCALATION',
        at: ago(2 * DAY),
        ...card,
      });
    await silent('沉默', {});
    await silent('之后跟进了', { lastActivityAt: ago(DAY) });
    await silent('之后换人了', { ownedSince: ago(DAY) });
    await silent('知道了', {}, { acknowledgedAt: ago(DAY) });
    await silent('提醒', {}, { kind: 'REMINDER' });
    await silent('已回收', { ownerId: null, poolId: house.pools.public });
    await refreshAllKept(house.database.sql); // no decision wrote these
    expect(await names('toStepIn', { by: teamLead })).toEqual(['升级', '沉默']);
    expect(await names('toStepIn', { by: house.lin })).toEqual([]);
    const query = '{ customers(first: 50, filter: { escalated: true }) { nodes { name } } }';
    const { customers } = await answer<{ customers: List }>(house, teamLead, query);
    expect(customers.nodes.map(({ name }) => name).sort()).toEqual(['升级', '沉默'].sort());
  });
});

const LISTS = ['dueToday', 'overdue', 'hotStalled', 'reclaimSoon', 'toPush', 'toGiveUp', 'toStepIn'];

/** On every list of a superior, of two people each. */
async function onEveryList(owner: Viewer) {
  const { middle } = today();
  for (const tag of ['甲', '乙']) {
    const stuck = { ownerId: owner.id, tags: [tag], stageEnteredAt: ago(9 * DAY), cycleStartedAt: ago(90 * DAY) };
    const hot = { ...stuck, name: `${tag}热`, intent: 'HIGH' as const, nextContactAt: middle, reclaimAt: ahead(DAY) };
    await build.aFollowUp({ customerId: await build.aCustomer(hot), ownerId: owner.id, dueAt: middle });
    const cold = { ...stuck, name: `${tag}冷`, nextContactAt: ago(DAY) };
    const customerId = await build.aCustomer(cold);
    await build.aFollowUp({ customerId, ownerId: owner.id, dueAt: ago(DAY), reachedStep: 1 });
    for (let n = 0; n < 3; n++)
      await build.aFollowUp({
        customerId,
        ownerId: owner.id,
        status: 'DONE',
        outcome: 'NO_ANSWER',
        occurredAt: ago(n * DAY + 1),
      });
  }
  await refreshAllKept(house.database.sql); // no decision wrote these
}

interface PageOfList extends List {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function onePage(list: string, after: string | null): Promise<PageOfList> {
  const query = `query ($teamId: ID, $after: String) { workbench(teamId: $teamId) { list: ${list}(first: 1, after: $after) {
    nodes { name } pageInfo { hasNextPage endCursor } totalCount } } }`;
  const variables = { teamId: house.teamId, after };
  return (await answer<{ workbench: { list: PageOfList } }>(house, house.manager, query, variables)).workbench.list;
}

/** The team's list, one at a time. */
async function walked(list: string): Promise<string[]> {
  const pages = [await onePage(list, null)];
  while (pages.at(-1)!.pageInfo.hasNextPage) pages.push(await onePage(list, pages.at(-1)!.pageInfo.endCursor));
  expect(pages.every(({ totalCount }) => totalCount === 2)).toBe(true);
  return pages.flatMap(({ nodes }) => nodes.map(({ name }) => name));
}

test('every list is narrowed by the filter of all lists, and paged', async () => {
  await onEveryList(house.lin);
  const asked = { by: house.manager, teamId: house.teamId };
  for (const list of LISTS) {
    const all = await names(list, asked);
    expect([list, all.length]).toEqual([list, 2]);
    expect(await names(list, { ...asked, args: 'filter: { tags: ["甲"] }' })).toEqual(
      all.filter((name) => name.startsWith('甲')),
    );
    const paged = await walked(list);
    expect(paged).toEqual(all);
  }
});

test('nobody sees on a workbench whom they may not see', async () => {
  await onEveryList(house.lin);
  const elsewhere = await seedPerson(house.database, '外组', 'SALES', await build.aTeam());
  const stranger = await seedPerson(house.database, '外组长', 'TEAM_LEAD', elsewhere.teamId);
  for (const list of LISTS) {
    expect(await names(list, { by: house.wang })).toEqual([]);
    expect(await names(list, { by: elsewhere })).toEqual([]);
    expect(await names(list, { by: stranger })).toEqual([]);
    for (const whose of [`userId: "${house.lin.id}"`, `teamId: "${house.teamId}"`])
      for (const by of [house.wang, stranger]) {
        const { code } = await read(house, by, `{ workbench(${whose}) { ${list} { totalCount } } }`);
        expect(code).toBe('NOT_FOUND');
      }
  }
});

test('a page costs the same statements however many stand on it, and counts only where its total is asked for', async () => {
  const asked = async (fields: string, args = 'first: 20') => {
    const lists = LISTS.map((list) => `${list}(${args}) { ${fields} }`).join(' ');
    const query = `query ($teamId: ID) { workbench(teamId: $teamId) { ${lists} } }`;
    return (await read(house, house.manager, query, { teamId: house.teamId })).statements;
  };
  await onEveryList(house.lin);
  await asked('nodes { id }'); // playbooks are read once per process
  const few = await asked('nodes { id }');
  await onEveryList(house.wang);
  expect(await asked('nodes { id }')).toBe(few);
  expect(await asked('nodes { id } totalCount')).toBe(few); // they stand on the page, all of them
  const one = (fields: string) => asked(fields, 'first: 1');
  expect(await one('nodes { id } totalCount')).toBeGreaterThan(await one('nodes { id }'));
});

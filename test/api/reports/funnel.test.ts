import { beforeEach, expect, test } from '@jest/globals';
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

const DAY = 24 * 3_600_000;
const BASE = Date.parse('2026-03-01T00:00:00Z');
const day = (n: number) => new Date(BASE + n * DAY);

interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}
interface Step {
  readonly code: string;
  readonly count: number;
  readonly immature: number | null;
  readonly conversionFromPrevious: Share | null;
  readonly conversionFromFirst: Share | null;
}

const SHARE = '{ numerator denominator value }';
const QUERY = `query ($input: FunnelInput!) { funnel(input: $input) { mode asOf steps {
  code label count immature conversionFromPrevious ${SHARE} conversionFromFirst ${SHARE} } } }`;

async function steps(input: object, by: Viewer = house.manager): Promise<Record<string, Step>> {
  const { funnel } = await answer<{ funnel: { steps: Step[] } }>(house, by, QUERY, { input });
  return Object.fromEntries(funnel.steps.map((step) => [step.code, step]));
}

interface Stay {
  readonly stage: string;
  readonly at: number;
  readonly by?: Viewer;
}

/** A customer who stood in these stages, each from a day on, and who had them when they came there. */
async function aWay(stays: readonly Stay[], given: object = {}): Promise<string> {
  const customerId = await build.aCustomer({ stage: stays.at(-1)!.stage, ownerId: house.lin.id, ...given });
  for (const [index, { stage, at, by = house.lin }] of stays.entries()) {
    const leftAt = stays[index + 1]?.at;
    const from = stays[index - 1]?.stage ?? null;
    await build.aStageVisit({ customerId, stage, from, ownerId: by.id, enteredAt: day(at), ...(leftAt !== undefined && { leftAt: day(leftAt) }) }); // prettier-ignore
  }
  return customerId;
}

const share = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
});

const WINDOW = { mode: 'COHORT', from: day(0), to: day(30) };

test('a customer that comes to a stage again counts once, for the first time', async () => {
  await aWay([{ stage: 'QUOTED', at: 1 }, { stage: 'TO_REACTIVATE', at: 5 }, { stage: 'QUOTED', at: 9 }]); // prettier-ignore
  await aWay([{ stage: 'QUOTED', at: -9 }, { stage: 'TO_REACTIVATE', at: -5 }, { stage: 'QUOTED', at: 9 }]); // prettier-ignore
  const { QUOTED, TO_REACTIVATE } = await steps(WINDOW);
  expect([QUOTED!.count, TO_REACTIVATE!.count]).toEqual([1, 1]);
});

test('one who is lost later stays in, and one who skipped a stage has passed it', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'QUOTED', at: 5 }, { stage: 'LOST', at: 9 }]); // prettier-ignore
  await aWay([
    { stage: 'INITIAL_CONTACT', at: 1 },
    { stage: 'LOST', at: 3 },
  ]);
  const { INITIAL_CONTACT, NEEDS_CONFIRMED, QUOTED, LOST } = await steps(WINDOW);
  expect(INITIAL_CONTACT!.count).toBe(2);
  expect(NEEDS_CONFIRMED).toMatchObject({ count: 0, conversionFromPrevious: share(1, 2) });
  expect(QUOTED).toMatchObject({ count: 1, conversionFromPrevious: share(0, 0) });
  expect(LOST).toMatchObject({ count: 2, conversionFromPrevious: null });
  const strict = await steps({ ...WINDOW, strictOrder: true });
  expect(strict['NEEDS_CONFIRMED']!.conversionFromPrevious).toEqual(share(0, 2));
});

test('the young are apart, as long as somebody is old enough', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'NEEDS_CONFIRMED', at: 2 }]); // prettier-ignore
  const young = (Date.now() - BASE) / DAY - 1;
  await aWay([{ stage: 'INITIAL_CONTACT', at: young }]);
  const wide = { ...WINDOW, to: new Date(Date.now() + DAY), horizon: 'P30D' };
  const both = await steps(wide);
  expect(both['INITIAL_CONTACT']).toMatchObject({ count: 2, immature: 1 });
  expect(both['NEEDS_CONFIRMED']!.conversionFromPrevious).toEqual(share(1, 1));
  const onlyYoung = await steps({ ...wide, from: day(young - 1) });
  expect(onlyYoung['INITIAL_CONTACT']).toMatchObject({ count: 1, immature: 1 });
  expect(onlyYoung['NEEDS_CONFIRMED']!.conversionFromPrevious).toEqual(share(0, 1));
});

test('a step that is reached after the horizon isn’t reached', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'NEEDS_CONFIRMED', at: 12 }]); // prettier-ignore
  const converted = async (horizon: string) =>
    (await steps({ ...WINDOW, horizon }))['NEEDS_CONFIRMED']!.conversionFromPrevious;
  expect(await converted('P10D')).toEqual(share(0, 1));
  expect(await converted('P11D')).toEqual(share(1, 1));
});

test('who had the customer when it came gets the credit, whoever has it now', async () => {
  const { lin, wang, teamLead } = house;
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1, by: lin }, { stage: 'NEEDS_CONFIRMED', at: 5, by: wang }], { ownerId: wang.id }); // prettier-ignore
  const seen = async (by: Viewer) => {
    const { INITIAL_CONTACT, NEEDS_CONFIRMED } = await steps(WINDOW, by);
    return [INITIAL_CONTACT!.count, NEEDS_CONFIRMED!.count];
  };
  expect(await seen(lin)).toEqual([1, 0]);
  expect(await seen(wang)).toEqual([0, 1]);
  expect(await seen(teamLead)).toEqual([1, 1]);
  const elsewhere = await seedPerson(house.database, '外组', 'TEAM_LEAD', await build.aTeam());
  expect(await seen(elsewhere)).toEqual([0, 0]);
  expect((await steps({ ...WINDOW, userIds: [lin.id] }))['NEEDS_CONFIRMED']!.conversionFromPrevious).toEqual(share(1, 1)); // prettier-ignore
});

test('an empty window has nobody, and shares of nobody are null', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }]);
  const empty = await steps({ ...WINDOW, from: day(3), to: day(3) });
  for (const { count, conversionFromPrevious } of Object.values(empty)) {
    expect(count).toBe(0);
    expect(conversionFromPrevious?.value ?? null).toBeNull();
  }
  const { code } = await read(house, house.manager, QUERY, { input: { ...WINDOW, from: day(4), to: day(3) } });
  expect(code).toBe('BAD_USER_INPUT');
});

test('grouped into the five steps of every trade', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'QUOTED', at: 5 }, { stage: 'WON', at: 9 }]); // prettier-ignore
  await aWay([
    { stage: 'NEEDS_CONFIRMED', at: 1 },
    { stage: 'LOST', at: 3 },
  ]);
  const grouped = await steps({ ...WINDOW, grouped: true });
  expect(Object.keys(grouped)).toEqual(['LEADS', 'INTEREST', 'TALKING', 'WON', 'LOST']);
  expect(Object.values(grouped).map(({ count }) => count)).toEqual([0, 2, 1, 1, 1]);
  expect(grouped['TALKING']!.conversionFromPrevious).toEqual(share(1, 2));
});

test('a snapshot shows who stood where, by who had them at that time', async () => {
  const { lin, wang } = house;
  const customerId = await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'QUOTED', at: 5 }]); // prettier-ignore
  for (const [ownerId, began, ended] of [
    [lin.id, 1, 7],
    [wang.id, 7, null],
  ] as const)
    // prettier-ignore
    await house.database.sql
      .insertInto('Tenure')
      .values({ id: `ten_${began}`, customerId, ownerId, cause: 'CUSTOMER_CREATED', beganAt: day(began), endedAt: ended && day(ended) }) // prettier-ignore
      .execute();
  const at = async (n: number, by: Viewer) => {
    const found = await steps({ mode: 'SNAPSHOT', at: day(n) }, by);
    return Object.values(found).flatMap(({ code, count }) => (count > 0 ? [code] : []));
  };
  expect(await at(0, lin)).toEqual([]);
  expect(await at(5, lin)).toEqual(['QUOTED']);
  expect(await at(4, lin)).toEqual(['INITIAL_CONTACT']);
  expect([await at(7, lin), await at(7, wang)]).toEqual([[], ['QUOTED']]);
});

test('whoever another was merged with later stood in a step once, though there are the stays of both', async () => {
  const customerId = await aWay([{ stage: 'INITIAL_CONTACT', at: 0 }]);
  await build.aStageVisit({ customerId, stage: 'INITIAL_CONTACT', enteredAt: day(2), leftAt: day(8) });
  await build.aCustomer({ stage: 'INITIAL_CONTACT', ownerId: null, mergedIntoId: customerId });
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }]);
  expect((await steps({ mode: 'SNAPSHOT', at: day(5) }))['INITIAL_CONTACT']!.count).toBe(2);
});

test('the flow of a window: moves forward of those who were there or came', async () => {
  await aWay([{ stage: 'INITIAL_CONTACT', at: -5 }, { stage: 'NEEDS_CONFIRMED', at: 3 }]); // prettier-ignore
  await aWay([
    { stage: 'INITIAL_CONTACT', at: 1 },
    { stage: 'PAUSED', at: 3 },
  ]);
  await aWay([{ stage: 'INITIAL_CONTACT', at: -5 }, { stage: 'NEEDS_CONFIRMED', at: -3 }]); // prettier-ignore
  const { INITIAL_CONTACT, NEEDS_CONFIRMED } = await steps({ ...WINDOW, mode: 'PERIOD_FLOW' });
  expect([INITIAL_CONTACT!.count, NEEDS_CONFIRMED!.count]).toEqual([2, 2]);
  expect(NEEDS_CONFIRMED!.conversionFromPrevious).toEqual(share(1, 2));
});

test('behind each number stand its customers, as far as the viewer may see them', async () => {
  const { lin, wang } = house;
  const mine = await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }, { stage: 'QUOTED', at: 2 }]); // prettier-ignore
  await aWay([{ stage: 'INITIAL_CONTACT', at: 1 }], { ownerId: wang.id });
  const query = `query ($input: FunnelInput!) { funnel(input: $input) { steps { code count customers { nodes { id } } leads { nodes { id } } } } }`;
  for (const mode of ['COHORT', 'PERIOD_FLOW']) {
    const { funnel } = await answer<{ funnel: { steps: (Step & { customers: { nodes: { id: string }[] } })[] } }>(
      house, lin, query, { input: { ...WINDOW, mode } }); // prettier-ignore
    const first = funnel.steps.find(({ code }) => code === 'INITIAL_CONTACT')!;
    expect(first).toMatchObject({ count: 2, customers: { nodes: [{ id: mine }] } });
    expect(funnel.steps.find(({ code }) => code === 'QUOTED')!.customers.nodes).toEqual([{ id: mine }]);
  }
});

test('leads: who arrived, and how many of them came how far', async () => {
  const { lin, manager } = house;
  const arrived = async (at: number, customerId?: string) => {
    const leadId = await build.aLead({ receivedAt: day(at), ...(customerId && { customerId, status: 'QUALIFIED' as const }) }); // prettier-ignore
    await house.database.sql
      .insertInto('Tenure')
      .values({
        id: `ten_${leadId}`,
        leadId,
        ownerId: lin.id,
        cause: 'LEAD_ASSIGNED',
        beganAt: day(at),
        endedAt: customerId ? day(at + 1) : null,
      }) // prettier-ignore
      .execute();
  };
  await arrived(1, await aWay([{ stage: 'INITIAL_CONTACT', at: 2 }, { stage: 'QUOTED', at: 5 }])); // prettier-ignore
  await arrived(3);
  await arrived(40);
  const { LEADS, INITIAL_CONTACT, QUOTED } = await steps(WINDOW);
  expect(LEADS).toMatchObject({ count: 2, conversionFromPrevious: null, conversionFromFirst: null });
  expect(INITIAL_CONTACT!.conversionFromPrevious).toEqual(share(1, 2));
  expect(QUOTED!.conversionFromFirst).toEqual(share(1, 2));
  expect((await steps(WINDOW, house.wang))['LEADS']!.count).toBe(0);
  expect((await steps({ mode: 'SNAPSHOT', at: day(4) }, manager))['LEADS']!.count).toBe(1);
});

test('a lead that was handed on as another became the same customer hadn’t become one yet', async () => {
  const { lin, wang, database } = house;
  const customerId = await aWay([{ stage: 'INITIAL_CONTACT', at: 5 }]);
  const leadId = await build.aLead({ receivedAt: day(1), customerId, status: 'QUALIFIED' });
  const tenure = { endedAt: null, customerId: null, leadId: null };
  const rows = [
    { ...tenure, id: 'ten_1', leadId, ownerId: wang.id, cause: 'LEAD_ASSIGNED', beganAt: day(1), endedAt: day(2) },
    { ...tenure, id: 'ten_2', leadId, ownerId: lin.id, cause: 'LEAD_ASSIGNED', beganAt: day(2), endedAt: day(5) },
    { ...tenure, id: 'ten_3', customerId, ownerId: wang.id, cause: 'CUSTOMER_CREATED', beganAt: day(2), endedAt: day(6) },
    { ...tenure, id: 'ten_4', customerId, ownerId: lin.id, cause: 'CUSTOMER_CREATED', beganAt: day(5) },
  ] as const; // prettier-ignore
  await database.sql
    .insertInto('Tenure')
    .values([...rows])
    .execute();
  const became = async (by: Viewer) =>
    (await steps({ ...WINDOW, mode: 'PERIOD_FLOW' }, by))['INITIAL_CONTACT']!.conversionFromPrevious!.numerator;
  expect([await became(lin), await became(wang)]).toEqual([1, 0]);
});

test('single steps can be asked for, each as it stands in the whole', async () => {
  await aWay([
    { stage: 'INITIAL_CONTACT', at: 1 },
    { stage: 'QUOTED', at: 2 },
  ]);
  const input = { from: day(0), to: day(30) };
  const query = `query ($input: FunnelInput!) { funnel(input: $input) { steps(codes: ["QUOTED", "NOTHING"]) {
    code count conversionFromFirst ${SHARE} } } }`;
  const whole = (await steps(input))['QUOTED']!;
  const { funnel } = await answer<{ funnel: { steps: Step[] } }>(house, house.manager, query, { input });
  const { code, count, conversionFromFirst } = whole;
  expect(funnel.steps).toEqual([{ code, count, conversionFromFirst }]);
  expect(count).toBe(1);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

const PAGE = `query ($filter: CustomerFilter, $orderBy: CustomerOrder, $first: Int, $after: String, $last: Int, $before: String) {
  customers(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const ORDERS = [
  'NEXT_CONTACT_AT_ASC',
  'LAST_ACTIVITY_AT_ASC',
  'LAST_ACTIVITY_AT_DESC',
  'STAGE_ENTERED_AT_ASC',
  'CREATED_AT_DESC',
] as const;
type Order = (typeof ORDERS)[number];

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const page = async (variables: object): Promise<Page> =>
  (await answer<{ customers: Page }>(house, house.lin, PAGE, variables)).customers;

const ids = (pages: readonly Page[]): string[] => pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));

async function walkForward(orderBy: Order, first: number): Promise<Page[]> {
  const pages = [await page({ orderBy, first })];
  while (pages.at(-1)!.pageInfo.hasNextPage)
    pages.push(await page({ orderBy, first, after: pages.at(-1)!.pageInfo.endCursor }));
  return pages;
}

async function walkBackward(orderBy: Order, last: number): Promise<Page[]> {
  const pages = [await page({ orderBy, last })];
  while (pages[0]!.pageInfo.hasPreviousPage)
    pages.unshift(await page({ orderBy, last, before: pages[0]!.pageInfo.startCursor }));
  return pages;
}

/** Few different times and many empty ones, so that ties and the end of the list are met often. */
const time = fc.integer({ min: 0, max: 3 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)));
const someone = fc.record({
  nextContactAt: fc.option(time),
  lastActivityAt: fc.option(time),
  stageEnteredAt: time,
  createdAt: time,
});

const COLUMN = {
  NEXT_CONTACT_AT_ASC: 'nextContactAt',
  LAST_ACTIVITY_AT_ASC: 'lastActivityAt',
  LAST_ACTIVITY_AT_DESC: 'lastActivityAt',
  STAGE_ENTERED_AT_ASC: 'stageEnteredAt',
  CREATED_AT_DESC: 'createdAt',
} as const;

test('walking a list in either direction and any page size meets everything once, in order, empty keys last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { maxLength: 14 }),
      fc.constantFrom(...ORDERS),
      fc.integer({ min: 1, max: 6 }),
      async (people, orderBy, size) => {
        await house.database.sql.deleteFrom('Customer').execute();
        const made = people.length > 0 ? await build.someCustomers(people) : [];
        const forward = ids(await walkForward(orderBy, size));
        expect([...forward].sort()).toEqual([...made].sort());
        expect(ids(await walkBackward(orderBy, size))).toEqual(forward);
        const keys = new Map(made.map((id, index) => [id, people[index]![COLUMN[orderBy]]?.getTime() ?? null]));
        expect(forward.map((id) => keys.get(id))).toEqual(sorted([...keys.values()], orderBy.endsWith('DESC')));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

function sorted(keys: (number | null | undefined)[], descending: boolean) {
  return keys.sort((a, b) => {
    if (a == null || b == null) return Number(a == null) - Number(b == null);
    return descending ? b - a : a - b;
  });
}

test('rows that come in between shift nothing', async () => {
  const days = [1, 2, 3, 4, 5, 6];
  const made = await build.someCustomers(days.map((day) => ({ nextContactAt: new Date(Date.UTC(2026, 0, day * 2)) })));
  const first = await page({ orderBy: 'NEXT_CONTACT_AT_ASC', first: 3 });
  await build.someCustomers([
    { nextContactAt: new Date(Date.UTC(2026, 0, 1)) },
    { nextContactAt: new Date(Date.UTC(2026, 0, 3)) },
  ]);
  const second = await page({ orderBy: 'NEXT_CONTACT_AT_ASC', first: 3, after: first.pageInfo.endCursor });
  expect(ids([first, second])).toEqual(made);
});

describe('where a page stands in its list', () => {
  test('is told truly from both sides', async () => {
    await build.someCustomers(Array.from({ length: 5 }, () => ({})));
    const all = await page({ first: 5 });
    expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const cursors = all.edges.map(({ cursor }) => cursor);
    expect((await page({ first: 2, after: cursors[0] })).pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: true,
    });
    expect((await page({ last: 2, before: cursors[4] })).pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: true,
    });
    expect((await page({ last: 5, before: cursors[4] })).pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
    });
    expect(await page({ first: 2, after: cursors[4] })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect((await page({ first: 9, after: cursors[0], before: cursors[3] })).nodes).toHaveLength(2);
  });

  test('is told truly where the row of the cursor is gone', async () => {
    const [a, b] = await build.someCustomers([{ createdAt: new Date(2) }, { createdAt: new Date(1) }]);
    const first = await page({ first: 1 });
    await house.database.sql.deleteFrom('Customer').where('id', '=', a!).execute();
    const second = await page({ first: 1, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ nodes: [{ id: b }], pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });
});

describe('a page asked for wrongly is BAD_USER_INPUT', () => {
  test.each([
    ['too many', { first: 101 }],
    ['none', { first: 0 }],
    ['both ends', { first: 1, last: 1 }],
    ['both ends, one of them empty-handed', { first: 0, last: 0 }],
    ['no cursor of ours', { after: 'abc' }],
    ['JSON that is no list', { after: Buffer.from('{"a":1}').toString('base64url') }],
  ])('%s', async (_, variables) => {
    await build.aCustomer();
    expect((await read(house, house.lin, PAGE, variables)).code).toBe('BAD_USER_INPUT');
  });

  test('a cursor of another order, filter or list', async () => {
    await build.aCustomer({ nextContactAt: new Date() });
    const { pageInfo } = await page({ orderBy: 'NEXT_CONTACT_AT_ASC' });
    const after = pageInfo.endCursor;
    expect((await read(house, house.lin, PAGE, { orderBy: 'NEXT_CONTACT_AT_ASC', after })).code).toBeUndefined();
    expect(
      (await read(house, house.lin, PAGE, { orderBy: 'NEXT_CONTACT_AT_ASC', filter: { search: null }, after })).code,
    ).toBeUndefined();
    expect((await read(house, house.lin, PAGE, { orderBy: 'CREATED_AT_DESC', after })).code).toBe('BAD_USER_INPUT');
    expect(
      (await read(house, house.lin, PAGE, { orderBy: 'NEXT_CONTACT_AT_ASC', filter: { search: '周' }, after })).code,
    ).toBe('BAD_USER_INPUT');
    expect(
      (await read(house, house.lin, `query ($after: String) { leads(after: $after) { nodes { id } } }`, { after }))
        .code,
    ).toBe('BAD_USER_INPUT');
  });

  test('a forged cursor', async () => {
    await build.aCustomer();
    const [name, hash] = JSON.parse(
      Buffer.from((await page({})).pageInfo.endCursor!, 'base64url').toString(),
    ) as string[];
    for (const keys of [
      [1, 'cus_1'],
      ['tomorrow', 'cus_1'],
      ['2026-01-01T00:00:00Z', 'a\0'],
      [null, 'cus_1'],
      ['2026-01-01T00:00:00Z'],
      ['9999999-01-01T00:00:00Z', 'a'],
    ]) {
      const after = Buffer.from(JSON.stringify([name, hash, ...keys])).toString('base64url');
      expect((await read(house, house.lin, PAGE, { after })).code).toBe('BAD_USER_INPUT');
    }
  });
});

test('a total is counted when it is selected, and covers the whole list', async () => {
  await build.someCustomers(Array.from({ length: 7 }, () => ({})));
  const { customers } = await answer<{ customers: Page }>(
    house,
    house.lin,
    '{ customers(first: 2) { totalCount nodes { id } } }',
  );
  expect(customers).toMatchObject({ totalCount: 7, nodes: [{}, {}] });
});

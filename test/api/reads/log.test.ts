import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Transaction } from 'kysely';
import { readLog } from '../../../commands/store/event-log.js';
import { decodeCursor } from '../../../commands/store/cursor.js';
import type { DB } from '../../../schema/generated/kysely/types.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { onRealServer } from '../../support/database.js';
import { aHouse, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

interface Events {
  readonly events: {
    readonly nodes: { cursor: string; type: string }[];
    readonly edges: { cursor: string }[];
    readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
  };
}

const EVENTS = `query ($after: Cursor, $first: Int, $types: [EventType!]) { events(after: $after, first: $first, types: $types) {
  nodes { cursor type } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

test('the log is read in its order, by its own cursors, under any filter', async () => {
  const customerId = await build.aCustomer();
  for (let count = 0; count < 5; count++)
    await build.anEvent({ customerId, type: count % 2 === 0 ? 'CUSTOMER_CHANGED' : 'FOLLOW_UP_DONE' });
  const { events: first } = await answer<Events>(house, house.lin, EVENTS, { first: 3 });
  expect(first.nodes.map(({ type }) => type)).toEqual(['CUSTOMER_CHANGED', 'FOLLOW_UP_DONE', 'CUSTOMER_CHANGED']);
  expect(first.edges.map(({ cursor }) => cursor)).toEqual(first.nodes.map(({ cursor }) => cursor));
  expect(first.pageInfo).toMatchObject({
    hasNextPage: true,
    hasPreviousPage: false,
    endCursor: first.nodes[2]!.cursor,
  });
  const { events: rest } = await answer<Events>(house, house.lin, EVENTS, {
    after: first.pageInfo.endCursor,
    types: ['FOLLOW_UP_DONE'],
  });
  expect(rest.nodes.map(({ type }) => type)).toEqual(['FOLLOW_UP_DONE']);
  expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect((await read(house, house.lin, EVENTS, { after: 'nowhere' })).code).toBe('BAD_USER_INPUT');
});

describe('head', () => {
  test('is read before the data, wherever it stands in the query', async () => {
    const customerId = await build.aCustomer();
    await build.anEvent({ customerId });
    for (const query of [
      '{ head customers { nodes { id } } }',
      '{ customers { nodes { id } } ...position } fragment position on Query { head }',
    ]) {
      const statements = await statementsOf(() => answer(house, house.lin, query));
      expect(statements[0]).toContain('pg_snapshot_xmin');
      expect(statements[1]).toContain('"Customer"');
    }
  });

  test('leaves everything committed after it to a subscription', async () => {
    const { head } = await answer<{ head: string }>(house, house.lin, '{ head }');
    await build.anEvent({ customerId: await build.aCustomer() });
    const { events } = await readLog(house.database.sql, decodeCursor(head), 10);
    expect(events).toHaveLength(1);
  });
});

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const { pool } = house.database;
  const watch = (client: { query: (...args: never[]) => unknown }) => {
    const { query } = client;
    client.query = (...args) => {
      const [statement] = args as unknown as (string | { text: string })[];
      texts.push(typeof statement === 'string' ? statement : statement!.text);
      client.query = query;
      return query.apply(client, args);
    };
  };
  pool.on('acquire', watch);
  await work();
  pool.off('acquire', watch as never);
  return texts;
}

(onRealServer ? describe : describe.skip)('with several connections', () => {
  test('the log ends below a transaction that still runs', async () => {
    const customerId = await build.aCustomer();
    let finish = (): void => undefined;
    const mayFinish = new Promise<void>((resolve) => (finish = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = house.database.sql.transaction().execute(async (trx: Transaction<DB>) => {
      await buildersOf({ ...house, database: { ...house.database, sql: trx } }).anEvent({
        customerId,
        type: 'FOLLOW_UP_DONE',
      });
      begun();
      await mayFinish;
    });
    await hasBegun;
    await build.anEvent({ customerId });
    expect((await answer<Events>(house, house.lin, EVENTS)).events.nodes).toEqual([]);
    finish();
    await slow;
    const { events } = await answer<Events>(house, house.lin, EVENTS);
    expect(events.nodes.map(({ type }) => type)).toEqual(['FOLLOW_UP_DONE', 'CUSTOMER_CHANGED']);
  });

  test('a total that takes too long is null, and the page is there all the same', async () => {
    const { boundedCount } = await import('../../../api/queries/bounded-count.js');
    const { sql } = await import('kysely');
    const slow = house.database.sql.selectNoFrom(sql`pg_sleep(5)`.as('slept'));
    expect(await boundedCount(house.database, slow, 50)).toBeNull();
  });
});

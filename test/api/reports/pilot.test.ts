import { beforeEach, expect, test } from '@jest/globals';
import { refreshAllKept } from '../../../commands/store/kept.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const DAY = 24 * 3_600_000;
const MONDAY = Date.parse('2026-03-02T10:00:00+08:00');
const at = (days: number) => new Date(MONDAY + days * DAY);
const QUERY = `query ($input: PilotInput!) { pilotComparison(input: $input) { asOf conclusive note(locale: EN)
  a { customers won leaks { numerator denominator } cycle { count median } } b { customers won leaks { numerator denominator } cycle { count } }
  leakDifference { estimate low high } cycleDifference { estimate low high } } }`;

/** So many customers of one person, each with something due; met in time or not, and won after so many days or not at all. */
async function arm(ownerId: string, count: number, { isMet, wonAfter }: { isMet: boolean; wonAfter?: number }) {
  const { sql: db } = house.database;
  for (let n = 0; n < count; n++) {
    const customerId = await build.aCustomer({ ownerId, stage: 'QUOTED', createdAt: at(-9) });
    await db.insertInto('Tenure').values({ id: `ten_${customerId}`, customerId, ownerId, cause: 'CUSTOMER_CREATED', beganAt: at(-9) }).execute(); // prettier-ignore
    const leftAt = wonAfter === undefined ? null : at(wonAfter - 9);
    await build.aStageVisit({ customerId, stage: 'QUOTED', ownerId, enteredAt: at(-9), leftAt });
    if (leftAt) await build.aStageVisit({ customerId, stage: 'WON', from: 'QUOTED', ownerId, enteredAt: leftAt });
    const done = { status: 'DONE' as const, qualifying: true, occurredAt: at(0), doneAt: at(0) };
    await build.aFollowUp({ customerId, ownerId, dueAt: at(0), createdAt: at(-2), ...(isMet && done) });
  }
  await refreshAllKept(house.database.sql); // no decision wrote these
}

interface Compared {
  readonly a: object;
  readonly b: object;
  readonly conclusive: boolean;
  readonly note: string;
  readonly leakDifference: { readonly estimate: number | null; readonly low: number | null };
  readonly cycleDifference: object;
}

const between = (a: string, b: string, rest: object = {}) => {
  const window = { from: at(-1), to: at(13) };
  return { input: { a: { ...window, userIds: [a] }, b: { ...window, userIds: [b], ...rest } } };
};
const compared = async (a: string, b: string) =>
  (await answer<{ pilotComparison: Compared }>(house, house.manager, QUERY, between(a, b))).pilotComparison;

test('with enough customers and a clear difference it is conclusive, with fewer it isn’t', async () => {
  const { lin, wang } = house;
  await arm(lin.id, 29, { isMet: false });
  await arm(wang.id, 30, { isMet: true, wonAfter: 12 });
  const few = await compared(lin.id, wang.id);
  expect(few).toMatchObject({ conclusive: false, leakDifference: { estimate: 1 } });
  await arm(lin.id, 1, { isMet: false, wonAfter: 20 });
  const enough = await compared(lin.id, wang.id);
  expect(enough).toMatchObject({
    conclusive: true,
    note: 'There is a difference: a 95 % interval excludes 0',
    a: { customers: 30, won: 1, leaks: { numerator: 30, denominator: 30 }, cycle: { count: 1, median: 'P20D' } },
    b: { customers: 30, won: 30, leaks: { numerator: 0, denominator: 30 }, cycle: { count: 30 } },
    cycleDifference: { estimate: 8 },
  });
  expect(enough.leakDifference.low).toBeGreaterThan(0.7);
}, 60_000);

test('of nobody nothing is concluded; windows are equally long; each sees by their rights', async () => {
  const { lin, wang } = house;
  const nothing = { estimate: null, low: null, high: null };
  expect(await compared(lin.id, wang.id)).toMatchObject({
    conclusive: false,
    leakDifference: nothing,
    cycleDifference: nothing,
  });
  const unequal = between(lin.id, wang.id, { to: at(12) });
  expect((await read(house, house.manager, QUERY, unequal)).code).toBe('BAD_USER_INPUT');
  await arm(lin.id, 2, { isMet: true });
  const { data } = await read<{ pilotComparison: Compared }>(house, wang, QUERY, between(lin.id, wang.id));
  expect(data.pilotComparison.a).toMatchObject({ customers: 0 });
});

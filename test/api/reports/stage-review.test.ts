import { beforeEach, describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../../commands/advance-customer.js';
import { cleanUp } from '../../../commands/clean-up.js';
import { MIGRATION_RULE } from '../../../domain/customer/stage-visit.js';
import type { Viewer } from '../../../domain/policy.js';
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
const on = (day: string, days = 0) => new Date(Date.parse(`${day}T10:00:00+08:00`) + days * DAY);
const QUERY = `query ($month: String!, $teamId: ID) { stageReview(month: $month, teamId: $teamId) { month asOf stages { stage { code }
  entered left forward { numerator denominator value } dwell { count median } open refused findings { code message(locale: EN) suggestion(locale: ZH_CN) } } } }`;

interface Row {
  readonly stage: { readonly code: string };
  readonly findings: readonly { readonly code: string; readonly message: string; readonly suggestion: string }[];
  readonly [number: string]: unknown;
}

const review = async (by: Viewer = house.manager, month = '2026-03', teamId?: string) =>
  (await answer<{ stageReview: { stages: Row[] } }>(house, by, QUERY, { month, teamId })).stageReview.stages;
const stage = async (code: string, ...asked: Parameters<typeof review>) =>
  (await review(...asked)).find((row) => row.stage.code === code)!;

/** A customer who came to a stage and, if it left, went on to another. */
async function aStay(ownerId: string, code: string, entered: Date, left?: { readonly at: Date; readonly to: string }) {
  const customerId = await build.aCustomer({ ownerId, stage: left?.to ?? code, createdAt: entered });
  await house.database.sql
    .insertInto('Tenure')
    .values({ id: `ten_${customerId}`, customerId, ownerId, cause: 'CUSTOMER_CREATED', beganAt: entered })
    .execute();
  await build.aStageVisit({ customerId, stage: code, ownerId, enteredAt: entered, leftAt: left?.at ?? null });
  const came = { from: code, fromEnteredAt: entered };
  if (left) await build.aStageVisit({ customerId, stage: left.to, ...came, ownerId, enteredAt: left.at });
  return customerId;
}

const refusals = async () => house.database.sql.selectFrom('RefusedMove').selectAll().execute();

test('single stages can be asked for', async () => {
  const query = '{ stageReview(month: "2026-03") { stages(codes: ["QUOTED"]) { stage { code } entered } } }';
  await aStay(house.lin.id, 'QUOTED', on('2026-03-05'));
  const { stageReview } = await answer<{ stageReview: { stages: Row[] } }>(house, house.manager, query, {});
  expect(stageReview.stages).toEqual([{ stage: { code: 'QUOTED' }, entered: 1 }]);
});

describe('the stage review', () => {
  test('nothing is nothing: counts are 0, shares and times null, and every stage is there', async () => {
    const rows = await review();
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows)
      expect(row).toMatchObject({
        entered: 0,
        left: 0,
        forward: { numerator: 0, denominator: 0, value: null },
        dwell: { count: 0, median: null },
        open: 0,
        refused: 0,
        findings: [],
      });
  });

  test('who came, who left which way and after how long, and who stood there at its end', async () => {
    const { lin } = house;
    await aStay(lin.id, 'NEEDS_CONFIRMED', on('2026-03-02'), { at: on('2026-03-06'), to: 'QUOTED' });
    await aStay(lin.id, 'NEEDS_CONFIRMED', on('2026-02-20'), { at: on('2026-02-20', 12), to: 'LOST' });
    await aStay(lin.id, 'NEEDS_CONFIRMED', on('2026-03-30'), { at: on('2026-04-02'), to: 'QUOTED' });
    await aStay(lin.id, 'NEEDS_CONFIRMED', on('2026-04-01'));
    expect(await stage('NEEDS_CONFIRMED')).toMatchObject({
      entered: 2,
      left: 2,
      forward: { numerator: 1, denominator: 2, value: 0.5 },
      dwell: { count: 2, median: 'P8D' },
      open: 1,
    });
    expect(await stage('QUOTED')).toMatchObject({ entered: 1, left: 0, open: 1 });
  });

  test('the month begins and ends where the organisation is', async () => {
    await aStay(house.lin.id, 'QUOTED', new Date('2026-02-28T16:00:00Z'));
    await aStay(house.lin.id, 'QUOTED', new Date('2026-02-28T15:59:59Z'));
    expect(await stage('QUOTED')).toMatchObject({ entered: 1, open: 2 });
  });

  test('another version of the rules is neither an entry nor a leaving, and what it cut isn’t measured', async () => {
    const ownerId = house.lin.id;
    const customerId = await aStay(ownerId, 'WON', on('2026-03-20'));
    await house.database.sql.deleteFrom('StageVisit').execute();
    const [entered, changed, left] = [on('2026-03-02'), on('2026-03-10'), on('2026-03-20')];
    await build.aStageVisit({ customerId, stage: 'QUOTED', ownerId, enteredAt: entered, leftAt: changed });
    await build.aStageVisit({ customerId, stage: 'QUOTED', ownerId, enteredAt: changed, leftAt: left, rule: MIGRATION_RULE }); // prettier-ignore
    await build.aStageVisit({ customerId, stage: 'WON', from: 'QUOTED', ownerId, enteredAt: left });
    const forward = { numerator: 1, denominator: 1, value: 1 };
    expect(await stage('QUOTED')).toMatchObject({ entered: 1, left: 1, forward, dwell: { count: 0, median: null } });
  });

  test('findings compare with the three months before, in words of both languages', async () => {
    const { lin } = house;
    for (const month of ['2025-12', '2026-01', '2026-02'])
      await aStay(lin.id, 'QUOTED', on(`${month}-02`), { at: on(`${month}-02`, 2), to: 'WON' });
    await aStay(lin.id, 'QUOTED', on('2026-03-02'), { at: on('2026-03-02', 5), to: 'LOST' });
    const { findings } = await stage('QUOTED');
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['LOW_CONVERSION', 'Of those who left, 0 % moved forward; in the three months before it was 100 %'],
      ['LONG_DWELL', 'Half stayed for longer than 5 days; in the three months before it was 2 days'],
    ]);
    for (const { suggestion } of findings) expect(suggestion).toMatch(/\p{Script=Han}/u);
    expect((await stage('NEEDS_CONFIRMED')).findings).toMatchObject([{ code: 'UNUSED' }]);
    expect((await stage('WON')).findings).toEqual([]);
  });

  test('each sees by their rights, a team by itself; what is no month is refused', async () => {
    const { lin, wang, teamLead } = house;
    await aStay(lin.id, 'QUOTED', on('2026-03-02'));
    await aStay(wang.id, 'QUOTED', on('2026-03-02'));
    const otherTeam = await build.aTeam();
    const seen = async (...asked: Parameters<typeof review>) => {
      const { entered, open } = await stage('QUOTED', ...asked);
      return [entered, open];
    };
    expect(await seen(lin)).toEqual([1, 1]);
    expect(await seen(teamLead)).toEqual([2, 2]);
    expect(await seen()).toEqual([2, 2]);
    expect(await seen(house.manager, '2026-03', otherTeam)).toEqual([0, 0]);
    expect((await read(house, house.manager, QUERY, { month: '2026-3' })).code).toBe('BAD_USER_INPUT');
  });
});

describe('refused moves', () => {
  const thisMonth = async () => {
    const { rows } = await house.database.pool.query<{ month: string }>(
      `select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM') as month`,
    );
    return rows[0]!.month;
  };
  const tried = (customerId: string, by: Viewer, idempotencyKey: string | null = null, to = 'QUOTED') =>
    house.run(advanceCustomer, { customerId, to }, { by, idempotencyKey });

  test('are remembered once for each key, without news of the customer, and count for the stage that kept them out', async () => {
    const { lin, wang } = house;
    const customerId = await build.aCustomer({ ownerId: lin.id, stage: 'NEEDS_CONFIRMED' });
    const first = await tried(customerId, lin, 'key');
    expect(first).toMatchObject({ refusal: { code: 'CONDITIONS_UNMET' }, cursor: null });
    expect(await tried(customerId, lin, 'key')).toEqual(first);
    await tried(customerId, lin, null, 'WON');
    expect((await refusals()).map(({ from, to, code, ownerId }) => [from, to, code, ownerId]).sort()).toEqual([
      ['NEEDS_CONFIRMED', 'QUOTED', 'CONDITIONS_UNMET', lin.id],
      ['NEEDS_CONFIRMED', 'WON', 'TRANSITION_NOT_ALLOWED', lin.id],
    ]);
    const month = await thisMonth();
    const { refused, findings } = await stage('QUOTED', house.manager, month);
    expect([refused, findings.map(({ code }) => code)]).toEqual([1, ['OFTEN_REFUSED']]);
    expect(findings[0]!.message).toBe('Moves into this stage were refused 1 times, and made 0 times');
    expect(await stage('QUOTED', wang, month)).toMatchObject({ refused: 0 });
  });

  test('are forgotten after 400 days', async () => {
    const customerId = await build.aCustomer({ ownerId: house.lin.id, stage: 'NEEDS_CONFIRMED' });
    await tried(customerId, house.lin);
    await tried(customerId, house.lin, null, 'WON');
    const age = async (to: string, days: number) =>
      house.database.sql
        .updateTable('RefusedMove')
        .set({ at: new Date(Date.now() - days * DAY) })
        .where('to', '=', to)
        .execute();
    await age('QUOTED', 401);
    await age('WON', 399);
    await house.run(cleanUp, {}, { by: null });
    expect((await refusals()).map(({ to }) => to)).toEqual(['WON']);
  });
});

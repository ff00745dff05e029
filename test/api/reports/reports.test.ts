import { beforeEach, describe, expect, test } from '@jest/globals';
import { refreshAllKept } from '../../../commands/store/kept.js';
import type { Viewer } from '../../../domain/policy.js';
import { defaultDefinition } from '../../support/files.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, seedPlaybook, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, 10:00 where the organisation is: its office is open from 8:30 to 18:30, Monday to Saturday. */
const MONDAY = Date.parse('2026-03-02T10:00:00+08:00');
const at = (days: number, hours = 0) => new Date(MONDAY + days * DAY + hours * HOUR);
const INPUT = { from: new Date('2026-03-01T00:00:00+08:00'), to: new Date('2026-04-01T00:00:00+08:00') };

/** Rows written by hand are no decision's: what is kept has to be told of them. */
async function report<T>(field: string, fields: string, by: Viewer = house.manager, input: object = {}): Promise<T> {
  await refreshAllKept(house.database.sql);
  const query = `query ($input: ReportInput!) { report: ${field}(input: $input) { ${fields} } }`;
  return (await answer<{ report: T }>(house, by, query, { input: { ...INPUT, ...input } })).report;
}

let made = 0;
const tenure = async (given: object) => {
  const row = { id: `ten_${++made}`, cause: 'CUSTOMER_CREATED', ownerId: house.lin.id, beganAt: at(-30), ...given };
  await house.database.sql.insertInto('Tenure').values(row).execute();
};

interface Given {
  readonly ownerId?: string;
  readonly stage?: string;
  readonly since?: Date;
}

/** A customer with an owner, in a stage, from a time on. */
async function aCustomer({ ownerId = house.lin.id, stage = 'QUOTED', since = at(-30) }: Given = {}): Promise<string> {
  const customerId = await build.aCustomer({ ownerId, stage, createdAt: since });
  await tenure({ customerId, ownerId, beganAt: since });
  await build.aStageVisit({ customerId, stage, ownerId, enteredAt: since });
  return customerId;
}

const talked = (customerId: string, occurredAt: Date, given: object = {}) =>
  build.aFollowUp({
    customerId,
    status: 'DONE',
    channel: 'PHONE',
    outcome: 'REACHED',
    note: '聊了',
    qualifying: true,
    ownerId: house.lin.id,
    doneById: house.lin.id,
    occurredAt,
    doneAt: occurredAt,
    ...given,
  });

const due = (customerId: string, dueAt: Date, given: object = {}) =>
  build.aFollowUp({ customerId, dueAt, createdAt: at(-20), ...given });

interface Person {
  readonly user: { readonly id: string };
  readonly [field: string]: unknown;
}
const FIELDS = `asOf rows { user { id } newLeads newCustomers won wonAmount lost followUps customersTouched followUpsPerCustomerMonth
  contactDuration { count median p90 mean } onTime { numerator denominator value } firstResponse { count median p90 }
  slowestStage { code } efficiency claimsKept { numerator denominator value } leaks { numerator denominator value } }`;

const row = async (who: Viewer, by: Viewer = house.manager, input: object = {}) =>
  (await report<{ rows: Person[] }>('performance', FIELDS, by, input)).rows.find(({ user }) => user.id === who.id)!;

const share = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
});

describe('performance', () => {
  test('nothing is nothing: counts are 0, shares and times null', async () => {
    expect(await row(house.lin)).toMatchObject({
      newLeads: 0,
      won: 0,
      wonAmount: '0.00',
      followUps: 0,
      followUpsPerCustomerMonth: null,
      contactDuration: { count: 0, median: null, mean: null },
      onTime: share(0, 0),
      firstResponse: { count: 0, median: null },
      slowestStage: null,
      efficiency: null,
      claimsKept: share(0, 0),
      leaks: share(0, 0),
    });
  });

  test('several contacts within ten minutes are one; those of others don’t count', async () => {
    const customerId = await aCustomer({ since: INPUT.from });
    await talked(customerId, at(0), { durationMinutes: 10 });
    await talked(customerId, at(0, 9 / 60));
    await talked(customerId, at(0, 19 / 60), { durationMinutes: 20 });
    await talked(customerId, at(0, 0.1), { channel: 'WECHAT' });
    await talked(customerId, at(1), { qualifying: false });
    await talked(await aCustomer({ since: INPUT.from }), at(40));
    const { followUps, customersTouched, contactDuration, followUpsPerCustomerMonth } = await row(house.lin);
    expect([followUps, customersTouched]).toEqual([3, 1]);
    expect(contactDuration).toMatchObject({ count: 2, median: 'PT15M', mean: 'PT15M', p90: 'PT19M' });
    expect(followUpsPerCustomerMonth).toBeCloseTo(3 / ((2 * 31) / 30), 6);
  });

  test('won and lost, once each, with what the deal is worth, for whoever had them then', async () => {
    const won = await aCustomer();
    await build.aStageVisit({ customerId: won, stage: 'WON', from: 'QUOTED', ownerId: house.lin.id, enteredAt: at(2) });
    await house.database.sql
      .insertInto('Deal')
      .values({ id: 'deal_1', customerId: won, amount: '300000', currency: 'CNY', termsSetAt: at(1), createdAt: at(1) })
      .execute();
    await tenure({ customerId: won, ownerId: house.wang.id, beganAt: at(3) });
    const lost = await aCustomer();
    for (const day of [2, 9])
      await build.aStageVisit({
        customerId: lost,
        stage: 'LOST',
        from: 'QUOTED',
        ownerId: house.lin.id,
        enteredAt: at(day),
      });
    expect(await row(house.lin)).toMatchObject({ won: 1, wonAmount: '300000.00', lost: 1 });
    expect(await row(house.wang)).toMatchObject({ won: 0, lost: 0 });
  });

  test('first response counts working time, from the assignment or claim', async () => {
    const customerId = await aCustomer({ since: at(4, 8) });
    await house.database.sql.updateTable('Tenure').set({ cause: 'CUSTOMER_CLAIMED' }).execute();
    await talked(customerId, at(5)); // claimed on Friday at 18:00, contacted on Saturday at 10:00
    expect((await row(house.lin))['firstResponse']).toMatchObject({ count: 1, median: 'PT2H' });
  });

  test('everybody’s rows go by the reader’s rights', async () => {
    const seen = async (by: Viewer) =>
      (await report<{ rows: Person[] }>('performance', FIELDS, by)).rows.map(({ user }) => user.id).sort();
    const { lin, wang, teamLead, manager, admin } = house;
    expect(await seen(lin)).toEqual([lin.id]);
    expect(await seen(teamLead)).toEqual([lin.id, wang.id, teamLead.id].sort());
    expect(await seen(manager)).toEqual([lin.id, wang.id, teamLead.id, manager.id, admin.id].sort());
  });
});

describe('what falls through', () => {
  interface LeakNode {
    readonly customer: { readonly id: string };
    readonly obligation: string;
    readonly outcome: string;
    readonly recoveredAt: Date | null;
  }
  const leaked = async (by: Viewer = house.manager) =>
    (
      await report<{ nodes: LeakNode[] }>(
        'leaks',
        'nodes { customer { id } obligation outcome recoveredAt } totalCount',
        by,
      )
    ).nodes;

  test('met by its time, within the grace, too late, or never', async () => {
    const inTime = await aCustomer();
    await due(inTime, at(0), { status: 'DONE', qualifying: true, occurredAt: at(-1), doneAt: at(-1) });
    const inGrace = await aCustomer();
    await due(inGrace, at(0));
    await talked(inGrace, at(0, 3));
    const late = await aCustomer();
    await due(late, at(0), { stage: 'QUOTED' });
    await talked(late, at(0, 5));
    const never = await aCustomer();
    await due(never, at(0));
    const overNight = await aCustomer();
    await due(overNight, at(0, 8)); // at 18:00: four working hours are over at noon
    await talked(overNight, at(1, 1));
    const calledOff = await aCustomer();
    await due(calledOff, at(0), { status: 'CANCELLED', cancelledAt: at(-1) });
    const leaks = await leaked();
    expect(leaks.map(({ customer, outcome }) => [customer.id, outcome]).sort()).toEqual(
      [[late, 'RECOVERED'], [never, 'OPEN']].sort(), // prettier-ignore
    );
    expect(leaks.find(({ customer }) => customer.id === late)).toMatchObject({
      obligation: '状态的下一步',
      recoveredAt: at(0, 5),
    });
    expect(await row(house.lin)).toMatchObject({ onTime: share(1, 5), leaks: share(2, 5) });
  });

  test('lost or taken back while overdue are told apart; whoever had it when it was due bears it', async () => {
    const { lin, wang } = house;
    const taken = await aCustomer();
    await due(taken, at(0), { status: 'CANCELLED', cancelledAt: at(3) });
    await house.database.sql
      .updateTable('Tenure')
      .set({ endedAt: at(3) })
      .where('customerId', '=', taken)
      .execute();
    await tenure({ customerId: taken, ownerId: null, cause: 'CUSTOMER_RECLAIMED', beganAt: at(3) });
    const lost = await aCustomer();
    await due(lost, at(0));
    await house.database.sql
      .updateTable('StageVisit')
      .set({ leftAt: at(2) })
      .where('customerId', '=', lost)
      .execute();
    await build.aStageVisit({ customerId: lost, stage: 'LOST', from: 'QUOTED', ownerId: lin.id, enteredAt: at(2) });
    const passed = await aCustomer();
    await due(passed, at(0));
    await house.database.sql
      .updateTable('Tenure')
      .set({ endedAt: at(0) })
      .where('customerId', '=', passed)
      .execute();
    await tenure({ customerId: passed, ownerId: wang.id, cause: 'CUSTOMER_TRANSFERRED', beganAt: at(0) });
    const leaks = await leaked();
    expect(new Map(leaks.map(({ customer, outcome }) => [customer.id, outcome]))).toEqual(
      new Map([[taken, 'RECLAIMED'], [lost, 'LOST'], [passed, 'OPEN']]), // prettier-ignore
    );
    expect((await row(lin))['leaks']).toEqual(share(2, 2));
    expect((await row(wang))['leaks']).toEqual(share(1, 1));
  });

  test('a closed customer owes nothing, and nobody’s customer either', async () => {
    await due(await aCustomer({ stage: 'WON' }), at(0));
    const pooled = await aCustomer();
    await house.database.sql.updateTable('Tenure').set({ ownerId: null }).where('customerId', '=', pooled).execute();
    await due(pooled, at(0));
    expect(await leaked()).toEqual([]);
  });
});

describe('heat maps', () => {
  test('rhythm by local weekday and hour', async () => {
    const customerId = await aCustomer();
    await talked(customerId, at(0));
    await talked(customerId, at(7, 0.5));
    await talked(customerId, new Date('2026-03-08T23:59:00+08:00'));
    const { cells } = await report<{ cells: unknown[] }>('followUpHeatmap', 'asOf cells { weekday hour count }');
    expect(cells).toEqual([
      { weekday: 1, hour: 10, count: 2 },
      { weekday: 7, hour: 23, count: 1 },
    ]);
    expect((await report<{ cells: unknown[] }>('followUpHeatmap', 'cells { hour }', house.wang)).cells).toEqual([]);
    const only = '{ weekday hour customers { nodes { id } } }';
    const asked = `a: cells(weekday: 7) ${only} b: cells(weekday: 1, hour: 10) ${only} c: cells(hour: 11) ${only}`;
    const customers = { nodes: [{ id: customerId }] };
    expect(await report('followUpHeatmap', asked)).toEqual({
      a: [{ weekday: 7, hour: 23, customers }],
      b: [{ weekday: 1, hour: 10, customers }],
      c: [],
    });
  });

  test('neglect by days since the last follow-up, as of the window’s end, with its customers', async () => {
    const days = [0.5, 1.9, 2, 3.9, 4, 7.9, 8, 14.9, 15, 30.9, 31, null];
    for (const ago of days) {
      const customerId = await aCustomer({ since: at(-60) });
      if (ago !== null) await talked(customerId, new Date(INPUT.to.getTime() - ago * DAY));
    }
    await aCustomer({ stage: 'WON' });
    const { cells } = await report<{ cells: { bucket: string; count: number; customers: { nodes: unknown[] } }[] }>(
      'neglectHeatmap', 'cells { owner { id } bucket count customers { nodes { id } } }'); // prettier-ignore
    expect(Object.fromEntries(cells.map(({ bucket, count }) => [bucket, count]))).toEqual({
      D0_1: 2, D2_3: 2, D4_7: 2, D8_14: 2, D15_30: 2, D30_PLUS: 1, NEVER: 1 }); // prettier-ignore
    for (const { count, customers } of cells) expect(customers.nodes).toHaveLength(count);
    const only = await report('neglectHeatmap', 'cells(bucket: D30_PLUS) { bucket count }');
    expect(only).toEqual({ cells: [{ bucket: 'D30_PLUS', count: 1 }] });
  });
});

test('channels: leads, and what came of them', async () => {
  const sourceId = await build.aSource({ name: '官网' });
  const won = await aCustomer({ stage: 'WON', since: at(1) });
  for (const [campaign, customerId] of [
    ['春季', won],
    ['春季', null],
    [null, null],
  ] as const) {
    // prettier-ignore
    const leadId = await build.aLead({ sourceId, campaign, customerId, receivedAt: at(0) });
    await tenure({ leadId, cause: 'LEAD_ASSIGNED', beganAt: at(0) });
    if (customerId) await talked(customerId, at(0, 1), { leadId });
  }
  const fields = `rows { source { name } channel campaign leads qualified { numerator denominator value } won { numerator denominator value }
    firstResponse { count median } }`;
  const { rows } = await report<{ rows: unknown[] }>('channelReport', fields);
  expect(rows).toEqual([
    { source: { name: '官网' }, channel: 'WEBSITE', campaign: '春季', leads: 2, qualified: share(1, 2), won: share(1, 2), firstResponse: { count: 1, median: 'PT1H' } }, // prettier-ignore
    { source: { name: '官网' }, channel: 'WEBSITE', campaign: null, leads: 1, qualified: share(0, 1), won: share(0, 1), firstResponse: { count: 0, median: null } }, // prettier-ignore
  ]);
  expect((await report<{ rows: unknown[] }>('channelReport', fields, house.wang)).rows).toEqual([]);
});

test('reasons of won and lost, by stage and person', async () => {
  const lost = async (reason: string | null, ownerId = house.lin.id) =>
    build.aStageVisit({ customerId: await aCustomer({ ownerId }), stage: 'LOST', from: 'QUOTED', reason, ownerId, enteredAt: at(1) }); // prettier-ignore
  await lost('PRICE');
  await lost('PRICE');
  await lost(null);
  await lost('PRICE', house.wang.id);
  const fields = 'rows { outcome reason reasonLabel(locale: ZH_CN) stage { code } user { id } count }';
  const { rows } = await report<{ rows: unknown[] }>('reasonReport', fields, house.lin);
  const lin = { id: house.lin.id };
  expect(rows).toEqual([
    { outcome: 'LOST', reason: 'PRICE', reasonLabel: '价格', stage: { code: 'QUOTED' }, user: lin, count: 2 },
    { outcome: 'LOST', reason: 'NONE', reasonLabel: null, stage: { code: 'QUOTED' }, user: lin, count: 1 },
  ]);
  expect((await report<{ rows: unknown[] }>('reasonReport', fields)).rows).toHaveLength(3);

  const LOSS = [{ code: 'PRICE', label: { 'zh-CN': '太贵', en: 'Too dear' } }];
  const playbookId = await seedPlaybook(house.database, { ...defaultDefinition, reasons: { LOSS } }, 2);
  await build.aStageVisit({ customerId: await aCustomer({}), playbookId, stage: 'LOST', from: 'QUOTED', reason: 'PRICE', ownerId: house.lin.id, enteredAt: at(2) }); // prettier-ignore
  const { rows: ofBoth } = await report<{ rows: unknown[] }>(
    'reasonReport',
    `${fields.slice(0, -1)} customers { nodes { id } } }`,
    house.lin,
  );
  expect(ofBoth).toMatchObject([
    { reasonLabel: '太贵', count: 3, customers: { nodes: [{}, {}, {}] } },
    { reason: 'NONE' },
  ]);
});

test('a window that ends before it begins is a mistake', async () => {
  for (const field of ['performance', 'followUpHeatmap', 'neglectHeatmap', 'channelReport', 'reasonReport']) {
    const query = `query ($input: ReportInput!) { ${field}(input: $input) { asOf } }`;
    const { code } = await read(house, house.manager, query, { input: { from: at(1), to: at(0) } });
    expect([field, code]).toEqual([field, 'BAD_USER_INPUT']);
  }
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import { commandRunner } from '../../commands/command.js';
import { migrateCustomers, type MigrateCustomers } from '../../commands/migrate-customers.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { TookTooLong } from '../../commands/store/unavailable.js';
import type { Refusal } from '../../domain/refusal.js';
import { buildersOf } from '../support/builders.js';
import { aNewCustomer, anotherTeam, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';

let house: House;
let playbookId: string;

/** DECIDING is called otherwise, and quoted customers fall silent within a minute. */
const NEXT = playbookWith(({ code, mayGoTo }) => ({
  ...(code === 'DECIDING' ? { code: 'NEGOTIATING' } : {}),
  mayGoTo: (mayGoTo as string[]).map((to) => (to === 'DECIDING' ? 'NEGOTIATING' : to)),
  ...(code === 'QUOTED' ? { idle: [{ for: 'PT60S', since: 'LAST_ACTIVITY', then: { moveTo: 'TO_REACTIVATE' } }] } : {}),
}));

beforeEach(async () => {
  house = await aHouse();
  const { answer, refusal } = await house.as(house.manager, publishPlaybook, { definition: NEXT });
  expect(refusal).toBeNull();
  playbookId = answer['playbookId'] as string;
});

interface Circumstances {
  /** The connection breaks after so many transactions. */
  readonly diesAfter?: number;
  readonly until?: number;
}

const migrate = (over: Partial<MigrateCustomers> = {}, { diesAfter = Infinity, until }: Circumstances = {}) => {
  const run = commandRunner(house.database, () => undefined);
  let calls = 0;
  return migrateCustomers(
    (command, { idempotencyKey, ...input }: { idempotencyKey?: string | null }) => {
      if (calls++ >= diesAfter) throw Object.assign(new Error('broken'), { code: 'ECONNRESET' });
      return run(command, input as never, { by: house.manager, idempotencyKey: idempotencyKey ?? null });
    },
    { teamId: house.lin.teamId!, playbookId, ...over },
    until,
  );
};

/** Lin's, each in a stage. */
async function customersIn(stages: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, stage] of stages.entries()) {
    const id = await aNewCustomer(house, house.lin, { phone: `139001390${String(index).padStart(2, '0')}` });
    await house.database.pool.query('update "Customer" set stage = $1 where id = $2', [stage, id]);
    await house.database.pool.query('update "StageVisit" set stage = $1 where "customerId" = $2', [stage, id]);
    ids.push(id);
  }
  return ids;
}

const refused = (items: readonly { id: string; refusal: Refusal | null }[]) =>
  items.flatMap(({ id, refusal }) => (refusal ? [[id, refusal.code]] : []));

describe('migrating a team’s customers', () => {
  test('binding alone moves nobody: two versions run side by side until somebody says so', async () => {
    const before = await aNewCustomer(house);
    await house.as(house.manager, bindPlaybook, { teamId: house.lin.teamId!, playbookId });
    const since = await aNewCustomer(house, house.lin, { phone: '13900139000' });
    const of = async (id: string) => (await loadRow(house, 'Customer', id)).playbookId;
    expect([await of(before), await of(since)]).toEqual([house.playbookId, playbookId]);
    await migrate();
    expect([await of(before), await of(since)]).toEqual([playbookId, playbookId]);
  });

  test('each by itself: whoever has no stage there is told and stays as they were', async () => {
    const [first, quoted, deciding] = await customersIn(['INITIAL_CONTACT', 'QUOTED', 'DECIDING']);
    const { items, cursor } = await migrate();
    expect(items.map(({ id }) => id)).toEqual([first, quoted, deciding].sort());
    expect(refused(items)).toEqual([[deciding, 'TRANSITION_NOT_ALLOWED']]);
    expect(cursor).not.toBeNull();
    expect(await loadRow(house, 'Customer', deciding!)).toMatchObject({ playbookId: house.playbookId, version: 1 });
    const again = await migrate({ stageMap: { DECIDING: 'NEGOTIATING' } });
    expect(again.items).toEqual([{ id: deciding, refusal: null }]);
    expect(await loadRow(house, 'Customer', deciding!)).toMatchObject({ playbookId, stage: 'NEGOTIATING' });
    const visits = await rowsOf(house, 'StageVisit', `"customerId" = '${deciding}' order by "enteredAt"`);
    expect(visits.map((visit) => [visit['playbookId'], visit['stage'], visit['rule']])).toEqual([
      [house.playbookId, 'DECIDING', null],
      [playbookId, 'NEGOTIATING', 'playbook.migration'],
    ]);
    const idle = await rowsOf(
      house,
      'Deadline',
      `"customerId" = '${quoted}' and kind = 'STAGE_IDLE' and status = 'ARMED'`,
    );
    expect(idle).toHaveLength(1);
    expect(Number(idle[0]!['dueAt']) - Date.now()).toBeLessThan(61_000);
  });

  test('a dry run says the same and writes nothing, under no key', async () => {
    await customersIn(['QUOTED', 'DECIDING']);
    const state = async () => [
      await rowsOf(house, 'Customer', 'true order by id'),
      await rowsOf(house, 'StageVisit', 'true order by id'),
      await rowsOf(house, 'Deadline', 'true order by id'),
      await rowsOf(house, 'Event', 'true order by tx, ordinal'),
    ];
    const before = await state();
    const foreseen = await migrate({ dryRun: true, idempotencyKey: 'key' });
    expect(await state()).toEqual(before);
    const real = await migrate({ idempotencyKey: 'key' });
    expect(real.items).toEqual(foreseen.items);
    expect(foreseen.cursor).toBeNull();
  });

  test('asked again it is harmless: with its key the answer is the same, without it nobody is left', async () => {
    await customersIn(['QUOTED', 'QUOTED']);
    const first = await migrate({ idempotencyKey: 'key' });
    const rows = await rowsOf(house, 'Customer', 'true order by id');
    expect(await migrate({ idempotencyKey: 'key' })).toEqual(first);
    expect((await migrate()).items).toEqual([]);
    expect(await rowsOf(house, 'Customer', 'true order by id')).toEqual(rows);
  });

  test('250 go in batches, each a transaction; cut off between two, it goes on where it stopped', async () => {
    const build = buildersOf(house);
    const rows = Array.from({ length: 250 }, () => ({ stage: 'QUOTED', ownedSince: new Date() }));
    const ids = (await build.someCustomers(rows)).sort();
    await expect(migrate({ idempotencyKey: 'key' }, { diesAfter: 2 })).rejects.toMatchObject({ code: 'ECONNRESET' });
    const done = await rowsOf(house, 'Customer', `"playbookId" = '${playbookId}'`);
    expect(done).toHaveLength(200);
    const { items } = await migrate({ idempotencyKey: 'key' });
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(await rowsOf(house, 'Customer', `"playbookId" <> '${playbookId}'`)).toEqual([]);
    const transactions = await rowsOf(house, 'Event', `rule = 'playbook.migration'`);
    expect(new Set(transactions.map((row) => row['tx'])).size).toBe(3);
  });

  test('out of time, it says so and has done nothing by halves', async () => {
    await customersIn(['QUOTED']);
    await expect(migrate({}, { until: Date.now() - 1 })).rejects.toThrow(TookTooLong);
    expect(await rowsOf(house, 'Customer', `"playbookId" = '${playbookId}'`)).toEqual([]);
  });

  test('one that a fault stands in the way of is passed over, and told when the others are done', async () => {
    const ids = (await customersIn(['QUOTED', 'QUOTED', 'QUOTED'])).sort();
    await house.database.pool.query(`update "Customer" set stage = 'NOWHERE' where id = $1`, [ids[1]]);
    await expect(migrate()).rejects.toThrow('has no stage NOWHERE');
    const there = async (id: string) => (await loadRow(house, 'Customer', id)).playbookId;
    expect(await Promise.all(ids.map(there))).toEqual([playbookId, house.playbookId, playbookId]);
  });

  test('others’ customers, and those in pools, keep their version', async () => {
    const other = await anotherTeam(house);
    const theirs = await aNewCustomer(house, other.sales, { phone: '13700137000' });
    const pooled = await aNewCustomer(house, house.teamLead, { phone: '13700137001' });
    await house.database.pool.query('update "Customer" set "playbookId" = $1', [house.playbookId]);
    expect((await migrate()).items).toEqual([]);
    for (const id of [theirs, pooled])
      expect(await loadRow(house, 'Customer', id)).toMatchObject({ playbookId: house.playbookId });
  });

  test.each<[string, () => Partial<MigrateCustomers>, string]>([
    ['a team that there isn’t', () => ({ teamId: 'team_none' }), 'teamId'],
    ['a version that there isn’t', () => ({ playbookId: 'pb_none' }), 'playbookId'],
    ['a stage that the version doesn’t have', () => ({ stageMap: { DECIDING: 'NOWHERE' } }), 'stageMap.DECIDING'],
    ['a stage that is no code', () => ({ stageMap: { DECIDING: 7 } }), 'stageMap.DECIDING'],
  ])('%s is the caller’s mistake, and named', async (_, over, field) => {
    await expect(migrate(over())).rejects.toMatchObject({ field });
  });
});

import { describe, expect, test } from '@jest/globals';
import { captureLead, type CaptureLead } from '../../commands/capture-lead.js';
import { commandRunner } from '../../commands/command.js';
import { databaseOver, serverPool } from '../../commands/store/open-database.js';
import { aNewSource, anotherTeam, rowsOf } from '../support/customers.js';
import { databaseUrl, onRealServer } from '../support/database.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { capture, modest, promising, setAssignment } from '../support/leads.js';
import { quiet } from '../support/quiet-log.js';

/** Real processes have connections of their own; the embedded database has one for all. */
const onServer = onRealServer ? test : test.skip;

async function heldBy({ database }: House): Promise<Map<string, number>> {
  const { rows } = await database.pool.query<{ ownerId: string; n: number }>(
    `select "ownerId", count(*)::int as n from "Lead" where "ownerId" is not null group by 1`,
  );
  return new Map(rows.map(({ ownerId, n }) => [ownerId, n]));
}

const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

describe('L7: at capture', () => {
  test('a promising lead is somebody’s in the same transaction, with why, a notice and its timers', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const lead = await capture(house, promising(sourceId));
    expect(lead).toMatchObject({ status: 'ASSIGNED', poolId: null, version: 1, firstContactAt: null });
    expect([house.lin.id, house.wang.id]).toContain(lead.ownerId);
    expect(lead.assignedBecause).toMatchObject({ code: 'BECAUSE_RULE_LEAST_LOAD', params: { holding: 0 } });
    expect(await rowsOf(house, 'Notification')).toMatchObject([{ recipientId: lead.ownerId, kind: 'ASSIGNED' }]);
    const timers = await rowsOf(house, 'Deadline', `status = 'ARMED' order by "dueAt"`);
    expect(timers.map(({ kind, rule, step }) => [kind, rule, step])).toEqual([
      ['LEAD_RESPONSE', 'lead.response', 0],
      ['LEAD_RESPONSE', 'lead.response', 1],
      ['LEAD_RESPONSE', 'lead.response', 2],
      ['LEAD_RESPONSE', 'lead.reassign', 0],
    ]);
    const events = await rowsOf(house, 'Event', `"leadId" = '${String(lead.id)}' order by ordinal`);
    expect(events.map(({ type, rule }) => [type, rule])).toEqual([
      ['LEAD_CAPTURED', null],
      ['LEAD_ASSIGNED', 'assignment.default'],
      ['NOTIFIED', null],
    ]);
  });

  test('one below the threshold waits in the pool, and nobody is told', async () => {
    const house = await aHouse();
    const lead = await capture(house, modest(await aNewSource(house)));
    expect(lead).toMatchObject({ status: 'POOLED', ownerId: null, poolId: house.pools.lead });
    expect(await rowsOf(house, 'Notification')).toEqual([]);
  });

  test('somebody of a known company goes to whoever looks after it, else by the rules', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const first = await capture(house, promising(sourceId, { company: '杭州晨光建材有限公司' }));
    const again = await capture(house, promising(sourceId, { company: '杭州 晨光建材' }));
    expect(again).toMatchObject({ ownerId: first.ownerId, assignedBecause: { code: 'BECAUSE_KNOWN_COMPANY' } });
    const other = await capture(house, promising(sourceId, { company: '宁波港建' }));
    expect(other.ownerId).not.toBe(first.ownerId);
  });

  test('the rule that fits decides: a team, in turn, or one person', async () => {
    const house = await aHouse();
    const south = await anotherTeam(house);
    const sourceId = await aNewSource(house);
    await setAssignment(house, {
      rules: [
        { code: '华南', when: { regions: ['广东'] }, to: { teamId: south.id }, by: 'ROUND_ROBIN' },
        { code: '大客户', when: { companySizeAtLeast: 500 }, to: { userId: house.wang.id } },
        { code: '华东', when: { regions: ['浙江'] }, to: { teamId: house.teamId }, by: 'ROUND_ROBIN' },
      ],
    });
    expect(await capture(house, promising(sourceId, { region: '广东省深圳市' }))).toMatchObject({
      ownerId: south.sales.id,
      assignedBecause: { code: 'BECAUSE_RULE_ROUND_ROBIN', params: { rule: { en: '华南' } } },
    });
    expect(await capture(house, promising(sourceId, { payload: { companySize: '1,000人' } }))).toMatchObject({
      ownerId: house.wang.id,
      assignedBecause: { code: 'BECAUSE_RULE_PERSON' },
    });
    const turns = [];
    for (let n = 0; n < 4; n++) turns.push((await capture(house, promising(sourceId, { region: '浙江' }))).ownerId);
    const { lin, wang } = house;
    expect(turns).toEqual([lin.id, wang.id, lin.id, wang.id]);
  });

  test('where all are full or away it waits in the pool, and the team lead is told', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    await setAssignment(house, { capPerPerson: 1 });
    await house.database.sql
      .updateTable('User')
      .set({ onLeaveUntil: new Date(Date.now() + 86_400_000) })
      .where('id', '=', house.wang.id)
      .execute();
    expect(await capture(house, promising(sourceId))).toMatchObject({ ownerId: house.lin.id });
    const second = await capture(house, promising(sourceId));
    expect(second).toMatchObject({ status: 'POOLED', poolId: house.pools.lead });
    expect(await rowsOf(house, 'Notification', `"leadId" = '${String(second.id)}'`)).toMatchObject([
      { recipientId: house.teamLead.id, kind: 'SYSTEM', title: { code: 'NOTE_LEAD_UNASSIGNED' } },
    ]);
  });
});

describe('L7: fairness is exact under concurrency', () => {
  const WORKERS = 8;

  /** As many processes would: each worker has a pool of its own. */
  async function captureInParallel(count: number, inputOf: (place: number) => CaptureLead): Promise<void> {
    const url = await databaseUrl();
    const pools = Array.from({ length: WORKERS }, () => serverPool(url!, quiet));
    let next = 0;
    try {
      await Promise.all(
        pools.map(async (pool) => {
          const run = commandRunner(databaseOver(pool, { embedded: false }), () => undefined);
          while (next < count) await run(captureLead, inputOf(next++), { by: null });
        }),
      );
    } finally {
      await Promise.all(pools.map((pool) => pool.end()));
    }
  }

  async function aCompanyOfSeven(house: House): Promise<readonly string[]> {
    const more = await Promise.all(
      ['甲', '乙', '丙', '丁', '戊'].map((name) => seedPerson(house.database, name, 'SALES', house.teamId)),
    );
    return [house.lin.id, house.wang.id, ...more.map(({ id }) => id)];
  }

  onServer.each(['LEAST_LOAD', 'ROUND_ROBIN'] as const)(
    '2,000 leads, 8 workers, 7 people: counts differ by at most one (%s)',
    async (by) => {
      const house = await aHouse();
      const people = await aCompanyOfSeven(house);
      const sourceId = await aNewSource(house);
      await setAssignment(house, { default: { to: 'ANY_TEAM', by }, capPerPerson: 1000 });
      const started = Date.now();
      await captureInParallel(2000, () => promising(sourceId));
      const counts = await heldBy(house);
      process.stdout.write(`${by}: 2,000 leads by ${WORKERS} workers in ${Date.now() - started} ms\n`);
      expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(2000);
      expect(spread(people.map((id) => counts.get(id) ?? 0))).toBeLessThanOrEqual(1);
    },
    120_000,
  );

  onServer(
    'caps are kept to the last lead, and none is without owner or pool',
    async () => {
      const house = await aHouse();
      const people = await aCompanyOfSeven(house);
      const sourceId = await aNewSource(house);
      await setAssignment(house, { capPerPerson: 40 });
      await captureInParallel(400, () => promising(sourceId));
      const counts = await heldBy(house);
      expect(people.map((id) => counts.get(id))).toEqual(people.map(() => 40));
      expect(await rowsOf(house, 'Lead', `"ownerId" is null and "poolId" is null`)).toEqual([]);
      expect(await rowsOf(house, 'Lead', `"poolId" is not null`)).toHaveLength(400 - 280);
    },
    120_000,
  );

  onServer(
    '50 deliveries of one promising phone at once: one lead, one owner, 50 touches',
    async () => {
      const house = await aHouse();
      const sourceId = await aNewSource(house);
      await captureInParallel(50, () => promising(sourceId, { phone: '13900139000' }));
      expect(await rowsOf(house, 'Lead')).toHaveLength(1);
      expect(await rowsOf(house, 'Touch')).toHaveLength(50);
      expect(await rowsOf(house, 'Notification', `kind = 'ASSIGNED'`)).toHaveLength(1);
    },
    60_000,
  );
});

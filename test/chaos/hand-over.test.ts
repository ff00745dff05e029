import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { leftWith } from '../../commands/hand-over-rest.js';
import type { Database } from '../../commands/store/open-database.js';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { seedBelongings } from '../support/leaver.js';
import { until } from '../support/until.js';
import { aMember } from './fleet.js';
import { asker, type Ask } from './traffic.js';

const PASSWORD = 'correct horse battery';
const MANY = { customers: 5000, leads: 500 };
const OTHERS = { customers: 200, leads: 20 };
const HEIRS = 3;
const DUE_SOON = 300;

/** The embedded database can't be looked into while its server runs. */
const onServer = onRealServer ? test : test.skip;

onServer(
  'C11: 5,000 customers are handed over though the server is killed in the middle, and the timers fire for the new owners',
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'genjin-leaver-'));
    const database = await aDatabase();
    const member = await aMember({
      DATA_DIR: dataDir,
      DATABASE_URL: (await databaseUrl())!,
      ADMIN_PASSWORD: PASSWORD,
      AUTH_SECRET: 'only the chaos tests know this secret',
    });
    try {
      await member.start();
      const ask = await asker([member], PASSWORD);
      const { leaver, heirs, other } = await people(ask);
      await seed(database, leaver, other);
      const had = await leftWith(database.sql, leaver);
      const others = await leftWith(database.sql, other);

      const began = Date.now();
      const { handOver } = await ask<{ handOver: { handOver: { id: string } } }>(
        'mutation ($input: HandOverInput!) { handOver(input: $input) { handOver { id } refusal { code } } }',
        { input: { fromUserId: leaver, strategy: 'ROUND_ROBIN', idempotencyKey: 'leaves' } },
      );
      await until(
        'a part is handed over',
        async () => (await leftWith(database.sql, leaver)).customers < 4000,
        120_000,
      );
      await member.kill();
      expect((await leftWith(database.sql, leaver)).customers).toBeGreaterThan(0);
      await member.start();
      const run = await until('all is handed over', () => finished(database, handOver.handOver.id), 600_000);
      const seconds = Math.round((Date.now() - began) / 1000);

      expect(run).toMatchObject(had);
      expect(await leftWith(database.sql, leaver)).toEqual({ customers: 0, leads: 0, followUps: 0 });
      expect(await leftWith(database.sql, other)).toEqual(others);
      const shares = await Promise.all(heirs.map((heir) => leftWith(database.sql, heir)));
      for (const what of ['customers', 'leads', 'followUps'] as const)
        expect(shares.reduce((sum, share) => sum + share[what], 0)).toBe(had[what]);
      expect(await timesTransferred(database)).toEqual([{ times: 1, customers: MANY.customers }]);

      await makeDue(database, heirs, DUE_SOON);
      const told = await until('the timers have fired', () => reminders(database, DUE_SOON), 120_000);
      expect(told.filter(({ recipientId, ownerId }) => recipientId !== ownerId)).toEqual([]);
      process.stdout.write(`5,000 customers, 500 leads, killed once: handed over in ${seconds} s with the restart\n`);
    } finally {
      await member.kill();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  1_800_000,
);

async function people(ask: Ask): Promise<{ leaver: string; heirs: readonly string[]; other: string }> {
  const { createTeam } = await ask<{ createTeam: { team: { id: string } } }>(
    'mutation { createTeam(input: { name: "华东组" }) { team { id } } }',
    {},
  );
  const ids: string[] = [];
  for (let index = 0; index < HEIRS + 2; index++) {
    // Whoever isn't to take part in the turns belongs to no team.
    const teamId = index <= HEIRS ? createTeam.team.id : null;
    const input = { name: `销售${index}`, email: `sales${index}@example.com`, role: 'SALES', teamId };
    const { createUser } = await ask<{ createUser: { user: { id: string } } }>(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } refusal { code } } }',
      { input },
    );
    ids.push(createUser.user.id);
  }
  return { leaver: ids[0]!, heirs: ids.slice(1, HEIRS + 1), other: ids[HEIRS + 1]! };
}

async function seed(database: Database, leaver: string, other: string): Promise<void> {
  const { id } = await database.sql.selectFrom('Playbook').select('id').executeTakeFirstOrThrow();
  const house = { database, playbookId: id };
  await seedBelongings(house, leaver, MANY);
  await seedBelongings(house, other, OTHERS);
}

async function finished({ sql: db }: Database, id: string) {
  const run = await db.selectFrom('HandOverRun').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return run.finishedAt === null ? null : run;
}

/** How many customers have been passed on how often. */
async function timesTransferred({ pool }: Database) {
  const { rows } = await pool.query(
    `select times, count(*)::int as customers from
      (select count(*)::int as times from "Event" where type = 'CUSTOMER_TRANSFERRED' group by "customerId") t group by times`,
  );
  return rows as unknown[];
}

/** As if the time of some of the heirs' next steps had come. */
async function makeDue({ pool }: Database, heirs: readonly string[], count: number): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select f.id from "FollowUp" f where f."ownerId" = any($1) and f.stage is not null and f.status = 'PLANNED' limit $2`,
    [heirs, count],
  );
  const ids = rows.map(({ id }) => id);
  expect(ids).toHaveLength(count);
  await pool.query(`update "FollowUp" set "dueAt" = now() where id = any($1)`, [ids]);
  await pool.query(`update "Deadline" set "dueAt" = now() where "followUpId" = any($1) and step = 0`, [ids]);
}

async function reminders({ pool }: Database, count: number) {
  const { rows } = await pool.query<{ recipientId: string; ownerId: string }>(
    `select n."recipientId", c."ownerId" from "Notification" n join "Customer" c on c.id = n."customerId" where n.kind = 'REMINDER'`,
  );
  return rows.length === count ? rows : null;
}

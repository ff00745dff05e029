import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { commandRunner } from '../../commands/command.js';
import { seedDemo } from '../../commands/demo/seed-demo.js';
import { startFirst } from '../../commands/first-start.js';
import { Passwords } from '../../commands/passwords.js';
import { findAccount, signIn } from '../../commands/sign-in.js';
import { openFileStore } from '../../commands/store/file-store.js';
import { aDatabase } from '../support/database.js';

test('the demo company has people who can sign in, and is alive today', async () => {
  const database = await aDatabase();
  const passwords = new Passwords('a secret that only these tests know');
  const run = commandRunner(database, () => undefined);
  const organisation = { timeZone: 'Asia/Shanghai', locale: 'ZH_CN' } as const;
  await startFirst(database, run, passwords, {
    ...organisation,
    adminEmail: 'admin@localhost',
    adminPassword: 'correct horse',
  });
  const files = await openFileStore({ dataDir: mkdtempSync(join(tmpdir(), 'genjin-demo-')), s3: undefined });

  const { logins, password } = await seedDemo({ database, run, passwords, files });

  expect(logins).toEqual(['zhao@demo.example', 'chen@demo.example', 'lin@demo.example', 'wang@demo.example']);
  for (const login of logins) {
    const account = await findAccount(database, login);
    expect(await signIn(database, passwords, account, password)).not.toBeNull();
  }
  const ofLin = `"ownerId" = (select id from "User" where email = 'lin@demo.example')`;
  const alive: readonly (readonly [table: string, where: string])[] = [
    ['FollowUp', `${ofLin} and status = 'PLANNED' and "dueAt" > now()`],
    ['FollowUp', `status = 'PLANNED' and "dueAt" < now()`],
    ['FollowUp', `status = 'DONE' and "doneAt" > now() - interval '4 days'`],
    ['Customer', `${ofLin} and stage not in ('WON', 'LOST')`],
    ['Customer', `"poolId" is not null`],
    ['Lead', `status = 'ASSIGNED'`],
    ['Lead', `status = 'POOLED'`],
    ['Deadline', `status = 'ARMED' and "dueAt" > now()`],
  ];
  for (const [table, where] of alive) {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from "${table}" where ${where}`,
    );
    expect([where, rows[0]!.n > 0]).toEqual([where, true]);
  }
  const stages = await database.pool.query('select distinct stage from "Customer"');
  expect(stages.rows.length).toBeGreaterThanOrEqual(7);
  const { rows: contracts } = await database.pool.query<{ storageKey: string }>('select "storageKey" from "File"');
  for (const { storageKey } of contracts) expect((await files.get(storageKey)).readable).toBe(true);
});

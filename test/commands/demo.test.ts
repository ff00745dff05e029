import { expect, test } from '@jest/globals';
import { commandRunner } from '../../commands/command.js';
import { seedDemo } from '../../commands/demo/seed-demo.js';
import { startFirst } from '../../commands/first-start.js';
import { Passwords } from '../../commands/passwords.js';
import { findAccount, signIn } from '../../commands/sign-in.js';
import { aDatabase } from '../support/database.js';

test('the demo company has people who can sign in, leads, and customers all along the way', async () => {
  const database = await aDatabase();
  const passwords = new Passwords('a secret that only these tests know');
  const run = commandRunner(database, () => undefined);
  const organisation = { timeZone: 'Asia/Shanghai', locale: 'ZH_CN' } as const;
  await startFirst(database, run, passwords, {
    ...organisation,
    adminEmail: 'admin@localhost',
    adminPassword: 'correct horse',
  });

  const { logins, password } = await seedDemo(run, passwords);

  for (const login of logins) {
    const account = await findAccount(database, login);
    expect(await signIn(database, passwords, account, password)).not.toBeNull();
  }
  const { rows } = await database.pool.query(
    'select stage, count(*)::int as n from "Customer" group by stage order by n, stage',
  );
  expect(rows).toEqual([
    { stage: 'LOST', n: 1 },
    { stage: 'PAUSED', n: 1 },
    { stage: 'DECIDING', n: 2 },
    { stage: 'NEEDS_CONFIRMED', n: 3 },
    { stage: 'QUOTED', n: 3 },
    { stage: 'INITIAL_CONTACT', n: 5 },
  ]);
  const leads = await database.pool.query('select status, count(*)::int as n from "Lead" group by status order by n');
  expect(leads.rows).toEqual([
    { status: 'POOLED', n: 1 },
    { status: 'ASSIGNED', n: 2 },
  ]);
});

import { beforeEach, expect, test } from '@jest/globals';
import { commandRunner, type Run } from '../../commands/command.js';
import { startFirst, type FirstStart } from '../../commands/first-start.js';
import { shippedSettings } from '../../commands/store/settings.js';
import { Passwords } from '../../commands/passwords.js';
import { findAccount, signIn } from '../../commands/sign-in.js';
import type { Database } from '../../commands/store/open-database.js';
import { aDatabase } from '../support/database.js';

const passwords = new Passwords('a secret that only these tests know');
let database: Database;
let run: Run;
beforeEach(async () => {
  database = await aDatabase();
  run = commandRunner(database, () => undefined);
});

const start = (wishes: Partial<FirstStart> = {}) =>
  startFirst(database, run, passwords, {
    timeZone: 'Europe/Berlin',
    locale: 'EN',
    adminEmail: 'boss@example.com',
    adminPassword: 'correct horse',
    ...wishes,
  });

const rows = async (query: string) => (await database.pool.query<Record<string, unknown>>(query)).rows;

test('makes settings, the default playbook, three open pools and an administrator', async () => {
  expect(await start()).toEqual({ email: 'boss@example.com', generatedPassword: null });
  expect(await rows('select "timeZone", locale, "followUps" from "Settings"')).toEqual([
    { timeZone: 'Europe/Berlin', locale: 'EN', followUps: shippedSettings().followUps },
  ]);
  expect(await rows('select key, version from "Playbook"')).toEqual([{ key: 'default', version: 1 }]);
  expect(await rows('select name, kind from "Pool" order by kind')).toEqual([
    { name: '休眠池', kind: 'DORMANT' },
    { name: '线索池', kind: 'LEAD' },
    { name: '公海', kind: 'PUBLIC' },
  ]);
  expect(await rows('select 1 from "PoolTeam"')).toEqual([]);
  expect(await rows('select email, role, active from "User"')).toEqual([
    { email: 'boss@example.com', role: 'ADMIN', active: true },
  ]);
  expect((await rows('select type from "Event"')).map(({ type }) => type)).toContain('PLAYBOOK_PUBLISHED');
});

test('without a password one is generated, answered this once, and works', async () => {
  const admin = await start({ adminPassword: undefined });
  expect(admin!.generatedPassword).toMatch(/^[a-zA-Z2-9]{20}$/);
  const account = await findAccount(database, 'boss@example.com');
  expect(await signIn(database, passwords, account, admin!.generatedPassword!)).not.toBeNull();
  expect(await start({ adminPassword: undefined })).toBeNull();
});

test('a later start changes nothing, whatever it is told', async () => {
  await start();
  await database.pool.query(`update "Settings" set "timeZone" = 'Asia/Tokyo'`);
  expect(await start({ adminEmail: 'other@example.com', timeZone: 'UTC' })).toBeNull();
  expect(await rows('select email from "User"')).toEqual([{ email: 'boss@example.com' }]);
  expect(await rows('select "timeZone" from "Settings"')).toEqual([{ timeZone: 'Asia/Tokyo' }]);
});

test('of several first starts at once exactly one makes everything', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => start()));
  expect(made.filter((admin) => admin !== null)).toHaveLength(1);
  expect(await rows('select count(*)::int as n from "Pool"')).toEqual([{ n: 3 }]);
  expect(await rows('select count(*)::int as n from "User"')).toEqual([{ n: 1 }]);
});

test('one that fails half way leaves nothing behind, and the next one makes everything', async () => {
  await database.pool.query(
    `insert into "Pool" (id, name, kind, rules, "createdAt") values ('pool_x', '公海', 'PUBLIC', '{}', now())`,
  );
  await expect(start()).rejects.toThrow();
  expect(await rows('select 1 from "Settings"')).toEqual([]);
  await database.pool.query('delete from "Pool"');
  expect(await start()).not.toBeNull();
});

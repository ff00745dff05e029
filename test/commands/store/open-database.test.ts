import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderInUse } from '../../../commands/store/folder-lock.js';
import { migrate, MigrationChanged } from '../../../commands/store/migrate.js';
import { openDatabase, serverPool } from '../../../commands/store/open-database.js';
import { databaseUrl, onRealServer } from '../../support/database.js';
import { quiet } from '../../support/quiet-log.js';

const first = { name: '20260101000000_first', script: 'create table t (id int primary key, note text);' };
const second = {
  name: '20260102000000_second',
  script: `insert into t values (1, 'a;b');
    create function f() returns trigger language plpgsql as $$ begin new.note := ';'; return new; end $$;`,
};
const broken = { name: '20260103000000_broken', script: `insert into t values (2, 'half');\nselect * from nowhere;` };

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'genjin-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the embedded database keeps its rows from one start to the next, held by one opener at a time', async () => {
  const database = await openDatabase({ dataDir, log: quiet });
  expect(await migrate(database, [first, second])).toEqual([first.name, second.name]);
  expect(await migrate(database, [first, second])).toEqual([]);
  await expect(openDatabase({ dataDir, log: quiet })).rejects.toThrow(FolderInUse);
  await database.close();

  const reopened = await openDatabase({ dataDir, log: quiet });
  expect((await reopened.pool.query('select * from t')).rows).toEqual([{ id: 1, note: 'a;b' }]);
  await expect(migrate(reopened, [{ ...first, script: 'select 1;' }])).rejects.toThrow(MigrationChanged);
  await reopened.close();
});

test('a migration that fails leaves nothing behind, says why, and runs again once it is mended', async () => {
  const database = await openDatabase({ dataDir, log: quiet });
  await expect(migrate(database, [first, broken])).rejects.toThrow(
    'The migration 20260103000000_broken failed and left nothing behind: relation "nowhere" does not exist',
  );
  expect((await database.pool.query('select * from t')).rows).toEqual([]);
  expect(await migrate(database, [first, { ...broken, script: 'select 1;' }])).toEqual([broken.name]);
  await database.close();
});

test('a migration that a dying process cut off runs again', async () => {
  const database = await openDatabase({ dataDir, log: quiet });
  await migrate(database, [first]);
  await database.pool.query(
    `insert into _prisma_migrations (id, checksum, migration_name, started_at) values ('cut', 'x', $1, now())`,
    [second.name],
  );
  expect(await migrate(database, [first, second])).toEqual([second.name]);
  await database.close();
});

(onRealServer ? test : test.skip)('processes that start at once migrate a server once', async () => {
  const url = new URL((await databaseUrl())!);
  const admin = serverPool(url.href, quiet, 1);
  const name = `${url.pathname.slice(1)}_fresh`;
  await admin.query(`create database "${name}"`);
  url.pathname = `/${name}`;
  const databases = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map(() => openDatabase({ databaseUrl: url.href, dataDir, log: quiet })),
  );
  const applied = await Promise.all(databases.map((database) => migrate(database, [first, second])));
  expect(applied.flat()).toEqual([first.name, second.name]);
  await Promise.all(databases.map((database) => database.close()));
  await admin.query(`drop database "${name}"`);
  await admin.end();
});

test('rows read as JSON tell instants of any time in UTC, whatever the zone of the server', async () => {
  const url = await databaseUrl();
  const database = await openDatabase({ ...(onRealServer && { databaseUrl: url! }), dataDir, log: quiet });
  const { rows } = await database.pool.query(`select to_jsonb('1800-01-01T00:00:00Z'::timestamptz) as at`);
  expect(rows).toEqual([{ at: '1800-01-01T00:00:00+00:00' }]);
  await database.close();
});

(onRealServer ? test : test.skip)('a server that drops every connection costs queries, not the process', async () => {
  const database = await openDatabase({ databaseUrl: (await databaseUrl())!, dataDir, log: quiet });
  const busy = await database.pool.connect();
  const sleeping = busy.query('select pg_sleep(30)').catch((error: { code?: string }) => error.code);
  await database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where query like $1 and pid <> pg_backend_pid()',
    ['select pg_sleep%'],
  );
  expect(await sleeping).toBe('57P01');
  busy.release(true);
  await database.pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.close();
});

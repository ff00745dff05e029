import { expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../../commands/store/migrate.js';
import { aDatabase } from '../../support/database.js';

test('an empty database answers through all three views', async () => {
  const { pool, prisma, sql } = await aDatabase();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect(await prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  expect(await sql.selectNoFrom((eb) => eb.val('one').as('name')).execute()).toEqual([{ name: 'one' }]);
});

test('a migrated database has nothing left to migrate', async () => {
  expect(await migrate(await aDatabase())).toEqual([]);
});

test("an error from the database is the driver's own class, with its code", async () => {
  const { pool } = await aDatabase();
  const error: unknown = await pool.query('select * from nowhere').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(pg.DatabaseError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ code: '42P01' });
});

test('a statement that fails takes nothing from those that wait behind it', async () => {
  const { pool } = await aDatabase();
  const asked = [1, 2, 3, 4].map((n) =>
    pool.query<{ n: number }>('select $1::int / ($1::int - 2) * 0 + $1::int as n', [n]),
  );
  const answers = await Promise.all(
    asked.map((one) =>
      one.then(
        ({ rows }) => rows[0]?.n,
        ({ code }) => code as unknown,
      ),
    ),
  );
  expect(answers).toEqual([1, '22012', 3, 4]);
  expect((await pool.query('select 5 as n')).rows).toEqual([{ n: 5 }]);
});

test('instants are Dates, and days, whole numbers of eight bytes and decimals stay text', async () => {
  const { pool } = await aDatabase();
  const { rows } = await pool.query<Record<string, unknown>>(
    `select timestamptz '2026-03-01 08:00+08' as instant, date '2026-03-01' as day, int8 '9007199254740993' as big, numeric '0.10' as exact`,
  );
  const row = rows[0]!;
  expect(row).toEqual({
    instant: new Date('2026-03-01T00:00:00Z'),
    day: '2026-03-01',
    big: '9007199254740993',
    exact: '0.10',
  });
  expect(row['instant']).toBeInstanceOf(Date);
});

test('timers keep ticking while the database is busy', async () => {
  const { pool } = await aDatabase();
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);
  for (let query = 0; query < 300; query++) await pool.query('select count(*) from generate_series(1, 3000)');
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(10);
});

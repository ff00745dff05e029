import { afterEach, expect, jest, test } from '@jest/globals';
import { beat } from '../../commands/beat.js';
import { skewedClocks } from '../../commands/store/clock-skew.js';
import { beating } from '../../jobs/beating.js';
import { aHouse } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';

const HOUR = 3_600_000;

afterEach(() => void jest.restoreAllMocks());

/** The machine's clock, ahead of what it really says. */
function isAheadBy(ms: number): void {
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

test('R12: a clock that differs from the database’s by more than 30 s is seen, and said once; so is that it is right again', async () => {
  const house = await aHouse();
  const lines: string[] = [];
  const log = { ...quiet, warn: () => lines.push('warn'), info: () => lines.push('info') };
  const work = beating({ database: house.database, run: house.run, roles: ['worker'], log });
  await work();
  expect(await skewedClocks(house.database)).toEqual([]);

  isAheadBy(11 * 60_000);
  await work();
  await work();
  const [clock, ...others] = await skewedClocks(house.database);
  expect(others).toEqual([]);
  expect(clock!.role).toBe('worker');
  expect(clock!.skewMs / 60_000).toBeCloseTo(11, 0);

  jest.restoreAllMocks();
  isAheadBy(-24 * HOUR);
  await work();
  expect((await skewedClocks(house.database))[0]!.skewMs / HOUR).toBeCloseTo(-24, 0);

  jest.restoreAllMocks();
  await work();
  expect(lines).toEqual(['warn', 'info']);
});

test('R12: of several processes of a kind the worst clock shows, until nobody has told of it for minutes', async () => {
  const house = await aHouse();
  const told = (skewMs: number) => house.as(null, beat, { roles: ['worker'], skewMs });
  await told(40_000);
  await told(-90_000);
  await told(5);
  expect(await skewedClocks(house.database)).toEqual([{ role: 'worker', skewMs: -90_000 }]);
  await house.database.pool.query(`update "Heartbeat" set "skewAt" = "skewAt" - interval '4 minutes'`);
  expect(await skewedClocks(house.database)).toEqual([]);
  await told(5);
  expect(await skewedClocks(house.database)).toEqual([]);
});

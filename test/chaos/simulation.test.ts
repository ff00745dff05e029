import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openDatabase } from '../../commands/store/open-database.js';
import { settingFor } from '../../domain/simulation/setting.js';
import { believableLives } from '../support/believable-lives.js';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { DAY, DEFAULT_POOLS, aPlaybook, defaultDefinition, later } from '../support/files.js';
import { organisationWith, really, type Life } from '../support/lived-on-time.js';
import { copyCustomers } from '../support/many-customers.js';
import { quiet } from '../support/quiet-log.js';
import { aPaperCompany, storeLife } from '../support/stored-life.js';
import { aMember, peakMemoryMb } from './fleet.js';
import { asker } from './traffic.js';

const LIVES = 200;
/** The embedded database lives in the server's own process, where so many would take long to write. */
const CUSTOMERS = onRealServer ? 100_000 : 10_000;
const PASSWORD = 'correct horse battery';
const DEFINITION = { ...defaultDefinition, key: 'paper' };
const WINDOW = { from: later(20 * DAY), to: later(50 * DAY) };
/** All threads together; the embedded database counts as well. */
const MOST_MEMORY_MB = onRealServer ? 1_000 : 2_000;

const SIMULATE = `query ($definition: JSON!, $from: DateTime!, $to: DateTime!) {
  simulatePlaybook(definition: $definition, from: $from, to: $to) {
    movesRefused reminders escalations reclaims moves samples { effect } } }`;

test.each([
  ['of whom a quarter is in work, as in a company that has sold for years', 0.75],
  ['of whom every single one is in work', 0],
])(
  'a month of very many customers, %s, is lived through once more as it was, while others are served',
  async (mix, atRest) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'genjin-simulation-'));
    if (onRealServer) await aDatabase();
    const url = await (onRealServer ? databaseUrl() : undefined);
    const member = await aMember({
      DATA_DIR: dataDir,
      ADMIN_PASSWORD: PASSWORD,
      AUTH_SECRET: 'only the chaos tests know this secret',
      ...(url && { DATABASE_URL: url }),
    });
    try {
      await member.start();
      await member.stop();
      const lives = await written({ dataDir, databaseUrl: url }, atRest);
      await member.start();
      const ask = await asker([member], PASSWORD);
      const began = performance.now();
      const running = ask<{ simulatePlaybook: object }>(SIMULATE, { definition: DEFINITION, ...WINDOW });
      let isOver = false;
      running.then(
        () => (isOver = true),
        () => (isOver = true),
      );
      const waits: number[] = [];
      while (!isOver) {
        const asked = performance.now();
        await ask('{ viewer { id } }', {});
        waits.push(performance.now() - asked);
        await pause(100);
      }
      const { simulatePlaybook } = await running;
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      const slowest = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.95)]!.toFixed(0);
      const peak = await peakMemoryMb(member);
      process.stdout.write(
        `${CUSTOMERS} customers × 30 days, ${mix}: ${seconds} s, at most ${peak} MB; ${waits.length} others meanwhile, 95 % within ${slowest} ms\n`,
      );
      expect(simulatePlaybook).toMatchObject(countsOf(lives, CUSTOMERS / LIVES));
      expect(peak).toBeLessThan(MOST_MEMORY_MB);
    } finally {
      await member.kill();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  3_600_000,
);

async function written(
  place: { dataDir: string; databaseUrl: string | undefined },
  atRest: number,
): Promise<readonly Life[]> {
  const database = await openDatabase({ ...place, log: quiet });
  try {
    const playbook = aPlaybook(DEFINITION);
    const lives = believableLives(LIVES, settingFor(playbook, organisationWith(DEFAULT_POOLS)), 55, atRest);
    await aPaperCompany(database, playbook, DEFAULT_POOLS);
    for (const [index, life] of lives.entries())
      await storeLife(database, life, `cus_${String(index).padStart(8, '0')}`);
    // Else their timers would ring while others are measured.
    await database.pool.query(
      `update "Deadline" set status = 'DISARMED', "disarmedAt" = $1 where status = 'ARMED' and "customerId" like 'cus\\_________'`,
      [later(55 * DAY)],
    );
    await copyCustomers(database, CUSTOMERS / LIVES - 1);
    return lives;
  } finally {
    await database.close();
  }
}

function countsOf(lives: readonly Life[], times: number): object {
  const happened = lives.flatMap((life) => really(life, WINDOW));
  const count = (wanted: string) => times * happened.filter(({ effect }) => effect === wanted).length;
  return {
    movesRefused: 0,
    reminders: count('REMINDER'),
    escalations: count('ESCALATION'),
    reclaims: count('RECLAIM'),
    moves: count('MOVE'),
  };
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSimulation } from '../../api/simulation/run.js';
import { settingFor } from '../../domain/simulation/setting.js';
import type { Window } from '../../domain/simulation/simulate.js';
import { EFFECTS, type Effect } from '../../domain/simulation/tally.js';
import { believableLives } from '../support/believable-lives.js';
import { aDatabase } from '../support/database.js';
import { DAY, DEFAULT_POOLS, aPlaybook, later } from '../support/files.js';
import { LIFE, livedOnTime, organisationWith, really, type Life } from '../support/lived-on-time.js';
import { copyCustomers } from '../support/many-customers.js';
import { BUSY_POOLS, DEALING } from '../support/lives.js';
import { aPaperHouse, storeLife } from '../support/stored-life.js';
import type { Database } from '../../commands/store/open-database.js';

const LIVES = 60;
const never = new AbortController().signal;

describe.each([
  ['with every kind of timer within days', DEALING, BUSY_POOLS],
  ['as shipped', aPlaybook(), DEFAULT_POOLS],
])('the playbook that really was in force, %s', (_, playbook, pools) => {
  let database: Database;
  let lives: readonly Life[];

  beforeAll(async () => {
    database = await aDatabase();
    await aPaperHouse(database, playbook, pools);
    const setting = settingFor(playbook, organisationWith(pools));
    const courses = fc.sample(fc.array(LIFE, { minLength: 4, maxLength: 20 }), { numRuns: LIVES, seed: 7 });
    lives = courses.map((steps) => livedOnTime(steps, setting, later(90 * DAY)));
    for (const [index, life] of lives.entries()) await storeLife(database, life, `cus_${index}`);
  }, 300_000);

  test.each([
    ['from the beginning', 0, 90],
    ['a week in the middle', 3, 10],
    ['a month from the tenth day on', 10, 40],
    ['only the end', 14, 90],
  ])('gives what really happened and refuses nothing: %s', async (_name, fromDay, toDay) => {
    const window = { from: later(fromDay * DAY + 1_234), to: later(toDay * DAY) };
    const tally = await runSimulation(database, { draft: playbook, window, playbookKey: null }, never);
    expect(tally.counts).toEqual(counted(lives, window));
  });
});

test('many are shared among threads, with the same result', async () => {
  const COPIES = 18;
  const database = await aDatabase();
  const playbook = aPlaybook();
  await aPaperHouse(database, playbook, DEFAULT_POOLS);
  const lives = believableLives(15, settingFor(playbook, organisationWith(DEFAULT_POOLS)), 25);
  for (const [index, life] of lives.entries()) await storeLife(database, life, `cus_${String(index).padStart(8, '0')}`);
  await copyCustomers(database, COPIES - 1);
  const window = { from: later(3 * DAY), to: later(23 * DAY) };
  const tally = await runSimulation(database, { draft: playbook, window, playbookKey: null }, never);
  const once = counted(lives, window);
  expect(tally.counts).toEqual(Object.fromEntries(EFFECTS.map((effect) => [effect, COPIES * once[effect]])));
  expect(tally.samples()).toHaveLength(50);
}, 120_000);

function counted(lives: readonly Life[], { from, to }: Window): Record<Effect, number> {
  const happened = lives.flatMap((life) => really(life, { from, to }));
  return Object.fromEntries(
    EFFECTS.map((effect) => [effect, happened.filter((one) => one.effect === effect).length]),
  ) as Record<Effect, number>;
}

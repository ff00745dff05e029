import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateCompany, type Company } from '../../commands/demo/generate-company.js';
import { DAY_MS } from '../../domain/wall-clock.js';
import { onRealServer } from '../support/database.js';
import { aHouse, type House } from '../support/house.js';
import { reportsOf, workbenchOf, type View } from '../support/views.js';
import { readWhole } from '../support/whole-scans.js';

const CUSTOMERS = Number(process.env['CUSTOMERS'] ?? 1_000_000);
const NOW = new Date();
/** The last whole month of three years. */
const WINDOW = { from: new Date(NOW.getTime() - 31 * DAY_MS), to: new Date(NOW.getTime() - DAY_MS) };
const COMPANY = { seed: 7, customers: CUSTOMERS, until: NOW, days: 1_095, repeats: 50, history: 'REPORTS' } as const;
const ROUNDS = 5;

let house: House;
let company: Company;

/** In milliseconds, the shortest of some: what else the machine does isn't the view's. */
async function took(view: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await view();
    times.push(performance.now() - began);
  }
  return Math.round(Math.min(...times));
}

(onRealServer ? describe : describe.skip)(`PERFORMANCE D: ${CUSTOMERS.toLocaleString('en')} customers`, () => {
  beforeAll(async () => {
    house = await aHouse();
    company = await generateCompany(house.database, COMPANY);
    await layInTime(house);
    await house.database.pool.query('vacuum analyze');
  }, 3_600_000);

  test('a month of each report, and the workbench: no large table is read whole, and how long it takes', async () => {
    const { manager, teams, calendar } = company.crew;
    const { lead, sales } = teams[0]!;
    const views: Readonly<Record<string, View>> = {
      ...reportsOf(house.database, WINDOW, company.crew),
      'the workbench': workbenchOf(house.database, calendar.timeZone),
    };
    const table: Record<string, Record<string, number>> = {};
    const whole: Record<string, readonly string[]> = {};
    for (const [name, view] of Object.entries(views)) {
      table[name] = {
        manager: await took(() => view(manager)),
        'team lead': await took(() => view(lead)),
        sales: await took(() => view(sales[0]!)),
      };
      const read = await readWhole(house.database.pool, () => view(manager));
      if (read.length > 0) whole[name] = read;
    }
    console.table(table);
    expect(whole).toEqual({});
  }, 1_800_000);
});

/** Lives were written one after the other; a company's rows lie as they came, everybody's of one day beside each other. */
async function layInTime({ database }: House): Promise<void> {
  for (const table of ['StageVisit', 'Tenure', 'Claim', 'Customer', 'Lead', 'FollowUp'])
    await database.pool.query(`cluster "${table}" using "${table}_pkey"`);
  await database.pool.query('cluster "Obligation" using "Obligation_dueAt_idx"');
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateCompany, type Company } from '../../../commands/demo/generate-company.js';
import { DAY_MS } from '../../../domain/wall-clock.js';
import { onRealServer } from '../../support/database.js';
import { aHouse, type House } from '../../support/house.js';
import { reportsOf, workbenchOf } from '../../support/views.js';
import { readWhole } from '../../support/whole-scans.js';

const NOW = new Date();
/** A small part of the two years that the company is old. */
const WINDOW = { from: new Date(NOW.getTime() - 10 * DAY_MS), to: new Date(NOW.getTime() - 3 * DAY_MS) };
const COMPANY = { seed: 5, customers: 40_000, until: NOW, days: 730, repeats: 80, history: 'REPORTS' } as const;

let house: House;
let company: Company;
let reports: ReturnType<typeof reportsOf>;

type Name = keyof typeof reports;
/** These ask who had whom, or stood where, all the time: only of one person's few is that a small part. */
const OF_ONE: readonly Name[] = ['performance', 'a funnel as of now', 'neglect'];
const OF_EVERYBODY: readonly Name[] = [
  'a funnel by cohort',
  'the rhythm of follow-ups',
  'leaks',
  'the channel report',
  'the reason report',
];

(onRealServer ? describe : describe.skip)('METRICS at size: a report reads what it is about', () => {
  beforeAll(async () => {
    house = await aHouse();
    company = await generateCompany(house.database, COMPANY);
    await house.database.pool.query('vacuum analyze');
    reports = reportsOf(house.database, WINDOW, company.crew);
  }, 120_000);

  test.each(OF_EVERYBODY)('%s of a week, of everybody', async (name) =>
    expect(await readWhole(house.database.pool, () => reports[name](company.crew.manager))).toEqual([]),
  );

  test.each([...OF_EVERYBODY, ...OF_ONE])('%s of a week, of one in sales', async (name) =>
    expect(await readWhole(house.database.pool, () => reports[name](company.crew.teams[0]!.sales[0]!))).toEqual([]),
  );

  test.each(['a manager', 'a team lead', 'one in sales'])('the workbench of %s', async (role) => {
    const { manager, teams, calendar } = company.crew;
    const { lead, sales } = teams[0]!;
    const viewer = role === 'a manager' ? manager : role === 'a team lead' ? lead : sales[0]!;
    const workbench = workbenchOf(house.database, calendar.timeZone);
    expect(await readWhole(house.database.pool, () => workbench(viewer))).toEqual([]);
  });
});

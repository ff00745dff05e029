import { expect, test } from '@jest/globals';
import type { PageArgs } from '../../../api/queries/page-args.js';
import { claimable } from '../../../api/queries/workbench/claimable.js';
import { dueLeads, dueToday, overdue, toPush } from '../../../api/queries/workbench/due.js';
import { hotStalled } from '../../../api/queries/workbench/hot-stalled.js';
import { newLeads } from '../../../api/queries/workbench/new-leads.js';
import { reclaimSoon } from '../../../api/queries/workbench/reclaim-soon.js';
import { toGiveUp } from '../../../api/queries/workbench/to-give-up.js';
import { toStepIn } from '../../../api/queries/workbench/to-step-in.js';
import type { Workers } from '../../../api/queries/workbench/workers.js';
import type { Viewer } from '../../../domain/policy.js';
import type { Company } from '../../support/company-in-time.js';
import { generatedCompany } from '../../support/generated-company.js';
import { walkedCompany } from '../../support/walked-company.js';

const LISTS = { newLeads, dueLeads, dueToday, overdue, hotStalled, reclaimSoon, claimable, toPush, toGiveUp, toStepIn };

const read = (list: keyof typeof LISTS, { database }: Company, viewer: Viewer, workers: Workers, args: PageArgs) =>
  LISTS[list](database, viewer, workers, { ...args, timeZone: 'Asia/Shanghai' });

/** How many each page says there are, and how many it shows, to the end of the list; from its other end they are the same, and beyond it there are none. */
async function walked(company: Company, list: keyof typeof LISTS, viewer: Viewer, workers: Workers) {
  const totals: (number | null)[] = [];
  const pageOf = async (args: PageArgs) => {
    const page = await read(list, company, viewer, workers, args);
    totals.push(await page.totalCount());
    return page;
  };
  const forwards: string[] = [];
  let page = await pageOf({ first: 2 });
  for (; ; page = await pageOf({ first: 2, after: page.pageInfo.endCursor() })) {
    forwards.push(...page.nodes.map(({ id }) => id!));
    if (!(await page.pageInfo.hasNextPage())) break;
  }
  const after = page.pageInfo.endCursor();
  if (after !== null) {
    const beyond = await pageOf({ first: 2, after });
    expect([beyond.nodes, await beyond.pageInfo.hasPreviousPage(), await beyond.pageInfo.hasNextPage()]).toEqual([
      [],
      true,
      false,
    ]);
  }
  const backwards: string[] = [];
  for (page = await pageOf({ last: 2 }); ; page = await pageOf({ last: 2, before: page.pageInfo.startCursor() })) {
    backwards.unshift(...page.nodes.map(({ id }) => id!));
    if (!(await page.pageInfo.hasPreviousPage())) break;
  }
  expect(backwards).toEqual(forwards);
  return { totals, shown: forwards.length };
}

/** Of everybody’s own workbench, and of each team’s as somebody sees who may. */
async function totalsOf(company: Company): Promise<number> {
  let seen = 0;
  const manager = company.readers.find(({ role }) => role === 'MANAGER')!;
  const asked: readonly (readonly [Viewer, Workers])[] = [
    ...company.readers.map((viewer) => [viewer, { userId: viewer.id }] as const),
    ...company.teamIds.map((teamId) => [manager, { teamId }] as const),
  ];
  for (const [viewer, workers] of asked)
    for (const list of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
      const { totals, shown } = await walked(company, list, viewer, workers);
      expect({ list, role: viewer.role, totals }).toEqual({ list, role: viewer.role, totals: totals.map(() => shown) });
      seen += shown;
    }
  return seen;
}

test.each([2, 5, 9])(
  'a total is as many as the pages show: generated company %i',
  async (seed) => {
    expect(await totalsOf(await generatedCompany(seed, 40))).toBeGreaterThan(20);
  },
  120_000,
);

test.each([4, 12])(
  'a total is as many as the pages show: company %i, by the real commands',
  async (seed) => {
    expect(await totalsOf(await walkedCompany(seed, 60))).toBeGreaterThan(5);
  },
  120_000,
);

test('a broken cursor is refused also where it is known that nothing is listed', async () => {
  const company = await generatedCompany(2, 5);
  const sales = company.readers.find(({ role }) => role === 'SALES')!;
  for (const list of ['toPush', 'toGiveUp', 'toStepIn', 'claimable'] as const) {
    const nobodys = list === 'claimable' ? { teamId: sales.teamId! } : { userId: sales.id };
    const asked = (args: PageArgs) => read(list, company, sales, nobodys, args);
    expect((await asked({ first: 2 })).nodes).toEqual([]);
    await expect(asked({ first: 2, after: 'abc' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(asked({ first: 101 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

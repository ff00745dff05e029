import { expect, test } from '@jest/globals';
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

/** How many each page says there are, and how many it shows, to the end of the list. */
async function walked({ database }: Company, list: keyof typeof LISTS, viewer: Viewer, workers: Workers) {
  const totals: (number | null)[] = [];
  let [shown, after] = [0, null as string | null];
  for (;;) {
    const page = await LISTS[list](database, viewer, workers, { first: 2, after, timeZone: 'Asia/Shanghai' });
    totals.push(await page.totalCount());
    shown += page.nodes.length;
    if (!(await page.pageInfo.hasNextPage())) return { totals, shown };
    after = page.pageInfo.endCursor;
  }
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

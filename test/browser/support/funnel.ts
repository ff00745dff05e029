import type { Page } from 'playwright-core';

/** How many a funnel's page shows in one step, which is called by its label. */
export async function shownIn(page: Page, step: string): Promise<number> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: step }) });
  return Number((await row.locator('[data-head="数量"]').innerText()).replaceAll(/\D/g, ''));
}

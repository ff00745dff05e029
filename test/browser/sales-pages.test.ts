import { beforeAll, expect, test } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { until } from '../support/until.js';
import { inBrowsers, keepScreenshot, openAs, seriousFindings, type Size } from './support/browser.js';
import { aLivelyCompany, type LivelyCompany } from './support/company.js';

inBrowsers('the pages of a salesperson', () => {
  let company: LivelyCompany;
  beforeAll(async () => {
    company = await aLivelyCompany();
  });

  const lists = ['customers', 'leads', 'pool', 'inbox'];

  test.each<Size>(['phone', 'desktop'])('stand on a %s, and nobody stumbles over them', async (size) => {
    const { api, sales } = company;
    const page = await openAs(api, sales, { size });
    await page.locator('.tile').first().waitFor();
    await keptAndSound(page, 'workbench', size);
    for (const list of lists) {
      await page.goto(`${api.url}/${list}`);
      await page.locator('.item').first().waitFor();
      await keptAndSound(page, list, size);
    }
    for (const [list, name] of [
      ['customers', 'customer'],
      ['leads', 'lead'],
    ] as const) {
      await page.goto(`${api.url}/${list}`);
      await page.locator('.item-link').first().click();
      await page.locator('.facts').waitFor();
      await keptAndSound(page, name, size);
    }
    await page.context().close();
  });

  test('every count of the workbench is exact', async () => {
    const { api, sales } = company;
    const lists = ['newLeads', 'dueLeads', 'overdue', 'dueToday', 'hotStalled', 'reclaimSoon', 'claimable'];
    const { accessToken } = await api.signIn(sales);
    const query = `{ workbench { ${lists.map((list) => `${list} { totalCount }`).join(' ')} } }`;
    const { data } = await api.gql<{ workbench: Record<string, { totalCount: number }> }>(query, {}, accessToken);
    const page = await openAs(api, sales);
    for (const list of lists)
      await page
        .getByTestId(`count-${list}`)
        .getByText(String(data.workbench[list]!.totalCount), { exact: true })
        .waitFor();
    await page.context().close();
  });

  test('what is searched is found, and nothing else', async () => {
    const { api, sales } = company;
    const page = await openAs(api, sales, { path: '/customers' });
    const name = (await page.locator('.item strong').first().textContent())!;
    await page.getByRole('searchbox').fill(name);
    await until('only they are listed', async () => {
      const names = await page.locator('.item strong').allTextContents();
      return names.length > 0 && names.every((one) => one === name);
    });
    await page.context().close();
  });

  test('an answer that comes after a later one, but is older, is not shown', async () => {
    const { api, sales } = company;
    const page = await openAs(api, sales, { path: '/customers' });
    await page.locator('.item-link').first().click();
    await page.locator('.facts').waitFor();
    const { accessToken } = await api.signIn(sales);
    const customerId = new URL(page.url()).pathname.split('/').pop();
    const call = async (company: string) => {
      const { data: before } = await api.gql<{ customer: { version: number } }>(
        'query ($id: ID!) { customer(id: $id) { version } }',
        { id: customerId },
        accessToken,
      );
      const input = { customerId, company, version: before.customer.version };
      const change = 'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { refusal { code } } }';
      const { data } = await api.gql<{ updateCustomer: unknown }>(change, { input }, accessToken);
      expect(data).toEqual({ updateCustomer: { refusal: null } });
    };
    const older = await holdAnswer(page, 'query CustomerPage');
    await call('早先建材');
    const { request, letGo } = await older.held;
    await call('后来建材');
    await page.locator('.company').getByText('后来建材').waitFor();
    const olderArrives = page.waitForEvent('requestfinished', (one) => one === request);
    letGo();
    await olderArrives;
    await page.evaluate('new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))');
    expect(await page.locator('.company').textContent()).toBe('后来建材');
    await page.context().close();
  });
});

async function keptAndSound(page: Page, view: string, size: Size): Promise<void> {
  const name = `${view}-${size}`;
  await keepScreenshot(page, name);
  const findings = size === 'phone' ? await seriousFindings(page) : []; // they are the same at any width
  expect(findings.map((finding) => `${name}: ${finding}`)).toEqual([]);
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  expect([name, isTooWide]).toEqual([name, false]);
}

interface Held {
  readonly request: Request;
  readonly letGo: () => void;
}

/** The next answer to a question is kept from the page. */
async function holdAnswer(page: Page, question: string): Promise<{ held: Promise<Held> }> {
  let hold: (held: Held) => void;
  const held = new Promise<Held>((resolve) => (hold = resolve));
  let isHeld = false;
  await page.route('**/graphql', async (route) => {
    const request = route.request();
    if (isHeld || !request.postData()?.includes(question)) return route.continue();
    isHeld = true;
    const response = await route.fetch();
    await new Promise<void>((letGo) => hold({ request, letGo }));
    return route.fulfill({ response });
  });
  return { held };
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seedDemo } from '../../commands/demo/seed-demo.js';
import { CreateCustomerDocument, FunnelDocument, PerformanceDocument } from '../../clients/sdk/generated/operations.js';
import { dayAt, daysAfter, startOfDayIn } from '../../clients/dashboard/language/days.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { until } from '../support/until.js';
import {
  DASHBOARD,
  inBrowsers,
  keepAtEachSize,
  keepScreenshot,
  openAs,
  seriousFindings,
  type Size,
} from './support/browser.js';
import { shownIn } from './support/funnel.js';

const MANAGER = 'zhao@demo.example';

const PAGES = [
  ['funnel', '/reports?window=90d', '销售漏斗'],
  ['performance', '/reports/performance', '人员业绩'],
  ['rhythm', '/reports/rhythm', '跟进热力图'],
  ['leaks', '/reports/leaks', '漏单'],
  ['stages', '/reports/stages', '阶段复盘'],
  ['pilots', '/reports/pilots', '试点对比'],
  ['sources', '/reports/sources?window=90d', '渠道与原因'],
  ['months', '/reports/months', '月报'],
] as const;

inBrowsers('a manager’s reports', () => {
  let api: Api;
  let password: string;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
    ({ password } = await seedDemo({ ...api, passwords: api.auth.passwords }));
  });

  const open = async (path: string, size: Size = 'desktop', locale = 'zh-CN'): Promise<Page> => {
    const page = await openAs(api, MANAGER, { path, size, password, locale });
    await read(page);
    return page;
  };
  const manager = async () => clientOf(api, (await api.signIn(MANAGER, password)).accessToken);

  /** Nothing is on its way any more, and the charts are drawn. */
  async function read(page: Page): Promise<void> {
    await page.locator('h1').first().waitFor();
    await until('everything has arrived', async () => (await page.locator('.loading').count()) === 0);
    await until('the charts are drawn', async () => (await page.locator('.chart:not(:has(canvas))').count()) === 0);
  }

  describe.each(['phone', 'desktop'] as const)('on a %s', (size) => {
    test('each can be read, by a screen reader as well, and fits the width', async () => {
      const page = await open('/reports', size);
      for (const [name, path, title] of PAGES) {
        await page.goto(`${api.url}${path}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await read(page);
        for (const details of await page.locator('main details').all()) await details.locator('summary').click();
        await keepScreenshot(page, `reports-${name}-${size}`);
        const findings = size === 'phone' ? await seriousFindings(page) : []; // they are the same at any width
        expect([name, findings]).toEqual([name, []]);
        const overflow = await page
          .locator('html')
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
        expect([name, overflow]).toEqual([name, 0]);
      }
    });
  });

  test('numbers are those of the API, by the organisation’s days from anywhere, and open to the customers whom they count', async () => {
    const today = dayAt(new Date(), 'Asia/Shanghai');
    const input = {
      from: startOfDayIn(daysAfter(today, -89), 'Asia/Shanghai').toISOString(),
      to: startOfDayIn(daysAfter(today, 1), 'Asia/Shanghai').toISOString(),
    };
    const page = await openAs(api, MANAGER, { password, timeZone: 'America/New_York' });
    const asked = page.waitForRequest((request) => request.postData()?.includes('performance(') ?? false);
    await page.goto(`${api.url}/reports/performance?window=90d`);
    expect((await asked).postDataJSON()).toMatchObject({ variables: { input } });
    await read(page);
    const { performance } = await (await manager()).request(PerformanceDocument, { input });
    const best = performance.rows.reduce((most, row) => (row.newCustomers > most.newCustomers ? row : most));
    expect(best.newCustomers).toBeGreaterThan(0);
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: best.user.name, exact: true }) });
    const { numerator, denominator } = best.onTime;
    await row.getByText(`(${numerator}/${denominator})`).waitFor();
    await row
      .locator('[data-head="新客户"]')
      .getByRole('link', { name: String(best.newCustomers), exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: `${best.user.name} · 新客户` }).waitFor();
    await page.getByText(/^共 \d+ 个/).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
    await keepAtEachSize(page, 'reports-behind');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByRole('rowheader').getByRole('link').first().getAttribute('href')).toMatch(
      /^\/customers\/cus_/,
    );
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('heading', { level: 1, name: '人员业绩' }).waitFor();
  });

  test('channels are called by their names, there and where their leads are listed', async () => {
    const page = await open('/reports/sources?window=90d');
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    await row('官网').waitFor();
    await row('热线电话 · 电话').locator('[data-head="线索"]').getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: '热线电话 · 电话 · 线索' }).waitFor();
  });

  test('the funnel moves by itself when a customer comes', async () => {
    const page = await open('/reports?mode=SNAPSHOT');
    const shown = () => shownIn(page, '初次接触');
    const before = await shown();
    const boss = await manager();
    const { funnel } = await boss.request(FunnelDocument, { input: { mode: 'SNAPSHOT' } });
    expect(before).toBe(funnel.steps.find(({ code }) => code === 'INITIAL_CONTACT')!.count);
    const sales = clientOf(api, (await api.signIn('lin@demo.example', password)).accessToken);
    const input = { name: '新来的客户', phone: '13700137000' };
    expect((await sales.request(CreateCustomerDocument, { input })).createCustomer.refusal).toBeNull();
    await until('the funnel shows the customer', async () => (await shown()) === before + 1);
  });

  test('filters stand in the address: they outlive a reload and go along to the next report', async () => {
    const page = await open('/reports/performance');
    const rows = page.locator('tbody tr');
    const everybody = await rows.count();
    const team = page.getByLabel('团队');
    const options = await team.locator('option').allInnerTexts();
    await team.selectOption({ label: options[1]! });
    await until('only the team is shown', async () => (await rows.count()) < everybody && (await rows.count()) > 0);
    await page.getByLabel('时间').selectOption({ label: '近 7 天' });
    await page.reload();
    await read(page);
    expect(await team.locator('option:checked').innerText()).toBe(options[1]);
    await page.getByRole('link', { name: '跟进热力图' }).click();
    await page.getByRole('heading', { level: 1, name: '跟进热力图' }).waitFor();
    expect(await page.getByLabel('时间').locator('option:checked').innerText()).toBe('近 7 天');
    expect(await team.locator('option:checked').innerText()).toBe(options[1]);
  });

  test('everything is there in English', async () => {
    const page = await open('/reports', 'desktop', 'en-GB');
    await page.getByRole('heading', { level: 1, name: 'Sales funnel' }).waitFor();
    await page.getByRole('rowheader', { name: 'Initial contact' }).waitFor();
    for (const part of ['.report-tabs', 'main table', '.numbers-note', 'main [role=status]'])
      expect(await page.locator(part).first().innerText()).not.toMatch(/\p{Script=Han}/u);
  });

  test('whoever sells sees no such pages', async () => {
    const page = await openAs(api, 'lin@demo.example', { path: '/reports', password });
    await page.getByText('没有这一页').waitFor();
    expect(await page.getByRole('link', { name: '报表' }).count()).toBe(0);
  });
});

import { beforeAll, expect, test } from '@jest/globals';
import { CreateCustomerDocument, OverrideStageDocument } from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { DASHBOARD, inBrowsers, keepAtEachSize, openAs } from './support/browser.js';

/** The last place on earth where a day begins: its browser is in another day than Shanghai for twenty hours of each. */
const LAST_TO_BEGIN = 'Etc/GMT+12';

inBrowsers('days are the organisation’s, wherever somebody looks at them', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
  });

  test('the day of a decision and of a signature begin where the organisation is', async () => {
    const lin = await api.person('SALES', await api.team('华东组'));
    const { createCustomer } = await clientOf(api, lin.token).request(CreateCustomerDocument, {
      input: { name: '周敏', phone: '13800138001' },
    });
    const { id } = createCustomer.customer!;
    const quoted = { customerId: id, to: 'QUOTED', reason: '线下已报价' };
    await clientOf(api, api.admin).request(OverrideStageDocument, { input: quoted });
    const kept = async () => {
      const { rows } = await api.database.pool.query<{ decisionDate: Date | null; signedAt: Date | null }>(
        'select c."decisionDate", d."signedAt" from "Customer" c left join "Deal" d on d."customerId" = c.id where c.id = $1',
        [id],
      );
      return rows[0]!;
    };

    const page = await openAs(api, lin.login, { path: `/customers/${id}`, timeZone: LAST_TO_BEGIN });
    await page.getByRole('button', { name: /^→ 决策中/ }).click();
    await page.getByLabel('决策日期', { exact: true }).fill('2099-12-24');
    await page.getByRole('button', { name: '变更为「决策中」' }).click();
    await page.locator('.facts').getByText('2099/12/24').waitFor();
    expect((await kept()).decisionDate).toEqual(new Date('2099-12-23T16:00:00Z'));

    await page.getByRole('button', { name: /^→ 成交/ }).click();
    await page.getByLabel('金额（元）').fill('58000');
    const day = page.getByLabel('签约日期');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await day.inputValue()).toBe(today);
    await day.fill('2026-11-20');
    await keepAtEachSize(page, 'customer-signing');
    await page.getByRole('button', { name: '登记签约' }).click();
    await day.waitFor({ state: 'detached' });
    expect((await kept()).signedAt).toEqual(new Date('2026-11-19T16:00:00Z'));
    await page.context().close();
  });
});

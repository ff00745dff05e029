import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CreateCustomerDocument, OverrideStageDocument } from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { DASHBOARD, inBrowsers, keepScreenshot, openAs, seriousFindings } from './support/browser.js';

const PDF = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(1_000_000, ' '), Buffer.from('\n%%EOF\n')]);

inBrowsers('uploading a contract', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
  });

  test('shows how far it is, is cancelled, and goes through the second time', async () => {
    const lin = await api.person('SALES', await api.team('华东组'));
    const { createCustomer } = await clientOf(api, lin.token).request(CreateCustomerDocument, {
      input: { name: '周敏', phone: '13800138001' },
    });
    const { id } = createCustomer.customer!;
    const quoted = { customerId: id, to: 'QUOTED', reason: '线下已报价' };
    const { overrideStage } = await clientOf(api, api.admin).request(OverrideStageDocument, { input: quoted });
    expect(overrideStage.refusal).toBeNull();
    const contracts = async () =>
      (await api.database.pool.query('select id from "Contract" where "customerId" = $1', [id])).rows.length;

    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${id}` });
    await page.getByRole('button', { name: /^→ 成交/ }).tap();
    const bytesPerSecond = await slowedUploads(page);
    await bytesPerSecond(50_000);
    await bring(page);
    await page.locator('progress:not([value="0"])').waitFor();
    await keepScreenshot(page, 'upload-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '取消上传' }).tap();
    await page.getByText('上传合同文件').waitFor();
    expect([await contracts(), await page.locator('.toast').count()]).toEqual([0, 0]);

    await bytesPerSecond(-1); // as fast as it can be
    await bring(page);
    await page.getByText('合同已上传。').waitFor();
    expect(await contracts()).toBe(1);
  });
});

const bring = (page: Page) =>
  page.locator('input[type=file]').setInputFiles({ name: '采购合同.pdf', mimeType: 'application/pdf', buffer: PDF });

/** How much the page may send each second. */
async function slowedUploads(page: Page): Promise<(uploadThroughput: number) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  return async (uploadThroughput) => {
    const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
    await session.send('Network.emulateNetworkConditions', conditions);
  };
}

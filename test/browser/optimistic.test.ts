import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  AdvanceCustomerDocument,
  ClaimCustomerDocument,
  CreateCustomerDocument,
  TransferCustomerDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { DASHBOARD, inBrowsers, keepScreenshot, openAs, seriousFindings } from './support/browser.js';
import { holdBack, holdStreams, type Held } from './support/hold-back.js';

type Person = Awaited<ReturnType<Api['person']>>;

/** Behind the page's back: what it hears of it is held back, so that it shows what was true before. */
inBrowsers('what is shown before the server has agreed', () => {
  let api: Api;
  let [lin, wang, chen]: Person[] = [];
  let page: Page;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
    const teamId = await api.team('华东组');
    lin = await api.person('SALES', teamId);
    wang = await api.person('SALES', teamId);
    chen = await api.person('TEAM_LEAD', teamId);
    page = await openAs(api, lin.login, { size: 'phone' });
    await holdStreams(page);
  });

  let name: string;
  let made = 0;
  beforeEach(() => void (name = `周敏${++made}`));

  const aCustomerOf = async ({ token }: Person) => {
    const input = { name, phone: `1390013${String(8000 + made)}` };
    const { createCustomer } = await clientOf(api, token).request(CreateCustomerDocument, { input });
    return createCustomer.customer!.id;
  };

  /** She pauses the customer on her page, which asks the server as soon as it is released. */
  async function pausing(customerId: string): Promise<Held> {
    await page.goto(`${api.url}/customers/${customerId}`);
    await page.getByRole('button', { name: /^→ 暂停/ }).tap();
    await page.getByRole('region', { name: '客户状态' }).getByLabel('原因').selectOption({ index: 1 });
    const asked = await holdBack(page, 'advanceCustomer');
    await page.getByRole('button', { name: '变更为「暂停」' }).tap();
    await page.getByTestId('stage').getByText('暂停').waitFor();
    return asked;
  }

  test('a move that somebody else got ahead of is undone with its reason, and what is true is shown', async () => {
    const customerId = await aCustomerOf(lin!);
    const asked = await pausing(customerId);
    await keepScreenshot(page, 'optimistic-move-phone');
    const lost = { customerId, to: 'LOST', reason: 'COMPETITOR' };
    const { advanceCustomer } = await clientOf(api, chen!.token).request(AdvanceCustomerDocument, { input: lost });
    expect(advanceCustomer.refusal).toBeNull();
    asked.release();
    await page.getByRole('alert').getByText('没有变更：').waitFor();
    await page.getByTestId('stage').getByText('流失', { exact: true }).waitFor();
    await keepScreenshot(page, 'optimistic-refused-phone');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByText('已变更为').count()).toBe(0);
  });

  test('a move of a customer that was given to somebody else says that it is no longer hers', async () => {
    const customerId = await aCustomerOf(lin!);
    const asked = await pausing(customerId);
    const input = { customerId, toUserId: wang!.id };
    expect(
      (await clientOf(api, chen!.token).request(TransferCustomerDocument, { input })).transferCustomer.refusal,
    ).toBeNull();
    asked.release();
    await page.locator('.toast-bad').getByText('不存在，或您无权查看').waitFor();
    await page.getByTestId('stage').waitFor({ state: 'detached' });
  });

  test('a claim that comes too late is undone with its reason', async () => {
    const customerId = await aCustomerOf(chen!);
    await page.goto(`${api.url}/pool`);
    const claim = page.getByRole('button', { name: `领取 ${name}`, exact: true });
    const asked = await holdBack(page, 'claimCustomer');
    await claim.tap();
    await page.getByRole('button', { name: `已领取 ${name}` }).waitFor();
    expect(await page.locator('.toast').count()).toBe(0);
    await keepScreenshot(page, 'optimistic-claim-phone');
    const { claimCustomer } = await clientOf(api, wang!.token).request(ClaimCustomerDocument, {
      input: { customerId },
    });
    expect(claimCustomer.refusal).toBeNull();
    asked.release();
    await page.locator('.toast-bad').getByText('已有负责人').waitFor();
    await page.getByText('这个公海里没有客户。').waitFor();
    expect(await page.locator('.toast').count()).toBe(1);
  });
});

import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anApi, PASSWORD, type Api } from '../support/api.js';
import { until } from '../support/until.js';
import { DASHBOARD, inBrowsers, keepScreenshot, openAs } from './support/browser.js';

inBrowsers('following up on a phone', () => {
  let api: Api;
  let lin: { readonly login: string; readonly token: string };
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
    lin = await api.person('SALES', await api.team('华东组'));
  });

  let customerId: string;
  let made = 0;
  beforeEach(async () => {
    customerId = await aCustomer({ name: `周敏${++made}`, phone: `1390013${String(8000 + made)}` });
  });

  const aCustomer = async (input: object) => {
    const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(
      'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }',
      { input },
      lin.token,
    );
    return data.createCustomer.customer.id;
  };

  /** Something that is still due today, however late it is. */
  const planToday = async () => {
    const DAY = 86_400_000;
    const SHANGHAI = 8 * 3_600_000;
    const endOfDay = Math.ceil((Date.now() + SHANGHAI) / DAY) * DAY - SHANGHAI;
    const dueAt = new Date(Math.min(Date.now() + 1_800_000, endOfDay - 1_000)).toISOString();
    const input = { customerId, dueAt, purpose: '约好回电' };
    const mutation = 'mutation ($input: PlanFollowUpInput!) { planFollowUp(input: $input) { refusal { code } } }';
    expect((await api.gql(mutation, { input }, lin.token)).data).toEqual({ planFollowUp: { refusal: null } });
  };

  const recorded = async () => {
    const { data } = await api.gql<{ customer: { followUps: { nodes: { status: string; note: string }[] } } }>(
      'query ($id: ID!) { customer(id: $id) { followUps(first: 20) { nodes { status note } } } }',
      { id: customerId },
      lin.token,
    );
    return data.customer.followUps.nodes.filter(({ status }) => status === 'DONE').map(({ note }) => note);
  };

  const phrase = (page: Page) => page.getByRole('button', { name: '客户有兴趣，愿意进一步了解' });
  const date = (page: Page) => page.getByRole('button', { name: /下一个工作日/ });
  const submit = (page: Page) => page.getByRole('button', { name: '提交跟进' });

  test('F7: from the workbench it takes four taps and no typing', async () => {
    await planToday();
    const page = await openAs(api, lin.login, { size: 'phone' });
    const taps = [
      page.getByRole('link', { name: `跟进 周敏${made}`, exact: true }),
      phrase(page),
      date(page),
      submit(page),
    ];
    expect(taps.length).toBeLessThanOrEqual(4);
    for (const tap of taps) await tap.tap();
    await page.getByText('跟进已记录。').waitFor();
    expect(await recorded()).toEqual(['客户有兴趣，愿意进一步了解']);
    await keepScreenshot(page, 'follow-up-recorded-phone');
    await page.context().close();
  });

  test('nothing incomplete can be sent, and what is missing is named', async () => {
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    expect(await submit(page).isDisabled()).toBe(true);
    await page.getByText('还需填写：结果、沟通内容、目标是否达成、下次跟进的时间和目的').waitFor();
    await phrase(page).tap();
    await page.getByText('还需填写：下次跟进的时间和目的').waitFor();
    expect(await submit(page).isDisabled()).toBe(true);
    await date(page).tap();
    expect(await submit(page).isEnabled()).toBe(true);
    await page.context().close();
  });

  test('a draft outlives a reload', async () => {
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    await page.getByRole('textbox', { name: '沟通内容' }).fill('客户想看样板间');
    await page.reload();
    await page.getByText('客户想看样板间').waitFor();
    expect(await recorded()).toEqual([]);
    await page.context().close();
  });

  const login = async (page: Page, whose: string) => {
    await page.locator('input[name=login]').fill(whose);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.locator('.navigation').waitFor();
  };
  const draftsIn = (page: Page) =>
    page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('genjin.draft.')).length`);

  test('what was typed and not sent goes with the sign-out', async () => {
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    await page.getByRole('textbox', { name: '沟通内容' }).fill('客户想看样板间');
    expect(await draftsIn(page)).toBe(1);
    await page.getByRole('button', { name: '退出' }).tap();
    await page.locator('input[name=login]').waitFor();
    expect(await draftsIn(page)).toBe(0);
    await login(page, lin.login);
    await page.goto(`${api.url}/customers/${customerId}`);
    expect(await page.getByRole('textbox', { name: '沟通内容' }).inputValue()).toBe('');
    await page.context().close();
  });

  test('what waits for the network is asked about before a sign-out takes it away', async () => {
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    await phrase(page).tap();
    await date(page).tap();
    await page.route('**/graphql', (route) => route.abort());
    await submit(page).tap();
    await page.getByText('网络断开，已保存在本机').waitFor();
    const asked: string[] = [];
    const answers = [false, true];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (answers.shift() ? dialog.accept() : dialog.dismiss());
    });
    await page.getByRole('button', { name: '退出' }).tap();
    expect(asked).toEqual([expect.stringContaining('还有 1 条跟进没有提交')]);
    expect(await draftsIn(page)).toBe(1);
    await page.getByRole('button', { name: '退出' }).tap();
    await page.locator('input[name=login]').waitFor();
    expect(await draftsIn(page)).toBe(0);
    await page.unroute('**/graphql');
    await login(page, lin.login);
    expect(await recorded()).toEqual([]);
    await page.context().close();
  });

  test('whoever comes after a session that ended by itself neither sees nor sends what somebody else typed', async () => {
    const manager = await api.person('MANAGER', null);
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    await phrase(page).tap();
    await date(page).tap();
    await page.route('**/graphql', (route) => route.abort());
    await submit(page).tap();
    await page.getByText('网络断开，已保存在本机').waitFor();
    await page.evaluate(`localStorage.removeItem('genjin.session')`);
    await page.unroute('**/graphql');
    await page.reload();
    await login(page, manager.login);
    await page.goto(`${api.url}/customers/${customerId}`);
    expect(await page.getByRole('textbox', { name: '沟通内容' }).inputValue()).toBe('');
    expect(await recorded()).toEqual([]);
    await page.evaluate(`localStorage.removeItem('genjin.session')`);
    await page.reload();
    await login(page, lin.login);
    await page.getByText('之前保存的跟进已提交。').waitFor();
    expect(await recorded()).toHaveLength(1);
    await page.context().close();
  });

  test('what is sent while the network is lost, or as it is lost, is recorded once, also after a reload', async () => {
    const page = await openAs(api, lin.login, { size: 'phone', path: `/customers/${customerId}` });
    await phrase(page).tap();
    await date(page).tap();
    // The server does it, and its answer is lost: the worst that a network can do.
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('FollowUp(input')) await route.fetch();
      await route.abort();
    });
    await submit(page).tap();
    await page.getByText('网络断开，已保存在本机').waitFor();
    await keepScreenshot(page, 'follow-up-waiting-phone');
    expect(await recorded()).toHaveLength(1);
    await page.unroute('**/graphql');
    await page.reload();
    await page.getByText('之前保存的跟进已提交。').waitFor();
    expect(await recorded()).toHaveLength(1);
    await until('the draft is forgotten', () =>
      page.evaluate(`!Object.keys(localStorage).some((key) => key.endsWith('${customerId}'))`),
    );
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  CreateCustomerDocument,
  CreateSourceDocument,
  UpdateUserDocument,
  type CreateCustomerInput,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { freePort } from '../support/gate.js';
import { Providers } from '../support/providers/providers.js';
import { aContext, DASHBOARD, inBrowsers, keepScreenshot, openAs, seriousFindings } from './support/browser.js';
import { insideWecom } from './support/wecom-client.js';

inBrowsers('inside WeCom', () => {
  const providers = new Providers();
  let api: Api;
  let lin: Awaited<ReturnType<Api['person']>>;
  beforeAll(async () => {
    const channels = providers.organisation(await providers.start());
    const port = await freePort();
    api = await anApi({ dashboard: DASHBOARD, channels, port, publicUrl: `http://127.0.0.1:${port}` });
    lin = await api.person('SALES', await api.team('华东组'));
    const input = { userId: lin.id, wecomUserId: 'LinXiaojie' };
    await clientOf(api, api.admin).request(UpdateUserDocument, { input });
  });
  afterAll(() => providers.stop());

  const aPage = async () => (await aContext('phone')).newPage();

  /** Somebody in WeCom's browser opens the app: WeCom sends it back to us with a code. */
  async function openedBy(userid: string, query = '', opened?: Page): Promise<Page> {
    const page = opened ?? (await aPage());
    const begun = await page.request.get(`${api.url}/wecom/sign-in${query}`, { maxRedirects: 0 });
    const asked = new URL(begun.headers()['location']!).searchParams;
    const back = new URL(asked.get('redirect_uri')!);
    back.searchParams.set('code', providers.wecom.signIns.code({ userid }));
    back.searchParams.set('state', asked.get('state')!);
    await page.goto(`${api.url}${back.pathname}${back.search}`);
    return page;
  }

  test('somebody who is linked is led to the page that they wanted, signed in', async () => {
    const page = await openedBy('LinXiaojie', '?returnTo=/inbox');
    await page.getByRole('navigation').waitFor();
    expect(new URL(page.url()).pathname).toBe('/inbox');
    await page.reload();
    await page.getByRole('navigation').waitFor();
  });

  test('somebody who is not is told why, and what to do', async () => {
    const page = await openedBy('Stranger');
    await page.getByRole('alert').getByText('尚未关联到系统账号').waitFor();
    await keepScreenshot(page, 'wecom-refused-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: '用密码登录' }).click();
    await page.getByLabel('密码').waitFor();
  });

  test('a link with somebody else’s code and state signs nobody in', async () => {
    const { state } = api.auth.states.begin(new Date());
    const code = providers.wecom.signIns.code({ userid: 'LinXiaojie' });
    const page = await aPage();
    for (const query of [`code=${code}&state=${state}`, `code=${code}`]) {
      await page.goto(`${api.url}/wecom?${query}`);
      await page.getByRole('alert').getByText('不是由此浏览器发起').waitFor();
    }
  });

  describe('beside a chat', () => {
    const aCustomer = async (input: CreateCustomerInput) => {
      const { createCustomer } = await clientOf(api, lin.token).request(CreateCustomerDocument, { input });
      return createCustomer.customer!.id;
    };
    const beside = async (contact: string | null) => {
      const page = await aPage();
      await page.setViewportSize({ width: 320, height: 700 }); // as narrow as WeCom's side bar
      const wecom = await insideWecom(page, providers.wecom, contact);
      await openedBy('LinXiaojie', '?returnTo=/wecom/side-bar', page);
      return { page, wecom };
    };
    const named = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    const nextChat = (page: Page) => page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);

    test('the customer stands there with stage, moves and follow-up, and in the next chat the lead', async () => {
      await aCustomer({ name: '周敏', phone: '13800138001', wecomExternalUserId: 'wmKnown00001' });
      const { page, wecom } = await beside('wmKnown00001');
      await named(page, '周敏');
      await page.getByTestId('stage').getByText('初次接触').waitFor();
      await page.getByRole('button', { name: /^→ 暂停/ }).waitFor();
      await page.getByRole('button', { name: '提交跟进' }).waitFor();
      await keepScreenshot(page, 'side-bar-customer');
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);

      const { createSource } = await clientOf(api, api.admin).request(CreateSourceDocument, {
        input: { name: '官网', channel: 'WEBSITE' },
      });
      const lead = { name: '钱女士', phone: '13800138002', wecomExternalUserId: 'wmLead000001' };
      const delivered = await fetch(`${api.url}/intake/${createSource.intakeKey}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(lead),
      });
      expect(delivered.status).toBe(201);
      wecom.contact = 'wmLead000001';
      await nextChat(page);
      await named(page, '钱女士');
    });

    test('a contact whom nobody knows is made a customer, or linked to one', async () => {
      await aCustomer({ name: '孙先生', phone: '13800138003' });
      const { page, wecom } = await beside('wmNew0000001');
      await named(page, '还不认识这位联系人');
      await page.getByLabel('姓名').fill('吴女士');
      await page.getByRole('button', { name: '新建客户' }).click();
      await page.getByRole('alert').getByText('联系方式').first().waitFor();
      await keepScreenshot(page, 'side-bar-unknown');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByLabel('电话').fill('13800138004');
      await page.getByRole('button', { name: '新建客户' }).click();
      await named(page, '吴女士');

      wecom.contact = 'wmNew0000002';
      await nextChat(page);
      await page.getByRole('searchbox', { name: '搜索我的客户' }).fill('孙先生');
      await page.getByRole('button', { name: '关联到 孙先生' }).click();
      await named(page, '孙先生');
    });

    test('where WeCom doesn’t say whom the chat is with, that is told, and asked again', async () => {
      const { page, wecom } = await beside(null);
      await page.getByRole('alert').getByText('请在与客户的聊天中打开此页').waitFor();
      wecom.contact = 'wmKnown00001';
      const { agent } = providers.wecom.signIns.tickets;
      agent.revoke(); // the server still signs with it
      agent.issue(Date.now());
      await page.reload();
      await page.getByText('invalid signature').waitFor();
      await keepScreenshot(page, 'side-bar-failed');
      await api.database.pool.query('delete from "ProviderToken"');
      await page.getByRole('button', { name: '重试' }).click();
      await named(page, '周敏');
    });

    test('outside WeCom it says where it belongs', async () => {
      const page = await openAs(api, lin.login, { path: '/wecom/side-bar' });
      await page.getByText('请在企业微信的聊天工具栏中打开此页').waitFor();
    });
  });
});

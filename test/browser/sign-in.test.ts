import { beforeAll, expect, test } from '@jest/globals';
import { ADMIN, anApi, type Api } from '../support/api.js';
import { aSession } from '../support/sessions.js';
import { aContext, DASHBOARD, inBrowsers, keepAtEachSize, openAs, seriousFindings } from './support/browser.js';

inBrowsers('signing in', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
  });

  test('a wrong password is told, the right one opens the workbench, and a reload keeps it', async () => {
    const context = await aContext('phone');
    const page = await context.newPage();
    await page.goto(`${api.url}/`);
    await page.getByLabel('邮箱').fill(ADMIN.login);
    await page.getByLabel('密码').fill('wrong wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').getByText('邮箱、电话或密码不对').waitFor();
    await keepAtEachSize(page, 'sign-in');
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByLabel('密码').fill(ADMIN.password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('navigation').waitFor();
    await page.reload();
    await page.getByRole('navigation').waitFor();

    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('邮箱').waitFor();
    await page.reload();
    await page.getByLabel('邮箱').waitFor();
  });

  test('two tabs share it: one renews it for both, and who signs out in one is signed out in the other', async () => {
    const one = await openAs(api, ADMIN.login, { password: ADMIN.password });
    const ended = await aSession(api, -1); // of the access token; it is to be renewed
    await one.goto(`${api.url}/readyz`); // a page under way could ask with it, and be gone before the answer
    let renewals = 0;
    one.context().on('request', (request) => {
      if (request.postData()?.includes('refreshSession(')) renewals++;
    });
    await one.evaluate(`localStorage.setItem('genjin.session', ${JSON.stringify(JSON.stringify(ended))})`);
    const other = await one.context().newPage();
    const tabs = [one, other];
    await Promise.all(tabs.map((tab) => tab.goto(`${api.url}/`)));
    for (const tab of tabs) await tab.getByTestId('count-overdue').getByText('0').waitFor();
    expect(renewals).toBe(1);

    await one.getByRole('button', { name: '退出' }).click();
    for (const tab of tabs) await tab.getByLabel('邮箱').waitFor();
  });

  test('another language is chosen in one click and stays chosen', async () => {
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password });
    await page.getByRole('link', { name: '工作台' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Workbench' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Workbench' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('whoever has no e-mail address signs in with a phone number; a browser that speaks English is answered in English', async () => {
    const { id } = await api.person('SALES');
    const input = { userId: id, email: null, phone: '+8613800138009' };
    const { errors } = await api.gql(
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }',
      { input },
      api.admin,
    );
    expect(errors).toBeUndefined();
    const page = await openAs(api, '138 0013 8009', { locale: 'en-GB' });
    await page.getByRole('link', { name: 'Workbench' }).waitFor();
  });
});

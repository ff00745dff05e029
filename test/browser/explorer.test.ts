import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CreateCustomerDocument } from '../../clients/sdk/generated/operations.js';
import { ADMIN, anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { aContext, DASHBOARD, inBrowsers, keepScreenshot } from './support/browser.js';

inBrowsers('GraphiQL', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
  });

  /** With what the browser complained about: a policy that is too strict shows there. */
  async function opened(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const page = await (await aContext('desktop')).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${api.url}/graphql`);
    await page.getByLabel('邮箱').fill(ADMIN.login);
    await page.getByLabel('密码').fill(ADMIN.password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').waitFor();
    return { page, complaints };
  }

  async function ask(page: Page, query: string): Promise<void> {
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(query);
    await page.keyboard.press('Control+Shift+End'); // the editor closes brackets by itself
    await page.keyboard.press('Delete');
    await page.locator('.graphiql-execute-button').click();
  }
  const answered = (page: Page, text: string) =>
    page.locator('.graphiql-response').getByText(text, { exact: false }).first().waitFor();

  test('asks who is there to sign in, and then asks, shows the schema and follows as that person', async () => {
    const { page, complaints } = await opened();
    await ask(page, '{ viewer { email role } }');
    await answered(page, ADMIN.login);
    await keepScreenshot(page, 'graphiql-desktop');

    await ask(page, 'subscription { customerChanged { customer { name } } }');
    await page.locator('.graphiql-execute-button[aria-label*="Stop"]').waitFor();
    const admin = clientOf(api, api.admin);
    const create = (name: string, phone: string) => admin.request(CreateCustomerDocument, { input: { name, phone } });
    await create('周敏', '13800138001');
    await answered(page, '周敏');
    await page.locator('.graphiql-execute-button').click();

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Query', { exact: true }).click();
    await docs.getByText('What can be read', { exact: false }).waitFor();
    await page.reload();
    await page.locator('.graphiql-query-editor .monaco-editor').waitFor();
    expect(complaints).toEqual([]);
  });
});

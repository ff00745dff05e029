import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CreateSourceDocument, LeadsDocument } from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { aContext, inBrowsers, keepScreenshot, seriousFindings } from './support/browser.js';

const THANKS = '谢谢，我们会尽快联系您。';
const EXAMPLE = 'clients/examples/website-form';

inBrowsers('the website form of the examples', () => {
  let api: Api;
  let site: Site;
  beforeAll(async () => {
    api = await anApi();
  });
  beforeEach(async () => {
    await api.database.pool.query('truncate "Lead" cascade');
    site = await aSite(api);
  });
  afterEach(() => site.close());

  const aPage = async (path = '/?utm_campaign=spring') => {
    const page = await (await aContext('phone')).newPage();
    await page.goto(`${site.url}${path}`);
    return page;
  };
  const leads = async () =>
    (await clientOf(api, api.admin).request(LeadsDocument, {})).leads.edges.map(({ node }) => node);
  const submit = (page: Page) => page.getByRole('button', { name: '提交' }).click();
  const fill = async (page: Page, phone = '138 0013 8000') => {
    await page.getByLabel('姓名').fill('周敏');
    await page.getByLabel('电话').fill(phone);
  };

  test('delivers a lead with its campaign', async () => {
    const page = await aPage();
    expect(await seriousFindings(page)).toEqual([]);
    await fill(page);
    await submit(page);
    await page.getByText(THANKS).waitFor();
    expect(await leads()).toEqual([
      expect.objectContaining({ name: '周敏', phone: '+8613800138000', campaign: 'spring', channel: 'WEBSITE' }),
    ]);
    await keepScreenshot(page, 'example-website-form');
  });

  test('sends again what got lost, and it arrives once', async () => {
    const page = await aPage();
    const keys: (string | undefined)[] = [];
    await page.route('**/intake/**', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      return keys.length === 1 ? route.abort() : route.fulfill({ response });
    });
    await fill(page);
    await submit(page);
    await page.getByText(THANKS).waitFor();
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    const { rows } = await api.database.pool.query('select id from "Touch"');
    expect([(await leads()).length, rows.length]).toEqual([1, 1]);
  });

  test('shows at the field what is refused, and takes it once it is right', async () => {
    const page = await aPage();
    await fill(page, '12');
    await submit(page);
    await page.getByText('不是有效的电话号码').waitFor();
    expect(
      await page.getByLabel('电话').evaluate((input: { validationMessage?: string }) => input.validationMessage),
    ).toBe('不是有效的电话号码');
    await fill(page);
    await submit(page);
    await page.getByText(THANKS).waitFor();
    expect(await leads()).toHaveLength(1);
  });

  test('sends nothing for a robot that fills in everything', async () => {
    const page = await aPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await fill(page);
    await page.locator('[name=website]').fill('https://spam.example.com', { force: true });
    await submit(page);
    await page.getByText(THANKS).waitFor();
    expect(asked).toEqual([]);
  });

  test('works without JavaScript', async () => {
    const browser = (await aContext('phone')).browser()!;
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(site.url);
    await fill(page);
    await submit(page);
    await page.waitForURL('**/thanks.html');
    expect(await leads()).toHaveLength(1);
  });
});

interface Site {
  readonly url: string;
  readonly close: () => void;
}

/** A website of another origin, whose source knows it. */
async function aSite(api: Api): Promise<Site> {
  let key = '';
  const server: Server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    if (pathname === '/form.js') return void response.setHeader('content-type', 'text/javascript').end(read('form.js'));
    response.setHeader('content-type', 'text/html');
    response.end(
      pathname === '/'
        ? read('index.html').replace(/action="[^"]*"/, `action="${api.url}/intake/${key}"`)
        : '<title>谢谢</title>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const input = { name: `官网 ${url}`, channel: 'WEBSITE', allowedOrigins: [url] };
  key = (await clientOf(api, api.admin).request(CreateSourceDocument, { input })).createSource.intakeKey!;
  return { url, close: () => void (server.close(), server.closeAllConnections()) };
}

const read = (name: string) => readFileSync(`${EXAMPLE}/${name}`, 'utf8');

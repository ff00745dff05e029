import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ADMIN, anApi, type Api } from '../support/api.js';
import { atTheEnd } from '../support/at-the-end.js';
import { aContext, inBrowsers } from './support/browser.js';

/** A frontend of somebody else's: it signs in, uploads, and follows over both kinds of lines what it does itself. */
const FRONTEND = `
  import { createClient, CreateCustomerDocument, CustomerChangedDocument, MeDocument } from './clients/sdk/index.ts';
  window.tryOut = async (url, login, password) => {
    const client = createClient({ url });
    await client.signIn(login, password);
    const { viewer, head: after } = await client.request(MeDocument);
    const uploaded = await client.upload(new Blob(['%PDF-1.7\\n'], { type: 'application/pdf' }), { name: 'a.pdf' });
    const file = await fetch(new URL(uploaded.url, url));
    await client.request(CreateCustomerDocument, { input: { name: '周敏', phone: '13800138000' } });
    const heard = [];
    for (const transport of ['WEBSOCKET', 'SSE']) {
      const follower = createClient({ url, transport });
      await follower.signIn(login, password);
      for await (const { customerChanged } of follower.subscribe(CustomerChangedDocument, { after })) {
        heard.push(customerChanged.customer.stage.code);
        break;
      }
    }
    return { email: viewer.email, bytes: (await file.blob()).size, heard };
  };`;

inBrowsers('a frontend of another origin', () => {
  let site: string;
  beforeAll(async () => {
    site = await aSite();
  });

  const page = async () => {
    const opened = await (await aContext('desktop')).newPage();
    await opened.goto(site);
    return opened;
  };
  const tryOut = async ({ graphqlUrl }: Api) =>
    (await page()).evaluate(
      `tryOut(${JSON.stringify(graphqlUrl)}, ${JSON.stringify(ADMIN.login)}, ${JSON.stringify(ADMIN.password)})`,
    );

  test('does all that our own does, where its origin is allowed', async () => {
    const api = await anApi({ allowedOrigins: [site] });
    expect(await tryOut(api)).toEqual({ email: ADMIN.login, bytes: 9, heard: ['INITIAL_CONTACT', 'INITIAL_CONTACT'] });
  });

  test('is told nothing where it isn’t', async () => {
    await expect(tryOut(await anApi())).rejects.toThrow('did not answer');
  });
});

async function aSite(): Promise<string> {
  const stdin = { contents: FRONTEND, resolveDir: process.cwd() };
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'browser', format: 'esm', write: false });
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', url === '/' ? 'text/html' : 'text/javascript');
    response.end(url === '/' ? '<!doctype html><script type="module" src="app.js"></script>' : outputFiles[0]!.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

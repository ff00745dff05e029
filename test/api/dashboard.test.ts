import { mkdtempSync, rmSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';

const BUILT = resolve('dist/dashboard');

const get = ({ url }: Api, path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers: { accept: 'text/html', ...headers } });

describe('the dashboard', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: BUILT });
  });

  test('answers at its addresses, and is asked for anew each time', async () => {
    for (const path of ['/', '/index.html', '/customers/cus_1?from=inbox']) {
      const answer = await get(api, path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toContain('<div id="app">');
    }
  });

  test('what has a hash in its name is kept for ever, and comes compressed', async () => {
    const script = readdirSync(join(BUILT, 'assets')).find((name) => name.endsWith('.js'))!;
    for (const encoding of ['br', 'gzip']) {
      const { headers } = await get(api, `/assets/${script}`, { 'accept-encoding': encoding });
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-encoding')).toBe(encoding);
      expect(headers.get('vary')).toContain('accept-encoding');
      expect(headers.get('content-type')).toMatch(/javascript/);
    }
  });

  test('runs nothing but its own', async () => {
    const { headers } = await get(api, '/');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${api.port} `);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  test('leaves to the API what is the API’s', async () => {
    for (const path of ['/files/nothing', '/intake/nothing/here', '/assets/gone.js', '/healthz/no']) {
      const { status, headers } = await get(api, path);
      expect([path, status < 500 && status >= 400]).toEqual([path, true]);
      expect(headers.get('content-type')).not.toContain('html');
    }
    expect((await get(api, '/assets/gone.js')).headers.get('cache-control')).toBe('no-store');
    expect((await get(api, '/customers', { accept: 'application/json' })).status).toBe(404);
    const ready = await get(api, '/readyz');
    expect(await ready.json()).toEqual({ status: 'ready', warnings: [] });
    expect(ready.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect((await get(api, '/graphql?query={head}')).headers.get('content-type')).not.toContain('html');
  });

  test('shows GraphiQL to a browser that looks at /graphql, and to nobody who asks something', async () => {
    const page = await get(api, '/graphql');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('GraphiQL');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    for (const headers of [{ accept: '*/*' }, { accept: 'application/json' }])
      expect((await get(api, '/graphql', headers)).headers.get('content-type')).not.toContain('html');
    expect((await get(api, '/graphiql.html', { accept: '*/*' })).status).toBe(404);
  });

  test('lets a page of WeCom’s sign-in be a page', async () => {
    expect(await (await get(api, '/wecom?code=1&state=2')).text()).toContain('<div id="app">');
    expect((await get(api, '/wecom/sign-in')).headers.get('content-type')).not.toContain('html');
  });

  test('that wasn’t built says so, and the API works', async () => {
    const nothing = mkdtempSync(join(tmpdir(), 'genjin-nothing-'));
    const unbuilt = await anApi({ dashboard: nothing });
    const answer = await get(unbuilt, '/');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm start');
    expect((await get(unbuilt, '/healthz')).status).toBe(200);
    rmSync(nothing, { recursive: true });
  });
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';

const LISTED = 'https://crm.example.com';
const OTHER = 'https://elsewhere.example.com';

const preflight = (api: Api, path: string, origin: string, method: string) =>
  fetch(new URL(path, api.url), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  });

const ask = (api: Api, origin: string, { path = '/graphql', accept = 'application/json' } = {}) =>
  fetch(new URL(path, api.url), {
    method: 'POST',
    headers: { origin, accept, 'content-type': 'application/json', authorization: `Bearer ${api.admin}` },
    body: JSON.stringify({ query: '{ viewer { email } }' }),
  });

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

describe('an API that pages of one other origin may ask', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ allowedOrigins: [LISTED] });
  });

  test.each([
    ['/graphql', 'POST'],
    ['/graphql/stream', 'POST'],
    ['/files/file_1', 'PUT'],
    ['/files/file_1', 'GET'],
  ])('tells a browser so before it asks: %s %s', async (path, method) => {
    const answer = await preflight(api, path, LISTED, method);
    expect(answer.status).toBe(204);
    expect(allowed(answer)).toBe(LISTED);
    expect(answer.headers.get('access-control-allow-methods')).toContain(method);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(allowed(await preflight(api, path, OTHER, method))).toBeNull();
  });

  test.each([{}, { path: '/graphql/stream', accept: 'text/event-stream' }])(
    'lets them read its answers, and nobody else: %j',
    async (where) => {
      const answer = await ask(api, LISTED, where);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('admin@localhost');
      expect(allowed(answer)).toBe(LISTED);
      expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
      expect(allowed(await ask(api, OTHER, where))).toBeNull();
    },
  );

  test('lets them read what was wrong', async () => {
    const answer = await fetch(`${api.url}/graphql`, { method: 'POST', headers: { origin: LISTED }, body: '{' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(allowed(answer)).toBe(LISTED);
  });

  test('leaves it to a source who delivers from where', async () => {
    const { data } = await api.gql<{ createSource: { intakeKey: string } }>(
      'mutation ($input: CreateSourceInput!) { createSource(input: $input) { intakeKey } }',
      { input: { name: '官网', channel: 'WEBSITE', quality: 5, allowedOrigins: [OTHER] } },
      api.admin,
    );
    const path = `/intake/${data.createSource.intakeKey}`;
    expect(allowed(await preflight(api, path, OTHER, 'POST'))).toBe(OTHER);
    expect(allowed(await preflight(api, path, LISTED, 'POST'))).toBeNull();
  });
});

test('an API that nobody else may ask says nothing of other origins', async () => {
  const api = await anApi();
  const answer = await ask(api, LISTED);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect(allowed(await preflight(api, '/graphql', LISTED, 'POST'))).toBeNull();
});

test('an API that any page may ask tells all of them the same', async () => {
  const api = await anApi({ allowedOrigins: ['*'] });
  expect(allowed(await ask(api, OTHER))).toBe('*');
});

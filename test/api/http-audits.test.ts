import { beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { anApi, type Api } from '../support/api.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

/** Signed in, since the audits introspect; with the header that tells a browser's form from a client. */
const fetchFn = (url: string, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${api.admin}`);
  headers.set('apollo-require-preflight', 'true');
  return fetch(url, { ...init, headers });
};

const audits = serverAudits({ url: () => `${api.url}/graphql`, fetchFn });

test('there are 61 of them', () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map((audit) => [audit.name, audit] as const))('GraphQL over HTTP: %s', async (_name, audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' });
});

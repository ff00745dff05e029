import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { apiSchema } from '../../api/build-schema.js';
import { contextsWith } from '../../api/create-context.js';
import { formatError, Unavailable } from '../../api/errors.js';
import { startServer } from '../../api/server.js';
import type { Log } from '../../commands/store/log.js';
import { databaseOver, serverPool } from '../../commands/store/open-database.js';
import { badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { PUBLIC_PROVIDERS } from '../../domain/delivery/organisation.js';
import { anApi, type Api } from '../support/api.js';
import { quiet } from '../support/quiet-log.js';

const logged: object[] = [];
const log: Log = {
  ...quiet,
  error: (details) => void logged.push(details),
  warn: (details) => void logged.push(details),
};
beforeEach(() => void logged.splice(0));

let api: Api;
beforeAll(async () => {
  api = await anApi({ log });
});

const ME = '{ viewer { id } }';
const OLD = { accept: 'application/json' };
const send = (path: string, init: RequestInit) => fetch(`${api.url}${path}`, init);
const json = { 'content-type': 'application/json' };

describe('a wrong call', () => {
  test.each([
    ['a syntax error', '{ viewer {'],
    ['an unknown field', '{ viewer { idd } }'],
    ['a missing variable', 'query ($id: ID!) { node(id: $id) { id } }'],
  ])('with %s is BAD_USER_INPUT: 400, or 200 for the older media type', async (_what, query) => {
    expect(await api.gql(query, {}, api.admin)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect(await api.gql(query, {}, api.admin, OLD)).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  });

  test.each<[string, string, object, string | undefined, string]>([
    ['in the input', 'input: $value', { customerId: 'x', dueAt: 'soon' }, 'dueAt', 'DateTime cannot represent'],
    ['for one field of it', 'input: { customerId: "x", dueAt: $value }', 'soon' as never, 'dueAt', 'DateTime cannot'],
    ['of the input itself', 'input: $value', 'soon' as never, undefined, 'Expected type "PlanFollowUpInput"'],
  ])('with a value that does not fit %s names the field and says why', async (_what, given, value, field, why) => {
    const type = given.includes('dueAt') ? 'DateTime!' : 'PlanFollowUpInput!';
    const query = `mutation ($value: ${type}) { planFollowUp(${given}) { cursor } }`;
    const { errors } = await api.gql(query, { value }, api.admin);
    expect(errors![0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', ...(field && { field }) });
    expect(errors![0]!.message).toContain(why);
  });

  test.each([
    ['filter.dueAt.from', { dueAt: { from: 'soon' } }],
    ['filter.ownerIds.1', { ownerIds: ['a', {}] }],
  ])('names the whole path: %s', async (field, filter) => {
    const query = 'query ($filter: FollowUpFilter) { followUps(filter: $filter) { totalCount } }';
    const { errors } = await api.gql(query, { filter }, api.admin);
    expect(errors![0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  test('with a long value that does not fit is still told why', async () => {
    const query = 'query ($filter: FollowUpFilter) { followUps(filter: $filter) { totalCount } }';
    const { errors } = await api.gql(query, { filter: { dueAt: { from: 'x'.repeat(2_000) } } }, api.admin);
    expect(errors![0]!.message).toMatch(/^Variable "\$filter" got invalid value.{0,500}$/);
    expect(errors![0]!.message.length).toBeLessThanOrEqual(500);
  });

  test('learns nothing about the schema', async () => {
    const { errors } = await api.gql('{ viewer { emai } }', {}, api.admin);
    expect(errors![0]!.message).not.toMatch(/did you mean/i);
  });

  test('is not quoted at length', async () => {
    const { errors } = await api.gql(`{ ${'x'.repeat(10_000)} }`, {}, api.admin);
    expect(errors![0]!.message.length).toBeLessThanOrEqual(500);
  });

  test.each([
    ['16 aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`],
    ['a nesting of 20', `{ viewer { team { ${'lead { team { '.repeat(10)} id ${'} }'.repeat(10)} } } }`],
    [
      '6 directives',
      '{ viewer { id @include(if: true) @skip(if: false) @include(if: true) @skip(if: false) @include(if: true) @skip(if: false) } }',
    ],
  ])('with %s is QUERY_TOO_COMPLEX', async (_what, query) => {
    const { status, errors } = await api.gql(query, {}, api.admin);
    expect(status).toBe(400);
    expect(errors!.map(({ extensions }) => extensions!['code'])).toContain('QUERY_TOO_COMPLEX');
  });

  test('with 2,001 tokens is refused', async () => {
    expect(await api.gql(`{ viewer { ${'id '.repeat(2_000)} } }`, {}, api.admin)).toMatchObject({ status: 400 });
  });

  test.each<[string, string, RequestInit, number]>([
    ['is no JSON', '/graphql', { method: 'POST', headers: json, body: '{' }, 400],
    ['is larger than 1 MiB', '/graphql', { method: 'POST', headers: json, body: `"${'x'.repeat(1_100_000)}"` }, 413],
    ['is a form', '/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 415],
    ['is a batch', '/graphql', { method: 'POST', headers: json, body: '[{"query":"{ __typename }"}]' }, 400],
    ['is a plain link', '/graphql?query={__typename}', {}, 400],
    [
      'changes something by GET',
      '/graphql?query=mutation{signOut}',
      { headers: { 'apollo-require-preflight': '1' } },
      405,
    ],
    ['asks for another page', '/nowhere', {}, 404],
  ])('that %s is answered in the same shape', async (_what, path, init, status) => {
    const response = await send(path, init);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]!.extensions.code).toMatch(/^(BAD_USER_INPUT|NOT_FOUND)$/);
  });
});

test('introspection is for people who are signed in', async () => {
  expect(await api.gql('{ __schema { queryType { name } } }')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  expect(await api.gql('{ __typename }')).toMatchObject({ status: 200 });
  expect(await api.gql('{ __schema { queryType { name } } }', {}, api.admin)).toMatchObject({ status: 200 });
});

test('an anonymous caller is answered in the language they ask for, else in Chinese', async () => {
  const text = async (language: string) =>
    (await api.gql(ME, {}, undefined, { 'accept-language': language })).errors![0]!.message;
  expect(await text('de, en;q=0.8, zh;q=0.3')).toBe('Please sign in');
  expect(await text('fr')).toBe('请先登录');
});

test('every answer carries the request id and says how it may not be used', async () => {
  const { headers } = await api.gql(ME, {}, api.admin, { 'x-request-id': 'from-the-client' });
  expect(headers.get('x-request-id')).toBe('from-the-client');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

describe('a fault of ours', () => {
  test('is INTERNAL with a request id; the detail stands in the log only', async () => {
    const { pool } = api.database;
    await pool.query('alter table "User" rename to "Mislaid"');
    const answer = await api.gql(ME, {}, api.admin).finally(() => pool.query('alter table "Mislaid" rename to "User"'));
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL', data: undefined });
    const requestId = answer.headers.get('x-request-id');
    expect(answer.errors![0]!.extensions).toEqual({ code: 'INTERNAL', requestId });
    expect(JSON.stringify(answer.errors)).not.toMatch(/relation|User|select/);
    expect(logged).toEqual([expect.objectContaining({ requestId, err: expect.objectContaining({ code: '42P01' }) })]);
  });

  test('that is a database away is UNAVAILABLE: 503, and when to come again', async () => {
    const away = databaseOver(serverPool('postgres://nobody@127.0.0.1:1/nothing', quiet), { embedded: false });
    const contexts = contextsWith({
      database: away,
      run: api.run,
      files: api.files,
      auth: api.auth,
      channels: PUBLIC_PROVIDERS,
      wecom: null,
      streams: null as never,
    });
    const place = { host: '127.0.0.1', port: 0, readiness: async () => (await away.pool.query('select 1')) && [] };
    const server = await startServer({ ...place, schema: await apiSchema(), contexts, log });
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ query: ME }),
    });
    const readiness = await fetch(`${server.url}/readyz`);
    const liveness = await fetch(`${server.url}/healthz`);
    await server.stop();
    await away.close();
    expect([response.status, readiness.status, liveness.status]).toEqual([503, 503, 200]);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryAfter: 5 } }] });
  });
});

describe('the translation', () => {
  const reader = { locale: 'EN', timeZone: 'UTC', requestId: 'r-1', log } as const;

  test.each<[string, unknown, object]>([
    ['a bad input', badInput('name', message('REQUIRED')), { code: 'BAD_USER_INPUT', field: 'name' }],
    ['nothing there', notFound('customerId'), { code: 'NOT_FOUND', field: 'customerId' }],
    ['a lost connection', new Error('Connection terminated unexpectedly'), { code: 'UNAVAILABLE', retryAfter: 5 }],
    ['a full pool', new Error('timeout exceeded when trying to connect'), { code: 'UNAVAILABLE', retryAfter: 5 }],
    ['a server shutting down', Object.assign(new Error(), { code: '57P01' }), { code: 'UNAVAILABLE', retryAfter: 5 }],
    ['our own word for it', new Unavailable(30), { code: 'UNAVAILABLE', retryAfter: 30 }],
    ['a bug', new TypeError('x is not a function'), { code: 'INTERNAL', requestId: 'r-1' }],
    ['no error at all', 'just a text', { code: 'INTERNAL', requestId: 'r-1' }],
  ])('of %s', (_what, thrown, extensions) => {
    expect(formatError(thrown, reader).extensions).toEqual(extensions);
  });
});

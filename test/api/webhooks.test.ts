import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateWebhookDocument,
  DeliveriesDocument,
  EventsDocument,
  MeDocument,
  RedeliverDocument,
  RemoveWebhookDocument,
  TestWebhookDocument,
  UpdateWebhookDocument,
  WebhooksDocument,
  type CreateWebhookInput,
} from '../../clients/sdk/generated/operations.js';
import type { Client } from '../../clients/sdk/client.js';
import { type GenjinError } from '../../clients/sdk/error.js';
import { fanOutEvents } from '../../jobs/fan-out.js';
import { newKey } from '../support/api-keys.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

const admin = () => clientOf(api, api.admin);

const create = async (input: Partial<CreateWebhookInput> = {}, client: Client = admin()) =>
  (await client.request(CreateWebhookDocument, { input: { url: 'https://example.com/hook?token=hidden', ...input } }))
    .createWebhook;

const errorOf = (call: Promise<unknown>): Promise<GenjinError> =>
  call.then(
    () => {
      throw new Error('it was taken');
    },
    (error: unknown) => error as GenjinError,
  );

test('an administrator makes a webhook; its secret is shown once, and neither it nor the address stand in the log', async () => {
  const { head } = await admin().request(MeDocument);
  const input = { types: ['CUSTOMER_MOVED' as const, 'CUSTOMER_MOVED' as const], idempotencyKey: 'once' };
  const made = await create(input);
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(made.webhook).toMatchObject({ types: ['CUSTOMER_MOVED'], active: true, disabledAt: null });
  expect(await create(input)).toMatchObject({ webhook: { id: made.webhook!.id }, secret: null });
  const change = { webhookId: made.webhook!.id, rotateSecret: true, url: 'https://example.com/other?token=hidden' };
  const { updateWebhook } = await admin().request(UpdateWebhookDocument, { input: change });
  expect(updateWebhook.secret).toMatch(/^whsec_/);
  expect(updateWebhook.webhook!.previousUntil).not.toBeNull();
  const { events } = await admin().request(EventsDocument, { after: head, first: 100 });
  expect(events.nodes.map(({ type }) => type)).toEqual(['SETTINGS_CHANGED', 'SETTINGS_CHANGED']);
  const tables = ['Webhook', 'Event', 'IdempotencyKey'];
  const kept = await Promise.all(tables.map((name) => api.database.pool.query(`select t::text from "${name}" t`)));
  const all = JSON.stringify(kept.map(({ rows }) => rows as unknown));
  for (const secret of [made.secret!, updateWebhook.secret!]) expect(all).not.toContain(secret.slice(6, 30));
  expect(JSON.stringify(events)).not.toContain('hidden');
});

test.each([
  'example.com/hook',
  'ftp://example.com/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://',
  'https:///path',
  'https://user:password@example.com/',
  'https://example.com/#fragment',
  'https://exa mple.com/',
  'https://example.com\\@127.0.0.1/',
  '//example.com/',
  ' ',
])('an address like %j is BAD_USER_INPUT', async (url) => {
  const error = await errorOf(create({ url }));
  expect(error.errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: expect.stringMatching(/url$/) });
});

test('no type at all is a mistake; null is all of them', async () => {
  expect((await errorOf(create({ types: [] }))).codes).toEqual(['BAD_USER_INPUT']);
  const { webhook } = await create({ types: ['LEAD_CAPTURED'] });
  const { updateWebhook } = await admin().request(UpdateWebhookDocument, {
    input: { webhookId: webhook!.id, types: null },
  });
  expect(updateWebhook.webhook!.types).toEqual([]);
});

test('webhooks are for administrators, and for keys of theirs with that scope', async () => {
  const { webhook } = await create({ types: ['SETTINGS_CHANGED'] });
  const { webhook: other } = await create();
  await fanOutEvents({ database: api.database, run: api.run, signal: new AbortController().signal });
  const { deliveries } = await admin().request(DeliveriesDocument, { webhookId: webhook!.id, first: 1 });
  const [delivery] = deliveries.nodes;
  expect(delivery).toMatchObject({ channel: 'WEBHOOK', status: 'PENDING', event: { type: 'SETTINGS_CHANGED' } });
  expect(deliveries.totalCount).toBe(2);
  const calls = (client: Client) => [
    () => client.request(WebhooksDocument),
    () => client.request(DeliveriesDocument, { first: 1 }),
    () => create({}, client),
    () => client.request(TestWebhookDocument, { input: { webhookId: webhook!.id } }),
    () => client.request(UpdateWebhookDocument, { input: { webhookId: webhook!.id, active: false } }),
    () => client.request(RedeliverDocument, { input: { deliveryId: delivery!.id } }),
    () => client.request(RemoveWebhookDocument, { input: { webhookId: other!.id } }),
  ];
  const outsiders = [
    (await api.person('MANAGER')).token,
    (await newKey(api, { role: 'ADMIN', scopes: ['read', 'write', 'configure', 'users'] })).secret,
    (await newKey(api, { role: 'MANAGER', scopes: ['webhooks'] })).secret,
  ];
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  for (const token of outsiders) {
    for (const call of calls(clientOf(api, token))) expect((await errorOf(call())).codes).toEqual(['FORBIDDEN']);
    const { data } = await api.gql<{ nodes: unknown[] } | null>(query, { ids: [webhook!.id, delivery!.id] }, token);
    expect(data?.nodes ?? [null, null]).toEqual([null, null]);
  }
  const key = clientOf(api, (await newKey(api, { role: 'ADMIN', scopes: ['webhooks'] })).secret);
  for (const call of calls(key)) await call();
  const { nodes } = (await api.gql<{ nodes: unknown[] }>(query, { ids: [webhook!.id, delivery!.id] }, api.admin)).data;
  expect(nodes).toEqual([{ id: webhook!.id }, { id: delivery!.id }]);
});

test('what there is not is NOT_FOUND', async () => {
  const change = admin().request(UpdateWebhookDocument, { input: { webhookId: 'whk_none', active: true } });
  expect((await errorOf(change)).codes).toEqual(['NOT_FOUND']);
  expect((await errorOf(admin().request(RedeliverDocument, { input: { deliveryId: 'dlv_none' } }))).codes).toEqual([
    'NOT_FOUND',
  ]);
});

describe('trying a webhook out', () => {
  const tryOut = async (webhookId: string, idempotencyKey?: string) =>
    (await admin().request(TestWebhookDocument, { input: { webhookId, ...(idempotencyKey && { idempotencyKey }) } }))
      .testWebhook;

  test('puts one call on its way, marked as a test; once where it is asked again under its key', async () => {
    const { webhook } = await create({ types: ['LEAD_CAPTURED'] });
    const { delivery, refusal } = await tryOut(webhook!.id, 'try');
    expect(refusal).toBeNull();
    expect(delivery).toMatchObject({ channel: 'WEBHOOK', status: 'PENDING', test: true, event: null, tries: [] });
    expect((await tryOut(webhook!.id, 'try')).delivery!.id).toBe(delivery!.id);
    const { deliveries } = await admin().request(DeliveriesDocument, { webhookId: webhook!.id, first: 10 });
    expect(deliveries.nodes.map(({ id }) => id)).toEqual([delivery!.id]);
  });

  test('is held back after three in a minute, for each webhook', async () => {
    const [first, second] = [(await create()).webhook!.id, (await create()).webhook!.id];
    for (let n = 0; n < 3; n++) expect((await tryOut(first)).refusal).toBeNull();
    expect((await tryOut(first)).refusal).toMatchObject({ code: 'TEST_LIMIT', limit: 3, retryAt: expect.any(String) });
    expect((await tryOut(second)).refusal).toBeNull();
  });

  test('says that nothing is sent to one that is switched off', async () => {
    const { webhook } = await create();
    const webhookId = webhook!.id;
    await admin().request(UpdateWebhookDocument, { input: { webhookId, active: false } });
    const error = await errorOf(tryOut(webhookId));
    expect(error.errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'webhookId' });
    expect((await errorOf(tryOut('whk_none'))).codes).toEqual(['NOT_FOUND']);
  });
});

test('what is removed is gone with its secret, and stands in the log; once where it is asked again under its key', async () => {
  const { webhook } = await create({ types: ['LEAD_CAPTURED'] });
  const webhookId = webhook!.id;
  const { head } = await admin().request(MeDocument);
  const remove = async (idempotencyKey?: string) =>
    (await admin().request(RemoveWebhookDocument, { input: { webhookId, ...(idempotencyKey && { idempotencyKey }) } }))
      .removeWebhook;
  expect(await remove('away')).toMatchObject({ webhookId, refusal: null });
  expect(await remove('away')).toMatchObject({ webhookId, refusal: null });
  expect((await errorOf(remove())).codes).toEqual(['NOT_FOUND']);
  const { webhooks } = await admin().request(WebhooksDocument);
  expect(webhooks.map(({ id }) => id)).not.toContain(webhookId);
  const { events } = await admin().request(EventsDocument, { after: head, first: 10 });
  expect(events.nodes).toMatchObject([
    {
      type: 'SETTINGS_CHANGED',
      data: { webhookId, host: 'example.com', removed: true },
      changes: [
        { field: 'host', old: 'example.com', new: null },
        { field: 'types', old: ['LEAD_CAPTURED'], new: null },
        { field: 'active', old: true, new: null },
      ],
    },
  ]);
});

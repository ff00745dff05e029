import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  CreateSourceDocument,
  CreateWebhookDocument,
  MeDocument,
  UpdateWebhookDocument,
  WebhooksDocument,
} from '../../clients/sdk/generated/operations.js';
import { deliverer } from '../../jobs/delivery/deliver.js';
import { eventWebhook } from '../../jobs/delivery/event-webhook.js';
import { fanOutEvents } from '../../jobs/fan-out.js';
import { newKey } from '../support/api-keys.js';
import { ADMIN, anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';

test('R30: no secret of an API key, a webhook, a source or a person stands in any log, whatever goes wrong', async () => {
  let logged = '';
  const log = pino({ level: 'trace' }, { write: (line: string) => void (logged += line) });
  const api = await anApi({ log });
  const admin = clientOf(api, api.admin);
  const key = await newKey(api, { role: 'ADMIN', scopes: ['webhooks', 'read'] });
  const token = 'canary-of-the-address';
  const { createWebhook } = await admin.request(CreateWebhookDocument, {
    input: { url: `https://127.0.0.1:1/hook?token=${token}` },
  });
  const webhookId = createWebhook.webhook!.id;
  const { updateWebhook } = await admin.request(UpdateWebhookDocument, { input: { webhookId, rotateSecret: true } });
  const { createSource } = await admin.request(CreateSourceDocument, { input: { name: '官网', channel: 'WEB' } });
  await clientOf(api, key.secret).request(WebhooksDocument);

  const { run, database, auth } = api;
  const { signal } = new AbortController();
  await fanOutEvents({ database, run, signal });
  for (const secrets of [auth.secrets, { open: () => null }])
    for (const privateHosts of [new Set<string>(), new Set(['127.0.0.1'])]) {
      const channels = { EVENT: eventWebhook({ secrets: secrets as never, privateHosts, timeoutMs: 500 }) };
      const worker = deliverer({ run, channels, log, signal });
      await database.pool.query(`update "DeliveryLane" set "nextAt" = now(), "heldUntil" = null, "pausedAt" = null`);
      await database.pool.query(`update "Delivery" set "nextAttemptAt" = now() where status = 'RETRYING'`);
      await worker.turn();
      await worker.settled();
    }
  await database.pool.query(`alter table "ApiKey" rename to "ApiKeyAway"`);
  await api.gql('{ viewer { id } }', {}, key.secret);
  await database.pool.query(`alter table "ApiKeyAway" rename to "ApiKey"`);
  await api.gql('{ viewer { id } }', {}, `${key.secret}x`);
  expect((await admin.request(MeDocument)).viewer.name).toBe('管理员');

  expect(logged).toContain('a message was not delivered');
  expect(logged).toContain('a request failed');
  const canaries = {
    'the key': key.secret.slice(17),
    'the webhook’s secret': createWebhook.secret!.slice(6),
    'its next secret': updateWebhook.secret!.slice(6),
    'its address': token,
    'the source’s key': createSource.intakeKey!,
    'the access token': api.admin,
    'the password': ADMIN.password,
  };
  expect(
    Object.entries(canaries)
      .filter(([, text]) => logged.includes(text))
      .map(([name]) => name),
  ).toEqual([]);
});

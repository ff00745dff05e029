import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import {
  CreateNurtureChannelDocument,
  CreateSourceDocument,
  DeliveriesDocument,
  CreateWebhookDocument,
  MeDocument,
  NotificationSettingsDocument,
  SetNotificationChannelsDocument,
  TestNotificationChannelDocument,
  UpdateWebhookDocument,
  WebhooksDocument,
} from '../../clients/sdk/generated/operations.js';
import { deliverer } from '../../jobs/delivery/deliver.js';
import { PUBLIC_PROVIDERS } from '../../domain/delivery/organisation.js';
import { allChannels } from '../../jobs/delivery/all-channels.js';
import { fanOutEvents } from '../../jobs/fan-out.js';
import { newKey } from '../support/api-keys.js';
import { ADMIN, anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';

/** Nobody listens where the providers are said to be. */
const NOWHERE = { ...PUBLIC_PROVIDERS, wecom: { apiUrl: 'http://127.0.0.1:1', app: null } };

test('R30: no secret of an API key, a webhook, a channel, a source or a person stands in any log, event or later answer, whatever goes wrong', async () => {
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
  const [robot, sealedBy] = ['canary-of-the-robot', `whsec_${Buffer.alloc(32, 9).toString('base64')}`];
  const hidden = 'canary-of-the-hook';
  await admin.request(SetNotificationChannelsDocument, {
    input: {
      channels: [
        { channel: 'WECOM_ROBOT', address: robot },
        { channel: 'WEBHOOK', address: `https://127.0.0.1:1/mine?token=${hidden}`, secret: sealedBy },
      ],
    },
  });
  for (const channel of ['WECOM_ROBOT', 'WEBHOOK'] as const)
    await admin.request(TestNotificationChannelDocument, { input: { channel } });
  const { createNurtureChannel } = await admin.request(CreateNurtureChannelDocument, {
    input: { name: '培育', kind: 'WEBHOOK', sourceId: createSource.source!.id, url: 'https://127.0.0.1:1/nurture' },
  });

  const { run, database, auth } = api;
  const { signal } = new AbortController();
  await fanOutEvents({ database, run, signal });
  for (const secrets of [auth.secrets, { open: () => null }])
    for (const privateHosts of [new Set<string>(), new Set(['127.0.0.1'])]) {
      const parts = { run, secrets: secrets as never, organisation: NOWHERE, publicUrl: 'https://crm.example.com' };
      const channels = allChannels({ ...parts, privateHosts, minuteMs: 60_000, timeoutMs: 500 });
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
  const answered = JSON.stringify([
    await admin.request(WebhooksDocument),
    await admin.request(DeliveriesDocument, { first: 100 }),
    await admin.request(NotificationSettingsDocument),
    (await database.pool.query('select changes, data, replaced from "Event"')).rows,
    (await database.pool.query('select content, "lastAnswer" from "Delivery"')).rows,
    (await database.pool.query('select answer from "DeliveryAttempt"')).rows,
  ]);
  const canaries = {
    'the robot’s key': robot,
    'the personal webhook’s address': hidden,
    'its secret': sealedBy.slice(6),
    'the nurture channel’s secret': createNurtureChannel.secret!.slice(6),
    'the key': key.secret.slice(17),
    'the webhook’s secret': createWebhook.secret!.slice(6),
    'its next secret': updateWebhook.secret!.slice(6),
    'its address': token,
    'the source’s key': createSource.intakeKey!,
    'the access token': api.admin,
    'the password': ADMIN.password,
  };
  // Where a webhook leads is for administrators to see and to write down.
  const { 'its address': _, ...never } = canaries;
  expect(Object.keys(never).filter((name) => answered.includes(never[name as keyof typeof never]))).toEqual([]);
  expect(
    Object.entries(canaries)
      .filter(([, text]) => logged.includes(text))
      .map(([name]) => name),
  ).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  CreateCustomerDocument,
  CreateWebhookDocument,
  DeliveriesDocument,
  MeDocument,
  NotificationDeliveriesDocument,
  NotificationsDocument,
  PlanFollowUpDocument,
  SetNotificationChannelsDocument,
  SignInDocument,
  TestNotificationChannelDocument,
} from '../../clients/sdk/generated/operations.js';
import { createClient, type Client } from '../../clients/sdk/client.js';
import { aMember, type Member, type Settings } from '../chaos/fleet.js';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

const PASSWORD = 'correct horse';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** In the first seconds of a half hour cards are put off by up to a minute. */
const SENT_WITHIN_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'genjin-restore-'));
const [person, system] = [new Receiver(), new Receiver()];
let member: Member | undefined;
afterEach(() => member?.kill());
afterAll(async () => {
  await Promise.all([person.stop(), system.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Where the database is, and how it is saved and put back. */
interface Safe {
  readonly settings: Settings;
  save(): void;
  putBack(): Promise<void>;
}

/** The data folder, copied while nobody has it open. */
function folderSafe(): Safe {
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  return {
    settings: { DATA_DIR: data },
    save: () => cpSync(data, copy, { recursive: true }),
    putBack: () => {
      rmSync(data, { recursive: true });
      return Promise.resolve(cpSync(copy, data, { recursive: true }));
    },
  };
}

/** A database of a server, with the server's own tools. */
async function dumpSafe(): Promise<Safe> {
  await aDatabase();
  const url = (await databaseUrl())!;
  const dump = join(folder, 'genjin.dump');
  const tool = (name: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(name, [...args, `--dbname=${url}`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
  };
  return {
    settings: { DATABASE_URL: url, DATA_DIR: join(folder, 'data') },
    save: () => tool('pg_dump', '--format=custom', '--exclude-schema=simulated', `--file=${dump}`),
    putBack: async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('drop schema public cascade; create schema public');
      await client.end();
      tool('pg_restore', '--no-owner', dump);
    },
  };
}

const hasDump = spawnSync('pg_dump', ['--version']).status === 0;
if (onRealServer && !hasDump) console.warn('SKIPPED: no pg_dump here to save a database with');

async function clientAt(url: string): Promise<Client> {
  const graphql = `${url}/graphql`;
  const { signIn } = await createClient({ url: graphql }).request(SignInDocument, {
    login: 'admin@localhost',
    password: PASSWORD,
  });
  return createClient({ url: graphql, token: signIn.accessToken });
}

/** Somebody who hears of their cards by calls to them, and a system that is told of everything; the first call to it fails. */
async function setUp(client: Client, urls: { person: string; system: string }): Promise<void> {
  const channels = [{ channel: 'WEBHOOK' as const, address: urls.person, secret: SECRET }];
  const quietHours = { from: '00:00', to: '00:00' };
  await client.request(SetNotificationChannelsDocument, { input: { channels, quietHours } });
  system.answers.push(500);
  await client.request(CreateWebhookDocument, { input: { url: urls.system } });
}

async function aFollowUp(client: Client, phone: string, dueInMs: number): Promise<void> {
  const { viewer } = await client.request(MeDocument);
  const input = { name: '华美建材', phone, ownerId: viewer.id };
  const { createCustomer } = await client.request(CreateCustomerDocument, { input });
  const dueAt = new Date(Date.now() + dueInMs).toISOString();
  const plan = { customerId: createCustomer.customer!.id, dueAt, purpose: '回访' };
  await client.request(PlanFollowUpDocument, { input: plan });
}

const isReminder = ({ body }: Receiver['received'][number]) => body.data['kind'] === 'REMINDER';

(onRealServer && !hasDump ? test.skip : test)(
  'R19: after a restore nothing that was sent is sent again, and the inbox is complete',
  async () => {
    const safe = onRealServer ? await dumpSafe() : folderSafe();
    const urls = { person: await person.start(), system: await system.start() };
    const settings = { ...safe.settings, ADMIN_PASSWORD: PASSWORD, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };
    member = await aMember({ ...settings, AUTH_SECRET: 'a secret that only this drill knows' });
    await member.start();
    const before = await clientAt(member.url);
    await setUp(before, urls);
    await aFollowUp(before, '13900000001', 15_000);
    await until('a call has failed', () => system.received.length > 0, SENT_WITHIN_MS);
    await member.stop();
    safe.save();

    await member.start();
    const after = await clientAt(member.url);
    await aFollowUp(after, '13900000002', 86_400_000);
    await until('the reminder was sent', () => person.received.some(isReminder), SENT_WITHIN_MS);
    const open = async () => (await after.request(DeliveriesDocument, { first: 100 })).deliveries.nodes;
    const isOver = ({ status }: { status: string }) => status === 'DELIVERED' || status === 'SUPPRESSED';
    await until('all was sent', async () => (await open()).every(isOver), SENT_WITHIN_MS);
    await member.stop();
    const sent = { person: person.received.length, system: system.received.length };

    await safe.putBack();
    await member.start();
    const isSentAgain = () => person.received.length > sent.person && system.received.length > sent.system;
    await until('left to itself it sends all that again', isSentAgain, SENT_WITHIN_MS);
    await member.stop();
    await safe.putBack();

    person.received.length = 0;
    system.received.length = 0;
    const env = { ...process.env, ...settings, AUTH_SECRET: 'a secret that only this drill knows' };
    const settled = spawnSync(process.execPath, ['dist/main.js'], {
      env: { ...env, GENJIN_RESTORED: '1', LOG_LEVEL: 'warn' },
      encoding: 'utf8',
    });
    expect(settled.stdout + settled.stderr).toMatch(/^The restored state is settled: [1-9]\d* timers .* [1-9]\d* mess/);
    expect(settled.status).toBe(0);
    const settledAt = Date.now();

    await member.start();
    const client = await clientAt(member.url);
    const { notifications } = await client.request(NotificationsDocument, { first: 20 });
    const reminder = notifications.nodes.find(({ kind }) => kind === 'REMINDER')!;
    const { node } = await client.request(NotificationDeliveriesDocument, { notificationId: reminder.id });
    expect(node).toMatchObject({ deliveries: [{ status: 'SUPPRESSED', lastAnswer: 'RESTORED', attempts: 0 }] });

    const { testNotificationChannel } = await client.request(TestNotificationChannelDocument, {
      input: { channel: 'WEBHOOK' },
    });
    expect(testNotificationChannel.refusal).toBeNull();
    await until('what is new is sent', () => person.received.length > 0, SENT_WITHIN_MS);
    await until('and told', () => system.received.length > 0, SENT_WITHIN_MS);
    await member.stop();
    expect(person.received.map(({ body }) => body.data['kind'])).toEqual(['SYSTEM']);
    expect(system.received.filter(({ body }) => Date.parse(body.timestamp) < settledAt)).toEqual([]);
  },
  600_000,
);

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { openDatabase, type Database } from '../../commands/store/open-database.js';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';
import { aMember, type Member, type Settings } from './fleet.js';
import { asker, startTraffic, type Acknowledged, type Ask } from './traffic.js';

const PASSWORD = 'correct horse battery';

/** From when it was due or, if no server was up then, from when the next one was. How punctual timers are in calm is for other tests. */
const RECOVERED_MS = 60_000;

/**
 * Kills a server at a random moment under load, starts it again, and so on. Then nothing that was acknowledged may be missing, nothing may
 * be there twice, and each timer has had its effect once, and not before its time.
 */
export async function killRounds(rounds: number): Promise<void> {
  await underLoad(oneOrTwoServers, async ({ members }) => {
    for (let round = 0; round < rounds; round++) await killOne(members[round % members.length]!);
  });
}

/** What is done to a company at work. */
export interface Company {
  readonly place: Place;
  readonly members: readonly Member[];
  /** What it was promised so far. */
  readonly acknowledged: readonly Acknowledged[];
}

/** Sets a company going, lets something happen to it, and counts what there is and what ought to be. */
export async function underLoad(found: Found, happens: (company: Company) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'genjin-chaos-'));
  const place = await emptyPlace(folder, found);
  const members = await Promise.all(place.settings.map(aMember));
  try {
    for (const member of members) await member.start();
    const ask = await asker(members, PASSWORD);
    const { viewer } = await ask<{ viewer: { id: string } }>('{ viewer { id } }', {});
    const traffic = startTraffic(ask, viewer.id);
    await happens({ place, members, acknowledged: traffic.acknowledged });
    await pause(1000);
    await traffic.end();
    await until('every acknowledged timer has acted', () => areReminded(ask, traffic.acknowledged), 30_000);
    for (const member of members) await member.stop();
    const database = await openDatabase({ ...place, log: quiet });
    await check(database, traffic.acknowledged, members).finally(() => database.close());
  } finally {
    await Promise.all(members.map((member) => member.kill()));
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Place {
  readonly databaseUrl: string | undefined;
  readonly mongodbUrl: string | undefined;
  readonly dataDir: string;
  readonly settings: readonly Settings[];
}

/** Which processes there are, and whether MongoDB keeps their alarms where there is one; or which MongoDB does. */
export interface Found {
  readonly onMongodb: boolean | string;
  readonly processes: readonly Settings[];
}

/** One server on the embedded database, two on a real one. */
const oneOrTwoServers: Found = { onMongodb: true, processes: onRealServer ? [{}, {}] : [{}] };

async function emptyPlace(dataDir: string, { onMongodb, processes }: Found): Promise<Place> {
  const common = { DATA_DIR: dataDir, ADMIN_PASSWORD: PASSWORD, AUTH_SECRET: 'only the chaos tests know this secret' };
  const placed = (around: Settings) => processes.map((own) => ({ ...common, ...around, ...own }));
  if (onRealServer) await aDatabase();
  const url = onRealServer ? (await databaseUrl())! : undefined;
  const fresh = onMongodb && onRealServer ? freshMongodb() : undefined;
  const mongodbUrl = typeof onMongodb === 'string' ? onMongodb : fresh;
  const services = { ...(url && { DATABASE_URL: url }), ...(mongodbUrl && { MONGODB_URL: mongodbUrl }) };
  return { databaseUrl: url, mongodbUrl, dataDir, settings: placed(services) };
}

/** Nobody else's database on the server of the tests. */
function freshMongodb(): string | undefined {
  const given = process.env['TEST_MONGODB_URL'];
  if (!given) return undefined;
  const url = new URL(given);
  url.pathname = `/genjin_chaos_${randomUUID().slice(0, 8)}`;
  return url.href;
}

async function killOne(victim: Member): Promise<void> {
  await pause(500 + Math.random() * 2500);
  await victim.kill();
  await pause(Math.random() * 1000);
  await victim.start();
}

const INBOX = `query ($after: String) {
  notifications(first: 100, after: $after) { nodes { kind followUp { id } } pageInfo { hasNextPage endCursor } }
}`;

interface Inbox {
  readonly notifications: {
    readonly nodes: readonly { readonly kind: string; readonly followUp: { readonly id: string } | null }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function areReminded(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<boolean> {
  const reminded = new Set<string>();
  for (let after: string | null = null, more = true; more;) {
    const { notifications }: Inbox = await ask<Inbox>(INBOX, { after });
    for (const { kind, followUp } of notifications.nodes)
      if (kind === 'REMINDER' && followUp) reminded.add(followUp.id);
    ({ endCursor: after, hasNextPage: more } = notifications.pageInfo);
  }
  return acknowledged.every(({ followUpId }) => reminded.has(followUpId));
}

interface Reminder {
  readonly followUpId: string;
  readonly dueAt: Date;
  readonly at: Date;
}

async function check(database: Database, acknowledged: readonly Acknowledged[], members: readonly Member[]) {
  expect(acknowledged.length).toBeGreaterThan(10);
  await checkCustomers(database, acknowledged);
  const reminders = await remindersIn(database);
  const reminded = reminders.map(({ followUpId }) => followUpId);
  expect(acknowledged.filter(({ followUpId }) => !reminded.includes(followUpId))).toEqual([]);
  expect(twice(reminded)).toEqual([]);
  expect(reminders.filter(({ at, dueAt }) => at < dueAt)).toEqual([]);
  expect(Math.max(...reminders.map((one) => lateness(one, members)))).toBeLessThan(RECOVERED_MS);
  await checkTimers(database, reminders);
}

async function checkCustomers({ sql: db }: Database, acknowledged: readonly Acknowledged[]): Promise<void> {
  const customers = await db.selectFrom('Customer').select(['id', 'name']).execute();
  const ids = customers.map(({ id }) => id);
  expect(acknowledged.filter(({ customerId }) => !ids.includes(customerId))).toEqual([]);
  expect(twice(customers.map(({ name }) => name))).toEqual([]);
}

async function remindersIn({ sql: db }: Database): Promise<readonly Reminder[]> {
  const rows = await db
    .selectFrom('Notification as n')
    .innerJoin('FollowUp as f', 'f.id', 'n.followUpId')
    .select(['f.id as followUpId', 'f.dueAt', 'n.at'])
    .where('n.kind', '=', 'REMINDER')
    .execute();
  return rows as Reminder[];
}

async function checkTimers({ sql: db }: Database, reminders: readonly Reminder[]): Promise<void> {
  const overdue = await db.selectFrom('Event').select('data').where('type', '=', 'FOLLOW_UP_OVERDUE').execute();
  expect(overdue).toHaveLength(reminders.length);
  expect(await db.selectFrom('Deadline').select('id').where('attempts', '>', 0).execute()).toEqual([]);
}

function lateness({ at, dueAt }: Reminder, members: readonly Member[]): number {
  const times = members.flatMap((member) => member.times);
  const wasUp = times.some(({ from, to }) => from <= dueAt.getTime() && at.getTime() <= to);
  const nextUp = Math.min(...times.map(({ from }) => from).filter((from) => from > dueAt.getTime()));
  return at.getTime() - (wasUp ? dueAt.getTime() : nextUp);
}

const twice = (values: readonly string[]): string[] => values.filter((one, index) => values.indexOf(one) !== index);

import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { event, type Change } from '../domain/change.js';
import { accept, type Call } from '../domain/decision.js';
import type { Locale } from '../domain/people.js';
import type { PlaybookDefinition } from '../domain/playbook/playbook.js';
import type { PoolKind } from '../domain/pool/pool.js';
import { command, type Run } from './command.js';
import type { NewPassword, Passwords } from './passwords.js';
import { rearmForCalendar } from './rearm-batch.js';
import { settleLogEpoch } from './store/event-log.js';
import type { Database } from './store/open-database.js';
import type { Settings } from './store/settings.js';
import { shippedData } from './store/shipped-data.js';
import type { Tx } from './store/tx.js';

export interface FirstStart {
  readonly timeZone: string;
  readonly locale: Locale;
  readonly adminEmail: string;
  /** Undefined means one is made. */
  readonly adminPassword: string | undefined;
}

/** How the first administrator signs in; the password only when it was made here, to be shown this once. */
export interface FirstAdmin {
  readonly email: string;
  readonly generatedPassword: string | null;
}

/**
 * Makes an empty database ready for work; answers the administrator it made, null when everything was there already.
 * Safe to call at each start, by several processes at once.
 */
export async function startFirst(
  database: Database,
  run: Run,
  passwords: Passwords,
  options: FirstStart,
): Promise<FirstAdmin | null> {
  await settleLogEpoch(database.sql);
  if (await hasStarted(database.sql)) {
    await run(followShippedHolidays, {}, { by: null });
    return null;
  }
  const generatedPassword = options.adminPassword === undefined ? newPassword() : null;
  const password = await passwords.hash(options.adminPassword ?? generatedPassword!);
  const { answer } = await run(firstStart, { ...options, password }, { by: null });
  return answer['userId'] ? { email: options.adminEmail, generatedPassword } : null;
}

/** The one whose transaction gets here first makes everything; the others wait for it and find it done. */
const firstStart = command('firstStart', async (tx, input: FirstStart & { password: NewPassword }, call) => {
  await sql`select pg_advisory_xact_lock(hashtext('first start'))`.execute(tx.sql);
  if (await hasStarted(tx.sql)) return accept([]);
  await seedSettings(tx, input);
  const userId = call.newId('User');
  const changes = [
    await seedPlaybook(tx, call),
    ...(await seedPools(tx, call)),
    await seedAdmin(tx, call, userId, input),
  ];
  return accept(changes, { userId });
});

/** Another version of the product may ship other holidays: the armed timers follow them. */
const followShippedHolidays = command('followShippedHolidays', async (tx) => {
  await tx.sql.selectFrom('Settings').select('id').where('id', '=', 1).forUpdate().execute();
  await rearmForCalendar(tx, null, await tx.loadSettings());
  return accept([]);
});

/** The settings row is written in the same transaction as all the rest, so it stands for it. */
async function hasStarted(db: Tx['sql'] | Database['sql']): Promise<boolean> {
  return (await db.selectFrom('Settings').select('id').executeTakeFirst()) !== undefined;
}

async function seedSettings({ sql: db }: Tx, { timeZone, locale }: FirstStart): Promise<void> {
  const shipped = shippedData('settings.default.json') as Settings;
  const json = {
    workingHours: shipped.workingHours,
    // The shipped days off are those of the shipped zone's country.
    holidays: timeZone === shipped.timeZone ? shipped.holidays : [],
    scoring: shipped.scoring,
    assignment: shipped.assignment,
    tagging: shipped.tagging,
    followUps: shipped.followUps,
    push: shipped.push,
    reasons: {},
    customFields: [],
  };
  const columns = Object.fromEntries(Object.entries(json).map(([name, value]) => [name, JSON.stringify(value)]));
  await db
    .insertInto('Settings')
    .values({ id: 1, timeZone, locale, ...(columns as Record<keyof typeof json, string>) })
    .execute();
}

async function seedPlaybook({ sql: db }: Tx, { newId, now }: Call): Promise<Change> {
  const definition = shippedData('playbook.default.json') as PlaybookDefinition;
  const [id, key, version] = [newId('Playbook'), definition.key, 1];
  const row = { id, key, version, definition: JSON.stringify(definition), publishedAt: now };
  await db.insertInto('Playbook').values(row).execute();
  return event('PLAYBOOK_PUBLISHED', { data: { playbookId: id, key, version } });
}

const POOLS: readonly (readonly [name: string, kind: PoolKind])[] = [
  ['公海', 'PUBLIC'],
  ['休眠池', 'DORMANT'],
  ['线索池', 'LEAD'],
];

/** Without teams a pool is open to all. */
async function seedPools({ sql: db }: Tx, { newId, now }: Call): Promise<Change[]> {
  const rules = JSON.stringify(shippedData('pool.default.json'));
  const rows = POOLS.map(([name, kind]) => ({ id: newId('Pool'), name, kind, rules, createdAt: now }));
  await db.insertInto('Pool').values(rows).execute();
  return rows.map(({ id, name, kind }) => event('POOL_CHANGED', { data: { poolId: id, name, kind } }));
}

async function seedAdmin(
  { sql: db }: Tx,
  { now }: Call,
  id: string,
  { adminEmail, locale, password }: FirstStart & { password: NewPassword },
): Promise<Change> {
  const name = locale === 'EN' ? 'Administrator' : '管理员';
  const row = {
    id,
    name,
    email: adminEmail,
    passwordHash: password.hash,
    role: 'ADMIN',
    locale,
    createdAt: now,
  } as const;
  await db.insertInto('User').values(row).execute();
  return event('USER_CHANGED', { data: { userId: id } });
}

/** 20 letters and digits without those that look alike: about 114 bits, and typed without mistakes. */
function newPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  return Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBus } from '../../commands/bus.js';
import { commandRunner } from '../../commands/command.js';
import { createCustomer } from '../../commands/create-customer.js';
import { encodeCursor } from '../../commands/store/cursor.js';
import { headOfLog } from '../../commands/store/event-log.js';
import { openDatabase, type Database } from '../../commands/store/open-database.js';
import { loadViewer } from '../../commands/store/viewers.js';
import { aDatabase, databaseUrl } from '../support/database.js';
import { writeLogRows } from '../support/log-rows.js';
import { quiet } from '../support/quiet-log.js';
import { aRedis, type RedisServer } from '../support/redis.js';
import { aMember, type Member } from './fleet.js';
import { asker } from './traffic.js';

const PASSWORD = 'correct horse battery';
const LANES = 5;

/**
 * Salespeople with their customers, on servers of their own, and a process beside them that writes what happens to these customers into
 * the log, and tells of it, as commands do: faster than commands could be carried out beside everything else on one machine.
 */
export interface SalesFloor {
  readonly members: readonly Member[];
  readonly redis: RedisServer;
  readonly people: readonly Salesperson[];
  /** In the pool that is open to all of them. */
  readonly pooledId: string;
  readonly head: string;
  /** One event of a customer. */
  happen(customerId: string): Promise<void>;
  /** Lets this many happen a second until `end`, and answers how many there were a second. */
  work(eventsPerSecond: number, data?: object): { end(): Promise<number> };
  /** Everything that happened to somebody's customers, in the order of the log. */
  cursorsOf(person: Salesperson): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Salesperson {
  readonly id: string;
  readonly token: string;
  readonly customerId: string;
}

export async function aSalesFloor(
  roles: readonly ('api' | 'worker')[],
  count: number,
  limits: Readonly<Record<string, string>> = {},
): Promise<SalesFloor> {
  await aDatabase();
  const url = (await databaseUrl())!;
  const redis = await aRedis();
  await redis.start();
  const settings = {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'genjin-streams-')),
    DATABASE_URL: url,
    REDIS_URL: redis.url,
    ADMIN_PASSWORD: PASSWORD,
    AUTH_SECRET: 'only the chaos tests know this secret',
    ...limits,
  };
  const members = await Promise.all(roles.map((role) => aMember({ ...settings, ROLE: role })));
  for (const member of members) await member.start();
  const database = await openDatabase({ databaseUrl: url, dataDir: settings.DATA_DIR, log: quiet });
  const bus = openBus({ url: redis.url, onTold: () => undefined, log: quiet });
  const run = commandRunner(database, bus.tell);
  const people: Salesperson[] = [];
  const doors = members.filter((_, index) => roles[index] === 'api');
  const ask = await asker(doors, PASSWORD);
  const team = await ask<{ createTeam: { team: { id: string } } }>(
    'mutation { createTeam(input: { name: "华东组" }) { team { id } } }',
    {},
  );
  for (let index = 0; index < count; index++) {
    const email = `sales-${index}@example.com`;
    const input = { name: `销售${index}`, email, password: PASSWORD, role: 'SALES', teamId: team.createTeam.team.id };
    const { createUser } = await ask<{ createUser: { user: { id: string } } }>(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { input },
    );
    const { signIn } = await ask<{ signIn: { accessToken: string } }>(
      'mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { accessToken } }',
      { login: email, password: PASSWORD },
    );
    const viewer = (await loadViewer(database, createUser.user.id))!;
    const made = await run(createCustomer, { name: `客户${index}`, wechat: `wx_floor_${index}` }, { by: viewer });
    people.push({ id: viewer.id, token: signIn.accessToken, customerId: made.answer['customerId'] as string });
  }
  const { viewer: admin } = await ask<{ viewer: { id: string } }>('{ viewer { id } }', {});
  const by = (await loadViewer(database, admin.id))!;
  const pooled = await run(createCustomer, { name: '公海客户', wechat: 'wx_floor_pooled' }, { by });
  const pooledId = pooled.answer['customerId'] as string;
  const head = await headOfLog(database.sql);

  const happen = async (customerId: string, data: object = {}) => {
    await writeLogRows(database, [customerId], data);
    bus.tell();
  };

  const work = (eventsPerSecond: number, data: object = {}) => {
    let isEnding = false;
    let done = 0;
    const began = Date.now();
    const lane = async () => {
      while (!isEnding) {
        await happen(people[done++ % people.length]!.customerId, data);
        const ahead = (done / eventsPerSecond) * 1000 - (Date.now() - began);
        if (ahead > 0) await pause(ahead);
      }
    };
    const lanes = Promise.all(Array.from({ length: LANES }, lane));
    lanes.catch(() => undefined); // who ends the work hears of it
    const end = async () => {
      isEnding = true;
      await lanes;
      return Math.round((done / (Date.now() - began)) * 1000);
    };
    return { end };
  };
  const close = async () => {
    await bus.close();
    await database.close();
    await Promise.all(members.map((member) => member.kill()));
    await redis.kill();
  };
  const theirs = (person: Salesperson) => cursorsOf(database, person, head);
  return { members, redis, people, pooledId, head, happen, work, cursorsOf: theirs, close };
}

async function cursorsOf({ sql }: Database, { customerId }: Salesperson, head: string): Promise<readonly string[]> {
  const rows = await sql
    .selectFrom('Event')
    .select(['tx', 'ordinal'])
    .where('customerId', '=', customerId)
    .where('recipientId', 'is', null)
    .orderBy('tx')
    .orderBy('ordinal')
    .execute();
  return rows.map(encodeCursor).filter((cursor) => cursor > head);
}

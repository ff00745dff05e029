import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { aProcess } from './contender.js';
import { aMember, type Settings } from '../test/chaos/fleet.js';

export const PASSWORD = 'correct horse battery';

/** Where one bench works: a folder and a database of its own, and what is to be ended when it is over. */
export interface Place {
  readonly scratch: string;
  readonly databaseUrl: string;
  readonly client: pg.Client;
  readonly running: (() => Promise<unknown> | void)[];
  end(): Promise<void>;
}

export async function aPlace(): Promise<Place> {
  const server = new URL(process.env['BENCH_DATABASE_URL']!);
  const name = `genjin_bench_${process.pid}`;
  const admin = new pg.Client({ connectionString: server.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: name }).href;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const running: (() => Promise<unknown> | void)[] = [];
  const end = async () => {
    for (const endOne of running.reverse()) await endOne();
    await client.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { scratch: mkdtempSync(join(tmpdir(), 'genjin-bench-')), databaseUrl, client, running, end };
}

/** The product as people start it. */
export async function aProduct({ scratch, databaseUrl, running }: Place, settings: Settings = {}) {
  const member = await aMember({
    NODE_ENV: 'production',
    ROLE: 'api',
    DATA_DIR: scratch,
    DATABASE_URL: databaseUrl,
    ADMIN_PASSWORD: PASSWORD,
    AUTH_SECRET: 'only the bench knows this secret',
    ...settings,
  });
  await member.start();
  running.push(() => member.kill());
  return member;
}

/** Another server on the same database. */
export async function other({ databaseUrl, running }: Place, script: string, settings: Settings = {}) {
  const { child, what } = await aProcess(script, { NODE_ENV: 'production', DATABASE_URL: databaseUrl, ...settings });
  running.push(() => void child.kill('SIGKILL'));
  return { pid: child.pid!, url: what as string };
}

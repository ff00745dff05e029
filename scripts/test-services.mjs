// The real services the suite also runs on: PostgreSQL servers, something that speaks MongoDB's wire protocol, and Redis.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongodbProgram } from './mongodb-program.mjs';
import { fail, say } from './project.mjs';

const DEFAULT_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';
const START_LIMIT_MS = 20_000;

/** Answers what the tests need to know, how many PostgreSQL servers they may use, and how to stop what was started here. */
export async function startServices() {
  const servers = (process.env.TEST_DATABASE_URL || DEFAULT_SERVER).split(',');
  for (const server of servers) await requireServer(server);
  const mongodb = await startMongodb();
  return {
    environment: { TEST_DATABASE_URL: servers.join(','), ...mongodb?.environment, ...(await redisOf()) },
    servers: servers.length,
    stop: async () => mongodb?.stop(),
  };
}

async function requireServer(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query('show server_version');
    say(`testing on PostgreSQL ${rows[0].server_version}`);
    await client.end();
  } catch (error) {
    fail(
      `No PostgreSQL answers (${error.message}); start one, or set TEST_DATABASE_URL to one where databases may be created.`,
    );
  }
}

/** A server that is given, else a mongod on this machine, else jongodb. */
async function startMongodb() {
  if (process.env.MONGODB_URL) return givenMongodb(process.env.MONGODB_URL);
  const program = mongodbProgram();
  if (!program) {
    say('no MongoDB server for this platform: the tests that need one are skipped');
    return undefined;
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'genjin-mongo-'));
  say(`testing on ${program.name}`);
  const child = spawn(program.path, program.args(port, folder), { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await untilListening(port, child);
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { environment: { TEST_MONGODB_URL: `mongodb://127.0.0.1:${port}/genjin_test` }, stop };
}

async function givenMongodb(url) {
  const { MongoClient } = await import('mongodb');
  try {
    const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 10_000 });
    const { version } = await client.db().admin().serverInfo();
    const { setName } = await client.db().admin().command({ hello: 1 });
    say(`testing on MongoDB ${version} of MONGODB_URL${setName ? `, replica set ${setName}` : ''}`);
    await client.close();
  } catch (error) {
    fail(`No MongoDB answers at MONGODB_URL (${error.message}).`);
  }
  return { environment: { TEST_MONGODB_URL: url, TEST_MONGODB_GIVEN: url }, stop: () => undefined };
}

/** Servers that are given, else those that tests start themselves where the machine has the program. */
async function redisOf() {
  const urls = process.env.REDIS_URL;
  if (!urls) {
    const here = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
    say(here ? 'testing on redis-server' : 'no Redis on this machine: the tests that need one are skipped');
    return {};
  }
  const { createClient } = await import('@redis/client');
  for (const url of urls.split(',')) {
    const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 5000 } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const [, version] = /redis_version:(\S+)/.exec(await client.info('server')) ?? [];
      say(`testing on Redis ${version} of REDIS_URL`);
      client.destroy();
    } catch (error) {
      fail(`No Redis answers at REDIS_URL (${error.message}).`);
    }
  }
  return { TEST_REDIS_URL: urls };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilListening(port, child) {
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await isListening(port))) {
    if (Date.now() > limit || child.exitCode !== null) fail('The MongoDB server for the tests did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

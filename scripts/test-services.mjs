// The real services the suite also runs on: a PostgreSQL server, and something that speaks MongoDB's wire protocol.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail, say } from './project.mjs';

const DEFAULT_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';
const START_LIMIT_MS = 20_000;

/** Answers what the tests need to know, how many PostgreSQL servers they may use, and how to stop what was started here. */
export async function startServices() {
  const servers = (process.env.TEST_DATABASE_URL || DEFAULT_SERVER).split(',');
  for (const server of servers) await requireServer(server);
  const mongodb = await startMongodb();
  return {
    environment: { TEST_DATABASE_URL: servers.join(','), ...(mongodb && { TEST_MONGODB_URL: mongodb.url }) },
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

/** A server that is given, else a mongod on this machine, else jongodb, which speaks enough of the protocol for tests. */
async function startMongodb() {
  if (process.env.MONGODB_URL) {
    say('testing on the MongoDB of MONGODB_URL');
    return { url: process.env.MONGODB_URL, stop: () => undefined };
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'genjin-mongo-'));
  const program = mongodProgram(folder, port) ?? jongodbProgram(port);
  if (!program) {
    say('no MongoDB server for this platform: the tests that need one are skipped');
    return undefined;
  }
  say(`testing on ${program.name}`);
  const child = spawn(program.path, program.args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await untilListening(port, child);
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `mongodb://127.0.0.1:${port}/genjin_test`, stop };
}

function mongodProgram(folder, port) {
  const path = process.env.MONGOMS_SYSTEM_BINARY || 'mongod';
  if (spawnSync(path, ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  return { name: 'mongod', path, args: ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', String(port)] };
}

function jongodbProgram(port) {
  try {
    const manifest = createRequire(import.meta.url).resolve('@jongodb/memory-server-bin-linux-x64-gnu/package.json');
    const path = join(dirname(manifest), 'bin', 'jongodb');
    return existsSync(path) ? { name: 'jongodb', path, args: ['--host=127.0.0.1', `--port=${port}`] } : undefined;
  } catch {
    return undefined;
  }
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

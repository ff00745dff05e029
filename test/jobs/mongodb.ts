import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../support/until.js';

/** A server of our own that speaks MongoDB's protocol: it can be killed, and started again on its port. */
export interface Mongodb {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it at once; what jongodb knew is lost. */
  kill(): Promise<void>;
}

const name = () => `genjin_${randomUUID().slice(0, 8)}`;

const mongod = process.env['MONGOMS_SYSTEM_BINARY'] || 'mongod';
const hasMongod = spawnSync(mongod, ['--version'], { stdio: 'ignore' }).status === 0;
const jongodb = jongodbProgram();

/** False where the machine has no MongoDB server: its tests are skipped, and say so. */
export const hasMongodb = hasMongod || jongodb !== undefined;
if (!hasMongodb)
  console.warn('SKIPPED: no program here speaks the MongoDB protocol; install mongod, or jongodb on linux-x64');

export async function aMongodb(): Promise<Mongodb> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'genjin-mongo-'));
  const [program, args] = hasMongod
    ? [mongod, ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', String(port)]]
    : [jongodb!, ['--host=127.0.0.1', `--port=${port}`]];
  let child: ChildProcess | undefined;
  return {
    url: `mongodb://127.0.0.1:${port}/${name()}`,
    start: async () => {
      child = spawn(program, args, { stdio: 'ignore' });
      await until('the MongoDB server listens', () => isListening(port), 20_000);
    },
    kill: async () => {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      if (child?.kill('SIGKILL')) await ended;
      child = undefined;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function jongodbProgram(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@jongodb/memory-server-bin-linux-x64-gnu/package.json');
    const path = join(dirname(manifest), 'bin', 'jongodb');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { afterAll } from '@jest/globals';
import { aGate, freePort, listensOn } from './gate.js';
import { until } from './until.js';

/** The Redis that was given to this worker, if any. */
const given = process.env['TEST_REDIS_URL']
  ?.split(',')
  .find((_, index, urls) => index === (Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % urls.length);

/** Whether there is one, or this machine has the program; the tests that need one are skipped where it hasn't. */
export const hasRedis =
  given !== undefined || spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** A Redis that can be killed and started again. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** Not started yet. */
export const aRedis = (): Promise<RedisServer> => (given === undefined ? ownRedis() : gateTo(new URL(given)));

/** The given one goes on; killed, it is out of reach. */
async function gateTo(url: URL): Promise<RedisServer> {
  const gate = await aGate(url.hostname, Number(url.port || 6379));
  url.host = `127.0.0.1:${gate.port}`;
  return { url: url.href, start: () => gate.open(), kill: () => gate.shut() };
}

const started = new Set<ChildProcess>();
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

async function ownRedis(): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn('redis-server', settings, { stdio: 'ignore' });
      started.add(child);
      await until('Redis listens', () => listensOn(port), 20_000);
    },
    async kill() {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGKILL');
      await ended;
    },
  };
}

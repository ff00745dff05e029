import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { until } from '../support/until.js';

/** One server of ours as a process of its own, that can be killed and started again. */
export interface Member {
  readonly url: string;
  isUp(): boolean;
  pid(): number | undefined;
  /** With what the drill adds to its settings this time. */
  start(over?: Settings): Promise<void>;
  /** Resolves when it has ended by itself. */
  ends(): Promise<void>;
  /** kill -9: no handler runs, nothing is finished. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** When it was there to work, from being ready on. */
  readonly times: readonly { readonly from: number; to: number }[];
}

const READY_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 60_000;

export type Settings = Readonly<Record<string, string>>;

export async function aMember(settings: Settings): Promise<Member> {
  const port = await freePort();
  const isWorker = settings['ROLE'] === 'worker'; // it answers no requests: its log says that it works
  const url = `http://127.0.0.1:${port}`;
  const times: { from: number; to: number }[] = [];
  let child: ChildProcess | undefined;
  let isUp = false;

  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const { exitCode, signalCode } = child ?? {};
    if (!child || exitCode !== null || signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    if (isUp) times.at(-1)!.to = Date.now();
    isUp = false;
    child.kill(signal);
    await ended;
  };
  const start = async (over: Settings = {}) => {
    const kept = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]]));
    const env = { ...kept, LOG_LEVEL: isWorker ? 'info' : 'warn', ...settings, ...over, PORT: String(port) };
    const started = spawn(process.execPath, ['dist/main.js'], { env });
    child = started;
    let output = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    started.once('exit', (code) => {
      if (isUp) times.at(-1)!.to = Date.now();
      if (isUp && !over['DRILL_STEP']) process.stderr.write(`a server ended by itself (${code}): ${output}\n`);
      isUp = false;
    });
    // A worker has no door; it says when it is at work.
    const hasDied = () => over['DRILL_STEP'] !== undefined && started.signalCode !== null;
    const isReady = () => hasDied() || (isWorker ? output.includes('"working"') : answers(`${url}/readyz`));
    await until(`${url} is ready`, isReady, READY_WITHIN_MS).catch((error: Error) => {
      throw new Error(`${error.message}: ${output}`);
    });
    if (hasDied()) return;
    times.push({ from: Date.now(), to: Infinity });
    isUp = true;
  };
  return {
    url,
    times,
    isUp: () => isUp,
    pid: () => child?.pid,
    start,
    ends: async () => void (await until(`${url} ends`, () => !isUp, ENDS_WITHIN_MS)),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** As the system counted it since the process began. */
export async function peakMemoryMb(member: Member): Promise<number> {
  const status = await readFile(`/proc/${member.pid()}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

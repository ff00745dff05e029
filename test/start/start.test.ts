import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const READY_WITHIN_MS = 60_000;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genjin-start-'));
});

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a fresh folder becomes a server that works, ends cleanly, and remembers', async () => {
  const first = await started({ DATA_DIR: folder });
  await ready(first);
  const password = /password +(\S+)/.exec(first.output())![1]!;
  const { accessToken } = await signIn(first.url, password);
  expect(statSync(join(folder, 'auth-secret')).mode & 0o777).toBe(0o600);

  const second = await started({ DATA_DIR: folder });
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toBe(
    `The data folder ${folder} is in use by process ${first.child.pid}; stop that process or set DATA_DIR to another folder.`,
  );

  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const third = await started({ DATA_DIR: folder });
  await ready(third);
  expect(third.output()).not.toContain('password');
  expect(await viewerEmail(third.url, accessToken)).toBe('admin@localhost');
  third.child.kill('SIGINT');
  expect(await third.ended).toBe(0);
}, 120_000);

test('a wrong setting ends the start with one sentence', async () => {
  const { ended, output } = await started({ PORT: 'http' });
  expect(await ended).toBe(1);
  expect(output()).toBe('PORT must be a port between 0 and 65535, not "http".\n');
});

test('a port or host that can not be had ends the start with one sentence, before a password is made', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  const busy = await started({ PORT: String(port), DATA_DIR: join(folder, 'busy') });
  expect(await busy.ended).toBe(1);
  expect(busy.output()).toBe(`Something else listens on 127.0.0.1:${port}; stop it or set PORT to another port.\n`);
  taken.close();

  const nowhere = await started({ HOST: 'nowhere.invalid', DATA_DIR: join(folder, 'busy') });
  expect(await nowhere.ended).toBe(1);
  expect(nowhere.output()).toBe('HOST must be a name or an address of this machine, not "nowhere.invalid".\n');
}, 60_000);

test('a database that does not answer ends the start with one sentence', async () => {
  const port = await freePort();
  const { ended, output } = await started({
    DATABASE_URL: `postgres://root:hunter2@127.0.0.1:${port}/x`,
    DATA_DIR: folder,
  });
  expect(await ended).toBe(1);
  expect(output()).toBe('The database of DATABASE_URL does not answer; start it or correct the variable.\n');
});

async function started(settings: Record<string, string>): Promise<Started> {
  const port = settings['PORT'] ?? String(await freePort());
  const kept = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...kept, LOG_LEVEL: 'warn', PORT: port, ...settings },
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, url: `http://127.0.0.1:${port}`, output: () => output, ended };
}

async function ready({ url, child, output }: Started): Promise<void> {
  const limit = Date.now() + READY_WITHIN_MS;
  while (!(await answersOk(`${url}/readyz`))) {
    if (Date.now() > limit || child.exitCode !== null) throw new Error(`It did not become ready: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const answersOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function signIn(url: string, password: string): Promise<{ accessToken: string }> {
  const query =
    'mutation ($password: String!) { signIn(login: "admin@localhost", password: $password) { accessToken } }';
  const { data } = await gql<{ signIn: { accessToken: string } }>(url, { query, variables: { password } });
  return data.signIn;
}

async function viewerEmail(url: string, token: string): Promise<string> {
  const { data } = await gql<{ viewer: { email: string } }>(url, { query: '{ viewer { email } }' }, token);
  return data.viewer.email;
}

async function gql<T>(url: string, body: object, token?: string): Promise<{ data: T }> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { data: T };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

// S: one event to 1,000 subscribers of the same operation. CPU of the server's process for each delivery, from the written row to the
// socket: the product (reading the log, rights and answer included), a bare broadcast of the same bytes, and graphql-ws as it comes.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { openBus } from '../commands/bus.js';
import { openDatabase } from '../commands/store/open-database.js';
import { gaugeSettings, readGauge } from '../test/chaos/gauge.js';
import { asker } from '../test/chaos/traffic.js';
import { writeLogRows } from '../test/support/log-rows.js';
import { quiet } from '../test/support/quiet-log.js';
import { aProcess, median, said } from './contender.js';
import { aPlace, aProduct, PASSWORD } from './place.js';

const SOCKETS = Number(process.env['BENCH_SOCKETS'] ?? 1_000);
const PEOPLE = 20;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const EVENTS = 20;
const MUST = { cpu: 1.5, heapKb: 9 };
const REDIS_URL = process.env['REDIS_URL'];

/** One server with its readers. */
interface Contender {
  readonly pid: number;
  readonly gauge: string;
  readonly readers: ChildProcess;
  readonly total: { sent: number };
  readonly idleHeapKb: number;
  /** Lets one event happen; `message` is how the product told it first. */
  readonly send: (message: string) => Promise<void> | void;
}

const place = await aPlace();
const { scratch, running } = place;

async function withReaders(
  name: string,
  { pid, url, tokens }: { pid: number; url: string; tokens: readonly string[] },
  send: Contender['send'],
): Promise<Contender> {
  const gauge = join(scratch, `${name}.json`);
  const few = await aProcess('bench/readers.ts', {}, [url, '50', tokens.join(',')]); // whatever is made once is made now
  const before = await readGauge(pid, gauge);
  const readers = await aProcess('bench/readers.ts', {}, [url, String(SOCKETS), tokens.join(',')]);
  running.push(() => void readers.child.kill('SIGKILL'));
  await pause(3_000);
  const after = await readGauge(pid, gauge);
  few.child.kill('SIGKILL');
  const idleHeapKb = (after.heapUsed - before.heapUsed) / SOCKETS / 1024;
  return { pid, gauge, readers: readers.child, total: { sent: 0 }, idleHeapKb, send };
}

async function product(): Promise<Contender> {
  const member = await aProduct(place, {
    ...gaugeSettings(join(scratch, 'product.json')),
    SOCKETS_PER_ADDRESS: '9999',
    SOCKETS_PER_SECOND: '9999',
    ...(REDIS_URL && { REDIS_URL }),
  });
  const database = await openDatabase({ databaseUrl: place.databaseUrl, dataDir: scratch, log: quiet });
  const bus = REDIS_URL ? openBus({ url: REDIS_URL, onTold: () => undefined, log: quiet }) : null;
  running.push(async () => {
    await bus?.close();
    await database.close();
  });
  const { tokens, customerId } = await aCompany(await asker([member], PASSWORD));
  const url = `${member.url.replace('http', 'ws')}/graphql`;
  return withReaders('product', { pid: member.pid()!, url, tokens }, async () => {
    await writeLogRows(database, [customerId]);
    bus?.tell();
  });
}

async function aCompany(ask: Awaited<ReturnType<typeof asker>>) {
  const tokens: string[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    const email = `manager-${index}@example.com`;
    const input = { name: `经理${index}`, email, password: PASSWORD, role: 'MANAGER' };
    await ask('mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }', { input });
    const { signIn } = await ask<{ signIn: { accessToken: string } }>(
      'mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { accessToken } }',
      { login: email, password: PASSWORD },
    );
    tokens.push(signIn.accessToken);
  }
  const { createCustomer } = await ask<{ createCustomer: { customer: { id: string } } }>(
    'mutation { createCustomer(input: { name: "周敏", company: "宏远贸易", wechat: "wx_bench_1" }) { customer { id } } }',
    {},
  );
  return { tokens, customerId: createCustomer.customer.id };
}

async function other(name: string): Promise<Contender> {
  const settings = { ...gaugeSettings(join(scratch, `${name}.json`)), NODE_ENV: 'production' };
  const { child, what } = await aProcess(`bench/${name}.ts`, settings);
  running.push(() => void child.kill('SIGKILL'));
  const send = (message: string) => void child.send(message);
  return withReaders(name, { pid: child.pid!, url: what as string, tokens: [''] }, send);
}

/** CPU microseconds for each delivery of one round, and what its last message said. */
async function round({ pid, gauge, readers, total, send }: Contender, message: string) {
  let last = '';
  const { from } = await readGauge(pid, gauge);
  for (let event = 0; event < EVENTS; event++) {
    const arrived = said(readers, 'arrived');
    readers.send((total.sent += SOCKETS));
    await send(message);
    last = (await arrived) as string;
  }
  const { until } = await readGauge(pid, gauge);
  return { micros: (until - from) / (EVENTS * SOCKETS), last };
}

const payloadOf = (message: string): string => JSON.stringify((JSON.parse(message) as { payload: object }).payload);

try {
  const contenders = {
    product: await product(),
    'bare ws': await other('bare-ws'),
    'graphql-ws': await other('plain-graphql-ws'),
  };
  const micros: Record<string, number[]> = {};
  let { last: message } = await round(contenders.product, '');
  for (let number = 0; number < ROUNDS; number++) {
    for (const [name, contender] of Object.entries(contenders)) {
      const { micros: each, last } = await round(contender, message);
      if (name === 'product') message = last;
      else if (payloadOf(last) !== payloadOf(message)) throw new Error(`${name} told something else: ${last}`);
      (micros[name] ??= []).push(each);
    }
  }
  const limits = micros['bare ws']!;
  /** Rounds that lie side by side: the machine may be slower in the next. */
  const timesTheLimit = (name: string) => median(micros[name]!.map((each, number) => each / limits[number]!));
  for (const [name, { idleHeapKb }] of Object.entries(contenders)) {
    const each = median(micros[name]!);
    console.log(
      `S ${name.padEnd(10)} ${timesTheLimit(name).toFixed(2)} × the limit’s CPU for a delivery (${each.toFixed(1)} µs; ${Buffer.byteLength(message)} bytes), ${idleHeapKb.toFixed(1)} KB heap an idle socket`,
    );
  }
  if (timesTheLimit('product') > MUST.cpu || contenders.product.idleHeapKb > MUST.heapKb) {
    console.log(`S misses its bounds: at most ${MUST.cpu} × and ${MUST.heapKb} KB.`);
    process.exitCode = 1;
  }
} finally {
  await place.end();
}
process.exit();

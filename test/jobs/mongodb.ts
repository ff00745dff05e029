import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { mongodbProgram, type MongodbProgram } from '../../scripts/mongodb-program.mjs';
import { aGate, freePort, listensOn } from '../support/gate.js';
import { until } from '../support/until.js';

/** A server that speaks MongoDB's protocol, with a database of our own: it can be killed, and started again on its port. */
export interface Mongodb {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it at once; what it knew is lost. */
  kill(): Promise<void>;
}

/** Not ours to end: others use it too. */
const given = process.env['TEST_MONGODB_GIVEN'];
const program = given === undefined ? mongodbProgram() : undefined;

/** False where the machine has no MongoDB server: its tests are skipped, and say so. */
export const hasMongodb = given !== undefined || program !== undefined;
if (!hasMongodb)
  console.warn('SKIPPED: no program here speaks the MongoDB protocol; install mongod, or jongodb on linux-x64');

/** Not started yet. */
export const aMongodb = (): Promise<Mongodb> => (given === undefined ? ownMongodb(program!) : gateTo(given));

const name = () => `genjin_${randomUUID().slice(0, 8)}`;

/** The given one goes on; killed, it is out of reach, and our alarms are forgotten. */
async function gateTo(server: string): Promise<Mongodb> {
  const url = new URL(server);
  const gate = await aGate(url.hostname, Number(url.port || 27_017));
  url.host = `127.0.0.1:${gate.port}`;
  url.pathname = `/${name()}`;
  url.searchParams.delete('replicaSet');
  url.searchParams.set('directConnection', 'true'); // the members of a set would be called by their own addresses
  const forget = async () => {
    const client = await MongoClient.connect(server);
    const jobs = client.db(url.pathname.slice(1)).collection('agendaJobs');
    await jobs.deleteMany({}).finally(() => client.close());
  };
  return { url: url.href, start: () => gate.open(), kill: async () => (await gate.shut(), forget()) };
}

async function ownMongodb({ path, args }: MongodbProgram): Promise<Mongodb> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'genjin-mongo-'));
  let child: ChildProcess | undefined;
  return {
    url: `mongodb://127.0.0.1:${port}/${name()}`,
    start: async () => {
      child = spawn(path, args(port, folder), { stdio: 'ignore' });
      await until('the MongoDB server listens', () => listensOn(port), 20_000);
    },
    kill: async () => {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      if (child?.kill('SIGKILL')) await ended;
      child = undefined;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

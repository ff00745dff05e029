import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { aMongodb } from '../jobs/mongodb.js';
import { onRealServer } from '../support/database.js';
import type { Member, Settings } from './fleet.js';
import { underLoad, type Company, type Found, type Place } from './kill-rounds.js';

/** The marked steps of a timer's firing, as test/chaos/preload.mjs knows them. */
export const STEPS = [
  'BEFORE_CLAIM',
  'AFTER_CLAIM',
  'IN_TRANSACTION',
  'BEFORE_COMMIT',
  'AFTER_COMMIT',
  'BEFORE_STORE_HEARS',
] as const;

/** Whoever comes there by chance would die on the way to its start. */
const MOST_PASSAGES = 5;

const preload = { NODE_OPTIONS: `--import=${pathToFileURL('test/chaos/preload.mjs').href}` };
const worker = { ROLE: 'worker', ...preload };
const api = { ROLE: 'api' };

/** Two workers beside an API process on a real server; one process with everything on the embedded database. */
const found = (onMongodb: Found['onMongodb'], workers: readonly Settings[] = [worker, worker]): Found => ({
  onMongodb,
  processes: onRealServer ? [api, ...workers] : [preload],
});

const workersOf = (members: readonly Member[]) => (members.length > 1 ? members.slice(1) : members);

/** Kills a worker at each marked step in turn, so many times in all. */
export const killedAtSteps = (rounds: number, onMongodb: boolean): Promise<void> =>
  underLoad(found(onMongodb), async ({ members }) => {
    const workers = workersOf(members);
    for (let round = 0; round < rounds; round++)
      await killAt(STEPS[round % STEPS.length]!, round, workers[round % workers.length]!);
  });

async function killAt(step: string, round: number, victim: Member): Promise<void> {
  await victim.kill();
  await victim.start({ DRILL_STEP: step, DRILL_COUNT: String(1 + (round % MOST_PASSAGES)) });
  await victim.ends();
  await victim.start();
}

/** Wipes the store of the alarms again and again while timers fall due. */
export const storeWiped = (times: number, onMongodb: boolean): Promise<void> =>
  underLoad(found(onMongodb), async ({ place }: Company) => {
    for (let time = 0; time < times; time++) {
      await pause(2000);
      await wipe(place);
    }
  });

async function wipe({ databaseUrl, mongodbUrl }: Place): Promise<void> {
  if (mongodbUrl) {
    const client = await MongoClient.connect(mongodbUrl);
    const wiped = client.db().collection('agendaJobs').deleteMany({}); // dropping the database is more than every server of the tests can
    await wiped.finally(() => client.close());
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl! });
  await client.connect();
  await client.query('truncate agenda_jobs');
  await client.end();
}

/** MongoDB is out of reach for so long, and has forgotten everything when it is back. Work is taken all the time. */
export async function storeStopped(forMs: number): Promise<void> {
  const mongodb = await aMongodb();
  await mongodb.start();
  try {
    await underLoad(found(mongodb.url), async ({ acknowledged }) => {
      await pause(5000);
      await mongodb.kill();
      await pause(forMs / 2);
      const halfway = acknowledged.length;
      await pause(forMs / 2);
      expect(acknowledged.length).toBeGreaterThan(halfway);
      await mongodb.start();
      await pause(5000);
    });
  } finally {
    await mongodb.kill();
  }
}

/** Two workers, of which one has a clock that is wrong. */
export const clockOff = (offMs: number, forMs: number, onMongodb: boolean): Promise<void> =>
  underLoad(found(onMongodb, [{ ...worker, DRILL_CLOCK_MS: String(offMs) }, worker]), () => pause(forMs));

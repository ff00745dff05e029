import type { Run } from '../commands/command.js';
import { findUnreported, keepPilotReport } from '../commands/pilot/keep-pilot-report.js';
import {
  findMigrating,
  firstToMigrate,
  migratePilot,
  type MigratePilot,
  type PilotMigrated,
} from '../commands/pilot/migrate-pilot.js';
import { turnPilots } from '../commands/pilot/turn-pilots.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';
import { isUnavailable } from '../commands/store/unavailable.js';
import type { Reports } from './reports.js';

interface PilotOptions {
  readonly database: Database;
  readonly run: Run;
  readonly reports: Reports;
  readonly log: Log;
  /** Ends the work between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

const SYSTEM = { by: null };
/** Customers in one transaction: short enough to be in nobody's way. */
const BATCH = 100;

/** Begins and ends the pilots whose time has come, tells what those that ended showed, and carries their customers over and back. */
export async function carryOnPilots(options: PilotOptions): Promise<void> {
  const { database, run, signal } = options;
  while (!signal.aborted && (await run(turnPilots, {}, SYSTEM)).answer['outcome'] !== 'NONE');
  for (const pilotId of await findUnreported(database)) if (!signal.aborted) await report(pilotId, options);
  for (const pilotId of await findMigrating(database)) if (!signal.aborted) await migrate(pilotId, options);
}

/** One that can't be told of now is tried again at the next turn, and holds up nobody. */
async function report(pilotId: string, { run, reports, log }: PilotOptions): Promise<void> {
  try {
    await run(keepPilotReport, { pilotId, report: await reports.ofPilot(pilotId) }, SYSTEM);
  } catch (error) {
    log.error({ err: error, pilotId }, 'the report of a pilot could not be made');
  }
}

async function migrate(pilotId: string, options: PilotOptions): Promise<void> {
  const { log, signal } = options;
  let outcome: PilotMigrated = 'MORE';
  while (outcome === 'MORE' && !signal.aborted)
    outcome = await batch(options, { pilotId, limit: BATCH }).catch((error: unknown) => {
      log.error({ err: error, pilotId }, 'a batch of a pilot’s customers failed; it is tried one by one');
      return oneByOne(pilotId, options);
    });
}

/** Whom a fault stands in the way of keeps the version it has, so that the rest goes on. */
async function oneByOne(pilotId: string, options: PilotOptions): Promise<PilotMigrated> {
  const { database, log, signal } = options;
  let outcome: PilotMigrated = 'MORE';
  for (let count = 0; count < BATCH && outcome === 'MORE' && !signal.aborted; count++) {
    const next = await firstToMigrate(database, pilotId);
    outcome = await batch(options, { pilotId, limit: 1 }).catch((error: unknown) => {
      if (next === null || isUnavailable(error)) throw error;
      log.error({ err: error, pilotId, id: next }, 'a customer of a pilot keeps its playbook version');
      return batch(options, { pilotId, limit: 1, pass: next });
    });
  }
  return outcome;
}

const batch = async ({ run }: PilotOptions, input: MigratePilot): Promise<PilotMigrated> =>
  (await run(migratePilot, input, SYSTEM)).answer['outcome'] as PilotMigrated;

import type { Database } from '../../commands/store/open-database.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import type { Window } from '../../domain/simulation/simulate.js';
import type { Tally } from '../../domain/simulation/tally.js';
import { organisationToday } from '../queries/organisation-today.js';
import { pastsAfter, type PastsAsked } from '../queries/pasts.js';
import { inThreads } from './crew.js';
import { simulationOf } from './trial.js';

export interface Simulation {
  readonly draft: Playbook;
  readonly window: Window;
  /** Of whom: those who follow a playbook of this key; null: everybody. */
  readonly playbookKey: string | null;
}

/** How many customers are read at once. */
const BATCH = 250;

/**
 * Tries a draft out on everybody's past, a batch at a time: nothing is written, and others are served in between. The few customers of a small
 * company are soon done with, more are shared among threads. Ends as soon as it is called off.
 */
export async function runSimulation(
  database: Database,
  { draft, window, playbookKey }: Simulation,
  signal: AbortSignal,
): Promise<Tally> {
  const trial = { draft, organisation: await organisationToday(database), window };
  const batches = pasts(database, { window, playbookKey }, signal);
  const { tally, live } = simulationOf(trial);
  const first = (await batches.next()).value ?? [];
  const turns = new Turns(signal);
  for (const past of first) {
    await turns.next();
    live(past);
  }
  if (first.length < BATCH) return tally;
  for (const counted of await inThreads(trial, batches, signal)) tally.add(counted);
  return tally;
}

/** One batch after the other; the next one is read while this one is worked on. */
async function* pasts(
  database: Database,
  asked: PastsAsked,
  signal: AbortSignal,
): AsyncGenerator<readonly string[], undefined> {
  let reading = pastsAfter(database, asked, '', BATCH);
  for (;;) {
    const batch = await reading;
    signal.throwIfAborted();
    const last = batch.at(-1);
    if (!last) return;
    reading = pastsAfter(database, asked, last.id, BATCH);
    reading.catch(() => undefined); // told where it is awaited
    yield batch.map(({ past }) => past);
  }
}

/** How long the simulation keeps the process to itself, in milliseconds. */
const TURN_MS = 8;

/** Lets others have their turn. */
class Turns {
  private since = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  async next(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
}

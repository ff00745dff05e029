import type { Database } from '../../commands/store/open-database.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import { readPast } from '../../domain/simulation/read-past.js';
import { settingFor } from '../../domain/simulation/setting.js';
import { simulateCustomer, type Window } from '../../domain/simulation/simulate.js';
import { Tally } from '../../domain/simulation/tally.js';
import { organisationToday } from '../queries/organisation-today.js';
import { pastsAfter, type PastsAsked } from '../queries/pasts.js';

export interface Simulation {
  readonly draft: Playbook;
  readonly window: Window;
  /** Of whom: those who follow a playbook of this key; null: everybody. */
  readonly playbookKey: string | null;
}

/** How many customers are read at once. */
const BATCH = 250;
const MOST_SAMPLES = 50;

/** Tries a draft out on everybody's past, a batch at a time: nothing is written, and others are served in between. Ends as soon as it is called off. */
export async function runSimulation(
  database: Database,
  { draft, window, playbookKey }: Simulation,
  signal: AbortSignal,
): Promise<Tally> {
  const setting = settingFor(draft, await organisationToday(database));
  const asked = { window, playbookKey };
  const tally = new Tally(MOST_SAMPLES);
  const turns = new Turns(signal);
  for await (const { past } of pasts(database, asked)) {
    await turns.next();
    simulateCustomer(readPast(past), window, setting, tally);
  }
  return tally;
}

/** One after the other; the next batch is read while this one is worked on. */
async function* pasts(database: Database, asked: PastsAsked) {
  let reading = pastsAfter(database, asked, '', BATCH);
  for (;;) {
    const batch = await reading;
    const last = batch.at(-1);
    if (!last) return;
    reading = pastsAfter(database, asked, last.id, BATCH);
    reading.catch(() => undefined); // told where it is awaited
    yield* batch;
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

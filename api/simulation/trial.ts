import type { Playbook } from '../../domain/playbook/playbook.js';
import { readPast } from '../../domain/simulation/read-past.js';
import { settingFor, type Organisation } from '../../domain/simulation/setting.js';
import { simulateCustomer, type Window } from '../../domain/simulation/simulate.js';
import { Tally } from '../../domain/simulation/tally.js';

/** What is tried out, in which organisation, over which time. */
export interface Trial {
  readonly draft: Playbook;
  readonly organisation: Organisation;
  readonly window: Window;
}

export const MOST_SAMPLES = 50;

/** A trial under way: it lives through one written past after the other. */
export function simulationOf({ draft, organisation, window }: Trial) {
  const setting = settingFor(draft, organisation);
  const tally = new Tally(MOST_SAMPLES);
  return { tally, live: (past: string): void => simulateCustomer(readPast(past), window, setting, tally) };
}

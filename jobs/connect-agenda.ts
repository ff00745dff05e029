import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../commands/store/open-database.js';
import { startAgenda, type AgendaOptions, type RunningAgenda } from './agenda.js';
import { openAlarmStore } from './alarm-store.js';

/** Agenda, once its store can be reached; until then there is none, and nobody waits for it. */
export interface EventualAgenda {
  /** Does this with Agenda, or nothing while there is none. */
  use(work: (agenda: RunningAgenda) => Promise<void>): Promise<void>;
  isUp(): boolean;
  /** How many alarms stand in the store; null where it doesn't answer soon. */
  count(): Promise<number | null>;
  stop(): Promise<void>;
}

interface ConnectOptions extends Omit<AgendaOptions, 'store' | 'load'> {
  readonly mongodbUrl: string | undefined;
  readonly database: Database;
  readonly onConnected: () => void;
}

/** Alarms in work at the same time: the embedded database has one connection, a server's pool twenty for everything. */
const EMBEDDED_LOAD = { concurrency: 5, lockLimit: 50 };
const SERVER_LOAD = { concurrency: 8, lockLimit: 200 };

/** Connects in the background and tries again until it works or is stopped. */
export function connectAgenda({ onConnected, ...options }: ConnectOptions): EventualAgenda {
  const ending = new AbortController();
  let agenda: RunningAgenda | undefined;
  const connect = async () => {
    const store = await openAlarmStore(options);
    const load = options.database.embedded ? EMBEDDED_LOAD : SERVER_LOAD;
    agenda = await startAgenda({ ...options, store, load });
    onConnected();
  };
  const connecting = untilDone(connect, options, ending.signal);
  return {
    use: async (work) => agenda && work(agenda),
    isUp: () => agenda?.isUp() ?? false,
    count: () => (agenda ? soon(agenda.count()) : Promise.resolve(null)),
    stop: async () => {
      ending.abort();
      await connecting;
      await agenda?.stop();
    },
  };
}

/** A store that hangs holds up nobody who only asks how it is. */
const COUNT_WITHIN_MS = 3000;

function soon(count: Promise<number>): Promise<number | null> {
  return Promise.race([count.catch(() => null), pause(COUNT_WITHIN_MS, null, { ref: false })]);
}

async function untilDone(
  work: () => Promise<void>,
  { pace, log }: Pick<AgendaOptions, 'pace' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      return await work();
    } catch (error) {
      if (isFirst) log.warn({ err: error }, "the alarms' store can't be reached; the sweep fires what is due");
    }
    await pause(pace.reconnectMs, undefined, { signal }).catch(() => undefined);
  }
}

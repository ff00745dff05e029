import { claimAlarms, forgetAlarms, forgetAllAlarms, type Alarm } from '../commands/alarms.js';
import type { Database } from '../commands/store/open-database.js';

/** Wakes deadlines at their time. It may forget an alarm, ring late or twice: the deadline's row is the truth, the sweep its safety net. */
export interface Alarms {
  set(alarms: readonly Alarm[]): Promise<void>;
}

/** Alarms together with the store that keeps them. */
export interface StoredAlarms extends Alarms {
  /** Whether the store still knows what it was told before. A new or wiped one doesn't. Rejects while it can't be reached. */
  remembers(): Promise<boolean>;
  /** Tells it the recurring work, by which it is known to remember. */
  tellRecurringWork(): Promise<void>;
}

/** Alarms are set for what is due within this time; what is due later waits in its row. */
const WINDOW_MS = 3_600_000;

const BATCH = 500;

/** Sets the alarms of the next hour. A store that has forgotten gets all of them anew. */
export async function armWindow(database: Database, alarms: StoredAlarms): Promise<void> {
  const isNew = !(await alarms.remembers());
  if (isNew) await forgetAllAlarms(database, { withinMs: WINDOW_MS });
  if (isNew) await alarms.tellRecurringWork();
  await arm(database, alarms, WINDOW_MS);
}

/** Sets the alarms of all deadlines due within the span that have none yet. */
export async function arm(database: Database, alarms: Alarms, withinMs: number): Promise<void> {
  for (;;) {
    const claimed = await claimAlarms(database, { withinMs, limit: BATCH });
    await setOrForget(database, alarms, claimed);
    if (claimed.length < BATCH) return;
  }
}

/** Due within this time, many are woken by the alarm of the last of them: a thousand at nine o'clock need one. */
const JOIN_MS = 200;

function joined(alarms: readonly Alarm[]): readonly Alarm[] {
  const last: Alarm[] = [];
  let first = -Infinity;
  for (const alarm of alarms)
    if (alarm.inMs <= first + JOIN_MS) last[last.length - 1] = alarm;
    else {
      last.push(alarm);
      first = alarm.inMs;
    }
  return last;
}

async function setOrForget(database: Database, alarms: Alarms, claimed: readonly Alarm[]): Promise<void> {
  try {
    await alarms.set(joined(claimed));
  } catch (error) {
    const ids = claimed.map(({ deadlineId }) => deadlineId);
    await forgetAlarms(database.sql, ids);
    throw error;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '../commands/command.js';
import { findOverdue, FROM_THE_FIRST, type DuePlace, type Overdue } from '../commands/overdue-deadlines.js';
import { reachBatch } from '../commands/reach-batch.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';
import { isUnavailable } from '../commands/store/unavailable.js';
import { isReassignment } from '../domain/deadline/reach-response.js';
import type { BatchSize } from './batch-size.js';
import type { Reach } from './reach.js';

export interface SweepOptions {
  readonly database: Database;
  readonly run: Run;
  readonly reach: Reach;
  readonly log: Log;
  /** How long a deadline rests after each fault, before it is parked. */
  readonly restsMs: readonly number[];
  readonly size: BatchSize;
  /** Ends the sweep between two batches. */
  readonly signal: AbortSignal;
}

export interface Swept {
  /** Timers that were fired. */
  readonly fired: number;
  /** Whether more of the same customers may be due. */
  readonly goOn: boolean;
}

/** What came due within this time isn't left waiting for an older backlog. */
const FRESH_MS = 10_000;

/**
 * Fires all that is due, in due order and many at a time. Any number of workers sweep at once: each passes over what another holds. Of one
 * customer the first is fired; what is due after it, decided on what that one wrote, is the next sweep's. While there is a backlog, every
 * other batch is of what came due just now.
 */
export async function sweep(options: SweepOptions): Promise<Swept> {
  const { database, size, signal } = options;
  const backlog = walk(database);
  const fresh = walk(database, FRESH_MS);
  const count = { found: 0, fired: 0 };
  const fire = async (due: readonly Overdue[]) => {
    count.found += due.length;
    count.fired += await fireAll(due, options);
  };
  for (let isMore = true; isMore && !signal.aborted;) {
    const limit = size.now();
    const due = await backlog(limit);
    await fire(due);
    isMore = due.length === limit;
    if (isMore && !signal.aborted) await fire(await fresh(size.now()));
  }
  return { fired: count.fired, goOn: count.fired > 0 && count.fired < count.found };
}

/** Goes on after the last one each time, so that none is met twice in a sweep. */
function walk(database: Database, withinMs?: number): (limit: number) => Promise<readonly Overdue[]> {
  let after: DuePlace = FROM_THE_FIRST;
  return async (limit) => {
    const due = await findOverdue(database, { after, limit, ...(withinMs !== undefined && { withinMs }) });
    after = due.at(-1) ?? after;
    return due;
  };
}

async function fireAll(due: readonly Overdue[], options: SweepOptions): Promise<number> {
  const alone = due.filter(isAlone);
  const together = due.filter((one) => !isAlone(one));
  return (await fireTogether(together, options)) + (await fireEach(alone, options));
}

/** What has failed before shall not break a batch, and who is to get a lead is decided for one lead after the other. */
const isAlone = (one: Overdue): boolean => one.attempts > 0 || isReassignment(one);

async function fireTogether(due: readonly Overdue[], options: SweepOptions): Promise<number> {
  const { run, restsMs, log, size } = options;
  if (due.length === 0) return 0;
  const began = performance.now();
  const onFault = (deadlineId: string, err: unknown) =>
    log.error({ err, deadlineId }, 'a deadline could not be handled');
  try {
    const { answer } = await run(reachBatch, { due, restsMs, onFault }, { by: null });
    const tookMs = performance.now() - began;
    size.learn(due.length, tookMs);
    await makeRoom(tookMs, options);
    return Number(answer['handled']);
  } catch (error) {
    size.shrink();
    if (isUnavailable(error)) throw error;
    log.error({ err: error }, 'a batch of deadlines could not be handled; they are tried one by one');
    return fireEach(due, options);
  }
}

/** What a request does between two of its statements takes less. */
const GAP_MS = 3;

/**
 * Requests, here and in other processes, have their turn between two batches: half as long as a batch, and until what has begun here is over, but
 * at most twice as long.
 */
async function makeRoom(tookMs: number, { database: { pool }, signal }: SweepOptions): Promise<void> {
  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined);
  const latest = performance.now() + 2 * tookMs;
  const isInUse = () => pool.totalCount > pool.idleCount || pool.waitingCount > 0;
  await rest(tookMs / 2);
  while (isInUse() && performance.now() < latest && !signal.aborted) await rest(GAP_MS);
}

async function fireEach(due: readonly Overdue[], { reach, signal }: SweepOptions): Promise<number> {
  let fired = 0;
  for (const { id } of due) {
    if (signal.aborted) break;
    if ((await reach(id, { onlyIfFree: true })) === 'HANDLED') fired += 1;
  }
  return fired;
}

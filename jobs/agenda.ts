import { Agenda, type AgendaBackend, type Job } from 'agenda';
import type { Alarm } from '../commands/alarms.js';
import type { Log } from '../commands/store/log.js';
import type { AlarmStore } from './alarm-store.js';
import type { StoredAlarms } from './alarms.js';
import type { Pace } from './pace.js';

/** Agenda in service: it rings the alarms that are set here or by another process. */
export interface RunningAgenda extends StoredAlarms {
  /** False while the store doesn't answer. */
  isUp(): boolean;
  /** How many alarms stand in the store; rejects where it doesn't answer. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

export interface AgendaOptions {
  readonly store: AlarmStore;
  /** Null where this process only sets alarms and rings none. */
  readonly work: { readonly ring: (deadlineId: string) => Promise<void>; readonly cleanUp: () => Promise<void> } | null;
  /** Alarms in work at the same time, and how many are taken in advance. */
  readonly load: { readonly concurrency: number; readonly lockLimit: number };
  readonly pace: Pace;
  readonly log: Log;
}

const DEADLINE = 'deadline';
const CLEAN_UP = 'cleanUp';
const CLEAN_UP_EVERY = '1 hour';

/** Alarms that ring a moment early ring in vain: timers of the process may be a little fast. */
const MARGIN_MS = 5;

export async function startAgenda({ store, work, load, pace, log }: AgendaOptions): Promise<RunningAgenda> {
  const agenda = new Agenda({
    backend: connected(store.backend, log),
    processEvery: pace.pollEveryMs,
    defaultLockLifetime: pace.lockMs,
    defaultConcurrency: load.concurrency,
    maxConcurrency: load.concurrency,
    defaultLockLimit: load.lockLimit,
    lockLimit: load.lockLimit,
  });
  const health = watchHealth(agenda, log);
  const inWork = trackJobs(agenda, log);
  if (work) {
    agenda.define<{ deadlineId: string }>(DEADLINE, (job) => work.ring(job.attrs.data.deadlineId));
    agenda.define(CLEAN_UP, () => work.cleanUp());
    await agenda.start();
  }
  const set = async (alarms: readonly Alarm[]) => {
    for (const { deadlineId, inMs } of alarms) await agenda.schedule(ringsAt(inMs), DEADLINE, { deadlineId });
  };
  const remembers = async () => {
    const { jobs } = await agenda.queryJobs({ name: CLEAN_UP });
    return jobs.some(({ repeatInterval }) => repeatInterval === CLEAN_UP_EVERY);
  };
  return {
    isUp: health.isUp,
    set: (alarms) => health.of(set(alarms)),
    count: () => health.of(store.count(DEADLINE)),
    remembers: () => health.of(remembers()),
    tellRecurringWork: async () => void (await agenda.every(CLEAN_UP_EVERY, CLEAN_UP)),
    stop: () => stop(agenda, inWork, { store, limitMs: pace.stopMs, log }),
  };
}

/** The store is up until a call fails, and up again once a call of ours succeeds; each change is logged once. */
function watchHealth(agenda: Agenda, log: Log) {
  let isUp = true;
  const down = (err: unknown) => {
    if (isUp) log.warn({ err }, "the alarms' store doesn't answer; the sweep fires what is due");
    isUp = false;
  };
  const up = () => {
    if (!isUp) log.info({}, "the alarms' store answers again");
    isUp = true;
  };
  agenda.on('error', down);
  const of = async <T>(call: Promise<T>): Promise<T> => {
    void call.then(up, down);
    return call;
  };
  return { isUp: () => isUp, of };
}

const ringsAt = (inMs: Alarm['inMs']): Date => new Date(Date.now() + Math.ceil(inMs) + MARGIN_MS);

/** Agenda connects in its constructor, where nobody can catch a failure: so it gets a backend that is connected already. */
function connected({ name, repository, logger }: AgendaBackend, log: Log): AgendaBackend {
  const unlockJob = repository.unlockJob.bind(repository);
  // Agenda doesn't wait for this call: its failure would end the process. The lock expires instead.
  repository.unlockJob = (job) =>
    unlockJob(job).catch((error: unknown) => log.warn({ err: error }, 'an alarm stays locked'));
  const done = () => Promise.resolve();
  return { name, repository, ...(logger && { logger }), ownsConnection: false, connect: done, disconnect: done };
}

/**
 * The jobs in work until their last word to the store. Alarms are removed here whether they succeeded or not (a failed one's deadline is
 * the sweep's), because Agenda's own removal happens after the last event that tells of it.
 */
function trackJobs(agenda: Agenda, log: Log): ReadonlySet<Job> {
  const inWork = new Set<Job>();
  agenda.on('start', (job: Job) => void inWork.add(job));
  agenda.on('complete', (job: Job) => {
    const removed = job.attrs.name === DEADLINE ? job.remove() : Promise.resolve();
    removed
      .catch((error: unknown) => log.warn({ err: error }, 'a used alarm stays in the store'))
      .finally(() => inWork.delete(job));
  });
  agenda.on('fail', (error: Error, job: Job) => log.error({ err: error, job: job.attrs.name }, 'a job failed'));
  return inWork;
}

interface Stopping {
  readonly store: AlarmStore;
  readonly limitMs: number;
  readonly log: Log;
}

/** Takes no more alarms, gives back those taken in advance, waits for what is in work, then closes the store. */
async function stop(agenda: Agenda, inWork: ReadonlySet<Job>, { store, limitMs, log }: Stopping): Promise<void> {
  const limit = Date.now() + limitMs;
  await agenda
    .stop(false)
    .catch((error: unknown) => log.warn({ err: error }, 'alarms stay locked until their locks expire'));
  while (inWork.size > 0 && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 10));
  if (inWork.size > 0) log.warn({ jobs: inWork.size }, 'stopped without waiting any longer for jobs in work');
  await store.close();
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Announce } from '../commands/announce.js';
import { PROCESS_ROLES } from '../commands/beat.js';
import { cleanUp } from '../commands/clean-up.js';
import type { Run } from '../commands/command.js';
import type { FileStore } from '../commands/store/file-store.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';
import { forgetIfEarly } from '../commands/alarms.js';
import { arm, armWindow } from './alarms.js';
import { batchSize } from './batch-size.js';
import { beating } from './beating.js';
import { connectAgenda } from './connect-agenda.js';
import { deliverer, type Channels } from './delivery/deliver.js';
import { push } from './delivery/push.js';
import { fanOutEvents } from './fan-out.js';
import { carryOnHandOvers } from './hand-overs.js';
import { carryOutImports } from './import/carry-out-imports.js';
import { deliverNurture, type NurtureParts } from './nurture.js';
import { PACE, type Pace } from './pace.js';
import { processStory } from './process-story.js';
import { reacher } from './reach.js';
import { doWhatRecurs } from './recurring.js';
import { carryOnPilots } from './pilots.js';
import { repeatedly } from './repeatedly.js';
import type { Reports } from './reports.js';
import { applyPoolChanges, rearmAll } from './rearm.js';
import { rescore } from './rescore.js';
import { sweep } from './sweep.js';
import { tidyFiles } from './tidy-files.js';

type Listen = (listener: Announce) => () => void;

export interface JobsOptions {
  readonly database: Database;
  readonly run: Run;
  readonly files: FileStore;
  readonly reports: Reports;
  /** The log has grown, by whomever. */
  readonly onAnnounced: Listen;
  /** This process has committed something: others see to what they commit. */
  readonly onCommitted: Listen;
  readonly config: { readonly mongodbUrl: string | undefined; readonly role: 'all' | 'api' | 'worker' };
  readonly log: Log;
  readonly pace?: Partial<Pace>;
  /** What delivering to nurture channels takes. Left out: nothing is delivered. */
  readonly nurture?: NurtureParts;
  /** How messages go out. Left out: none does. */
  readonly channels?: Channels;
}

export interface Jobs {
  /** Stops taking work and waits for what is in work, but not for ever; the database may be closed afterwards. */
  stop(): Promise<void>;
  /** Whether the alarms' store answers. Without it nothing is lost, but due work waits for the sweep. */
  ready(): boolean;
}

/** After a commit only what can't wait for the next turn over the hour is looked at, so that the look stays cheap. */
const NEAR_MS = 30_000;
/** How many times as long as what is in work is waited for a stop that gets stuck. */
const STOP_AT_MOST = 2;

/**
 * Sets the timers going, and neither waits for the alarms' store nor fails because of it. Loops that don't hold up each other:
 * after a commit, alarms for what is due soon; every few seconds, alarms for the next hour, the sweep, and one import after the other.
 * In a process for requests only, alarms are set and none is rung.
 */
export async function startJobs({
  database,
  run,
  files,
  reports,
  onAnnounced,
  onCommitted,
  config,
  log,
  pace: given,
  nurture,
  channels = {},
}: JobsOptions): Promise<Jobs> {
  const pace = { ...PACE, ...given };
  const ending = new AbortController();
  const story = processStory({ database, mongodbUrl: config.mongodbUrl });
  const reach = reacher({ run, log, restsMs: pace.restsMs });
  const loop = (what: string, work: () => Promise<void>, everyMs?: number, firstAfterMs?: number) => ({
    what,
    ...repeatedly(work, {
      everyMs,
      ...(firstAfterMs !== undefined && { firstAfterMs }),
      onError: (err) => log.warn({ err }, `${what} failed and is tried again`),
    }),
  });

  const ring = async (deadlineId: string) => {
    sweeping.ring();
    if (await forgetIfEarly(database, deadlineId)) near.ring();
  };
  // A call removes so many at most: again, until nothing is left.
  const tidy = async (): Promise<void> => {
    const { answer } = await run(cleanUp, {}, { by: null });
    if (Object.values(answer).some((removed) => removed !== 0) && !ending.signal.aborted) await tidy();
  };
  const tidyAll = async () => {
    await tidy();
    await tidyFiles({ database, run, files, signal: ending.signal, log });
  };
  const isWorker = config.role !== 'api';
  const agenda = connectAgenda({
    database,
    mongodbUrl: config.mongodbUrl,
    work: isWorker ? { ring, cleanUp: tidyAll } : null,
    pace,
    log,
    onConnected: () => loops.forEach((one) => one.ring()),
  });

  const armNear = () => agenda.use((alarms) => arm(database, alarms, NEAR_MS));
  const armHour = () => agenda.use((alarms) => armWindow(database, alarms));
  const { restsMs } = pace;
  const sweepOptions = { database, run, reach, log, restsMs, size: batchSize(), signal: ending.signal };
  const sweepDue = async () => {
    const { fired, goOn } = await sweep(sweepOptions);
    story.swept(fired);
    if (goOn) sweeping.ring();
  };
  const sweeping = loop('the sweep', sweepDue, isWorker ? pace.sweepEveryMs : undefined);
  const roles = config.role === 'all' ? PROCESS_ROLES : [config.role];
  const near = loop('setting alarms', armNear);
  const report = async () => story.told(await agenda.count());
  const loops = [near, loop('beating', beating({ database, run, roles, log, report }), pace.beatEveryMs)];
  const silencers = [onCommitted(() => near.ring())];
  const delivering = deliverer({ run, channels, log, signal: ending.signal });
  if (isWorker) {
    const { signal } = ending;
    const carryOn = () => carryOnHandOvers({ database, run, log, signal });
    const pilots = () => carryOnPilots({ database, run, reports, log, signal });
    const recurring = () => doWhatRecurs({ database, run, reports, signal });
    const imports = { database, run, files, silentAfterMs: pace.importSilentMs, signal, log };
    const sending = loop('delivering', () => delivering.turn(), pace.deliverEveryMs);
    const fanOut = async () => {
      if ((await fanOutEvents({ database, run, signal })) > 0) sending.ring();
    };
    const telling = loop('telling webhooks', fanOut, pace.deliverEveryMs);
    silencers.push(onAnnounced(() => telling.ring()));
    loops.push(
      sweeping,
      loop('setting the next alarms', armHour, pace.armEveryMs),
      loop('importing', () => carryOutImports(imports), pace.importEveryMs),
      loop('changing pools', () => applyPoolChanges({ run, signal }), pace.carryOnEveryMs),
      loop('following what was changed', () => rearmAll({ run, log, signal }), pace.armEveryMs),
      loop('scoring leads anew', () => rescore({ run, signal }), pace.armEveryMs),
      loop('pushing', () => push({ run, signal }), pace.deliverEveryMs),
      sending,
      telling,
      loop('what recurs', recurring, pace.recurEveryMs, pace.recurEveryMs),
      loop('carrying on pilots', pilots, pace.carryOnEveryMs),
      loop('handing over', carryOn, pace.carryOnEveryMs),
    );
    if (nurture)
      loops.push(loop('nurturing', () => deliverNurture({ run, log, signal, ...nurture }), pace.nurtureEveryMs));
  }

  const stop = async () => {
    for (const silence of silencers) silence();
    ending.abort();
    const left = new Set<string>();
    const ends = async ({ what, stop: end }: { what: string; stop: () => Promise<void> }) => {
      left.add(what);
      await end();
      left.delete(what);
    };
    const calls = { what: 'calls to receivers', stop: () => delivering.settled() };
    const all = Promise.all([...loops, calls, { what: 'ringing', stop: () => agenda.stop() }].map(ends));
    await Promise.race([all, pause(STOP_AT_MOST * pace.stopMs, undefined, { ref: false })]);
    if (left.size > 0) log.warn({ left: [...left] }, 'stopped without waiting any longer for what is in work');
  };
  return { stop, ready: () => agenda.isUp() };
}

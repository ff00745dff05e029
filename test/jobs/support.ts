import { afterEach } from '@jest/globals';
import { reportsOver } from '../../api/queries/reports/kept.js';
import { announcer } from '../../commands/announce.js';
import { commandRunner, type Run } from '../../commands/command.js';
import { createCustomer } from '../../commands/create-customer.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import type { DeadlineKind } from '../../domain/deadline/deadline.js';
import { startAgenda, type RunningAgenda } from '../../jobs/agenda.js';
import { openAlarmStore } from '../../jobs/alarm-store.js';
import { PACE, type Pace } from '../../jobs/pace.js';
import { startJobs, type Jobs, type JobsOptions } from '../../jobs/start-jobs.js';
import { aFileStore } from '../support/file-folder.js';
import { aHouse, type House } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';

/** A house whose timers can be set going. */
export interface Workshop extends House {
  readonly run: Run;
  /** Starts a worker; tests that don't stop it themselves needn't. */
  work(options?: Partial<Pick<JobsOptions, 'config' | 'pace' | 'run' | 'log' | 'channels'>>): Promise<Jobs>;
  /** A customer with a follow-up due in so many milliseconds (ago, if negative). */
  aFollowUp(dueInMs: number): Promise<FollowUpTimer>;
  /** Another due follow-up of the same customer. */
  anotherFollowUp(customerId: string, dueInMs: number): Promise<FollowUpTimer>;
  reminders(of: FollowUpTimer): Promise<readonly { at: Date }[]>;
  deadline(id: string): Promise<DeadlineRow>;
}

export interface FollowUpTimer {
  readonly customerId: string;
  readonly followUpId: string;
  readonly deadlineId: string;
  readonly dueAt: Date;
}

type DeadlineRow = {
  status: string;
  attempts: number;
  retryAt: Date | null;
  lastError: string | null;
  alarmedFor: Date | null;
};

/** Quick enough for tests; Agenda keeps a timer of half the lock time per job, so that is short too. */
export const TEST_PACE: Partial<Pace> = {
  sweepEveryMs: 200,
  armEveryMs: 200,
  pollEveryMs: 100,
  lockMs: 2000,
  beatEveryMs: 200,
  carryOnEveryMs: 100,
  importEveryMs: 100,
  importSilentMs: 500,
  recurEveryMs: 2 ** 31 - 1,
  reconnectMs: 100,
  restsMs: [50, 50, 50, 50],
};

/** Sooner than this a busy machine would plan for the past. */
const SOON_MS = 1000;

const EMBEDDED: JobsOptions['config'] = { mongodbUrl: undefined, role: 'all' };

let running: Jobs[] = [];
afterEach(async () => {
  const stopping = running;
  running = [];
  await Promise.all(stopping.map((jobs) => jobs.stop()));
});

export async function aWorkshop(): Promise<Workshop> {
  const house = await aHouse();
  const { database } = house;
  const files = await aFileStore();
  const { announce, onAnnounced } = announcer(() => undefined);
  const run = commandRunner(database, announce);
  let customers = 0;

  const work: Workshop['work'] = async ({ pace, ...options } = {}) => {
    const jobs = await startJobs({
      database,
      run,
      files,
      reports: reportsOver(database),
      onAnnounced,
      onCommitted: onAnnounced,
      config: EMBEDDED,
      log: quiet,
      ...options,
      pace: { ...TEST_PACE, ...pace },
    });
    const stop = async () => {
      running = running.filter((one) => one !== started);
      await jobs.stop();
    };
    const started = { ...jobs, stop };
    running.push(started);
    return started;
  };

  const anotherFollowUp = async (customerId: string, dueInMs: number) => {
    const canBePlanned = dueInMs >= SOON_MS;
    const plannedFor = new Date(Date.now() + (canBePlanned ? dueInMs : 60_000));
    const { answer } = await run(planFollowUp, { customerId, dueAt: plannedFor, purpose: '回访' }, { by: house.lin });
    const followUpId = String(answer['followUpId']);
    const dueAt = canBePlanned ? plannedFor : new Date(Date.now() + dueInMs);
    if (!canBePlanned) await moveDue(house, followUpId, dueAt);
    const { id } = await database.sql
      .selectFrom('Deadline')
      .select('id')
      .where('followUpId', '=', followUpId)
      .where('step', '=', 0)
      .executeTakeFirstOrThrow();
    return { customerId, followUpId, deadlineId: id, dueAt };
  };

  return {
    ...house,
    run,
    work,
    anotherFollowUp,
    aFollowUp: async (dueInMs) => {
      const phone = `138${String(10_000_000 + customers++)}`;
      const { answer } = await run(createCustomer, { name: `客户${customers}`, phone }, { by: house.lin });
      return anotherFollowUp(String(answer['customerId']), dueInMs);
    },
    reminders: ({ followUpId }) =>
      database.sql
        .selectFrom('Notification')
        .select('at')
        .where('followUpId', '=', followUpId)
        .where('kind', '=', 'REMINDER')
        .execute(),
    deadline: (id) =>
      database.sql
        .selectFrom('Deadline')
        .select(['status', 'attempts', 'retryAt', 'lastError', 'alarmedFor'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
  };
}

/** As if time had passed since it was planned. */
async function moveDue({ database: { sql: db } }: House, followUpId: string, dueAt: Date): Promise<void> {
  await db.updateTable('FollowUp').set({ dueAt }).where('id', '=', followUpId).execute();
  await db.updateTable('Deadline').set({ dueAt }).where('followUpId', '=', followUpId).where('step', '=', 0).execute();
}

/** Its timer becomes one of a kind that no rule knows: firing it can only break. */
export const poison = (house: House, timer: FollowUpTimer): Promise<void> => setKind(house, timer, 'PAYMENT_DUE');

export const heal = (house: House, timer: FollowUpTimer): Promise<void> => setKind(house, timer, 'FOLLOW_UP_DUE');

async function setKind({ database }: House, { deadlineId }: FollowUpTimer, kind: DeadlineKind): Promise<void> {
  await database.sql.updateTable('Deadline').set({ kind }).where('id', '=', deadlineId).execute();
}

/** Sets alarms as a process without a worker, or one with a wrong clock, would. */
export async function setAlarms(
  house: House,
  mongodbUrl: string | undefined,
  deadlineIds: readonly string[],
): Promise<void> {
  await withAgenda(house, mongodbUrl, (agenda) =>
    agenda.set(deadlineIds.map((deadlineId) => ({ deadlineId, inMs: 0 }))),
  );
}

/** Whether a worker has made the store its own. */
export function isSettled(house: House, mongodbUrl: string | undefined): Promise<boolean> {
  return withAgenda(house, mongodbUrl, (agenda) => agenda.remembers());
}

async function withAgenda<T>(
  { database }: House,
  mongodbUrl: string | undefined,
  use: (agenda: RunningAgenda) => Promise<T>,
): Promise<T> {
  const store = await openAlarmStore({ mongodbUrl, database, log: quiet });
  const load = { concurrency: 1, lockLimit: 1 };
  const agenda = await startAgenda({ store, work: null, load, pace: { ...PACE, ...TEST_PACE }, log: quiet });
  try {
    return await use(agenda);
  } finally {
    await agenda.stop();
  }
}

import { sql } from 'kysely';
import { asPlaybook } from '../../commands/store/playbooks.js';
import type { Database } from '../../commands/store/open-database.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { checkPlaybook } from '../../domain/playbook/check.js';
import type { Playbook, PlaybookDefinition } from '../../domain/playbook/playbook.js';
import { CallerError } from '../../domain/refusal.js';
import type { Window } from '../../domain/simulation/simulate.js';
import type { Tally } from '../../domain/simulation/tally.js';
import { RateLimited, Unavailable } from '../errors.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { poolRulesOf } from '../queries/pools.js';
import { runSimulation } from './run.js';

interface Asked {
  readonly definition: unknown;
  readonly window: Window;
}

/** How long a window of the past may be. */
const LONGEST_WINDOW_DAYS = 92;
const DAY_MS = 86_400_000;
/** How long a simulation may take. */
const LONGEST_RUN_MS = 600_000;
/** When whoever was turned away may try again. */
const RETRY_AFTER_SECONDS = 30;

/** One at a time in each process: it takes what processor time there is. */
let isRunning = false;

/** Tries a draft out on the past, once draft and window are in order; ends with its caller, or when it takes too long. */
export async function simulatePlaybook(
  database: Database,
  { definition, window }: Asked,
  caller: AbortSignal,
): Promise<Tally> {
  const draft = asDraft(definition, await problemsOf(database, definition));
  await requirePast(database, window);
  if (isRunning) throw new RateLimited('SIMULATION_RUNNING', RETRY_AFTER_SECONDS);
  isRunning = true;
  const limit = AbortSignal.timeout(LONGEST_RUN_MS);
  try {
    const playbookKey = (await isPublished(database, draft.key)) ? draft.key : null;
    return await runSimulation(database, { draft, window, playbookKey }, AbortSignal.any([caller, limit]));
  } catch (error) {
    if (limit.aborted && !caller.aborted)
      throw badInput('to', message('SIMULATION_TOO_LONG', { seconds: LONGEST_RUN_MS / 1_000 }));
    if (caller.aborted) throw new Unavailable(); // nobody is there to read it
    throw error;
  } finally {
    isRunning = false;
  }
}

async function problemsOf(database: Database, definition: unknown) {
  const found = checkPlaybook(definition, await poolRulesOf(database), await customFieldsOf(database));
  return found.filter(({ severity }) => severity === 'ERROR');
}

function asDraft(definition: unknown, errors: Awaited<ReturnType<typeof problemsOf>>): Playbook {
  if (errors.length > 0) {
    const problems = errors.map(({ path, message: text }) => ({
      field: path === '' ? 'definition' : `definition.${path}`,
      text,
    }));
    throw new CallerError(
      'BAD_USER_INPUT',
      message('PLAYBOOK_INVALID', { count: errors.length }),
      'definition',
      problems,
    );
  }
  const { key } = definition as PlaybookDefinition;
  return asPlaybook({ id: 'draft', key, version: 0, definition, publishedAt: new Date(0) });
}

async function requirePast({ sql: db }: Database, { from, to }: Window): Promise<void> {
  if (from >= to) throw badInput('to', message('WINDOW_EMPTY'));
  if (to.getTime() - from.getTime() > LONGEST_WINDOW_DAYS * DAY_MS)
    throw badInput('to', message('WINDOW_TOO_LONG', { days: LONGEST_WINDOW_DAYS }));
  const { rows } = await sql<{ isPast: boolean }>`select ${to}::timestamptz <= now() as "isPast"`.execute(db);
  if (!rows[0]?.isPast) throw badInput('to', message('IN_THE_FUTURE'));
}

async function isPublished({ sql: db }: Database, key: string): Promise<boolean> {
  return (
    (await db.selectFrom('Playbook').select('id').where('key', '=', key).limit(1).executeTakeFirst()) !== undefined
  );
}

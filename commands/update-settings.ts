import { isDeepStrictEqual } from 'node:util';
import { event, type FieldChange } from '../domain/change.js';
import { checkCustomFields } from '../domain/custom-field/check.js';
import { withdrawals } from '../domain/custom-field/replaced.js';
import { accept, badInput, refuse, type Call } from '../domain/decision.js';
import { message } from '../domain/message.js';
import type { Locale } from '../domain/people.js';
import { checkReasons, withReasons } from '../domain/reason/check.js';
import {
  checkAssignment,
  checkFollowUps,
  checkHolidays,
  checkPush,
  checkScoring,
  checkTagging,
  checkTimeZone,
  checkWorkable,
  checkWorkingHours,
  namedIn,
  sourcesIn,
  type Named,
} from '../domain/settings/check.js';
import { command } from './command.js';
import { rearmForCalendar } from './rearm-batch.js';
import { firstInUse } from './store/custom-field-use.js';
import { assignmentFrom, calendarFrom, followUpsFrom, pushFrom, type Settings } from './store/settings.js';
import type { Tx } from './store/tx.js';

/** What is to change; left out means as it is. */
export interface UpdateSettings {
  readonly timeZone?: string;
  readonly locale?: Locale;
  readonly workingHours?: unknown;
  readonly holidays?: unknown;
  readonly scoring?: unknown;
  readonly assignment?: unknown;
  readonly tagging?: unknown;
  readonly customFields?: unknown;
  readonly reasons?: unknown;
  readonly followUps?: unknown;
  readonly push?: unknown;
}

/** What working time is counted by. */
const OF_CALENDAR: ReadonlySet<string> = new Set(['timeZone', 'workingHours', 'holidays']);

type Wanted = Partial<Pick<Settings, keyof UpdateSettings>>;

export const updateSettings = command('updateSettings', async (tx, input: UpdateSettings, call) => {
  const row = await tx.sql.selectFrom('Settings').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow();
  const before = row as unknown as Settings;
  const wanted = checked(input, before);
  checkCalendar(before, wanted, call);
  if (wanted.assignment) await requireNamed(tx, namedIn(wanted.assignment));
  if (wanted.tagging) await requireNamed(tx, { sources: sourcesIn(wanted.tagging) });
  const used = await firstInUse(tx.sql, withdrawals(before.customFields, wanted.customFields ?? before.customFields));
  if (used) return refuse({ code: 'IN_USE', field: used.path });
  const changes = changesOf(before, wanted);
  if (changes.length === 0) return accept([], { settings: 1 });
  await write(tx, wanted);
  if (changes.some(({ field }) => OF_CALENDAR.has(field))) await rearmForCalendar(tx, before, { ...before, ...wanted });
  const isScoredAnew = changes.some(({ field }) => field === 'scoring');
  const rescoreRunId = isScoredAnew ? await beginRescoring(tx, call) : null;
  return accept([event('SETTINGS_CHANGED', { changes, data: rescoreRunId === null ? {} : { rescoreRunId } })], {
    settings: 1,
  });
});

function checked(input: UpdateSettings, before: Settings): Wanted {
  const { timeZone, locale, workingHours, holidays, scoring, assignment, tagging, customFields, reasons } = input;
  const { followUps, push } = input;
  return {
    ...(timeZone === undefined ? {} : { timeZone: checkTimeZone(timeZone) }),
    ...(locale === undefined ? {} : { locale }),
    ...(workingHours === undefined ? {} : { workingHours: checkWorkingHours(workingHours) }),
    ...(holidays === undefined ? {} : { holidays: checkHolidays(holidays) }),
    ...(scoring === undefined ? {} : { scoring: checkScoring(scoring) }),
    ...(assignment === undefined ? {} : { assignment: assignmentFrom({ assignment: checkAssignment(assignment) }) }),
    ...(tagging === undefined ? {} : { tagging: checkTagging(tagging) }),
    ...(customFields === undefined ? {} : { customFields: checkCustomFields(customFields) }),
    ...(reasons === undefined ? {} : { reasons: withReasons(before.reasons, checkReasons(reasons)) }),
    ...(followUps === undefined
      ? {}
      : { followUps: followUpsFrom({ followUps: { ...before.followUps, ...checkFollowUps(followUps) } }) }),
    ...(push === undefined ? {} : { push: pushFrom({ push: { ...before.push, ...checkPush(push) } }) }),
  };
}

function checkCalendar(before: Settings, wanted: Wanted, { now }: Call): void {
  if (!wanted.workingHours && !wanted.holidays) return;
  checkWorkable(calendarFrom({ ...before, ...wanted }), now, wanted.holidays ? 'holidays' : 'workingHours');
}

type NamedThings = Readonly<Partial<Record<'teams' | 'users' | 'sources', readonly Named[]>>>;

/** Teams, people and sources that rules name are there. */
async function requireNamed(tx: Tx, { teams = [], users = [], sources = [] }: NamedThings): Promise<void> {
  const db = tx.sql;
  const idsOf = (named: readonly Named[]) => [...named.map(({ id }) => id), ''];
  const found = {
    teams: await db.selectFrom('Team').select('id').where('id', 'in', idsOf(teams)).execute(),
    users: await db
      .selectFrom('User')
      .select('id')
      .where('id', 'in', idsOf(users))
      .where('active', '=', true)
      .execute(),
    sources: await db.selectFrom('Source').select('id').where('id', 'in', idsOf(sources)).execute(),
  };
  const lost = (named: readonly Named[], there: readonly { id: string }[]) =>
    named.find(({ id }) => !there.some((one) => one.id === id));
  const team = lost(teams, found.teams);
  if (team) throw badInput(team.path, message('SETTINGS_UNKNOWN_TEAM'));
  const user = lost(users, found.users);
  if (user) throw badInput(user.path, message('SETTINGS_UNKNOWN_USER'));
  const source = lost(sources, found.sources);
  if (source) throw badInput(source.path, message('SETTINGS_UNKNOWN_SOURCE'));
}

function changesOf(before: Settings, wanted: Wanted): readonly FieldChange[] {
  const now = new Map<string, unknown>(Object.entries(before));
  return Object.entries(wanted)
    .filter(([field, value]) => !isDeepStrictEqual(now.get(field), value))
    .map(([field, value]) => ({ field, old: now.get(field), new: value }));
}

async function write({ sql: db }: Tx, wanted: Wanted): Promise<void> {
  const columns = Object.entries(wanted).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  await db
    .updateTable('Settings')
    .set(Object.fromEntries(columns) as Readonly<Record<string, string>>)
    .where('id', '=', 1)
    .execute();
}

/** All open leads are scored anew in the background; an earlier run that hasn't come to its end gives way. */
async function beginRescoring({ sql: db }: Tx, { newId, now, by }: Call): Promise<string> {
  const id = newId('RescoreRun');
  await db.updateTable('RescoreRun').set({ finishedAt: now }).where('finishedAt', 'is', null).execute();
  const { n } = await db
    .selectFrom('Lead')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('status', 'in', ['NEW', 'POOLED', 'ASSIGNED'])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('RescoreRun')
    .values({ id, byId: by?.id ?? null, total: Number(n), startedAt: now })
    .execute();
  return id;
}

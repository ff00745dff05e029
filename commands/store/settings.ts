import type { Kysely, Transaction } from 'kysely';
import type { WorkCalendar } from '../../domain/calendar.js';
import type { ScoringSettings } from '../../domain/lead/scoring.js';
import type { Locale } from '../../domain/people.js';
import type { DB } from '../../schema/generated/kysely/types.js';

/** The organisation's settings, as decisions read them. */
export interface Settings {
  readonly timeZone: string;
  readonly locale: Locale;
  readonly workingHours: WorkCalendar['workingHours'];
  readonly holidays: WorkCalendar['holidays'];
  readonly scoring: ScoringSettings;
  readonly assignment: Readonly<Record<string, unknown>>;
  readonly reasons: Readonly<Record<string, unknown>>;
  readonly followUps: { readonly remindBefore: readonly string[] };
  readonly push: Readonly<Record<string, unknown>>;
}

export async function loadSettings(sql: Kysely<DB> | Transaction<DB>): Promise<Settings> {
  const row = await sql.selectFrom('Settings').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  return row as unknown as Settings;
}

export const calendarFrom = ({ timeZone, workingHours, holidays }: Settings): WorkCalendar => ({
  timeZone,
  workingHours,
  holidays,
});

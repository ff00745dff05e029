import type { Kysely, Transaction } from 'kysely';
import type { WorkCalendar } from '../../domain/calendar.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import type { PushRules } from '../../domain/delivery/push.js';
import type { FollowUpSettings } from '../../domain/follow-up/rules.js';
import type { AssignmentSettings } from '../../domain/lead/assignment.js';
import type { ResponseRule } from '../../domain/lead/response.js';
import type { ScoringSettings } from '../../domain/lead/scoring.js';
import type { TaggingSettings } from '../../domain/lead/tagging.js';
import type { Locale } from '../../domain/people.js';
import type { ReasonLists } from '../../domain/reason/reason.js';
import { daysOff, type HolidayCalendar, type HolidayEntry } from '../../domain/settings/holidays.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { shippedData } from './shipped-data.js';

/** The organisation's settings, as decisions read them. */
export interface Settings {
  readonly timeZone: string;
  readonly locale: Locale;
  readonly workingHours: WorkCalendar['workingHours'];
  readonly holidays: readonly HolidayEntry[];
  readonly scoring: ScoringSettings;
  readonly assignment: AssignmentSettings;
  readonly tagging: TaggingSettings;
  /** The organisation's own lists; of the other kinds those of the playbooks hold. */
  readonly reasons: ReasonLists;
  readonly customFields: readonly CustomField[];
  readonly followUps: FollowUpSettings;
  readonly push: PushRules;
}

export async function loadSettings(sql: Kysely<DB> | Transaction<DB>): Promise<Settings> {
  const row = await sql.selectFrom('Settings').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  const settings = row as unknown as Settings;
  return {
    ...settings,
    assignment: assignmentFrom(settings),
    followUps: followUpsFrom(settings),
    push: pushFrom(settings),
  };
}

let shipped: Settings | undefined;

/** As the product ships them. */
export const shippedSettings = (): Settings => (shipped ??= shippedData('settings.default.json') as Settings);

/** How leads are assigned; what an organisation hasn't said is as the product ships it. */
export function assignmentFrom({ assignment }: Pick<Settings, 'assignment'>): AssignmentSettings {
  return { ...shippedSettings().assignment, ...assignment };
}

/** How follow-ups go; what an organisation hasn't said is as the product ships it. */
export function followUpsFrom({ followUps }: Pick<Settings, 'followUps'>): FollowUpSettings {
  return { ...shippedSettings().followUps, ...followUps };
}

/** What goes outside; what an organisation hasn't said is as the product ships it. */
export const pushFrom = ({ push }: Pick<Settings, 'push'>): PushRules => ({ ...shippedSettings().push, ...push });

export function responseFrom(settings: Pick<Settings, 'assignment'>): ResponseRule {
  const { responseWithin, reassignAfter } = assignmentFrom(settings);
  return { responseWithin, reassignAfter };
}

export const calendarFrom = ({
  timeZone,
  workingHours,
  holidays,
}: Pick<Settings, 'timeZone' | 'workingHours' | 'holidays'>): WorkCalendar => ({
  timeZone,
  workingHours,
  holidays: daysOff(holidays, publicHolidays),
});

const known = new Map<HolidayCalendar, WorkCalendar['holidays']>();

/** A shipped calendar, e.g. data/holidays.cn.json. */
export function publicHolidays(code: HolidayCalendar): WorkCalendar['holidays'] {
  const there = known.get(code);
  if (there) return there;
  const { days } = shippedData(`holidays.${code.toLowerCase()}.json`) as { readonly days: WorkCalendar['holidays'] };
  known.set(code, days);
  return days;
}

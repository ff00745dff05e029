import { IANAZone } from 'luxon';
import { dueAfter, spanLength, type WorkCalendar } from '../calendar.js';
import { badInput } from '../decision.js';
import type { PushRules } from '../delivery/push.js';
import type { Quiet } from '../delivery/quiet.js';
import type { FollowUpSettings } from '../follow-up/rules.js';
import type { AssignmentSettings, AssignTo } from '../lead/assignment.js';
import type { ScoringSettings } from '../lead/scoring.js';
import type { TaggingSettings } from '../lead/tagging.js';
import { message, span } from '../message.js';
import { nameOf, type HolidayEntry } from './holidays.js';
import {
  ASSIGNMENT_SCHEMA,
  FOLLOW_UPS_SCHEMA,
  HOLIDAYS_SCHEMA,
  PUSH_SCHEMA,
  QUIET_SCHEMA,
  SCORING_SCHEMA,
  TAGGING_SCHEMA,
  WORKING_HOURS_SCHEMA,
} from './schemas.js';
import { shape, shaped } from './shape.js';

const isScoring = shape<ScoringSettings>(SCORING_SCHEMA);
const isAssignment = shape<AssignmentSettings>(ASSIGNMENT_SCHEMA);
const isTagging = shape<TaggingSettings>(TAGGING_SCHEMA);
const isFollowUps = shape<Partial<FollowUpSettings>>(FOLLOW_UPS_SCHEMA);
const isWorkingHours = shape<WorkCalendar['workingHours']>(WORKING_HOURS_SCHEMA);
const isPush = shape<Partial<PushRules>>(PUSH_SCHEMA);
const isQuiet = shape<Quiet>(QUIET_SCHEMA);
const isHolidays = shape<readonly HolidayEntry[]>(HOLIDAYS_SCHEMA);

/** A zone that there is, by its name. */
export function checkTimeZone(zone: string): string {
  if (!/^[A-Za-z]/.test(zone) || !IANAZone.isValidZone(zone))
    throw badInput('timeZone', message('SETTINGS_TIME_ZONE', { zone }));
  return zone;
}

/** Rules with codes of their own; points add up to the score. */
export function checkScoring(value: unknown): ScoringSettings {
  const scoring = shaped(isScoring, value, 'scoring');
  const codes = scoring.rules.map(({ code }) => code);
  const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index);
  if (twice >= 0)
    throw badInput(`scoring.rules[${twice}].code`, message('PLAYBOOK_DUPLICATE_CODE', { code: codes[twice]! }));
  return scoring;
}

/** Rules whose teams, people and sources exist; the caller looks those up. */
export function checkAssignment(value: unknown): AssignmentSettings {
  const assignment = shaped(isAssignment, value, 'assignment');
  for (const field of ['responseWithin', 'reopenFollowUpWithin', 'contributorWithin'] as const) {
    const span = assignment[field] as string | null | undefined;
    if (span && spanLength(span) <= 0) throw badInput(`assignment.${field}`, message('SPAN_NOT_POSITIVE'));
  }
  return assignment;
}

/** Rules whose sources exist; the caller looks those up. */
export function checkTagging(value: unknown): TaggingSettings {
  const { rules } = shaped(isTagging, value, 'tagging');
  return { rules: rules.map((rule) => ({ ...rule, tags: rule.tags.map((tag) => tag.trim()) })) };
}

/** The sources that tag rules name, with the path where each stands. */
export const sourcesIn = ({ rules }: TaggingSettings): readonly Named[] =>
  rules.flatMap(({ when }, rule) =>
    (when?.sourceIds ?? []).map((id, index) => ({ id, path: `tagging.rules[${rule}].when.sourceIds[${index}]` })),
  );

/** Something that rules name by its id, and where. */
export interface Named {
  readonly id: string;
  readonly path: string;
}

/** Everything that assignment rules name, with the path where it stands. */
export function namedIn({ rules, default: otherwise }: AssignmentSettings) {
  const all = [...rules.map((rule, index) => ({ ...rule, path: `assignment.rules[${index}]` }))];
  const targets: readonly { readonly to: AssignTo; readonly path: string }[] = [
    ...all,
    { to: otherwise.to, path: 'assignment.default' },
  ];
  return {
    teams: targets.flatMap(({ to, path }) =>
      typeof to === 'object' && 'teamId' in to ? [{ id: to.teamId, path: `${path}.to.teamId` }] : [],
    ),
    users: targets.flatMap(({ to, path }) =>
      typeof to === 'object' && 'userId' in to ? [{ id: to.userId, path: `${path}.to.userId` }] : [],
    ),
    sources: all.flatMap(({ when, path }) =>
      (when?.sourceIds ?? []).map((id, index) => ({ id, path: `${path}.when.sourceIds[${index}]` })),
    ),
  };
}

/** No attempt counts beyond a month: older ones aren't looked at. */
const LONGEST_ATTEMPTS = 'P30D';

/** Codes once each, and spans that are some; what is left out is as shipped. */
export function checkFollowUps(value: unknown): Partial<FollowUpSettings> {
  const rules = shaped(isFollowUps, value, 'followUps');
  for (const name of ['phrases', 'nextDates'] as const) {
    const codes = rules[name]?.map(({ code }) => code) ?? [];
    const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index);
    if (twice >= 0)
      throw badInput(`followUps.${name}[${twice}].code`, message('PLAYBOOK_DUPLICATE_CODE', { code: codes[twice]! }));
  }
  const within = rules.attempts?.within;
  if (within !== undefined && spanLength(within) <= 0)
    throw badInput('followUps.attempts.within', message('SPAN_NOT_POSITIVE'));
  if (within !== undefined && spanLength(within) > spanLength(LONGEST_ATTEMPTS))
    throw badInput('followUps.attempts.within', message('SPAN_TOO_LONG', { most: span(LONGEST_ATTEMPTS) }));
  if (rules.agreed && spanLength(rules.agreed.furthestAhead) <= 0)
    throw badInput('followUps.agreed.furthestAhead', message('SPAN_NOT_POSITIVE'));
  return rules;
}

/** What is left out stays. */
export const checkPush = (value: unknown): Partial<PushRules> => shaped(isPush, value, 'push');

/** Somebody's own quiet hours. */
export const checkQuietHours = (value: unknown): Quiet => shaped(isQuiet, value, 'quietHours');

export function checkWorkingHours(value: unknown): WorkCalendar['workingHours'] {
  const hours = shaped(isWorkingHours, value, 'workingHours');
  if (hours.from >= hours.to) throw badInput('workingHours.to', message('SETTINGS_CLOSES_BEFORE_OPENS'));
  return hours;
}

export function checkHolidays(value: unknown): readonly HolidayEntry[] {
  const holidays = shaped(isHolidays, value, 'holidays');
  const days = holidays.map(nameOf);
  const twice = days.findIndex((day, index) => days.indexOf(day) !== index);
  if (twice >= 0) throw badInput(`holidays[${twice}]`, message('SETTINGS_DUPLICATE_DAY', { day: days[twice]! }));
  return holidays;
}

/** There is time to work in: otherwise rules in working time would never act. */
export function checkWorkable(calendar: WorkCalendar, now: Date, field: 'holidays' | 'workingHours'): void {
  try {
    dueAfter(now, 'PT1M', 'WORKING', calendar);
  } catch {
    throw badInput(field, message('SETTINGS_NEVER_OPEN'));
  }
}

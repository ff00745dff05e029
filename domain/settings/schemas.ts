import { CUSTOM_FIELD_PLACES, CUSTOM_FIELD_TYPES } from '../custom-field/custom-field.js';
import { CONTACT_OUTCOMES } from '../follow-up/follow-up.js';
import { ASSIGN_BY } from '../lead/assignment.js';
import { SCORED_FACTS } from '../lead/scoring.js';
import { MOST_TAGS } from '../lead/tagging.js';
import { REASON_KINDS } from '../playbook/playbook.js';
import type { TextCode } from '../texts.js';
import { HOLIDAY_CALENDARS } from './holidays.js';

const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
/** What is said where a value doesn't fit stands in `x-problem`. */
const list = (items: object, maxItems = 200) => ({ type: 'array', maxItems, items });
const CODE = { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$', 'x-problem': 'PLAYBOOK_BAD_CODE' };
const TEXT = { type: 'string', pattern: '\\S', maxLength: 200, 'x-problem': 'PLAYBOOK_TEXT_MISSING' };
const LABEL = closed(['zh-CN', 'en'], { 'zh-CN': TEXT, en: TEXT });
const SPAN = { type: 'string', format: 'duration', 'x-problem': 'PLAYBOOK_BAD_SPAN' };
const POINTS = { type: 'integer', minimum: -10_000, maximum: 10_000 };
const TIME = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', 'x-problem': 'PLAYBOOK_BAD_TIME' };
const CLOSING_TIME = { ...TIME, pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' };
const DAY = { type: 'string', format: 'date', 'x-problem': 'SETTINGS_BAD_DAY' };

/** One of several shapes, told apart by the field that only one of them has, so that a mistake is found where it is. */
const byField = (shapes: Readonly<Record<string, object>>, problem: TextCode) => ({
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  properties: shapes,
  additionalProperties: false,
  'x-problem': problem,
});

const FACT = { enum: SCORED_FACTS };

export const SCORING_SCHEMA = closed(['threshold', 'rules'], {
  threshold: POINTS,
  rules: list(
    closed(['code', 'points', 'when'], {
      code: CODE,
      points: POINTS,
      label: LABEL,
      when: byField(
        {
          any: { ...list(FACT), minItems: 1 },
          has: FACT,
          sourceQualityAtLeast: { type: 'number', minimum: 1, maximum: 5 },
          messageLongerThan: { type: 'integer', minimum: 0, maximum: 10_000 },
        },
        'SETTINGS_ONE_CONDITION',
      ),
    }),
  ),
});

const TO = {
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { enum: ['ANY_TEAM'] },
  else: byField({ teamId: TEXT, userId: TEXT }, 'SETTINGS_ONE_TARGET'),
};
const BY = { enum: ASSIGN_BY };
const ONE_OF = { ...list(TEXT, 500), minItems: 1 };

export const ASSIGNMENT_SCHEMA = closed(['rules', 'default', 'capPerPerson', 'responseWithin'], {
  rules: list(
    closed(['to'], {
      code: CODE,
      label: LABEL,
      when: closed([], {
        sourceIds: ONE_OF,
        channels: ONE_OF,
        campaigns: ONE_OF,
        products: ONE_OF,
        regions: ONE_OF,
        tags: ONE_OF,
        companySizeAtLeast: { type: 'integer', minimum: 0, maximum: 10_000_000 },
      }),
      to: TO,
      by: BY,
    }),
  ),
  default: closed(['to'], { to: TO, by: BY }),
  capPerPerson: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  responseWithin: { ...SPAN, type: ['string', 'null'] },
  reassignAfter: { ...SPAN, type: ['string', 'null'] },
  reopenFollowUpWithin: SPAN,
  contributorWithin: SPAN,
});

const A_TAG = { ...TEXT, maxLength: 50 };

export const TAGGING_SCHEMA = closed(['rules'], {
  rules: list(
    closed(['tags'], {
      code: CODE,
      label: LABEL,
      when: closed([], {
        sourceIds: ONE_OF,
        channels: ONE_OF,
        campaigns: ONE_OF,
        products: ONE_OF,
        regions: ONE_OF,
        words: ONE_OF,
      }),
      tags: { ...list(A_TAG, MOST_TAGS), minItems: 1 },
    }),
  ),
});

export const WORKING_HOURS_SCHEMA = closed(['days', 'from', 'to'], {
  days: { ...list({ type: 'integer', minimum: 1, maximum: 7 }, 7), minItems: 1, uniqueItems: true },
  from: TIME,
  to: CLOSING_TIME,
});

export const HOLIDAYS_SCHEMA = list(
  {
    type: ['string', 'object'],
    if: { type: 'string' },
    then: DAY,
    else: {
      type: 'object',
      if: { required: ['calendar'] },
      then: closed(['calendar'], { calendar: { enum: HOLIDAY_CALENDARS } }),
      else: closed(['date'], { date: DAY, working: { type: 'boolean' }, label: {} }),
    },
  },
  1000,
);

const OPTION = {
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { ...TEXT, maxLength: 64 },
  else: closed(['code', 'label'], { code: { ...TEXT, maxLength: 64 }, label: LABEL, archived: { type: 'boolean' } }),
};

export const CUSTOM_FIELDS_SCHEMA = list(
  closed(['code', 'label', 'type', 'on'], {
    code: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$', 'x-problem': 'CUSTOM_FIELD_BAD_CODE' },
    label: LABEL,
    type: { enum: CUSTOM_FIELD_TYPES },
    on: { enum: CUSTOM_FIELD_PLACES },
    options: { type: 'array', maxItems: 200, items: OPTION },
    archived: { type: 'boolean' },
  }),
  100,
);

const REASON = closed(['code', 'label'], {
  code: CODE,
  label: LABEL,
  order: { type: 'integer', minimum: 0, maximum: 10_000 },
  active: { type: 'boolean' },
  needsNote: { type: 'boolean' },
});

export const REASONS_SCHEMA = closed([], Object.fromEntries(REASON_KINDS.map((kind) => [kind, list(REASON)])));

export const QUIET_SCHEMA = closed(['from', 'to'], { from: TIME, to: TIME });

export const PUSH_SCHEMA = closed([], {
  perCustomerPerDay: { type: 'integer', minimum: 1, maximum: 100 },
  perPersonPerDay: { type: 'integer', minimum: 1, maximum: 1000 },
  digestAt: TIME,
  quiet: { anyOf: [QUIET_SCHEMA, { type: 'null' }] },
  namesInGroups: { type: 'boolean' },
});

const OUTCOME = { enum: CONTACT_OUTCOMES };
const CODED = { code: CODE, label: LABEL };

export const FOLLOW_UPS_SCHEMA = closed([], {
  remindBefore: list(SPAN, 10),
  attempts: closed(['counted', 'within', 'giveUpAfter'], {
    counted: { type: 'integer', minimum: 0, maximum: 100 },
    within: SPAN,
    giveUpAfter: { type: 'integer', minimum: 1, maximum: 100 },
  }),
  agreed: closed(['furthestAhead', 'inARow'], {
    furthestAhead: SPAN,
    inARow: { type: 'integer', minimum: 0, maximum: 100 },
  }),
  phrases: list(
    closed(['code', 'label', 'outcome', 'goalMet'], { ...CODED, outcome: OUTCOME, goalMet: { type: 'boolean' } }),
  ),
  nextDates: list(
    closed(['code', 'label', 'outcomes', 'after'], {
      ...CODED,
      outcomes: { ...list(OUTCOME, CONTACT_OUTCOMES.length), minItems: 1, uniqueItems: true },
      after: SPAN,
      time: TIME,
    }),
  ),
});

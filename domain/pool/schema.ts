import { CALENDARS } from '../playbook/playbook.js';
import { IDLE_SINCE_SCHEMA, LONGEST_LIST, PLAYBOOK_SCHEMA, closed, listOf, ref } from '../playbook/schema.js';
import { COOL_DOWN_FOR, POOL_EXEMPTIONS } from './rules.js';

const orNone = { type: ['object', 'null'] };
const count = (description: string) => ({ type: ['integer', 'null'], minimum: 1, maximum: 1_000_000, description });
const { code, span, conditionCode } = PLAYBOOK_SCHEMA.$defs;

/**
 * The shape of a pool's rules, for the check and, as data/pool.schema.json, for editors.
 * `x-problem` names what the check reports where a value doesn't fit.
 */
export const POOL_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Pool rules',
  description:
    'What holds in a pool, and when owned customers come back to it. Whatever is left out is as the product ships it, in pool.default.json.',
  ...closed([], {
    $schema: { type: 'string', description: 'Where this schema is, for editors.' },
    reclaim: {
      ...listOf('reclaimRule'),
      description:
        'The first of these to come true takes the customer back, by the pool’s calendar; an empty list: none does.',
    },
    longestHold: {
      ...ref('spanOrNone'),
      description:
        'Nobody keeps an open customer longer than this, worked on or not, by the pool’s calendar. Null: no limit.',
    },
    warnBefore: {
      ...listOf('span'),
      description:
        'How long before it is taken back the owner is warned, by the clock. An empty list: nobody is warned.',
    },
    exempt: {
      type: 'array',
      maxItems: LONGEST_LIST,
      items: { enum: POOL_EXEMPTIONS },
      description:
        'Who is never taken back: WON_WITH_OPEN_PAYMENTS, who bought and still owes money; PROTECTED, whom a superior protects. An empty list: nobody, not even who is protected.',
    },
    dailyClaimLimit: count('Claims of one person in one local day. Null: no limit.'),
    holdingCap: count('Open customers that one person may hold and still claim. Null: no limit.'),
    holdingCapExcludes: {
      ...listOf('code'),
      description: 'Stages whose customers don’t count towards the holding cap.',
    },
    coolDown: { ...ref('span'), description: 'For how long a former owner may not claim it again, by the clock.' },
    coolDownFor: {
      enum: COOL_DOWN_FOR,
      description: 'Who has to wait for coolDown: LAST_OWNER, or ANY_EARLIER_OWNER, each from when they lost it.',
    },
    embargo: { ...ref('span'), description: 'For how long nobody may claim what has just come in, by the clock.' },
    firstContactWithin: {
      ...ref('spanOrNone'),
      description: 'From a claim until the first contact is due, by the clock. Null: none is asked for.',
    },
    maskContacts: { type: 'boolean', description: 'True: contact details are hidden until somebody claims.' },
    calendar: {
      enum: CALENDARS,
      description: 'What reclaim and longestHold count: CLOCK, or WORKING time. All other spans run by the clock.',
    },
    suspension: ref('suspension'),
    unclaimed: ref('unclaimed'),
  }),
  $defs: {
    reclaimRule: closed(['idleFor', 'since'], {
      idleFor: { ...ref('span'), description: 'How long the silence lasts, by the pool’s calendar.' },
      since: IDLE_SINCE_SCHEMA,
      stages: {
        ...listOf('code'),
        minItems: 1,
        description: 'For whom, by stage. Left out: every stage that isn’t an end.',
      },
      when: { ...listOf('condition'), description: 'Conditions that all have to hold. Left out: none.' },
      unless: { ...listOf('condition'), description: 'Conditions of which none may hold. Left out: none.' },
      customFields: {
        type: 'object',
        maxProperties: LONGEST_LIST,
        propertyNames: ref('code'),
        additionalProperties: {
          type: 'array',
          minItems: 1,
          maxItems: LONGEST_LIST,
          items: { type: ['string', 'number', 'boolean'] },
        },
        description:
          'The organisation’s own fields by their code: each has to hold one of the values. Left out: whatever they hold.',
      },
    }),
    suspension: {
      ...closed(['missesWithin', 'misses', 'for'], {
        missesWithin: {
          ...ref('span'),
          description: 'For how long a miss counts, by the clock; until then it lowers the daily limit by one, too.',
        },
        misses: { type: 'integer', minimum: 1, maximum: 1000, description: 'How many of them suspend.' },
        for: { ...ref('span'), description: 'For how long, by the clock, from the miss that was one too many.' },
      }),
      ...orNone,
      description:
        'So many missed first contacts within a span keep somebody from claiming for another, by the clock. Null: none do, and none lowers the daily limit.',
    },
    unclaimed: {
      ...closed(['for', 'then'], {
        for: { ...ref('span'), description: 'From when it came into the pool, by the clock.' },
        then: { enum: ['DORMANT'], description: 'To the dormant pool of the same teams.' },
      }),
      ...orNone,
      description: 'Where a customer goes whom nobody claims for so long, by the clock. Null: it stays.',
    },
    spanOrNone: { ...span, type: ['string', 'null'] },
    code,
    span,
    condition: conditionCode,
  },
} as const;

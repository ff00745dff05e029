import { CALENDARS, IDLE_SINCE } from '../playbook/playbook.js';
import { LONGEST_LIST, PLAYBOOK_SCHEMA, closed, listOf, ref } from '../playbook/schema.js';
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
    'What holds in a pool, and when owned customers come back to it. Whatever is left out is as the product ships it.',
  ...closed([], {
    $schema: { type: 'string' },
    reclaim: {
      ...listOf('reclaimRule'),
      description: 'The first of these to come true takes the customer back; an empty list: none does.',
    },
    longestHold: {
      ...ref('spanOrNone'),
      description: 'Nobody keeps an open customer longer than this, worked on or not. Null: no limit.',
    },
    warnBefore: {
      ...listOf('span'),
      description: 'How long before it is taken back the owner is warned, by the clock.',
    },
    exempt: {
      type: 'array',
      maxItems: LONGEST_LIST,
      items: { enum: POOL_EXEMPTIONS },
      description: 'Who is never taken back.',
    },
    dailyClaimLimit: count('Claims of one person in one local day. Null: no limit.'),
    holdingCap: count('Open customers that one person may hold and still claim. Null: no limit.'),
    holdingCapExcludes: {
      ...listOf('code'),
      description: 'Stages whose customers don’t count towards the holding cap.',
    },
    coolDown: { ...ref('span'), description: 'For how long a former owner may not claim it again.' },
    coolDownFor: { enum: COOL_DOWN_FOR },
    embargo: { ...ref('span'), description: 'For how long nobody may claim what has just come in.' },
    firstContactWithin: {
      ...ref('spanOrNone'),
      description: 'From a claim until the first contact is due, by the clock. Null: none is asked for.',
    },
    maskContacts: { type: 'boolean', description: 'Contact details are hidden until somebody claims.' },
    calendar: { enum: CALENDARS, description: 'What reclaim and longestHold count: clock or working time.' },
    suspension: ref('suspension'),
    unclaimed: ref('unclaimed'),
  }),
  $defs: {
    reclaimRule: closed(['idleFor', 'since'], {
      idleFor: ref('span'),
      since: { enum: IDLE_SINCE },
      stages: { ...listOf('code'), minItems: 1, description: 'Left out: every stage that isn’t an end.' },
      when: { ...listOf('condition'), description: 'Conditions that all have to hold.' },
      unless: { ...listOf('condition'), description: 'Conditions of which none may hold.' },
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
        description: 'The organisation’s own fields by their code: each has to hold one of the values.',
      },
    }),
    suspension: {
      ...closed(['missesWithin', 'misses', 'for'], {
        missesWithin: ref('span'),
        misses: { type: 'integer', minimum: 1, maximum: 1000 },
        for: ref('span'),
      }),
      ...orNone,
      description:
        'So many missed first contacts within a span keep somebody from claiming for another. Null: none do.',
    },
    unclaimed: {
      ...closed(['for', 'then'], { for: ref('span'), then: { enum: ['DORMANT'] } }),
      ...orNone,
      description: 'Where a customer goes whom nobody claims for so long. Null: it stays.',
    },
    spanOrNone: { ...span, type: ['string', 'null'] },
    code,
    span,
    condition: conditionCode,
  },
} as const;

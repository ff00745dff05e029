import { CONDITION_CODES } from './conditions.js';
import { ACTION_BY, CALENDARS, IDLE_SINCE, REASON_KINDS, STAGE_OUTCOMES } from './playbook.js';

/** No list of a playbook is longer. */
export const LONGEST_LIST = 200;

export const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
export const listOf = (name: string) => ({ type: 'array', maxItems: LONGEST_LIST, items: ref(name) });
export const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

/**
 * The shape of a playbook, for the check and, as data/playbook.schema.json, for editors.
 * `x-problem` names what the check reports where a value doesn't fit.
 */
export const PLAYBOOK_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Playbook',
  description: 'The stages of a sale, the moves between them, their conditions and timers.',
  ...closed(['key', 'stages'], {
    $schema: { type: 'string' },
    key: ref('code'),
    label: ref('label'),
    calendar: { enum: CALENDARS, description: 'What idle rules and escalation steps count: clock or working time.' },
    escalation: { ...listOf('escalationStep'), description: 'Who hears of an overdue obligation, and when.' },
    stages: { ...listOf('stage'), minItems: 1, description: 'The first one is where every customer begins.' },
    purposes: { ...listOf('coded'), description: 'What a follow-up may be for.' },
    goals: { ...listOf('coded'), description: 'What a follow-up may reach.' },
    reasons: closed([], Object.fromEntries(REASON_KINDS.map((kind) => [kind, listOf('coded')]))),
    deal: {
      ...ref('deal'),
      description:
        'What is asked for around quotes and deals, and when. Whatever is left out is as the product ships it.',
    },
    approval: {
      ...ref('approval'),
      description: 'By when a superior decides what they are asked to approve. What is left out is as shipped.',
    },
  }),
  $defs: {
    stage: closed(['code', 'label', 'standard', 'mayGoTo'], {
      code: ref('code'),
      label: ref('label'),
      standard: {
        ...ref('standard'),
        description: 'What has happened when a customer stands here: action and result.',
      },
      entryConditions: listOf('condition'),
      nextAction: ref('nextAction'),
      idle: listOf('idleRule'),
      mayGoTo: { ...listOf('code'), description: 'Stages to which people and timers may move a customer from here.' },
      needsApproval: {
        ...listOf('code'),
        description: 'Of mayGoTo, where a superior has to approve that a customer goes to.',
      },
      toPool: { enum: ['PUBLIC', 'DORMANT'], description: 'The pool that a customer goes to on entering.' },
      funnelStep: ref('code'),
      outcome: { enum: STAGE_OUTCOMES },
      end: { type: 'boolean' },
      opens: { type: 'array', maxItems: LONGEST_LIST, items: { enum: ['PAYMENT', 'DELIVERY'] } },
    }),
    nextAction: closed(['code', 'purpose', 'dueIn'], {
      code: { ...ref('code'), description: 'One of the purposes.' },
      by: { enum: ACTION_BY },
      purpose: ref('label'),
      dueIn: { ...ref('span'), description: 'From entry, by the clock.' },
      remindBefore: { ...listOf('span'), description: 'How long before it is due the owner is reminded.' },
      remindAt: listOf('dayAndTime'),
    }),
    dayAndTime: closed(['day', 'time'], {
      day: { type: 'integer', minimum: 1, maximum: 366, description: 'Day 1 is the day of entry.' },
      time: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', 'x-problem': 'BAD_TIME' },
    }),
    idleRule: closed(['for', 'since', 'then'], {
      for: ref('span'),
      since: { enum: IDLE_SINCE },
      unless: { ...listOf('condition'), description: 'Conditions that hold the rule back when it fires.' },
      then: ref('idleEffect'),
    }),
    idleEffect: {
      ...closed([], { moveTo: ref('code'), escalateTo: { enum: ACTION_BY } }),
      minProperties: 1,
      maxProperties: 1,
      'x-problem': 'ONE_EFFECT',
    },
    escalationStep: closed(['to', 'after'], {
      to: { enum: ACTION_BY },
      after: { ...ref('span'), description: 'Counted from the time the obligation was due.' },
    }),
    approval: closed([], {
      within: { ...ref('span'), description: 'From the request, by the clock.' },
      escalation: { ...listOf('escalationStep'), description: 'Who hears of a request that nobody decides.' },
    }),
    deal: closed([], {
      askReceiptAfter: { ...ref('span'), description: 'From when a quote was sent until its receipt is asked for.' },
      reviewWithin: {
        ...ref('span'),
        description: 'From when a customer was won or lost until a missing review is asked for.',
      },
      payment: closed([], {
        planWithin: {
          ...ref('span'),
          description: 'From when payment is open until instalments are asked for, where they are missing.',
        },
        remindBefore: { ...listOf('span'), description: 'How long before an instalment is due the owner is reminded.' },
        escalation: { ...listOf('escalationStep'), description: 'Who hears of an instalment that stays unpaid.' },
      }),
      delivery: closed([], {
        handOverWithin: {
          ...ref('span'),
          description: 'From when delivery is open until somebody has to be named who delivers.',
        },
        checklist: { ...listOf('coded'), description: 'What a delivery has to see to.' },
      }),
    }),
    coded: closed(['code', 'label'], { code: ref('code'), label: ref('label'), needsNote: { type: 'boolean' } }),
    condition: {
      type: ['string', 'object'],
      if: { type: 'string' },
      then: ref('conditionCode'),
      else: ref('fieldCondition'),
      'x-problem': 'UNKNOWN_CONDITION',
    },
    conditionCode: { enum: CONDITION_CODES, 'x-problem': 'UNKNOWN_CONDITION' },
    fieldCondition: {
      ...closed(['customField'], {
        customField: { ...ref('code'), description: 'The code of one of the organisation’s own fields.' },
        equals: { description: 'The value it has to have; of several options one is enough.' },
        in: {
          type: 'array',
          minItems: 1,
          maxItems: LONGEST_LIST,
          description: 'The values of which it has to have one.',
        },
        atLeast: { description: 'The least number or the earliest day.' },
      }),
      allOf: [{ maxProperties: 2, 'x-problem': 'ONE_COMPARISON' }],
      description: 'The field is filled in, and as it is compared: with one of equals, in and atLeast, or none.',
    },
    code: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$', 'x-problem': 'BAD_CODE' },
    span: { type: 'string', format: 'duration', examples: ['PT48H', 'P3D'], 'x-problem': 'BAD_SPAN' },
    label: closed(['zh-CN', 'en'], { 'zh-CN': ref('text'), en: ref('text') }),
    text: { type: 'string', pattern: '\\S', 'x-problem': 'TEXT_MISSING' },
    standard: closed(['zh-CN', 'en'], { 'zh-CN': ref('standardText'), en: ref('standardText') }),
    standardText: { type: 'string', pattern: '\\S', 'x-problem': 'STANDARD_MISSING' },
  },
} as const;

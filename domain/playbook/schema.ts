import { CONDITION_CODES } from './conditions.js';
import { ACTION_BY, CALENDARS, IDLE_SINCE, REASON_KINDS, STAGE_OUTCOMES, type ReasonKind } from './playbook.js';

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

export const IDLE_SINCE_SCHEMA = {
  enum: IDLE_SINCE,
  description:
    'What the span counts from: LAST_ACTIVITY, somebody worked on the customer; LAST_INTERACTION, they were reached or got in touch; LAST_STAGE_CHANGE, they entered the stage; CLAIM, the owner got them. Never from before they entered the stage or the owner got them.',
};

const REASONS_FOR: Readonly<Record<ReasonKind, string>> = {
  LOSS: 'Why a customer is lost.',
  PAUSE: 'Why a customer rests.',
  RELEASE: 'Why an owner gives a customer or a lead back.',
  DISQUALIFY: 'Why a lead is none.',
  CANCEL: 'Why a follow-up doesn’t take place.',
};

/**
 * The shape of a playbook, for the check and, as data/playbook.schema.json, for editors.
 * `x-problem` names what the check reports where a value doesn't fit.
 */
export const PLAYBOOK_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Playbook',
  description: 'The stages of a sale, the moves between them, their conditions and timers.',
  ...closed(['key', 'stages'], {
    $schema: { type: 'string', description: 'Where this schema is, for editors.' },
    key: {
      ...ref('code'),
      description: 'What its versions have in common: publishing makes the next version of this key.',
    },
    label: { ...ref('label'), description: 'What people call it.' },
    calendar: {
      enum: CALENDARS,
      description:
        'What idle rules and escalation steps count: CLOCK, or WORKING time. Left out: CLOCK. All other spans run by the clock.',
    },
    escalation: {
      ...listOf('escalationStep'),
      description:
        'Which superiors hear of an overdue obligation, and when. Whoever owes it hears at the due time anyway. Left out: nobody else hears.',
    },
    stages: { ...listOf('stage'), minItems: 1, description: 'The first one is where every customer begins.' },
    purposes: { ...listOf('coded'), description: 'What a follow-up may be for. Left out: of no listed purpose.' },
    goals: { ...listOf('coded'), description: 'What a follow-up may reach. Left out: no listed goal.' },
    reasons: {
      ...closed(
        [],
        Object.fromEntries(REASON_KINDS.map((kind) => [kind, { ...listOf('coded'), description: REASONS_FOR[kind] }])),
      ),
      description: 'The reasons that people choose from. A kind that is left out or empty is as the product ships it.',
    },
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
      entryConditions: {
        ...listOf('condition'),
        description: 'What all has to hold before a customer may enter. Left out: nothing.',
      },
      nextAction: {
        ...ref('nextAction'),
        description: 'What is to be done next, planned on entering. Left out: nothing is planned.',
      },
      idle: { ...listOf('idleRule'), description: 'What silence does here. Left out: nothing.' },
      mayGoTo: { ...listOf('code'), description: 'Stages to which people and timers may move a customer from here.' },
      needsApproval: {
        ...listOf('code'),
        description: 'Of mayGoTo, where a superior has to approve that a customer goes to. Left out: none.',
      },
      toPool: {
        enum: ['PUBLIC', 'DORMANT'],
        description: 'The kind of pool that a customer goes to on entering. Left out: it keeps its owner.',
      },
      funnelStep: { ...ref('code'), description: 'The step of the funnel that it counts under. Left out: under none.' },
      outcome: {
        enum: STAGE_OUTCOMES,
        description:
          'What it means for reports, payments and reopening, whatever it is called. Left out: NEUTRAL where it is an end, else OPEN.',
      },
      end: {
        type: 'boolean',
        description:
          'True: the sale is over here; no next step is asked for, and only reclaim rules that name the stage take a customer back. Left out: false.',
      },
      opens: {
        type: 'array',
        maxItems: LONGEST_LIST,
        items: { enum: ['PAYMENT', 'DELIVERY'] },
        description:
          'What is asked for from entry on, and stays so: PAYMENT, the instalments and their money; DELIVERY, that it is handed over. Left out: neither.',
      },
    }),
    nextAction: closed(['code', 'purpose', 'dueIn'], {
      code: { ...ref('code'), description: 'One of the purposes.' },
      by: {
        enum: ACTION_BY,
        description: 'Who is to do it: the owner, the lead of their team, a manager. Left out: the owner.',
      },
      purpose: { ...ref('label'), description: 'What for, in words.' },
      dueIn: { ...ref('span'), description: 'From entry, by the clock.' },
      remindBefore: {
        ...listOf('span'),
        description: 'How long before it is due whoever is to do it is reminded, by the clock. Left out: not ahead.',
      },
      remindAt: {
        ...listOf('dayAndTime'),
        description:
          'When they are reminded besides, as far as that lies before it is due. Left out: at no fixed time.',
      },
    }),
    dayAndTime: closed(['day', 'time'], {
      day: { type: 'integer', minimum: 1, maximum: 366, description: 'Day 1 is the day of entry.' },
      time: {
        type: 'string',
        description: 'Hours and minutes in the organisation’s time zone.',
        pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
        'x-problem': 'BAD_TIME',
      },
    }),
    idleRule: closed(['for', 'since', 'then'], {
      for: { ...ref('span'), description: 'How long the silence lasts, by the playbook’s calendar.' },
      since: IDLE_SINCE_SCHEMA,
      unless: {
        ...listOf('condition'),
        description:
          'Conditions of which any one holds the rule back when it fires: it then waits for the same span again. Left out: none.',
      },
      then: { ...ref('idleEffect'), description: 'What the silence does: one of the two.' },
    }),
    idleEffect: {
      ...closed([], {
        moveTo: { ...ref('code'), description: 'The stage that the system moves the customer to.' },
        escalateTo: {
          enum: ACTION_BY,
          description: 'Who hears of it: the owner, the lead of their team, all managers.',
        },
      }),
      minProperties: 1,
      maxProperties: 1,
      'x-problem': 'ONE_EFFECT',
    },
    escalationStep: closed(['to', 'after'], {
      to: { enum: ACTION_BY, description: 'Who hears: the owner, the lead of their team, all managers.' },
      after: {
        ...ref('span'),
        description: 'Counted from the time the obligation was due, by the playbook’s calendar.',
      },
    }),
    approval: closed([], {
      within: { ...ref('span'), description: 'From the request, by the clock.' },
      escalation: { ...listOf('escalationStep'), description: 'Who hears of a request that nobody decides.' },
    }),
    deal: closed([], {
      askReceiptAfter: {
        ...ref('span'),
        description: 'From when a quote was sent until its receipt is asked for, by the clock.',
      },
      reviewWithin: {
        ...ref('span'),
        description: 'From when a customer was won or lost until a missing review is asked for, by the clock.',
      },
      payment: {
        ...closed([], {
          planWithin: {
            ...ref('span'),
            description:
              'From when payment is open until instalments are asked for, where they are missing, by the clock.',
          },
          remindBefore: {
            ...listOf('span'),
            description: 'How long before an instalment is due the owner is reminded, by the clock.',
          },
          escalation: { ...listOf('escalationStep'), description: 'Who hears of an instalment that stays unpaid.' },
        }),
        description: 'The money of a deal, from when a stage opens PAYMENT.',
      },
      delivery: {
        ...closed([], {
          handOverWithin: {
            ...ref('span'),
            description: 'From when delivery is open until somebody has to be named who delivers, by the clock.',
          },
          checklist: { ...listOf('coded'), description: 'What a delivery has to see to.' },
        }),
        description: 'The delivery of a deal, from when a stage opens DELIVERY.',
      },
    }),
    coded: closed(['code', 'label'], {
      code: ref('code'),
      label: ref('label'),
      needsNote: {
        type: 'boolean',
        description: 'True: whoever chooses this reason has to say more in a note. For reasons only. Left out: false.',
      },
    }),
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
    code: {
      type: 'string',
      description: 'What data and programs call it: 1 to 64 letters, digits, dots, underscores or hyphens.',
      pattern: '^[A-Za-z0-9_.-]{1,64}$',
      'x-problem': 'BAD_CODE',
    },
    span: {
      type: 'string',
      description: 'A span of time as in ISO 8601. Of working time, days are working days and hours are working hours.',
      format: 'duration',
      examples: ['PT48H', 'P3D'],
      'x-problem': 'BAD_SPAN',
    },
    label: {
      ...closed(['zh-CN', 'en'], { 'zh-CN': ref('text'), en: ref('text') }),
      description: 'What people call it, in both languages.',
    },
    text: { type: 'string', description: 'In this language.', pattern: '\\S', 'x-problem': 'TEXT_MISSING' },
    standard: closed(['zh-CN', 'en'], { 'zh-CN': ref('standardText'), en: ref('standardText') }),
    standardText: { type: 'string', description: 'In this language.', pattern: '\\S', 'x-problem': 'STANDARD_MISSING' },
  },
} as const;

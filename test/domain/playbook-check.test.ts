import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render } from '../../domain/message.js';
import { checkPlaybook } from '../../domain/playbook/check.js';
import { CHECK_TEXTS } from '../../domain/playbook/check-texts.js';
import {
  dealRules,
  type DealRules,
  type IdleRule,
  type PlaybookDefinition,
  type StageDefinition,
} from '../../domain/playbook/playbook.js';
import { PLAYBOOK_SCHEMA } from '../../domain/playbook/schema.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8'));
const standard = read('playbook.default.json') as PlaybookDefinition;
const label = (text: string) => ({ 'zh-CN': text, en: text });

/** The default playbook with some of its fields replaced. */
const aPlaybook = (changes: Record<string, unknown>) => ({ ...standard, ...changes });

/** The default playbook with one stage changed; a field set to undefined is taken out. */
function withStage(code: string, changes: Record<string, unknown>) {
  const stages = standard.stages.map((stage) => (stage.code === code ? { ...stage, ...changes } : stage));
  return JSON.parse(JSON.stringify(aPlaybook({ stages }))) as unknown;
}

const withIdle = (code: string, ...idle: unknown[]) => withStage(code, { idle });
const idle = (rule: Partial<IdleRule>) => ({ for: 'P3D', since: 'LAST_ACTIVITY', then: { moveTo: 'PAUSED' }, ...rule });
const action = (code: string, changes: object) => ({
  nextAction: { ...standard.stages.find((stage) => stage.code === code)?.nextAction, ...changes },
});

const FIELDS = [aCustomField(), FLOOR];
const found = (definition: unknown) =>
  checkPlaybook(definition, [], FIELDS).map(({ severity, path, code }) => `${severity} ${path} ${code}`);

const twice = (list: readonly unknown[] = []) => [...list, list.at(0)];

const school = (code: string, name: string, stage: Partial<StageDefinition>): StageDefinition => ({
  code,
  label: label(name),
  standard: label(`${name}已完成`),
  nextAction: { code: 'CALL', purpose: label('电话回访'), dueIn: 'P2D', remindBefore: ['PT2H'] },
  mayGoTo: [],
  ...stage,
});

const TRAINING_SCHOOL = {
  key: 'training-school',
  calendar: 'CLOCK',
  escalation: [
    { to: 'OWNER', after: 'PT0S' },
    { to: 'MANAGER', after: 'PT8H' },
  ],
  stages: [
    school('ENQUIRY', '咨询', { mayGoTo: ['TRIAL_BOOKED', 'NOT_NOW', 'LOST'], entryConditions: ['CONTACT_METHOD'] }),
    school('TRIAL_BOOKED', '已约试听', { mayGoTo: ['TRIAL_DONE', 'ENQUIRY', 'NOT_NOW', 'LOST'] }),
    school('TRIAL_DONE', '已试听', {
      mayGoTo: ['PLAN_OFFERED', 'NOT_NOW', 'LOST'],
      entryConditions: ['FOLLOW_UP_DONE'],
      idle: [
        { for: 'P2D', since: 'LAST_ACTIVITY', then: { escalateTo: 'MANAGER' } },
        { for: 'P10D', since: 'LAST_INTERACTION', then: { moveTo: 'NOT_NOW' } },
      ],
    }),
    school('PLAN_OFFERED', '已出方案', { mayGoTo: ['DEPOSIT', 'ENROLLED', 'NOT_NOW', 'LOST'] }),
    school('DEPOSIT', '已交定金', { mayGoTo: ['ENROLLED', 'LOST'] }),
    { code: 'ENROLLED', label: label('已报名'), standard: label('合同已签'), mayGoTo: [], outcome: 'WON', end: true },
    {
      code: 'NOT_NOW',
      label: label('暂缓'),
      standard: label('家长要求暂缓'),
      mayGoTo: ['ENQUIRY', 'LOST'],
      toPool: 'DORMANT',
    },
    {
      code: 'LOST',
      label: label('流失'),
      standard: label('选择其他机构'),
      entryConditions: ['LOSS_REASON'],
      mayGoTo: ['ENQUIRY'],
      outcome: 'LOST',
      end: true,
    },
  ],
  purposes: [{ code: 'CALL', label: label('电话回访') }],
  reasons: { LOSS: [{ code: 'DISTANCE', label: label('距离太远') }] },
} satisfies PlaybookDefinition;

/** Complete, but with three stages only. */
const SHORT = {
  key: 'short',
  stages: [
    school('ENQUIRY', '咨询', { mayGoTo: ['ENROLLED', 'LOST'] }),
    { code: 'ENROLLED', label: label('已报名'), standard: label('合同已签'), mayGoTo: [], end: true },
    { code: 'LOST', label: label('流失'), standard: label('选择其他机构'), mayGoTo: [], end: true },
  ],
  purposes: [{ code: 'CALL', label: label('电话回访') }],
} satisfies PlaybookDefinition;

const KINDS: readonly [what: string, definition: unknown, problems: readonly string[]][] = [
  ['not an object', 'stages', ['ERROR  WRONG_TYPE']],
  ['no key', aPlaybook({ key: undefined }), ['ERROR key FIELD_MISSING']],
  ['no stages', aPlaybook({ stages: [] }), ['ERROR stages OUT_OF_RANGE']],
  ['a field of the wrong type', withStage('WON', { end: 'yes' }), ['ERROR stages[4].end WRONG_TYPE']],
  ['a field that doesn’t exist', withStage('WON', { colour: 'red' }), ['ERROR stages[4].colour UNKNOWN_FIELD']],
  ['a value outside its list', withStage('WON', { outcome: 'GREAT' }), ['ERROR stages[4].outcome NOT_IN_LIST']],
  [
    'an empty label',
    withStage('WON', { label: { 'zh-CN': '成交', en: ' ' } }),
    ['ERROR stages[4].label.en TEXT_MISSING'],
  ],
  [
    'a stage without a definition',
    withStage('WON', { standard: undefined }),
    ['ERROR stages[4].standard STANDARD_MISSING'],
  ],
  [
    'an empty definition',
    withStage('WON', { standard: label('') }),
    ['ERROR stages[4].standard.zh-CN STANDARD_MISSING', 'ERROR stages[4].standard.en STANDARD_MISSING'],
  ],
  ['a bad code', withStage('WON', { funnelStep: 'a b' }), ['ERROR stages[4].funnelStep BAD_CODE']],
  [
    'a bad span',
    withStage('QUOTED', action('QUOTED', { dueIn: '2 days' })),
    ['ERROR stages[2].nextAction.dueIn BAD_SPAN'],
  ],
  ['a span that is a number', withIdle('QUOTED', { ...idle({}), for: 3 }), ['ERROR stages[2].idle[0].for BAD_SPAN']],
  ['a negative span', withIdle('QUOTED', idle({ for: '-P3D' })), ['ERROR stages[2].idle[0].for BAD_SPAN']],
  ['an idle span of nothing', withIdle('QUOTED', idle({ for: 'P0D' })), ['ERROR stages[2].idle[0].for ZERO_SPAN']],
  [
    'an action due at once',
    withStage('QUOTED', action('QUOTED', { dueIn: 'PT0S' })),
    ['ERROR stages[2].nextAction.dueIn ZERO_SPAN'],
  ],
  [
    'a time of day that isn’t one',
    withStage('QUOTED', action('QUOTED', { remindAt: [{ day: 2, time: '25:00' }] })),
    ['ERROR stages[2].nextAction.remindAt[0].time BAD_TIME'],
  ],
  [
    'a reminder on day 0',
    withStage('QUOTED', action('QUOTED', { remindAt: [{ day: 0, time: '09:30' }] })),
    ['ERROR stages[2].nextAction.remindAt[0].day OUT_OF_RANGE'],
  ],
  [
    'a reminder before the action begins',
    withStage('QUOTED', action('QUOTED', { remindBefore: ['PT2H', 'P2D'] })),
    ['WARNING stages[2].nextAction.remindBefore[1] RULE_NEVER_ACTS'],
  ],
  [
    'an idle rule with two effects',
    withIdle('QUOTED', idle({ then: { moveTo: 'PAUSED', escalateTo: 'MANAGER' } })),
    ['ERROR stages[2].idle[0].then ONE_EFFECT'],
  ],
  [
    'two stages with one code',
    aPlaybook({ stages: twice(standard.stages) }),
    ['WARNING stages STAGE_COUNT', 'ERROR stages[8].code DUPLICATE_CODE'],
  ],
  [
    'an unknown condition',
    withStage('QUOTED', { entryConditions: ['QUOTE_SENT', 'GOOD_MOOD'] }),
    ['ERROR stages[2].entryConditions[1] UNKNOWN_CONDITION'],
  ],
  [
    'an unknown condition of an idle rule',
    withIdle('QUOTED', { ...idle({}), unless: ['GOOD_MOOD'] }),
    ['ERROR stages[2].idle[0].unless[0] UNKNOWN_CONDITION'],
  ],
  [
    'a move to an unknown stage',
    withStage('LOST', { mayGoTo: ['INITIAL_CONTACT', 'NOWHERE'] }),
    ['ERROR stages[7].mayGoTo[1] UNKNOWN_STAGE'],
  ],
  [
    'a move listed twice',
    withStage('LOST', { mayGoTo: ['INITIAL_CONTACT', 'INITIAL_CONTACT'] }),
    ['ERROR stages[7].mayGoTo[1] DUPLICATE_CODE'],
  ],
  [
    'a beginning that asks for what nobody could have told yet',
    withStage('INITIAL_CONTACT', { entryConditions: ['CONTACT_METHOD', 'NEED', 'FOLLOW_UP_DONE', 'LOSS_REASON'] }),
    ['ERROR stages[0].entryConditions[1] NOBODY_CAN_BEGIN', 'ERROR stages[0].entryConditions[3] NOBODY_CAN_BEGIN'],
  ],
  [
    'an unreachable stage',
    withStage('QUOTED', { mayGoTo: ['DECIDING', 'WON', 'PAUSED', 'LOST'], idle: [] }),
    ['ERROR stages[5] UNREACHABLE_STAGE'],
  ],
  ['a dead end', withStage('PAUSED', { mayGoTo: [] }), ['ERROR stages[6].mayGoTo DEAD_END']],
  ['a way out only into itself', withStage('PAUSED', { mayGoTo: ['PAUSED'] }), ['ERROR stages[6].mayGoTo DEAD_END']],
  [
    'an approval of no move',
    withStage('DECIDING', { needsApproval: ['LOST', 'INITIAL_CONTACT', 'LOST'] }),
    ['ERROR stages[3].needsApproval[2] DUPLICATE_CODE', 'ERROR stages[3].needsApproval[1] APPROVAL_OF_NO_MOVE'],
  ],
  [
    'an approval in no time, whose escalation goes back',
    aPlaybook({
      approval: {
        within: 'PT0S',
        escalation: [
          { to: 'MANAGER', after: 'P1D' },
          { to: 'MANAGER', after: 'PT2H' },
        ],
      },
    }),
    ['ERROR approval.within ZERO_SPAN', 'ERROR approval.escalation[1].after ESCALATION_NOT_LATER'],
  ],
  [
    'no next action',
    withStage('DECIDING', { nextAction: undefined }),
    ['ERROR stages[3].nextAction NEXT_ACTION_MISSING'],
  ],
  [
    'an idle rule at an end',
    withStage('LOST', { idle: [idle({ then: { escalateTo: 'MANAGER' } })] }),
    ['ERROR stages[7].idle IDLE_AT_END'],
  ],
  ['an end in a pool', withStage('LOST', { toPool: 'PUBLIC' }), ['ERROR stages[7].toPool END_IN_POOL']],
  [
    'a timer that moves where people may not',
    withIdle('QUOTED', idle({ then: { moveTo: 'NEEDS_CONFIRMED' } })),
    ['ERROR stages[2].idle[0].then.moveTo TIMER_MOVE_NOT_ALLOWED'],
  ],
  [
    'a timer that moves to an unknown stage',
    withIdle('QUOTED', idle({ then: { moveTo: 'NOWHERE' } })),
    ['ERROR stages[2].idle[0].then.moveTo UNKNOWN_STAGE'],
  ],
  [
    'timers that move round and round',
    withIdle('TO_REACTIVATE', idle({ then: { moveTo: 'QUOTED' } })),
    ['ERROR stages[2].idle[0].then.moveTo TIMER_LOOP'],
  ],
  [
    'no reasons for a loss',
    aPlaybook({ reasons: { ...standard.reasons, LOSS: [] } }),
    ['ERROR reasons.LOSS REASONS_MISSING'],
  ],
  [
    'no reasons at all',
    aPlaybook({ reasons: undefined }),
    ['ERROR reasons.LOSS REASONS_MISSING', 'ERROR reasons.PAUSE REASONS_MISSING'],
  ],
  [
    'a next action that isn’t a purpose',
    withStage('QUOTED', action('QUOTED', { code: 'SING' })),
    ['ERROR stages[2].nextAction.code UNKNOWN_PURPOSE'],
  ],
  ['a purpose twice', aPlaybook({ purposes: twice(standard.purposes) }), ['ERROR purposes[6].code DUPLICATE_CODE']],
  ['a goal twice', aPlaybook({ goals: twice(standard.goals) }), ['ERROR goals[5].code DUPLICATE_CODE']],
  [
    'a reason twice',
    aPlaybook({ reasons: { ...standard.reasons, PAUSE: twice(standard.reasons?.PAUSE) } }),
    ['ERROR reasons.PAUSE[3].code DUPLICATE_CODE'],
  ],
  [
    'an escalation that doesn’t come later',
    aPlaybook({
      escalation: [
        { to: 'OWNER', after: 'PT0S' },
        { to: 'TEAM_LEAD', after: 'P1D' },
        { to: 'MANAGER', after: 'PT24H' },
      ],
    }),
    ['ERROR escalation[2].after ESCALATION_NOT_LATER'],
  ],
  ...(
    [
      ['a field that there isn’t', { customField: 'colour' }, 'customField UNKNOWN_CUSTOM_FIELD'],
      ['an order among options', { customField: 'floor', atLeast: 'WOOD' }, 'atLeast CUSTOM_FIELD_NOT_ORDERED'],
      ['a value that a field can’t have', { customField: 'size', equals: 'many' }, 'equals CUSTOM_FIELD_VALUE'],
    ] as const
  ).map(([name, condition, problem]): (typeof KINDS)[number] => [
    name,
    withStage('QUOTED', { entryConditions: [condition] }),
    [`ERROR stages[2].entryConditions[0].${problem}`],
  ]),
  [
    'two comparisons at once',
    withStage('QUOTED', { entryConditions: [{ customField: 'size', equals: 5, atLeast: 3 }] }),
    ['ERROR stages[2].entryConditions[0] ONE_COMPARISON'],
  ],
  ['too few stages', SHORT, ['WARNING stages STAGE_COUNT']],
];

describe('The check of a playbook', () => {
  test('The default playbook has no problem', () => expect(checkPlaybook(standard)).toEqual([]));

  test.each(KINDS)('finds %s', (_, definition, problems) => expect(found(definition)).toEqual(problems));

  test('Every kind of problem is found above, and says all it has to in both languages', () => {
    const problems = KINDS.flatMap(([, definition]) => checkPlaybook(definition, [], FIELDS));
    const ofPlaybooks = Object.keys(CHECK_TEXTS).filter((code) => code !== 'PLAYBOOK_PROTECTION_IGNORED');
    expect(new Set(problems.map(({ message }) => message.code))).toEqual(new Set(ofPlaybooks));
    for (const { code, message } of problems) {
      expect(message.code).toBe(`PLAYBOOK_${code}`);
      const text = CHECK_TEXTS[message.code as keyof typeof CHECK_TEXTS];
      const placeholders = [...`${text['zh-CN']}${text.en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(message.params ?? {})).toEqual(expect.arrayContaining(placeholders));
    }
  });

  test('Everything wrong is told at once, the meaning too where the shape is wrong', () => {
    const [first, ...others] = standard.stages;
    const stages = [{ ...first, code: 7, mayGoTo: ['NEEDS_CONFIRMED', 'NOWHERE'] }, ...others.slice(0, 2)];
    expect(found({ ...standard, key: undefined, stages, purposes: 'none' })).toEqual([
      'ERROR key FIELD_MISSING',
      'ERROR stages[0].code BAD_CODE',
      'ERROR purposes WRONG_TYPE',
      'WARNING stages STAGE_COUNT',
      'ERROR stages[0].mayGoTo[1] UNKNOWN_STAGE',
      'ERROR stages[1].mayGoTo[1] UNKNOWN_STAGE',
      'ERROR stages[1].mayGoTo[2] UNKNOWN_STAGE',
      'ERROR stages[2].mayGoTo[0] UNKNOWN_STAGE',
      'ERROR stages[2].mayGoTo[1] UNKNOWN_STAGE',
      'ERROR stages[2].mayGoTo[2] UNKNOWN_STAGE',
      'ERROR stages[2].mayGoTo[3] UNKNOWN_STAGE',
      'ERROR stages[2].mayGoTo[4] UNKNOWN_STAGE',
      'ERROR stages[0].idle[0].then.moveTo UNKNOWN_STAGE',
      'ERROR stages[1].idle[0].then.moveTo UNKNOWN_STAGE',
      'ERROR stages[2].idle[0].then.moveTo UNKNOWN_STAGE',
      'ERROR stages[0].nextAction.code UNKNOWN_PURPOSE',
      'ERROR stages[1].nextAction.code UNKNOWN_PURPOSE',
      'ERROR stages[2].nextAction.code UNKNOWN_PURPOSE',
    ]);
  });

  test('A problem names the stages as people do', () => {
    const [problem] = checkPlaybook(withIdle('TO_REACTIVATE', idle({ then: { moveTo: 'QUOTED' } })));
    if (!problem) throw new Error('no problem found');
    expect(render(problem.message, 'ZH_CN', 'Asia/Shanghai')).toContain('已报价 → 待激活 → 已报价');
    expect(render(problem.message, 'EN', 'Asia/Shanghai')).toContain('Quoted → To reactivate → Quoted');
  });
});

describe('Rules that never act (P1)', () => {
  const moves = (rule: Partial<IdleRule>) => idle({ then: { moveTo: 'PAUSED' }, ...rule });
  const escalates = (rule: Partial<IdleRule>) => idle({ then: { escalateTo: 'TEAM_LEAD' }, ...rule });
  const silent = 'LAST_INTERACTION' as const;

  test.each<[what: string, rules: unknown[], idleRule: number | null]>([
    ['a later rule after a move', [moves({ for: 'P3D' }), escalates({ for: 'P5D' })], 1],
    ['whatever the order', [escalates({ for: 'P5D' }), moves({ for: 'P3D' })], 0],
    ['at the same time, listed second', [moves({ for: 'P3D' }), escalates({ for: 'P3D' })], 1],
    ['at the same time, listed first', [escalates({ for: 'P3D' }), moves({ for: 'P3D' })], null],
    ['an earlier rule', [escalates({ for: 'P2D' }), moves({ for: 'P3D' })], null],
    [
      'a move that may be held back',
      [moves({ for: 'P3D', unless: ['CLEAR_INTENT'] }), escalates({ for: 'P5D' })],
      null,
    ],
    ['an escalation stands in nobody’s way', [escalates({ for: 'P3D' }), escalates({ for: 'P5D' })], null],
    ['silence starts no later than neglect', [moves({ for: 'P3D', since: silent }), escalates({ for: 'P5D' })], 1],
    ['neglect may start later than silence', [moves({ for: 'P3D' }), escalates({ for: 'P5D', since: silent })], null],
    ['days and working hours don’t compare', [moves({ for: 'PT48H' }), escalates({ for: 'P3D' })], null],
  ])('%s', (_, rules, index) => {
    const expected = index === null ? [] : [`WARNING stages[2].idle[${index}] RULE_NEVER_ACTS`];
    expect(found(withIdle('QUOTED', ...rules))).toEqual(expected);
  });
});

describe('Any JSON', () => {
  test('never makes the check throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (definition) => expect(Array.isArray(checkPlaybook(definition))).toBe(true)));
  });

  test('nor does a playbook with any one value replaced', () => {
    const places = placesOf(standard);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (place, value) => {
        const problems = checkPlaybook(replaced(standard, place, value));
        expect(new Set(problems.map(({ path, code }) => `${path} ${code}`)).size).toBe(problems.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('A list beyond all measure is refused, and its meaning isn’t looked at', () => {
    const stages = Array.from({ length: 20_000 }, (_, index) => ({ code: `S${index}`, mayGoTo: [`S${index + 1}`] }));
    const problems = found({ ...standard, stages });
    expect(problems).toContain('ERROR stages OUT_OF_RANGE');
    expect(problems).not.toContain('WARNING stages STAGE_COUNT');
  });
});

test('A training school’s playbook of eight stages passes', () => {
  expect(found(TRAINING_SCHOOL)).toEqual([]);
});

describe('C7: what a playbook says about deals', () => {
  const item = { code: 'SHIP', label: label('发货') };

  test.each([
    ['a span of nothing', { askReceiptAfter: 'PT0S' }, 'ERROR deal.askReceiptAfter ZERO_SPAN'],
    ['no span', { reviewWithin: '1 day' }, 'ERROR deal.reviewWithin BAD_SPAN'],
    [
      'a reminder at the time itself',
      { payment: { remindBefore: ['P3D', 'PT0S'] } },
      'ERROR deal.payment.remindBefore[1] ZERO_SPAN',
    ],
    [
      'steps that don’t come one after the other',
      {
        payment: {
          escalation: [
            { to: 'TEAM_LEAD', after: 'P3D' },
            { to: 'MANAGER', after: 'P3D' },
          ],
        },
      },
      'ERROR deal.payment.escalation[1].after ESCALATION_NOT_LATER',
    ],
    [
      'an entry of the checklist that stands twice',
      { delivery: { checklist: [item, item] } },
      'ERROR deal.delivery.checklist[1].code DUPLICATE_CODE',
    ],
    ['a field that there isn’t', { delivery: { by: 'OWNER' } }, 'ERROR deal.delivery.by UNKNOWN_FIELD'],
  ])('%s is told with its place', (_, deal, problem) => {
    expect(found(aPlaybook({ deal }))).toEqual([problem]);
  });

  test('may be left out, in part or in whole: then it is as shipped', () => {
    const shipped = standard.deal as DealRules;
    expect(found(aPlaybook({ deal: undefined }))).toEqual([]);
    expect(dealRules(aPlaybook({ deal: undefined }), shipped)).toEqual(shipped);
    const own = aPlaybook({ deal: { payment: { planWithin: 'PT2S' } } });
    expect(dealRules(own, shipped)).toEqual({ ...shipped, payment: { ...shipped.payment, planWithin: 'PT2S' } });
  });
});

test('The schema for editors is the one that the check uses', () => {
  expect(read('playbook.schema.json')).toEqual(JSON.parse(JSON.stringify(PLAYBOOK_SCHEMA)));
});

type Place = readonly (string | number)[];

function placesOf(value: unknown, here: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [here];
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, i) => [i, item])
    : Object.entries(value);
  return [here, ...steps.flatMap(([step, inner]) => placesOf(inner, [...here, step]))];
}

function replaced(value: unknown, [step, ...rest]: Place, by: unknown): unknown {
  if (step === undefined) return by;
  const inner = replaced((value as Record<string | number, unknown>)[step], rest, by);
  return Array.isArray(value) ? value.with(Number(step), inner) : { ...(value as object), [step]: inner };
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render } from '../../domain/message.js';
import { checkPlaybook } from '../../domain/playbook/check.js';
import { readDraft } from '../../domain/playbook/draft.js';
import { checkPoolRules, poolTimetable, type RulesBeside } from '../../domain/pool/check.js';
import { namedRules, readPoolDraft } from '../../domain/pool/draft.js';
import { poolRules } from '../../domain/pool/rules.js';
import { POOL_SCHEMA } from '../../domain/pool/schema.js';
import { timetable } from '../../domain/timetable/timetable.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';
import { DEFAULT_POOL_RULES, aPool, defaultDefinition } from '../support/files.js';

const STAGES = defaultDefinition.stages.map(({ code }) => code);

const beside = (definition: unknown = defaultDefinition): RulesBeside => ({
  shipped: DEFAULT_POOL_RULES,
  followed: [{ name: 'default.1', draft: readDraft(definition) }],
  stageCodes: new Set(STAGES),
  fields: [aCustomField(), FLOOR, aCustomField({ code: 'old', archived: true })],
});

const withRules = (changes: object) => ({ ...DEFAULT_POOL_RULES, ...changes });
const found = (rules: unknown, around = beside()) =>
  checkPoolRules(rules, around).map(({ severity, path, code }) => `${severity} ${path} ${code}`);

const withIdle = (code: string, idle: readonly object[]) => ({
  ...defaultDefinition,
  stages: defaultDefinition.stages.map((stage) => (stage.code === code ? { ...stage, idle } : stage)),
});

describe('P1: rules of a pool', () => {
  test('as shipped pass, beside the shipped playbook, and so does the playbook beside them', () => {
    expect(found(DEFAULT_POOL_RULES)).toEqual([]);
    const pools = namedRules([aPool('PUBLIC', { name: '公海', rules: DEFAULT_POOL_RULES }), aPool('DORMANT')]);
    expect(checkPlaybook(defaultDefinition, pools)).toEqual([]);
  });

  test('that say nothing are as shipped', () => {
    expect(found({})).toEqual([]);
    expect(poolRules({}, DEFAULT_POOL_RULES)).toEqual(DEFAULT_POOL_RULES);
    expect(poolRules({ reclaim: [], holdingCap: null }, DEFAULT_POOL_RULES)).toEqual(
      withRules({ reclaim: [], holdingCap: null }),
    );
    expect(poolTimetable({}, beside())).toEqual(poolTimetable(DEFAULT_POOL_RULES, beside()));
  });

  test.each<[what: string, change: object, problem: string]>([
    ['a span that is none', { reclaim: [{ idleFor: '5 days', since: 'CLAIM' }] }, 'ERROR reclaim[0].idleFor BAD_SPAN'],
    ['a span of nothing', { reclaim: [{ idleFor: 'PT0S', since: 'CLAIM' }] }, 'ERROR reclaim[0].idleFor ZERO_SPAN'],
    ['no clock', { reclaim: [{ idleFor: 'P5D' }] }, 'ERROR reclaim[0].since FIELD_MISSING'],
    ['an unknown clock', { reclaim: [{ idleFor: 'P5D', since: 'EVER' }] }, 'ERROR reclaim[0].since NOT_IN_LIST'],
    [
      'an unknown condition',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', when: ['MOOD'] }] },
      'ERROR reclaim[0].when[0] UNKNOWN_CONDITION',
    ],
    [
      'an own field that there is not',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { colour: ['red'] } }] },
      'ERROR reclaim[0].customFields.colour UNKNOWN_CUSTOM_FIELD',
    ],
    [
      'an own field that is filled in no more',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { old: [1] } }] },
      'ERROR reclaim[0].customFields.old UNKNOWN_CUSTOM_FIELD',
    ],
    [
      'an option that there is not',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { floor: ['WOOD', 'MARBLE'] } }] },
      'ERROR reclaim[0].customFields.floor[1] CUSTOM_FIELD_VALUE',
    ],
    [
      'an option that is chosen no more',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { floor: ['LINO'] } }] },
      'ERROR reclaim[0].customFields.floor[0] CUSTOM_FIELD_VALUE',
    ],
    [
      'a number that is none',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { size: ['many'] } }] },
      'ERROR reclaim[0].customFields.size[0] CUSTOM_FIELD_VALUE',
    ],
    [
      'an unknown stage',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', stages: ['DECIDING', 'NOWHERE'] }] },
      'ERROR reclaim[0].stages[1] UNKNOWN_STAGE',
    ],
    [
      'a stage named twice',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', stages: ['DECIDING', 'DECIDING'] }] },
      'ERROR reclaim[0].stages[1] DUPLICATE_CODE',
    ],
    [
      'a field of no values',
      { reclaim: [{ idleFor: 'P5D', since: 'CLAIM', customFields: { size: [] } }] },
      'ERROR reclaim[0].customFields.size OUT_OF_RANGE',
    ],
    ['a longest hold of nothing', { longestHold: 'PT0S' }, 'ERROR longestHold ZERO_SPAN'],
    ['a warning that is none', { warnBefore: ['P1D', 'soon'] }, 'ERROR warnBefore[1] BAD_SPAN'],
    ['a warning at the time itself', { warnBefore: ['PT0S'] }, 'ERROR warnBefore[0] ZERO_SPAN'],
    ['an unknown exemption', { exempt: ['MY_COUSIN'] }, 'ERROR exempt[0] NOT_IN_LIST'],
    ['an exemption twice', { exempt: ['PROTECTED', 'PROTECTED'] }, 'ERROR exempt[1] DUPLICATE_CODE'],
    ['a limit of none', { dailyClaimLimit: 0 }, 'ERROR dailyClaimLimit OUT_OF_RANGE'],
    ['a cap in words', { holdingCap: 'many' }, 'ERROR holdingCap WRONG_TYPE'],
    ['a cap that spares no stage there is', { holdingCapExcludes: ['X'] }, 'ERROR holdingCapExcludes[0] UNKNOWN_STAGE'],
    ['a cool-down that is none', { coolDown: 'a week' }, 'ERROR coolDown BAD_SPAN'],
    ['a cool-down for nobody', { coolDownFor: 'NOBODY' }, 'ERROR coolDownFor NOT_IN_LIST'],
    ['an embargo that is none', { embargo: '-P1D' }, 'ERROR embargo BAD_SPAN'],
    ['a first contact at once', { firstContactWithin: 'PT0S' }, 'ERROR firstContactWithin ZERO_SPAN'],
    ['masking in words', { maskContacts: 'yes' }, 'ERROR maskContacts WRONG_TYPE'],
    ['an unknown calendar', { calendar: 'LUNAR' }, 'ERROR calendar NOT_IN_LIST'],
    [
      'a suspension by halves',
      { suspension: { misses: 3, for: 'P7D' } },
      'ERROR suspension.missesWithin FIELD_MISSING',
    ],
    [
      'a suspension of nothing',
      { suspension: { misses: 3, missesWithin: 'P30D', for: 'PT0S' } },
      'ERROR suspension.for ZERO_SPAN',
    ],
    ['an unknown destination', { unclaimed: { for: 'P30D', then: 'MARS' } }, 'ERROR unclaimed.then NOT_IN_LIST'],
    ['a field that there isn’t', { dailyLimit: 3 }, 'ERROR dailyLimit UNKNOWN_FIELD'],
  ])('with %s are told so, with the place', (_, change, problem) => {
    expect(found(withRules(change)).filter((one) => one.startsWith('ERROR'))).toEqual([problem]);
  });

  test('may ignore that a superior protects somebody, and are told so', () => {
    expect(found(withRules({ exempt: ['WON_WITH_OPEN_PAYMENTS'] }))).toEqual(['WARNING exempt PROTECTION_IGNORED']);
  });

  test('are told everything at once, each in both languages', () => {
    const problems = checkPoolRules(
      { reclaim: [{ idleFor: 'x', since: 'y' }], holdingCap: 0, calendar: 'LUNAR', unclaimed: 7 },
      beside(),
    );
    expect(problems.map(({ path }) => path)).toEqual([
      'reclaim[0].idleFor',
      'reclaim[0].since',
      'holdingCap',
      'calendar',
      'unclaimed',
    ]);
    for (const { message } of problems) {
      expect(render(message, 'ZH_CN', 'UTC')).toMatch(/[一-龥]/);
      expect(render(message, 'EN', 'UTC')).toMatch(/[a-z]/);
    }
  });

  test.each([
    ['dailyClaimLimit'],
    ['holdingCap'],
    ['longestHold'],
    ['firstContactWithin'],
    ['suspension'],
    ['unclaimed'],
  ])('may do without %s', (field) => expect(found(withRules({ [field]: null }))).toEqual([]));

  test('of any JSON never make the check throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...Object.keys(DEFAULT_POOL_RULES)), fc.jsonValue())),
        (rules) => expect(Array.isArray(checkPoolRules(rules, beside()))).toBe(true),
      ),
    );
  });
});

describe('P1: the pool’s rules and the stages’ form one timetable', () => {
  const rowsOf = (definition: unknown, rules: object) =>
    timetable(readDraft(definition), [{ name: '公海', rules: readPoolDraft(withRules(rules)) }]).map(
      ({ stage, pool, after, effect, to, neverActs }) =>
        `${stage} ${after} ${pool ?? 'own'} ${effect}${to === null ? '' : ` ${to}`}${neverActs ? ' NEVER' : ''}`,
    );

  test('in the order in which their turn comes', () => {
    expect(rowsOf(defaultDefinition, {}).filter((row) => /^(QUOTED|TO_REACTIVATE|WON) /.test(row))).toEqual([
      'QUOTED P3D own MOVE TO_REACTIVATE',
      'QUOTED P5D 公海 RECLAIM NEVER',
      'QUOTED P7D 公海 RECLAIM',
      'TO_REACTIVATE P5D 公海 RECLAIM',
      'TO_REACTIVATE P7D 公海 RECLAIM',
      'TO_REACTIVATE P7D own MOVE PAUSED',
    ]);
  });

  const never = (path: string) => `WARNING ${path} RULE_NEVER_ACTS`;

  test.each<[what: string, rules: object, problems: readonly string[]]>([
    [
      'a reclaim rule after another one',
      {
        reclaim: [
          { idleFor: 'P5D', since: 'LAST_ACTIVITY' },
          { idleFor: 'P6D', since: 'LAST_ACTIVITY' },
        ],
      },
      [never('reclaim[1]')],
    ],
    [
      'nor where it asks for more than that',
      {
        reclaim: [
          { idleFor: 'P5D', since: 'LAST_ACTIVITY' },
          { idleFor: 'P5D', since: 'LAST_ACTIVITY', when: ['CLEAR_INTENT'] },
        ],
      },
      [never('reclaim[1]')],
    ],
    [
      'but where it holds for others',
      {
        reclaim: [
          { idleFor: 'P5D', since: 'LAST_ACTIVITY', stages: ['DECIDING'] },
          { idleFor: 'P6D', since: 'LAST_ACTIVITY' },
        ],
      },
      [],
    ],
    [
      'nor after the stage’s own in every stage it is meant for',
      { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY', stages: ['QUOTED'] }] },
      [never('reclaim[0]')],
    ],
    [
      'that contradicts itself',
      { reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY', when: ['NEED'], unless: ['NEED'] }] },
      [never('reclaim[0]')],
    ],
    [
      'beside a longest hold that is shorter',
      { longestHold: 'P4D', reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' }] },
      [
        never('reclaim[0]'),
        ...['stages[0].idle[0]', 'stages[1].idle[0]', 'stages[3].idle[1]', 'stages[5].idle[0]'].map((path) =>
          never(`playbooks.default.1.${path}`),
        ),
      ],
    ],
    [
      'a stage’s rule after the pool’s',
      { reclaim: [{ idleFor: 'P2D', since: 'LAST_STAGE_CHANGE' }] },
      [
        ...[
          'stages[0].idle[0]',
          'stages[1].idle[0]',
          'stages[2].idle[0]',
          'stages[3].idle[0]',
          'stages[3].idle[1]',
          'stages[5].idle[0]',
        ].map((path) => never(`playbooks.default.1.${path}`)),
      ],
    ],
    [
      'days by the clock are over before working days',
      { calendar: 'CLOCK', reclaim: [{ idleFor: 'P7D', since: 'LAST_INTERACTION', stages: ['TO_REACTIVATE'] }] },
      [never('playbooks.default.1.stages[5].idle[0]')],
    ],
    ['a warning before every clock', { warnBefore: ['P1D', 'P7D'] }, [never('warnBefore[1]')]],
    ['no warning where nothing is taken back', { reclaim: [], warnBefore: ['P7D'] }, []],
  ])('%s', (_, rules, problems) => {
    expect(found(withRules(rules))).toEqual(problems);
  });

  test('which the check of a playbook tells as well: its own rules, and those of the pools', () => {
    const pools = namedRules([
      aPool('PUBLIC', {
        name: '公海',
        rules: { ...DEFAULT_POOL_RULES, reclaim: [{ idleFor: 'P2D', since: 'LAST_STAGE_CHANGE', stages: ['QUOTED'] }] },
      }),
      aPool('PUBLIC', {
        name: '东区',
        rules: { ...DEFAULT_POOL_RULES, reclaim: [{ idleFor: 'P9D', since: 'LAST_ACTIVITY', stages: ['DECIDING'] }] },
      }),
    ]);
    const definition = withIdle('DECIDING', [{ for: 'P1D', since: 'LAST_ACTIVITY', then: { moveTo: 'PAUSED' } }]);
    const problems = checkPlaybook(definition, pools);
    expect(problems.map(({ severity, path, code }) => `${severity} ${path} ${code}`)).toEqual([
      never('stages[2].idle[0]'),
      never('pools.东区.reclaim[0]'),
    ]);
    expect(problems.map(({ message }) => render(message, 'ZH_CN', 'UTC'))).toEqual([
      '此项永远不会生效：“公海”的第 1 条回收规则总是先起作用。',
      '此项永远不会生效：第 1 条规则总是先起作用。',
    ]);
  });

  test('pools that hold leads or sleepers take nobody back', () => {
    const rules = { ...DEFAULT_POOL_RULES, longestHold: 'PT1S' };
    expect(namedRules([aPool('DORMANT', { rules }), aPool('LEAD', { rules })])).toEqual([]);
  });
});

test('The schema for editors is the one that the check uses', () => {
  const file = readFileSync(new URL('../../data/pool.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(POOL_SCHEMA)));
});

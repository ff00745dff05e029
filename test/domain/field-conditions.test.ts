import { describe, expect, test } from '@jest/globals';
import { fieldConditionHolds, type FieldCondition } from '../../domain/custom-field/condition.js';
import type { CustomField, CustomFieldType } from '../../domain/custom-field/custom-field.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { after } from '../../domain/change.js';
import { render } from '../../domain/message.js';
import { checkPlaybook } from '../../domain/playbook/check.js';
import { unmetConditions } from '../../domain/playbook/conditions.js';
import { transitionsOf } from '../../domain/playbook/transitions.js';
import { aCustomField, FLOOR, ROOMS } from '../support/custom-fields.js';
import { accepted, aCall, aCustomerFile, defaultDefinition, LIN, playbookWith, unmetCodes } from '../support/files.js';

const FIELDS: readonly CustomField[] = [aCustomField(), FLOOR, ROOMS];

describe('C13: conditions over own fields', () => {
  const typed = (type: CustomFieldType): CustomField => ({ ...FLOOR, type });

  test.each<[CustomFieldType, unknown, Omit<FieldCondition, 'customField'>, boolean]>([
    ['TEXT', undefined, {}, false],
    ['TEXT', '有', {}, true],
    ['BOOLEAN', false, {}, true],
    ['BOOLEAN', false, { equals: false }, true],
    ['BOOLEAN', false, { equals: true }, false],
    ['NUMBER', 50, { equals: '50' }, true],
    ['NUMBER', 49, { atLeast: 50 }, false],
    ['NUMBER', 50, { atLeast: 50 }, true],
    ['NUMBER', 9, { atLeast: 50 }, false],
    ['DECIMAL', '100000.01', { atLeast: '100000' }, true],
    ['DECIMAL', '99999.99', { atLeast: 100000 }, false],
    ['DECIMAL', '12.5', { equals: '12.50' }, true],
    ['DATE', '2026-10-01', { atLeast: '2026/9/30' }, true],
    ['DATE', '2026-09-29', { atLeast: '2026-09-30' }, false],
    ['OPTION', 'WOOD', { in: ['TILE', 'WOOD'] }, true],
    ['OPTION', 'LINO', { in: ['TILE', 'WOOD'] }, false],
    ['MULTI_OPTION', ['WOOD', 'TILE'], { equals: 'TILE' }, true],
    ['MULTI_OPTION', ['WOOD'], { in: ['TILE', 'LINO'] }, false],
    ['TEXT', 'b', { atLeast: 'a' }, false],
    ['NUMBER', 50, { atLeast: 'many' }, false],
  ])('%s %j meets %j: %s', (type, value, asked, holds) => {
    const values = value === undefined ? {} : { floor: value };
    expect(fieldConditionHolds({ customField: 'floor', ...asked }, values, [typed(type)])).toBe(holds);
  });

  test('a field that there isn’t is met by nothing', () => {
    expect(fieldConditionHolds({ customField: 'toString' }, {}, [])).toBe(false);
    expect(fieldConditionHolds({ customField: 'gone' }, { gone: 1 }, [])).toBe(false);
  });

  const asking = (entryConditions: readonly unknown[]) =>
    playbookWith((code) => (code === 'NEEDS_CONFIRMED' ? { entryConditions } : {}));

  test('C3, C5: an unmet one names field, message and guide, by the names that people know', () => {
    const conditions = [
      { customField: 'size', atLeast: 50 },
      { customField: 'floor', in: ['WOOD', 'TILE'] },
      { customField: 'rooms' },
    ];
    const unmet = unmetConditions(conditions, aCustomerFile({}, { fields: FIELDS }), { reason: null, rule: null });
    expect(unmet.map(({ code, field, givenWithMove, guide }) => [code, field, givenWithMove, guide.fields])).toEqual([
      ['CUSTOM_FIELD', 'customFields.size', true, ['customFields.size']],
      ['CUSTOM_FIELD', 'customFields.floor', true, ['customFields.floor']],
      ['CUSTOM_FIELD', 'customFields.rooms', true, ['customFields.rooms']],
    ]);
    const told = (locale: 'ZH_CN' | 'EN') => unmet.map(({ message }) => render(message, locale, 'Asia/Shanghai'));
    expect(told('ZH_CN')).toEqual(['“人数”至少须为 50', '“地面”须为：木地板、瓷砖', '“房间”未填写']);
    expect(told('EN')).toEqual([
      'Head count has to be at least 50',
      'Floor has to be: Wood, Tile',
      'Rooms is not filled in',
    ]);
  });

  test('C5: what transitions say is what the move does, with the value given along', () => {
    const file = aCustomerFile({}, { fields: FIELDS, playbook: asking([{ customField: 'size', atLeast: 50 }]) });
    const shown = transitionsOf(file, LIN).find(({ to }) => to.code === 'NEEDS_CONFIRMED')!;
    expect([shown.reachable, shown.blockedBy]).toEqual([true, 'CONDITIONS_UNMET']);
    const move = (size: number) => ({ to: 'NEEDS_CONFIRMED', facts: { customFields: { size } } });
    expect(unmetCodes(decideAdvance(file, move(49), aCall()))).toEqual(['CUSTOM_FIELD']);
    const moved = after(file, accepted(decideAdvance(file, move(50), aCall())));
    expect([moved.customer.stage, moved.customer.customFields]).toEqual(['NEEDS_CONFIRMED', { size: 50 }]);
  });
});

describe('C13: a playbook may only ask what can be filled in', () => {
  const withConditions = (entryConditions: readonly unknown[], unless: readonly unknown[] = []) => ({
    ...defaultDefinition,
    stages: defaultDefinition.stages.map((stage) =>
      stage.code === 'DECIDING'
        ? {
            ...stage,
            entryConditions,
            idle: [{ for: 'P3D', since: 'LAST_ACTIVITY', unless, then: { escalateTo: 'TEAM_LEAD' } }],
          }
        : stage,
    ),
  });
  const at = defaultDefinition.stages.findIndex(({ code }) => code === 'DECIDING');
  const found = (definition: unknown, fields = FIELDS) =>
    checkPlaybook(definition, [], fields)
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ path, code }) => `${path} ${code}`);

  test('what fits has no problem', () => {
    const conditions = [
      { customField: 'size', atLeast: 50 },
      { customField: 'floor', equals: 'WOOD' },
      { customField: 'rooms', in: ['WOOD', '瓷砖'] },
      'NEED',
    ];
    expect(found(withConditions(conditions, [{ customField: 'rooms' }]))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no such field', { customField: 'colour' }, '.customField UNKNOWN_CUSTOM_FIELD'],
    ['no field at all', { equals: 5 }, '.customField FIELD_MISSING'],
    ['two comparisons', { customField: 'size', equals: 5, atLeast: 3 }, ' ONE_COMPARISON'],
    ['another comparison', { customField: 'size', atMost: 3 }, '.atMost UNKNOWN_FIELD'],
    ['no order among options', { customField: 'floor', atLeast: 'WOOD' }, '.atLeast CUSTOM_FIELD_NOT_ORDERED'],
    ['a value it can’t have', { customField: 'size', equals: 'many' }, '.equals CUSTOM_FIELD_VALUE'],
    ['an option that there isn’t', { customField: 'floor', in: ['WOOD', 'MARBLE'] }, '.in[1] CUSTOM_FIELD_VALUE'],
    ['an option that is chosen no more', { customField: 'floor', equals: 'LINO' }, '.equals CUSTOM_FIELD_VALUE'],
    ['an empty list', { customField: 'floor', in: [] }, '.in OUT_OF_RANGE'],
    ['a list where one value is meant', { customField: 'rooms', equals: ['WOOD'] }, '.equals CUSTOM_FIELD_VALUE'],
    ['a number', 5, ' UNKNOWN_CONDITION'],
  ])('%s', (_, condition, problem) => {
    expect(found(withConditions(['NEED', condition]))).toEqual([`stages[${at}].entryConditions[1]${problem}`]);
    expect(found(withConditions([], [condition]))).toEqual([`stages[${at}].idle[0].unless[0]${problem}`]);
  });

  test('an archived field is as good as none', () => {
    const archived = [{ ...aCustomField(), archived: true }];
    const problems = found(withConditions([{ customField: 'size' }]), archived);
    expect(problems).toEqual([`stages[${at}].entryConditions[0].customField UNKNOWN_CUSTOM_FIELD`]);
  });
});

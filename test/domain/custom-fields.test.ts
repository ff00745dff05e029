import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after } from '../../domain/change.js';
import { checkCustomFields } from '../../domain/custom-field/check.js';
import type { CustomField, CustomFieldType } from '../../domain/custom-field/custom-field.js';
import { readValue } from '../../domain/custom-field/read-value.js';
import { withCustomValues } from '../../domain/custom-field/record.js';
import { withdrawals } from '../../domain/custom-field/replaced.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { decideUpdateCustomer } from '../../domain/customer/update.js';
import { CallerError } from '../../domain/refusal.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';
import { accepted, aCall, aCustomerFile, callerErrorOf, eventsIn } from '../support/files.js';

const aField = (over: Partial<CustomField> = {}) => aCustomField({ on: 'CUSTOMER', ...over });
const ROOMS = { ...FLOOR, code: 'rooms', type: 'MULTI_OPTION' as const };
const OLD = aField({ code: 'old', type: 'TEXT', archived: true });
const FIELDS = [aField(), FLOOR, ROOMS, OLD, aField({ code: 'lead', type: 'TEXT', on: 'LEAD' })];

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    expect(error.code).toBe('BAD_USER_INPUT');
    return error.problems.map(({ field, text }) => `${field}: ${text.code}`);
  }
}

describe('C13: definitions', () => {
  test('options may be plain texts', () => {
    const given = [{ ...aField(), type: 'OPTION', options: ['小型', ' 大型'] }];
    expect(checkCustomFields(given)[0]?.options).toEqual([
      { code: '小型', label: { 'zh-CN': '小型', en: '小型' } },
      { code: '大型', label: { 'zh-CN': '大型', en: '大型' } },
    ]);
  });

  test('every mistake of shape is told at once, by its path', () => {
    const given = [
      { ...aField(), code: '1st' },
      { ...aField(), type: 'COLOUR', color: 'red' },
      { code: 'a', type: 'TEXT', on: 'POOL', label: { 'zh-CN': ' ', en: 'A' } },
    ];
    expect(problemsOf(() => checkCustomFields(given))).toEqual([
      'customFields[0].code: CUSTOM_FIELD_BAD_CODE',
      'customFields[1].color: PLAYBOOK_UNKNOWN_FIELD',
      'customFields[1].type: PLAYBOOK_NOT_IN_LIST',
      'customFields[2].label.zh-CN: PLAYBOOK_TEXT_MISSING',
      'customFields[2].on: PLAYBOOK_NOT_IN_LIST',
    ]);
  });

  test('and so is every mistake of meaning', () => {
    const given = [
      aField(),
      aField({ options: FLOOR.options! }),
      { ...FLOOR, options: [{ ...FLOOR.options![0]!, archived: true }] },
      { ...ROOMS, label: { 'zh-CN': '房间', en: 'Rooms' }, options: [FLOOR.options![0]!, FLOOR.options![0]!] },
    ];
    expect(problemsOf(() => checkCustomFields(given))).toEqual([
      'customFields[1].code: PLAYBOOK_DUPLICATE_CODE',
      'customFields[1].label.zh-CN: CUSTOM_FIELD_LABEL_TWICE',
      'customFields[1].label.en: CUSTOM_FIELD_LABEL_TWICE',
      'customFields[1].options: CUSTOM_FIELD_OPTIONS_UNUSED',
      'customFields[2].options: CUSTOM_FIELD_OPTIONS_MISSING',
      'customFields[3].options[1].code: PLAYBOOK_DUPLICATE_CODE',
      'customFields[3].options[1].label.zh-CN: CUSTOM_FIELD_LABEL_TWICE',
      'customFields[3].options[1].label.en: CUSTOM_FIELD_LABEL_TWICE',
    ]);
  });

  test('what they take away is named, so that it can be looked for', () => {
    const lead = aField({ code: 'lead', on: 'LEAD' });
    const next = [
      { ...FLOOR, options: FLOOR.options!.slice(1) },
      aField({ type: 'TEXT' }),
      { ...lead, on: 'CUSTOMER' as const, archived: true },
    ];
    expect(withdrawals([aField(), FLOOR, ROOMS, lead], next)).toEqual([
      { code: 'size', path: 'customFields[1].type', what: 'FIELD' },
      { code: 'floor', path: 'customFields[0].options', what: 'OPTION', option: FLOOR.options![0] },
      { code: 'rooms', path: 'customFields', what: 'FIELD' },
      { code: 'lead', path: 'customFields[2].on', what: 'LEADS' },
      { code: 'lead', path: 'customFields[2].archived', what: 'OFFER' },
    ]);
    expect(withdrawals(FIELDS, [...FIELDS, aField({ code: 'more' })])).toEqual([]);
  });
});

describe('C13: values have one spelling', () => {
  const fieldOf = (type: CustomFieldType): CustomField => ({ ...FLOOR, type });

  test.each<[CustomFieldType, unknown, unknown]>([
    ['TEXT', ' 300 m² ', '300 m²'],
    ['TEXT', '  ', null],
    ['NUMBER', 3.5, 3.5],
    ['NUMBER', '1,200', 1200],
    ['NUMBER', '-7', -7],
    ['DECIMAL', '0012.50', '12.5'],
    ['DECIMAL', 100, '100'],
    ['DECIMAL', '-0.00', '0'],
    ['DECIMAL', '999,999,999,999,999,999.123456', '999999999999999999.123456'],
    ['DATE', '2026-03-05', '2026-03-05'],
    ['DATE', '2026/3/5', '2026-03-05'],
    ['DATE', '2026年3月5日', '2026-03-05'],
    ['BOOLEAN', false, false],
    ['BOOLEAN', '是', true],
    ['BOOLEAN', 'No', false],
    ['OPTION', 'TILE', 'TILE'],
    ['OPTION', '瓷砖', 'TILE'],
    ['MULTI_OPTION', ['TILE', 'WOOD', 'TILE'], ['WOOD', 'TILE']],
    ['MULTI_OPTION', '瓷砖、Wood', ['WOOD', 'TILE']],
    ['MULTI_OPTION', [], null],
    ['OPTION', null, null],
  ])('%s %j is %j', (type, given, value) => {
    expect(readValue(fieldOf(type), given)).toEqual({ value });
  });

  test.each<[CustomFieldType, unknown, string]>([
    ['TEXT', 5, 'CUSTOM_FIELD_NOT_A_TEXT'],
    ['TEXT', '字'.repeat(2001), 'TOO_LONG'],
    ['NUMBER', 'twelve', 'CUSTOM_FIELD_NOT_A_NUMBER'],
    ['NUMBER', '1e3', 'CUSTOM_FIELD_NOT_A_NUMBER'],
    ['NUMBER', 1e16, 'CUSTOM_FIELD_NOT_A_NUMBER'],
    ['NUMBER', true, 'CUSTOM_FIELD_NOT_A_NUMBER'],
    ['DECIMAL', '1.2345678', 'CUSTOM_FIELD_NOT_A_DECIMAL'],
    ['DECIMAL', '1000000000000000000', 'CUSTOM_FIELD_NOT_A_DECIMAL'],
    ['DECIMAL', 'NaN', 'CUSTOM_FIELD_NOT_A_DECIMAL'],
    ['DATE', '2026-02-30', 'CUSTOM_FIELD_NOT_A_DAY'],
    ['DATE', '5 March', 'CUSTOM_FIELD_NOT_A_DAY'],
    ['DATE', {}, 'CUSTOM_FIELD_NOT_A_DAY'],
    ['BOOLEAN', 'maybe', 'CUSTOM_FIELD_NOT_A_BOOLEAN'],
    ['OPTION', 'MARBLE', 'CUSTOM_FIELD_NOT_AN_OPTION'],
    ['OPTION', ['TILE'], 'CUSTOM_FIELD_NOT_AN_OPTION'],
    ['MULTI_OPTION', ['TILE', 'MARBLE'], 'CUSTOM_FIELD_NOT_AN_OPTION'],
    ['MULTI_OPTION', { a: 1 }, 'CUSTOM_FIELD_NOT_AN_OPTION'],
  ])('%s %j is none: %s', (type, given, code) => {
    expect(readValue(fieldOf(type), given)).toMatchObject({ problem: { code } });
  });

  test('whatever is given, a value is either refused or reads as itself', () => {
    const types = fc.constantFrom<CustomFieldType>(
      'TEXT',
      'NUMBER',
      'DECIMAL',
      'DATE',
      'BOOLEAN',
      'OPTION',
      'MULTI_OPTION',
    );
    fc.assert(
      fc.property(
        types,
        fc.oneof(fc.jsonValue(), fc.double(), fc.stringMatching(/^[\d,.年月日/-]{1,12}$/)),
        (type, given) => {
          const read = readValue(fieldOf(type), given);
          if ('value' in read) expect(readValue(fieldOf(type), read.value)).toEqual(read);
        },
      ),
    );
  });
});

describe('C13: recording', () => {
  const known = { size: 3, floor: 'LINO', old: 'kept' };
  const record = (given: Record<string, unknown>, on: 'LEAD' | 'CUSTOMER' = 'CUSTOMER') =>
    withCustomValues(given, { fields: FIELDS, on, known });

  test('codes left out stay, null takes a value away', () => {
    expect(record({ size: null, floor: 'WOOD' })).toEqual({ floor: 'WOOD', old: 'kept' });
  });

  test('every value that can’t be is told at once', () => {
    const given = { size: 'many', floor: 'MARBLE', colour: 'red', __proto__: 1, toString: 'x' };
    expect(problemsOf(() => record(given))).toEqual([
      'customFields.size: CUSTOM_FIELD_NOT_A_NUMBER',
      'customFields.floor: CUSTOM_FIELD_NOT_AN_OPTION',
      'customFields.colour: CUSTOM_FIELD_UNKNOWN',
      'customFields.toString: CUSTOM_FIELD_UNKNOWN',
    ]);
  });

  test('what is archived stays, may be said again or taken away, and isn’t chosen anew', () => {
    expect(record({ floor: 'LINO', old: 'kept' })).toEqual(known);
    expect(record({ old: null })).toEqual({ size: 3, floor: 'LINO' });
    expect(problemsOf(() => record({ old: 'new', rooms: ['LINO'] }))).toEqual([
      'customFields.old: CUSTOM_FIELD_ARCHIVED',
      'customFields.rooms: CUSTOM_FIELD_OPTION_ARCHIVED',
    ]);
  });

  test('a value whose field is gone can still be taken away', () => {
    expect(withCustomValues({ gone: null }, { fields: [], on: 'CUSTOMER', known: { gone: 1 } })).toEqual({});
  });

  test('leads have only what is on LEAD', () => {
    expect(problemsOf(() => record({ size: 4, lead: '是' }, 'LEAD'))).toEqual([
      'customFields.size: CUSTOM_FIELD_OF_CUSTOMERS',
    ]);
  });

  test('C10: the log tells each field by itself, old and new', () => {
    const file = aCustomerFile({ customFields: { size: 3, floor: 'WOOD' } }, { fields: FIELDS });
    const update = { customFields: { size: '4', floor: null, lead: '是' } };
    const changes = accepted(decideUpdateCustomer(file, update, { identities: [], duplicate: null }, aCall()));
    expect(after(file, changes).customer.customFields).toEqual({ size: 4, lead: '是' });
    const fields = eventsIn(changes).flatMap((event) => event.changes ?? []);
    expect(fields.filter(({ field }) => field.startsWith('customFields'))).toEqual([
      { field: 'customFields.size', old: 3, new: 4 },
      { field: 'customFields.floor', old: 'WOOD', new: null },
      { field: 'customFields.lead', old: null, new: '是' },
    ]);
  });

  test('with a move, a bad value is named by its whole path', () => {
    const file = aCustomerFile({}, { fields: FIELDS });
    const move = { to: 'NEEDS_CONFIRMED', facts: { customFields: { size: 'many' } } };
    expect(callerErrorOf(() => decideAdvance(file, move, aCall()))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'facts.customFields.size',
      text: 'CUSTOM_FIELD_NOT_A_NUMBER',
    });
  });
});

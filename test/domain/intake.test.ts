import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identitiesOf, openIdOf } from '../../domain/lead/identity.js';
import { mayFillOwnFields, readDelivery } from '../../domain/lead/intake.js';
import { knownAs } from '../../domain/lead/known-as.js';
import { boundedPayload, CUT_MARKER, PAYLOAD_BYTES } from '../../domain/lead/payload.js';
import { checkSource, mayDeliverFrom } from '../../domain/lead/source.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';
import { callerErrorOf } from '../support/files.js';
import { CallerError } from '../../domain/refusal.js';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('a raw payload', () => {
  test('is kept as it came while it is small enough', () => {
    const payload = { 姓名: '周敏', utm: { source: 'x' } };
    expect(boundedPayload(payload)).toBe(payload);
    expect(boundedPayload(null)).toBeNull();
  });

  test('is never kept with more than its bound, and says so where it was cut', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', minLength: 5_000, maxLength: 12_000 }),
      fc.array(fc.string(), { minLength: 2_000, maxLength: 3_000 }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 20 }), text, { minKeys: 1, maxKeys: 6 }), (payload) => {
        const kept = boundedPayload(payload)!;
        expect(bytesOf(kept)).toBeLessThanOrEqual(PAYLOAD_BYTES);
        expect(kept[CUT_MARKER]).toBe(bytesOf(payload) > PAYLOAD_BYTES ? bytesOf(payload) : undefined);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps a long text’s beginning', () => {
    const { note } = boundedPayload({ note: '好'.repeat(10_000) }) as { note: string };
    expect(note).toMatch(/^好+…$/);
    expect(Buffer.byteLength(note)).toBeGreaterThan(PAYLOAD_BYTES - 100);
  });
});

describe('a delivery', () => {
  test('is read by the mapping: the first name that says something counts', () => {
    const mapping = { tel: 'phone', 'contact.mobile': 'phone', name: 'company' };
    const { given, theirName } = readDelivery(
      { tel: ' ', contact: { mobile: 138 }, name: '华美', region: '上海' },
      mapping,
    );
    expect(given).toEqual({ phone: '138', company: '华美', region: '上海' });
    expect(['phone', 'company', 'region', 'email'].map(theirName)).toEqual([
      'contact.mobile',
      'name',
      'region',
      'email',
    ]);
  });

  test('without a mapping has our names, and what is unknown fills nothing', () => {
    expect(readDelivery({ name: ' 周敏 ', sourceId: 'src_x', idempotencyKey: 'k', phone: null }, null).given).toEqual({
      name: '周敏',
    });
  });

  test.each([
    ['a、b，c;d', ['a', 'b', 'c', 'd']],
    [
      [' a ', '', 'b'],
      ['a', 'b'],
    ],
  ])('with tags %j has %j', (tags, expected) => {
    expect(readDelivery({ tags }, null).given).toEqual({ tags: expected });
  });

  test('reaches into objects only, never into what every object has', () => {
    expect(readDelivery({ a: 'text' }, { 'constructor.name': 'name', 'a.length': 'company' }).given).toEqual({});
  });
});

describe('C13: a delivery fills the organisation’s own fields', () => {
  const fields = [aCustomField(), aCustomField({ code: 'day', type: 'DATE' })];

  test('by the mapping, by their codes in an object, or by their names in a form', () => {
    const mapping = { 人数: 'customFields.size', 'visit.on': 'customFields.day' };
    const said = readDelivery({ 人数: ' 12 ', visit: { on: '2026-03-05' }, name: '周敏' }, mapping, fields);
    expect(said.given).toEqual({ name: '周敏', customFields: { size: ' 12 ', day: '2026-03-05' } });
    expect(said.theirName('customFields.day')).toBe('visit.on');
    const nested = readDelivery({ customFields: { size: 3, colour: 'red' } }, null, fields);
    expect(nested.given).toEqual({ customFields: { size: 3 } });
    expect(readDelivery({ 'customFields.size': '3' }, null, fields).given).toEqual({ customFields: { size: '3' } });
  });

  test('and is looked through for them only where it may hold any', () => {
    expect(mayFillOwnFields({ name: '周敏' }, { tel: 'phone' })).toBe(false);
    expect(mayFillOwnFields({ name: '周敏' }, { tel: 'customFields.size' })).toBe(true);
    expect(mayFillOwnFields({ customFields: {} }, null)).toBe(true);
    expect(mayFillOwnFields({ 'customFields.size': '1' }, null)).toBe(true);
  });

  test('a mapping leads to those alone that leads have and that are filled in', () => {
    const all = [aCustomField(), FLOOR, aCustomField({ code: 'old', archived: true })];
    expect(() => checkSource({ fieldMapping: { 人数: 'customFields.size' } }, all)).not.toThrow();
    for (const path of ['customFields.floor', 'customFields.old', 'customFields.none', 'customFields.'])
      expect(callerErrorOf(() => checkSource({ fieldMapping: { a: path } }, all))).toEqual({
        code: 'BAD_USER_INPUT',
        field: 'fieldMapping.a',
        text: 'UNKNOWN_INTAKE_FIELD',
      });
  });
});

describe('a source', () => {
  test.each(['https://a.example', 'http://localhost:3000', 'https://xn--fiq228c.example', 'http://[::1]:80', '*'])(
    'may be open to %s',
    (origin) => {
      expect(() => checkSource({ allowedOrigins: [origin] }, [])).not.toThrow();
    },
  );

  test.each([
    'https://A.example',
    'https://a.example/',
    'a.example',
    'ftp://a.example',
    'https://*.example',
    'null',
    '',
  ])('can not be open to "%s"', (origin) => {
    expect(() => checkSource({ allowedOrigins: [origin] }, [])).toThrow(CallerError);
  });

  test('without origins, or with *, is open to any; otherwise to those alone', () => {
    const shop = 'https://shop.example';
    expect([[], ['*'], [shop], ['https://a.example']].map((list) => mayDeliverFrom(shop, list))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

test('an openid is one with the app that knows it, and ids of the platform keep their case', () => {
  const openId = openIdOf('wx5823bf96d3bd56c7', 'oAbC_123-x');
  expect(identitiesOf({ openId, unionId: ' o6_bmAS ', wecomExternalUserId: '坏' })).toEqual([
    { kind: 'UNIONID', value: 'o6_bmAS' },
    { kind: 'OPENID', value: 'wx5823bf96d3bd56c7:oAbC_123-x' },
  ]);
});

test('whoever delivers is told how somebody stands, never with whom', () => {
  expect(knownAs({ ownerId: null, poolId: 'pool_1' }, new Date())).toBe('IN_POOL');
  expect(knownAs({ ownerId: 'usr_1', poolId: null, protected: false }, new Date())).toBe('OWNED');
  expect(knownAs({ ownerId: 'usr_1', poolId: null, protected: true }, new Date())).toBe('PROTECTED');
  expect(knownAs({ ownerId: null, poolId: null }, new Date())).toBe('NEITHER');
});

describe('L11: a ticked box', () => {
  test.each([true, 1, 'on', 'TRUE', '是', '同意', 'ｙｅｓ'])('%j agrees', (consented) => {
    expect(readDelivery({ consented }, null).given).toEqual({ consented: true });
  });
  test.each([false, 0, 'off', '否'])('%j doesn’t', (consented) => {
    expect(readDelivery({ consented }, null).given).toEqual({ consented: false });
  });
  test('anything else is told by what its sender calls it', () => {
    expect(() => readDelivery({ 订阅: 'perhaps' }, { 订阅: 'consented' })).toThrow(
      expect.objectContaining({ field: '订阅' }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  foldCompany,
  identitiesOf,
  normaliseEmail,
  normalisePhone,
  normaliseWechat,
} from '../../domain/lead/identity.js';

describe('L3 phone numbers', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 138 0013 8000',
    '0086 13800138000',
    '(+86)13800138000',
    '86 13800138000',
    '１３８００１３８０００',
    '＋８６－１３８００１３８０００',
    '  +86-138-0013-8000 ',
    'tel:+8613800138000',
    '手机：13800138000',
  ])('"%s" is +8613800138000', (text) => {
    expect(normalisePhone(text)).toBe('+8613800138000');
  });

  test('Numbers of other countries keep theirs, and the region may be another', () => {
    expect(normalisePhone('+852 2345 6789')).toBe('+85223456789');
    expect(normalisePhone('030 901820', 'DE')).toBe('+4930901820');
    expect(normalisePhone('010-6552 9988')).toBe('+861065529988');
  });

  test.each(['', 'abc', '12345', '138001380001234', '23800138000', '13800138000 or 13900139000'])(
    '"%s" is no number',
    (text) => expect(normalisePhone(text)).toBeNull(),
  );

  test('A normalised number stays as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (rest) => {
        const phone = normalisePhone(`138${String(rest).padStart(8, '0')}`);
        expect(normalisePhone(phone ?? '')).toBe(phone);
      }),
    );
  });
});

describe('L3 e-mail and WeChat', () => {
  test.each([' Li.Lei@Example.COM ', 'ｌｉ．ｌｅｉ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'mailto:li.lei@example.com'])(
    '"%s" is one address',
    (text) => expect(normaliseEmail(text)).toBe('li.lei@example.com'),
  );

  test.each(['', 'li.lei', 'li@lei', 'a@b@c.com', 'a b@c.com', 'a@.com', 'a@b..com', 'a@b.com, c@d.com'])(
    '"%s" is no address',
    (text) => expect(normaliseEmail(text)).toBeNull(),
  );

  test('A WeChat id is the same in upper and lower case', () => {
    expect(normaliseWechat(' WxID_LiLei88 ')).toBe('wxid_lilei88');
    expect(normaliseWechat('１３８００１３８０００')).toBe('13800138000');
  });

  test.each(['', '微信同号', 'a b c d e', 'abc', '有'.repeat(6)])('"%s" is no WeChat id', (text) =>
    expect(normaliseWechat(text)).toBeNull(),
  );
});

describe('L3 company names', () => {
  test.each([
    ['北京华联科技有限公司', '北京华联科技'],
    ['北京（华联）科技 有限责任公司', '北京华联科技'],
    ['北京华联科技股份有限公司', '北京华联科技'],
    ['北京华联科技集团有限公司', '北京华联科技'],
    ['北京华联科技（集团）股份有限公司', '北京华联科技'],
    ['北京華聯科技股份有限公司', '北京華聯科技'],
    ['北京华联科技公司', '北京华联科技'],
    ['北京华联科技有限公司上海分公司', '北京华联科技有限公司上海分公司'],
    ['Acme Co., Ltd.', 'acme'],
    ['ＡＣＭＥ　ＣＯ．，ＬＴＤ', 'acme'],
    ['Acme Inc', 'acme'],
    ['ACME贸易 (Shanghai) Co.,Ltd', 'acme贸易shanghai'],
    ['ACME贸易Co.,Ltd', 'acme贸易'],
    ['Cisco', 'cisco'],
    ['Vinci', 'vinci'],
    ['有限公司', '有限公司'],
    ['Limited', 'limited'],
    ['  ', ''],
  ])('"%s" folds to "%s"', (text, folded) => {
    expect(foldCompany(text)).toBe(folded);
  });

  test('Any text folds, without spaces', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(foldCompany(text)).not.toMatch(/\s/)));
  });
});

test('L4 What somebody left behind becomes their identities; what can’t be read is left out', () => {
  expect(identitiesOf({ phone: '138 0013 8000', email: 'Li@Example.com', wechat: 'LiLei88' })).toEqual([
    { kind: 'PHONE', value: '+8613800138000' },
    { kind: 'EMAIL', value: 'li@example.com' },
    { kind: 'WECHAT', value: 'lilei88' },
  ]);
  expect(identitiesOf({ phone: '123', email: null, wechat: '' })).toEqual([]);
  expect(identitiesOf({})).toEqual([]);
});

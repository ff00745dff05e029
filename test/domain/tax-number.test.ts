import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTaxNumber } from '../../domain/customer/tax-number.js';
import { callerErrorOf } from '../support/files.js';

/** Numbers of companies, as they stand on their invoices. */
const KNOWN = ['91330100799655058B', '9144030071526726XG', '914403001922038216', '91110000600037341L'];
const LEGACY = ['44030071526726X', '440301192203821', '110108600037341'];
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

test.each([...KNOWN, ...LEGACY])('C7: %s is a taxpayer’s number', (number) => {
  expect(readTaxNumber(number)).toBe(number);
});

test.each([
  [' 9133 0100 7996 5505 8b ', '91330100799655058B'],
  ['９１３３０１００７９９６５５０５８Ｂ', '91330100799655058B'],
  ['440300-71526726-x', '44030071526726X'],
])('however it is written, it is kept in one spelling: %s', (given, number) => {
  expect(readTaxNumber(given)).toBe(number);
});

test.each([
  ['', 'TAX_NUMBER_LENGTH'],
  ['9133010079965505', 'TAX_NUMBER_LENGTH'],
  ['91330100799655058B0', 'TAX_NUMBER_LENGTH'],
  ['9133010079965505IB', 'TAX_NUMBER_SIGN'],
  ['913301OO799655058B', 'TAX_NUMBER_SIGN'],
  ['01330100799655058B', 'TAX_NUMBER_SIGN'],
  ['9133A100799655058B', 'TAX_NUMBER_SIGN'],
  ['44A30071526726X', 'TAX_NUMBER_SIGN'],
  ['9133010079965505税B', 'TAX_NUMBER_SIGN'],
  ['91330100799655058C', 'TAX_NUMBER_CHECK'],
  ['440300715267261', 'TAX_NUMBER_CHECK'],
])('%s is none: BAD_USER_INPUT names the field', (given, text) => {
  expect(callerErrorOf(() => readTaxNumber(given))).toEqual({ code: 'BAD_USER_INPUT', field: 'taxNumber', text });
});

describe('a slip is found', () => {
  const isRead = (number: string) => callerErrorOf(() => readTaxNumber(number)) === null;

  test('any one sign that is another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(17), fc.constantFrom(...SIGNS), (number, place, sign) => {
        fc.pre(number[place] !== sign);
        expect(isRead(number.slice(0, place) + sign + number.slice(place + 1))).toBe(false);
      }),
    );
  });

  test('any two neighbours that changed places', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(16), (number, place) => {
        const [a, b] = [number[place]!, number[place + 1]!];
        fc.pre(a !== b);
        expect(isRead(number.slice(0, place) + b + a + number.slice(place + 2))).toBe(false);
      }),
    );
  });
});

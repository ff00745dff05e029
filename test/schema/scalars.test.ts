import { describe, expect, test } from '@jest/globals';
import { parseValue as parseLiteralText } from 'graphql';
import { DateTime, Decimal, Duration, Json, PhoneNumber } from '../../schema/scalars.js';

describe('Decimal', () => {
  test.each([
    ['1999.5', '1999.50'],
    [5, '5.00'],
    ['-0', '0.00'],
    ['1.500', '1.50'],
    ['9999999999999999.99', '9999999999999999.99'],
  ])('reads %j as %s, digit by digit', (given, amount) => {
    expect(Decimal.parseValue(given)).toBe(amount);
  });

  test.each([
    1.5,
    NaN,
    Infinity,
    2 ** 53,
    '1e400',
    'NaN',
    '',
    ' ',
    '0x10',
    '1.505',
    '10000000000000000',
    true,
    null,
    {},
  ])('refuses %j', (given) => {
    expect(() => Decimal.parseValue(given)).toThrow(/^Decimal takes a decimal number as a string/);
  });

  test.each(['1.5', '1e400', 'true', 'null'])('refuses %s written in a query', (literal) => {
    expect(() => Decimal.parseLiteral(parseLiteralText(literal))).toThrow(/no float/);
  });

  test('reads whole numbers written in a query beyond what a float can hold', () => {
    expect(Decimal.parseLiteral(parseLiteralText('9007199254740993'))).toBe('9007199254740993.00');
  });
});

test('DateTime takes any offset and answers in UTC', () => {
  const instant = DateTime.parseValue('2026-11-22T08:30:00+08:00');
  expect(JSON.stringify(DateTime.serialize(instant))).toBe('"2026-11-22T00:30:00.000Z"');
});

test('DateTime refuses the year 0, which the database could not give back', () => {
  expect(DateTime.parseValue('0001-01-01T00:00:00Z')).toEqual(new Date('0001-01-01T00:00:00Z'));
  expect(() => DateTime.parseValue('0000-12-31T23:59:59Z')).toThrow('DateTime takes the years 1 to 9999.');
  expect(() => DateTime.parseLiteral(parseLiteralText('"0000-01-01T00:00:00Z"'))).toThrow(/1 to 9999/);
});

test.each(['PT48H', 'P3D', 'P1W'])('Duration takes %s', (span) => {
  expect(Duration.parseValue(span)).toBe(span);
});

test.each(['', 'P', '-P1D', '48', 'P1', 5])('Duration refuses %j', (span) => {
  expect(() => Duration.parseValue(span)).toThrow(/^Duration takes an ISO-8601 duration/);
});

test('PhoneNumber answers nothing but E.164', () => {
  expect(PhoneNumber.serialize('+8613800138000')).toBe('+8613800138000');
  expect(() => PhoneNumber.serialize('138 0013 8000')).toThrow();
});

test('JSON of any depth is refused before anything walks through it', () => {
  let nested: unknown = [];
  for (let level = 0; level < 100_000; level++) nested = [nested];
  expect(() => Json.parseValue(nested)).toThrow('JSON nests at most 64 levels deep.');
  expect(Json.parseValue([[{ a: [1] }]])).toEqual([[{ a: [1] }]]);
});

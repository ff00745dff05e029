import { Decimal as DecimalNumber } from 'decimal.js';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { isSpan } from '../domain/calendar.js';

export const DateTime = new GraphQLScalarType<Date, Date>({
  ...GraphQLDateTime.toConfig(),
  parseValue: (value) => inOurEra(GraphQLDateTime.parseValue(value)),
  parseLiteral: (node, variables) => inOurEra(GraphQLDateTime.parseLiteral(node, variables)),
  name: 'DateTime',
  description:
    'An instant, as RFC 3339 text. Any offset is accepted; answers are in UTC, e.g. 2026-11-22T08:30:00.000Z.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
});

/** There is no year 0: the database would call it 1 BC, which nothing of ours can read again. */
function inOurEra(instant: Date): Date {
  if (instant.getUTCFullYear() < 1) throw new GraphQLError('DateTime takes the years 1 to 9999.');
  return instant;
}

export const Duration = textScalar({
  name: 'Duration',
  description: 'A span of time as ISO-8601 text, not negative, e.g. PT48H or P3D.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#appendix-A',
  isValid: isSpan,
  expected: 'an ISO-8601 duration such as PT48H or P3D, not negative',
});

export const PhoneNumber = textScalar({
  name: 'PhoneNumber',
  description: 'A phone number in E.164, e.g. +8613800138000. Inputs are plain text and take any spelling.',
  specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
  isValid: (text) => /^\+[1-9]\d{1,14}$/.test(text),
  expected: 'a phone number in E.164 such as +8613800138000',
});

export const Cursor = textScalar({
  name: 'Cursor',
  description: 'A position in the event log: opaque text, never reused. What happened later has a greater cursor.',
  specifiedByURL: 'https://relay.dev/graphql/connections.htm#sec-Cursor',
  isValid: (text) => text.length > 0 && text.length <= 200,
  expected: 'a cursor that this API gave out',
});

export const JSON_LEVELS = 64;

export const Json = new GraphQLScalarType<unknown, unknown>({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: `Any JSON value; inputs nest at most ${JSON_LEVELS} levels deep.`,
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  parseValue: (value) => shallowJson(value),
  parseLiteral: (node, variables) => shallowJson(GraphQLJSON.parseLiteral(node, variables)),
});

function shallowJson(value: unknown): unknown {
  if (nestsDeeper(value, JSON_LEVELS)) throw new GraphQLError(`JSON nests at most ${JSON_LEVELS} levels deep.`);
  return value;
}

export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}

const INTEGER_DIGITS = 16;
const DECIMAL_PLACES = 2;
const EXPECTED_DECIMAL = `a decimal number as a string, such as "1999.50", or a whole number: at most ${INTEGER_DIGITS} digits before and ${DECIMAL_PLACES} after the point, and no float`;

export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: `An amount as text, never a float, e.g. "1999.50": at most ${INTEGER_DIGITS} digits before the point and ${DECIMAL_PLACES} after it. Inputs also take whole numbers.`,
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  serialize: decimalText,
  parseValue: decimalText,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT) return decimalText(node.value);
    throw invalid('Decimal', EXPECTED_DECIMAL);
  },
});

/** The number with its two decimals, so that equal amounts are equal texts. */
function decimalText(value: unknown): string {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) throw invalid('Decimal', EXPECTED_DECIMAL);
  const text = String(value);
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) throw invalid('Decimal', EXPECTED_DECIMAL);
  const number = new DecimalNumber(text);
  const fits = number.decimalPlaces() <= DECIMAL_PLACES && number.abs().lt(`1e${INTEGER_DIGITS}`);
  if (!fits) throw invalid('Decimal', EXPECTED_DECIMAL);
  return (number.isZero() ? number.abs() : number).toFixed(DECIMAL_PLACES);
}

interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  readonly isValid: (text: string) => boolean;
  readonly expected: string;
}

function textScalar({
  name,
  description,
  specifiedByURL,
  isValid,
  expected,
}: TextScalar): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw invalid(name, expected);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

const invalid = (name: string, expected: string): GraphQLError => new GraphQLError(`${name} takes ${expected}.`);

import { describe, expect, test } from '@jest/globals';
import { AdvanceCustomerInput, FactsInput, UpdateCustomerInput } from '../../schema/inputs/customer.input.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { Json } from '../../schema/scalars.js';
import { validateInput } from '../../schema/validate-input.js';

const move = { customerId: 'cus_1', to: 'QUOTED' };

function aMove(given: object): AdvanceCustomerInput {
  return Object.assign(new AdvanceCustomerInput(), move, given);
}

function facts(given: object): FactsInput {
  return Object.assign(new FactsInput(), given);
}

const validate = (input: object) => validateInput(input, input.constructor, { args: { input: { ...input } } });

describe('an input', () => {
  test('passes when everything fits', () => {
    const given = {
      note: null,
      facts: facts({ need: '300 m² 瓷砖 😀', customFields: { a: '\\ud800', b: [1] }, decisionDate: new Date() }),
    };
    expect(() => validate(aMove(given))).not.toThrow();
  });

  test.each([
    ['to: REQUIRED', aMove({ to: ' ' })],
    ['to: TOO_LONG', aMove({ to: 'x'.repeat(65) })],
    ['customerId: TOO_LONG', aMove({ customerId: 'x'.repeat(501) })],
    ['idempotencyKey: TOO_LONG', aMove({ idempotencyKey: 'x'.repeat(256) })],
    ['facts.intent: REQUIRED', aMove({ facts: facts({ intent: null }) })],
    ['facts.need: TOO_LONG', aMove({ facts: facts({ need: 'x'.repeat(10_001) }) })],
    ['facts.need: BAD_CHARACTER', aMove({ facts: facts({ need: 'a\0' }) })],
    ['facts.need: BAD_CHARACTER', aMove({ facts: facts({ need: '\ud800' }) })],
    ['facts.customFields: NOT_AN_OBJECT', aMove({ facts: facts({ customFields: 'red' }) })],
    ['facts.customFields: NOT_AN_OBJECT', aMove({ facts: facts({ customFields: [] }) })],
    ['facts.customFields: TOO_LARGE', aMove({ facts: facts({ customFields: { a: 'x'.repeat(33_000) } }) })],
    ['facts.customFields: BAD_CHARACTER', aMove({ facts: facts({ customFields: { a: 'a\0' } }) })],
    ['name: REQUIRED', Object.assign(new UpdateCustomerInput(), { name: null })],
    ['tags: TOO_MANY', Object.assign(new UpdateCustomerInput(), { tags: Array.from({ length: 51 }, String) })],
    ['tags.1: TOO_LONG', Object.assign(new UpdateCustomerInput(), { tags: ['a', 'x'.repeat(51)] })],
  ])('is refused with BAD_USER_INPUT %s', (problem, input) => {
    expect(() => validate(input)).toThrow(`BAD_USER_INPUT ${problem}`);
  });

  test('counts characters as people do', () => {
    expect(() => validate(aMove({ to: '😀'.repeat(64) }))).not.toThrow();
  });
});

describe('an argument of another kind', () => {
  test('has its name in the path', () => {
    const filter = Object.assign(new CustomerFilter(), { search: 'x'.repeat(201) });
    expect(() => validateInput(filter, CustomerFilter, { args: { first: 1, filter: { ...filter } } })).toThrow(
      'filter.search: TOO_LONG',
    );
    expect(() => validateInput('x'.repeat(501), String, { args: { first: 1, search: 'x'.repeat(501) } })).toThrow(
      'search: TOO_LONG',
    );
    expect(() => validateInput({ a: '\0' }, Json, { args: { definition: { a: '\0' } } })).toThrow(
      'definition: BAD_CHARACTER',
    );
  });
});

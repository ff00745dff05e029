import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { tooLarge } from '../../api/answer-size.js';
import { apiSchema } from '../../api/build-schema.js';
import { anApi } from '../support/api.js';

const schema = await apiSchema();
const isRefused = (query: string, variables: Record<string, unknown> = {}) =>
  tooLarge(schema, { document: parse(query), variables }) !== null;

const nested = (levels: number, first: string): string =>
  levels === 0 ? 'id' : `followUps(first: ${first}) { nodes { customer { ${nested(levels - 1, first)} } } }`;

test.each([
  [
    'a hundred customers with a hundred follow-ups and their owners',
    '{ customers(first: 100) { nodes { followUps(first: 100) { nodes { owner { id } } } } } }',
  ],
  [
    'what every blocked move lacks',
    '{ customers(first: 100) { nodes { transitions { to { code } unmet { guide { title } } } } } }',
  ],
  ['small pages within small pages', `{ customers(first: 5) { nodes { ${nested(3, '5')} } } }`],
])('%s may be asked for at once', (_, query) => {
  expect(isRefused(query)).toBe(false);
});

test.each([
  ['pages', `{ customers(first: 100) { nodes { ${nested(2, '100')} } } }`],
  ['pages from the end', `{ customers(last: 100) { nodes { ${nested(2, '100').replaceAll('first', 'last')} } } }`],
  [
    'pages by a default of the document',
    `query ($n: Int = 100) { customers(first: $n) { nodes { ${nested(2, '$n')} } } }`,
  ],
  [
    'edges',
    '{ customers(first: 100) { edges { node { followUps(first: 100) { edges { node { customer { followUps { nodes { id } } } } } } } } } }',
  ],
  [
    'teams of members of teams',
    '{ teams { members { team { members { team { members { team { members { id } } } } } } } } }',
  ],
])('%s within each other are refused before they run', (_, query) => {
  expect(isRefused(query)).toBe(true);
});

test('what variables ask for counts, and a fragment spread again and again is walked once', () => {
  const query = `query ($n: Int) { customers(first: $n) { nodes { ${nested(2, '$n')} } } }`;
  expect(isRefused(query, { n: 100 })).toBe(true);
  expect(isRefused(query, { n: 5 })).toBe(false);
  const fragments = Array.from({ length: 200 }, (_, n) => `fragment F${n} on Customer { ...F${n + 1} ...F${n + 1} }`);
  expect(
    isRefused(`{ customer(id: "") { ...F0 } } ${fragments.join(' ')} fragment F200 on Customer { owner { id } }`),
  ).toBe(true);
});

test('over HTTP it is QUERY_TOO_COMPLEX, and the status says whose mistake it was', async () => {
  const api = await anApi();
  const refused = await api.gql(`{ customers(first: 100) { nodes { ${nested(2, '100')} } } }`, {}, api.admin);
  expect(refused).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' });
});

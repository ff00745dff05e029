import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { MERGED_PARTS } from '../../commands/store/merged-rows.js';

/** What names a lead or customer and yet stays as it is when that is merged. */
const STAYS: Readonly<Record<string, string>> = {
  Event: 'the log is never rewritten: reads take the merged one’s events along with the survivor’s',
  ImportRow: 'tells what a row of an import made, whatever became of it',
  Obligation: 'is worked out anew for both from what went along',
  Team: 'its `leadId` is the person who leads it',
};

/** By the schema: tables with a column that names a lead or a customer. */
function tablesThatName(column: 'leadId' | 'customerId'): readonly string[] {
  const models = readFileSync('schema/schema.prisma', 'utf8').matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm);
  return [...models].flatMap(([, name, body]) => (new RegExp(`^  ${column} `, 'm').test(body!) ? [name!] : []));
}

test.each([
  ['CUSTOMER', 'customerId'],
  ['LEAD', 'leadId'],
] as const)('whatever hangs on a %s goes along when it is merged, or says here why not', (kind, column) => {
  const parts = MERGED_PARTS[kind].filter((part) => part.column === column).map(({ table }) => String(table));
  const tables = tablesThatName(column);
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.filter((table) => !parts.includes(table) && !(table in STAYS))).toEqual([]);
  expect(parts.filter((table) => !tables.includes(table))).toEqual([]);
});

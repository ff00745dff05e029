import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { findField, type CustomField } from '../../domain/custom-field/custom-field.js';
import { readValue } from '../../domain/custom-field/read-value.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import type { CustomFieldFilter } from '../../schema/inputs/filters.input.js';
import { allOf } from './conditions.js';
import { customFieldsOf } from './custom-fields.js';

type Condition = RawBuilder<unknown>;

interface Filter {
  readonly customFields?: readonly CustomFieldFilter[] | null;
}

/** The fields that a filter may ask for; nothing is read where it asks for none. */
export async function fieldsFor(
  database: Database,
  filter: Filter | null | undefined,
): Promise<readonly CustomField[]> {
  return filter?.customFields?.length ? customFieldsOf(database) : [];
}

/** What a filter asks of own fields. Rows without any are left to the other rows' index by a condition that it knows. */
export function ownFieldConditions(
  column: Condition,
  { customFields }: Filter,
  fields: readonly CustomField[],
): Condition | null {
  if (!customFields?.length) return null;
  return allOf(customFields.map((asked, index) => conditionOf(column, asked, `filter.customFields[${index}]`, fields)));
}

function conditionOf(
  column: Condition,
  { code, equals, in: list, present }: CustomFieldFilter,
  path: string,
  fields: readonly CustomField[],
): Condition {
  const field = findField(fields, code);
  if (!field) throw badInput(`${path}.code`, message('CUSTOM_FIELD_UNKNOWN'));
  const isThere = sql`(${column} <> '{}'::jsonb and ${column} ? ${code})`;
  return allOf([
    equals === undefined || equals === null ? null : anyOf([holding(column, field, equals, `${path}.equals`)]),
    list ? anyOf(list.map((one, index) => holding(column, field, one, `${path}.in[${index}]`))) : null,
    typeof present === 'boolean' ? (present ? isThere : sql`not ${isThere}`) : null,
  ]);
}

/** In the spelling that values have; a value of several is an entry of the list. */
function holding(column: Condition, field: CustomField, wanted: unknown, path: string): Condition {
  const read = readValue(field, wanted);
  if ('problem' in read) throw badInput(path, read.problem);
  if (read.value === null || Array.isArray(wanted)) throw badInput(path, message('REQUIRED'));
  return sql`(${column} <> '{}'::jsonb and ${column} @> ${JSON.stringify({ [field.code]: read.value })}::jsonb)`;
}

const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join([...conditions], sql` or `)})`;

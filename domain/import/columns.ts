import { badInput } from '../decision.js';
import { message, type Message } from '../message.js';
import { FIELD_NAMES, IMPORT_FIELDS, type FieldName } from './fields.js';
import type { ImportKind } from './import.js';

/** Which column, by its header, goes into which field; null leaves a column out. */
export type Mapping = Readonly<Record<string, FieldName | null>>;

/** The columns of a file, each with its header and the field that it goes into. */
export interface Columns {
  readonly headers: readonly string[];
  readonly fields: readonly (FieldName | null)[];
}

/** A mapping as it was given names fields that this kind of import has, none of them twice. */
export function readMapping(given: Readonly<Record<string, unknown>>, kind: ImportKind): Mapping {
  const names = Object.values(given).filter((name) => name !== null);
  for (const name of names) {
    if (!isFieldOf(kind, name))
      throw badInput('mapping', message('IMPORT_UNKNOWN_FIELD', { field: JSON.stringify(name) }));
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw badInput('mapping', message('IMPORT_FIELD_TWICE', { field: name }));
  }
  return given as Mapping;
}

/** Finds each field's column by the mapping, or, without one, by what people usually call it; or says why that can't be done. */
export function columnsOf(
  headers: readonly string[],
  kind: ImportKind,
  mapping: Mapping | null,
): Columns | { readonly problem: Message } {
  const fields = mapping ? mapped(headers, mapping) : guessed(headers, kind);
  if ('problem' in fields) return fields;
  if (fields.every((one) => one === null)) return { problem: message('IMPORT_NO_COLUMNS') };
  return { headers, fields };
}

/** The header of the column that a field came from. */
export const headerOf = ({ headers, fields }: Columns, name: string): string =>
  headers[fields.findIndex((one) => one === name)] ?? name;

function mapped(headers: readonly string[], mapping: Mapping): readonly (FieldName | null)[] | { problem: Message } {
  const trimmed = headers.map((header) => header.trim());
  const missing = Object.keys(mapping).find((column) => !trimmed.includes(column.trim()));
  if (missing !== undefined) return { problem: message('IMPORT_COLUMN_MISSING', { column: missing }) };
  const wanted = new Map(Object.entries(mapping).map(([column, name]) => [column.trim(), name]));
  return trimmed.map((header, index) => (trimmed.indexOf(header) === index ? (wanted.get(header) ?? null) : null));
}

function guessed(headers: readonly string[], kind: ImportKind): readonly (FieldName | null)[] {
  const taken = new Set<FieldName>();
  return headers.map((header) => {
    const folded = foldHeader(header);
    const found = IMPORT_FIELDS.find((one) => one.kinds.includes(kind) && one.headers.includes(folded));
    if (!found || taken.has(found.name)) return null;
    taken.add(found.name);
    return found.name;
  });
}

/** Without what people spell differently: width, case, spaces, and what stands in brackets or marks a field as required. */
const foldHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|【.*?】/g, '')
    .replace(/[\s_*:.-]/g, '');

const isFieldOf = (kind: ImportKind, name: unknown): name is FieldName =>
  FIELD_NAMES.includes(name as FieldName) && IMPORT_FIELDS.some((one) => one.name === name && one.kinds.includes(kind));

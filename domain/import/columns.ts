import { fieldsFilledIn, ownFieldPath, type CustomField, type CustomFieldPlace } from '../custom-field/custom-field.js';
import { badInput } from '../decision.js';
import { message, type Message } from '../message.js';
import { IMPORT_FIELDS, type Target } from './fields.js';
import type { ImportKind } from './import.js';

/** Which column, by its header, goes into which field; null leaves a column out. */
export type Mapping = Readonly<Record<string, Target | null>>;

/** The columns of a file, each with its header and the field that it goes into. */
export interface Columns {
  readonly headers: readonly string[];
  readonly fields: readonly (Target | null)[];
}

/** What an import may fill: its kind's fields, and the organisation's own that such rows have. */
export interface Fillable {
  readonly kind: ImportKind;
  readonly fields: readonly CustomField[];
}

/** A mapping as it was given names fields that this kind of import has, none of them twice. */
export function readMapping(given: Readonly<Record<string, unknown>>, fillable: Fillable): Mapping {
  const targets = targetsOf(fillable);
  const names = Object.values(given).filter((name) => name !== null);
  for (const name of names) {
    if (!targets.some((target) => target === name))
      throw badInput('mapping', message('IMPORT_UNKNOWN_FIELD', { field: JSON.stringify(name) }));
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw badInput('mapping', message('IMPORT_FIELD_TWICE', { field: name as Target }));
  }
  return given as Mapping;
}

/** Finds each field's column by the mapping, or, without one, by what people usually call it; or says why that can't be done. */
export function columnsOf(
  headers: readonly string[],
  fillable: Fillable,
  mapping: Mapping | null,
): Columns | { readonly problem: Message } {
  const fields = mapping ? mapped(headers, mapping) : guessed(headers, fillable);
  if ('problem' in fields) return fields;
  if (fields.every((one) => one === null)) return { problem: message('IMPORT_NO_COLUMNS') };
  return { headers, fields };
}

/** The header of the column that a field came from. */
export const headerOf = ({ headers, fields }: Columns, name: string): string =>
  headers[fields.findIndex((one) => one === name)] ?? name;

function mapped(headers: readonly string[], mapping: Mapping): readonly (Target | null)[] | { problem: Message } {
  const trimmed = headers.map((header) => header.trim());
  const missing = Object.keys(mapping).find((column) => !trimmed.includes(column.trim()));
  if (missing !== undefined) return { problem: message('IMPORT_COLUMN_MISSING', { column: missing }) };
  const wanted = new Map(Object.entries(mapping).map(([column, name]) => [column.trim(), name]));
  return trimmed.map((header, index) => (trimmed.indexOf(header) === index ? (wanted.get(header) ?? null) : null));
}

/** The organisation's own fields are called as it named them; what it named like one of ours is its own. */
function guessed(headers: readonly string[], fillable: Fillable): readonly (Target | null)[] {
  const taken = new Set<Target>();
  const known = [...ownHeaders(fillable), ...headersOf(fillable)];
  return headers.map((header) => {
    const folded = foldHeader(header);
    const found = known.find((one) => one.headers.includes(folded) && !taken.has(one.target));
    if (!found || folded === '') return null;
    taken.add(found.target);
    return found.target;
  });
}

interface Named {
  readonly target: Target;
  readonly headers: readonly string[];
}

const headersOf = ({ kind }: Fillable): readonly Named[] =>
  IMPORT_FIELDS.filter(({ kinds }) => kinds.includes(kind)).map(({ name, headers }) => ({ target: name, headers }));

const ownHeaders = (fillable: Fillable): readonly Named[] =>
  ownFieldsOf(fillable).map(({ code, label }) => ({
    target: ownFieldPath(code),
    headers: [label['zh-CN'], label.en, code].map(foldHeader),
  }));

const targetsOf = (fillable: Fillable): readonly Target[] =>
  [...headersOf(fillable), ...ownHeaders(fillable)].map(({ target }) => target);

const PLACE_OF: Readonly<Record<ImportKind, CustomFieldPlace>> = { LEADS: 'LEAD', CUSTOMERS: 'CUSTOMER' };

const ownFieldsOf = ({ kind, fields }: Fillable): readonly CustomField[] => fieldsFilledIn(fields, PLACE_OF[kind]);

/** Without what people spell differently: width, case, spaces, and what stands in brackets or marks a field as required. */
const foldHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|【.*?】/g, '')
    .replace(/[\s_*:.-]/g, '');

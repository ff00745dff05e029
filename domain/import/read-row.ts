import { INTENTS, type Intent } from '../customer/customer.js';
import { codeIn, isOwnFieldPath } from '../custom-field/custom-field.js';
import { LONGEST_TEXT } from '../custom-field/read-value.js';
import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { Columns } from './columns.js';
import { fieldOf, type FieldName, type Target } from './fields.js';

/** A row as it stands in the file: its number as spreadsheets count, the header's being 1. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** The text that a cell shows, or what keeps it from being one. */
export type Cell = string | { readonly formula: string } | { readonly error: string };

/** What a row says, by field; columns that go into none are the rest. */
export interface RowFields {
  readonly given: Partial<Readonly<Record<FieldName, string>>>;
  /** Values for the organisation's own fields, by their codes. */
  readonly own: Readonly<Record<string, string>>;
  readonly rest: Readonly<Record<string, string>>;
}

/** Longest text that is kept of a column that nothing was mapped to. */
const LONGEST_REST = 500;
const MOST_TAGS = 50;
const LONGEST_TAG = 50;

/** Reads a row by its columns; a formula, an error or a text that is too long in one that matters is the row's problem. */
export function readRow(cells: readonly Cell[], { headers, fields }: Columns): RowFields {
  const given: Partial<Record<FieldName, string>> = {};
  const own: Record<string, string> = {};
  const rest: Record<string, string> = {};
  for (const [index, cell] of cells.entries()) {
    const target = fields[index] ?? null;
    const header = headers[index] || `#${index + 1}`;
    if (target !== null) {
      const text = textOf(cell, target);
      if (text === '') continue;
      if (isOwnFieldPath(target)) own[codeIn(target)] = text;
      else given[target] = text;
    } else if (typeof cell === 'string' && cell.trim() !== '') {
      rest[header] = withoutQuote(cell.trim())
        .slice(0, LONGEST_REST)
        .replace(/[\0\p{Surrogate}]/gu, '');
    }
  }
  return { given, own, rest };
}

function textOf(cell: Cell, name: Target): string {
  if (typeof cell !== 'string' && 'error' in cell)
    throw badInput(name, message('IMPORT_CELL_ERROR', { value: cell.error.slice(0, 20) }));
  if (typeof cell !== 'string' || /^\s*=/.test(cell)) throw badInput(name, message('IMPORT_FORMULA'));
  const text = withoutQuote(cell.trim());
  const max = isOwnFieldPath(name) ? LONGEST_TEXT : fieldOf(name).max;
  if (text.length > max && Array.from(text).length > max) throw badInput(name, message('TOO_LONG', { max }));
  if (/[\0\p{Surrogate}]/u.test(text)) throw badInput(name, message('BAD_CHARACTER'));
  return text;
}

/** Our own exports put one before what a spreadsheet would take for a formula. */
const withoutQuote = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');

/** Tags stand in one cell, between commas or semicolons of either width. */
export function readTags(text: string | undefined): readonly string[] {
  const tags = [...new Set((text ?? '').split(/[,，;；、|]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
  if (tags.length > MOST_TAGS) throw badInput('tags', message('TOO_MANY', { max: MOST_TAGS }));
  if (tags.some((tag) => tag.length > LONGEST_TAG)) throw badInput('tags', message('TOO_LONG', { max: LONGEST_TAG }));
  return tags;
}

const INTENT_WORDS: Readonly<Record<string, Intent>> = {
  高: 'HIGH',
  高意向: 'HIGH',
  中: 'MEDIUM',
  中意向: 'MEDIUM',
  低: 'LOW',
  低意向: 'LOW',
  未知: 'UNKNOWN',
};

export function readIntent(text: string | undefined): Intent | null {
  if (text === undefined) return null;
  const intent = INTENT_WORDS[text] ?? INTENTS.find((one) => one === text.toUpperCase());
  if (!intent) throw badInput('intent', message('IMPORT_UNKNOWN_INTENT'));
  return intent;
}

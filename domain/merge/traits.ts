import type { Customer } from '../customer/customer.js';
import type { Lead } from '../lead/lead.js';
import type { MergeKind } from './merge.js';
import { isClock, pieceOf, RULES, unknownIn, type Scope } from './trait-rules.js';

/** JSON, as it is kept with the merge: instants are ISO texts. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | null };

/** What is known of somebody, piece by piece; what isn't known isn't there. Columns that belong together are one piece. */
export type Traits = Readonly<Record<string, Json>>;

/** What the survivor took, and what stood there before; null: nothing did. */
export type Taken = Readonly<Record<string, { readonly was: Json | null; readonly now: Json }>>;

type Row = Customer | Lead;

/** What a record has that another could take; of a sale that is over, nothing of the sale. */
export function traitsOf(kind: MergeKind, row: Row, without: readonly Scope[] = []): Traits {
  const traits: Record<string, Json> = {};
  for (const [column, value] of Object.entries(row)) {
    const rule = RULES[kind][column] ?? 'OWN';
    if (rule === 'OWN' || value === null || value === unknownIn(column)) continue;
    if (rule === 'EACH') Object.assign(traits, entriesIn(column, value));
    else if (!('of' in rule) || !without.includes(rule.of)) {
      const piece = pieceOf(rule);
      traits[piece] = { ...(traits[piece] as object), [column]: asJson(value) };
    }
  }
  return traits;
}

/** What the survivor takes of what is offered. */
export function takenOf(kind: MergeKind, own: Traits, offered: Traits): Taken {
  const taken = Object.entries(offered).flatMap(([piece, theirs]) => {
    const mine = own[piece] ?? null;
    const now = together(kind, piece, mine, theirs);
    return isSame(now, mine) ? [] : [[piece, { was: mine, now }] as const];
  });
  return Object.fromEntries(taken);
}

/** One piece of two records: the survivor's own, unless it has none or the other's is the later time. */
export function together(kind: MergeKind, piece: string, mine: Json | null, theirs: Json): Json {
  if (mine === null) return theirs;
  return isClock(kind, piece) && latestIn(theirs) > latestIn(mine) ? theirs : mine;
}

/** The columns that a change of pieces writes; null takes a piece away. */
export function columnsOf<R extends Row>(
  kind: MergeKind,
  row: R,
  pieces: Readonly<Record<string, Json | null>>,
): Partial<R> {
  const columns = Object.entries(row).flatMap(([column, value]) => {
    const rule = RULES[kind][column] ?? 'OWN';
    if (rule === 'OWN') return [];
    if (rule === 'EACH') return changedEntries(column, value, pieces);
    const piece = pieces[pieceOf(rule)];
    return piece === undefined ? [] : [[column, valueIn(piece, column)] as const];
  });
  return Object.fromEntries(columns) as Partial<R>;
}

/** Whether two pieces say the same; the order of keys says nothing. */
export const isSame = (a: Json | null, b: Json | null): boolean => canonical(a) === canonical(b);

function canonical(value: Json | null): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Tags, or fields by their code: each is a piece of its own. */
type Entries = readonly string[] | Readonly<Record<string, Json | null>>;

function entriesIn(column: string, value: unknown): Traits {
  const entries = value as Entries;
  const pairs = Array.isArray(entries) ? entries.map((one: string) => [one, true] as const) : Object.entries(entries);
  return Object.fromEntries(pairs.flatMap(([key, one]) => (one === null ? [] : [[`${column}.${key}`, one] as const])));
}

function changedEntries(column: string, value: unknown, pieces: Readonly<Record<string, Json | null>>) {
  const changed = Object.entries(pieces).flatMap(([piece, to]) =>
    piece.startsWith(`${column}.`) ? [[piece.slice(column.length + 1), to] as const] : [],
  );
  if (changed.length === 0) return [];
  const entries = new Map(
    Object.entries(entriesIn(column, value)).map(([piece, one]) => [piece.slice(column.length + 1), one]),
  );
  for (const [key, to] of changed) {
    if (to === null) entries.delete(key);
    else entries.set(key, to);
  }
  return [[column, Array.isArray(value) ? [...entries.keys()] : Object.fromEntries(entries)] as const];
}

function valueIn(piece: Json | null, column: string): unknown {
  const value = piece === null ? undefined : (piece as Readonly<Record<string, Json>>)[column];
  if (value === undefined) return unknownIn(column);
  return INSTANT.test(column) ? new Date(value as string) : value;
}

/** Columns are named by what they hold. */
const INSTANT = /(?:At|Date)$/;

const asJson = (value: unknown): Json => (value instanceof Date ? value.toISOString() : (value as Json));

const latestIn = (piece: Json): string =>
  Object.values(piece as Readonly<Record<string, string>>)
    .sort()
    .at(-1) ?? '';

import type { ArgsDictionary } from 'type-graphql';
import { badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { limitsOf, type Limit } from './inputs/limits.js';
import { Json } from './scalars.js';

/** What no field may exceed that says nothing else: ids, codes, cursors, searches, lists of them. */
const DEFAULTS = { max: 500, items: 500, json: 256 * 1024 } as const;

/**
 * Checks an argument as it arrived: lengths of texts, lists and JSON, and characters that can't be stored.
 * Given to type-graphql as its `validateFn`; throws BAD_USER_INPUT with the path of the first field that doesn't fit.
 */
export function validateInput(value: unknown, type: unknown, { args }: { readonly args: ArgsDictionary }): void {
  if (isInput(value)) return checkFields(value, Object.hasOwn(args, 'input') ? '' : `${nameOf(value, args)}.`);
  if (type === Json) return checkJson(value, nameOf(value, args), DEFAULTS.json);
  check(value, nameOf(value, args), {});
}

function checkFields(input: object, prefix: string): void {
  const limits = limitsOf(input.constructor);
  for (const [field, value] of Object.entries(input)) check(value, prefix + field, limits.get(field) ?? {});
}

function check(value: unknown, path: string, limit: Limit): void {
  if (limit.filled && (value === null || isBlank(value))) throw badInput(path, message('REQUIRED'));
  if (value === null || value === undefined) return;
  if (limit.json !== undefined && !isPlainObject(value)) throw badInput(path, message('NOT_AN_OBJECT'));
  if (typeof value === 'string') return checkText(value, path, limit.max ?? DEFAULTS.max);
  if (Array.isArray(value)) return checkList(value, path, limit);
  if (isInput(value)) return checkFields(value, `${path}.`);
  if (isPlainObject(value)) checkJson(value, path, limit.json ?? DEFAULTS.json);
}

function checkText(text: string, path: string, max: number): void {
  if (text.length > max && Array.from(text).length > max) throw badInput(path, message('TOO_LONG', { max }));
  if (/[\0\p{Surrogate}]/u.test(text)) throw badInput(path, message('BAD_CHARACTER'));
}

function checkList(list: readonly unknown[], path: string, { items = DEFAULTS.items, ...limit }: Limit): void {
  if (list.length > items) throw badInput(path, message('TOO_MANY', { max: items }));
  list.forEach((entry, index) => check(entry, `${path}.${index}`, limit));
}

function checkJson(value: unknown, path: string, max: number): void {
  const text = JSON.stringify(value) ?? '';
  if (text.length > max) throw badInput(path, message('TOO_LARGE', { max }));
  if (UNSTORABLE_ESCAPE.test(text)) throw badInput(path, message('BAD_CHARACTER'));
}

/** In JSON text, NUL and halves of surrogate pairs are always escaped; an even number of backslashes before is their own text. */
const UNSTORABLE_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** type-graphql hands over a copy without its name; equal arguments fit or don't fit alike. */
function nameOf(value: unknown, args: ArgsDictionary): string {
  const named = Object.entries(args).find(([, arg]) => arg === value || isSameObject(arg, value));
  return named?.[0] ?? 'input';
}

const isSameObject = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

const isPlainObject = (value: unknown): value is object => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/** An instance of one of our input classes; what else is an object is JSON, a list or an instant. */
const isInput = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !isPlainObject(value);

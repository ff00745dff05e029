import { createHash } from 'node:crypto';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { placeOf, type KeyType, type Order, type Place } from './order.js';

/** Turns a row's place into the text that a client hands back, and reads it again. */
export interface CursorFormat {
  write(row: object): string;
  read(cursor: string, field: string): Place;
}

/** Opaque cursors of one list in one order under one filter: another list's is refused rather than misread. */
export function listCursors(order: Order, filter: unknown): CursorFormat {
  const filterHash = hashOf(filter);
  return {
    write: (row) => encode([order.name, filterHash, ...placeOf(order, row)]),
    read: (cursor, field) => {
      const [name, hash, ...keys] = decode(cursor);
      const isOfThisList = name === order.name && hash === filterHash && keys.length === order.keys.length;
      if (!isOfThisList) throw badCursor(field);
      return keys.map((key, index) => readKey(key, order, index, field));
    },
  };
}

const encode = (parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

function decode(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function readKey(key: unknown, order: Order, index: number, field: string): Place[number] {
  if (key === null && order.nullable && index === 0) return null;
  const value = READ[order.keys[index]!.type](key);
  if (value === undefined) throw badCursor(field);
  return value;
}

const MAX_INT = 2 ** 31 - 1;

const READ: Readonly<Record<KeyType, (key: unknown) => string | number | Date | undefined>> = {
  instant: (key) =>
    typeof key === 'string' && /^\d{4}-.*Z$/.test(key) && !Number.isNaN(Date.parse(key)) ? new Date(key) : undefined,
  int: (key) => (Number.isInteger(key) && Math.abs(key as number) <= MAX_INT ? (key as number) : undefined),
  bigint: (key) => (typeof key === 'string' && /^\d{1,18}$/.test(key) ? key : undefined),
  text: (key) => (typeof key === 'string' && !key.includes('\0') ? key : undefined),
};

/** Left out and null are the same filter. */
function hashOf(filter: unknown): string {
  const text = JSON.stringify(filter ?? {}, (_, value: unknown) => value ?? undefined);
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

const badCursor = (field: string) => badInput(field, message('BAD_CURSOR'));

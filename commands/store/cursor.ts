import { message } from '../../domain/message.js';
import { badInput } from '../../domain/decision.js';

/** A place in the event log: the transaction's number, then the event's place within it. */
export interface Position {
  /** A 64-bit number as text. */
  readonly tx: string;
  readonly ordinal: number;
}

const TX_DIGITS = 14;
const ORDINAL_DIGITS = 5;
const FORMAT = new RegExp(`^[0-9a-f]{${TX_DIGITS + ORDINAL_DIGITS}}$`);

/** The last place that a transaction may use. */
export const LAST_ORDINAL = 16 ** ORDINAL_DIGITS - 1;

/** Fixed width, so that cursors sort as text the way the log is ordered. */
export function encodeCursor({ tx, ordinal }: Position): string {
  return hex(BigInt(tx), TX_DIGITS) + hex(BigInt(ordinal), ORDINAL_DIGITS);
}

export function decodeCursor(cursor: string, field = 'after'): Position {
  if (!FORMAT.test(cursor)) throw badInput(field, message('BAD_CURSOR'));
  return {
    tx: BigInt(`0x${cursor.slice(0, TX_DIGITS)}`).toString(),
    ordinal: Number.parseInt(cursor.slice(TX_DIGITS), 16),
  };
}

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

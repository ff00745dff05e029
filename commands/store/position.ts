import type { Position } from './cursor.js';

/** Negative where a stands before b in the log. Transactions are numbers as text without leading zeros: the shorter is the smaller. */
export function comparePositions(a: Position, b: Position): number {
  if (a.tx === b.tx) return a.ordinal - b.ordinal;
  if (a.tx.length !== b.tx.length) return a.tx.length - b.tx.length;
  return a.tx < b.tx ? -1 : 1;
}

import type { Position } from './cursor.js';

/** Negative where a stands before b in the log. */
export function comparePositions(a: Position, b: Position): number {
  const [left, right] = [BigInt(a.tx), BigInt(b.tx)];
  if (left !== right) return left < right ? -1 : 1;
  return a.ordinal - b.ordinal;
}

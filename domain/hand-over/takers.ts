import type { Person } from '../people.js';

/** Somebody who may take over, with what they hold already: open customers and open leads. */
export interface Taker {
  readonly id: string;
  readonly customers: number;
  readonly leads: number;
}

/** One customer or lead that is to go to somebody. */
export interface Piece {
  readonly id: string;
  readonly kind: 'CUSTOMER' | 'LEAD';
  /** Closed deals add to nobody's load. */
  readonly isOpen: boolean;
}

interface Terms {
  readonly strategy: 'LEAST_LOAD' | 'ROUND_ROBIN';
  /** How many pieces went before these: round robin goes on from there. */
  readonly turn: number;
  /** Most open customers per person; null: no limit. */
  readonly cap: number | null;
}

/** Whom a team's work may go to: its members who are there, sales before others. */
export function mayTakeOver(members: readonly Person[], fromId: string, now: Date): readonly Person[] {
  const there = members.filter(
    ({ id, active, onLeaveUntil }) => id !== fromId && active && (onLeaveUntil === null || onLeaveUntil <= now),
  );
  const sales = there.filter(({ role }) => role === 'SALES');
  return sales.length > 0 ? sales : there;
}

/** Who gets which piece. Whoever is at the cap is passed over for open customers, unless all are: nothing is left with nobody. */
export function shareOut(
  pieces: readonly Piece[],
  takers: readonly Taker[],
  { strategy, turn, cap }: Terms,
): ReadonlyMap<string, string> {
  const held = [...takers].sort((a, b) => (a.id < b.id ? -1 : 1)).map((taker) => ({ ...taker }));
  const shares = new Map<string, string>();
  for (const [index, piece] of pieces.entries()) {
    const bindsCap = cap !== null && piece.kind === 'CUSTOMER' && piece.isOpen;
    const free = bindsCap ? held.filter(({ customers }) => customers < cap) : held;
    const inTurn = rotated(held, turn + index).filter((one) => free.length === 0 || free.includes(one));
    const taker = strategy === 'ROUND_ROBIN' ? inTurn[0] : leastLoaded(free.length > 0 ? free : held);
    if (!taker) throw new Error('Nobody is there to take over');
    shares.set(piece.id, taker.id);
    if (piece.isOpen && piece.kind === 'CUSTOMER') taker.customers += 1;
    if (piece.isOpen && piece.kind === 'LEAD') taker.leads += 1;
  }
  return shares;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const start = list.length > 0 ? by % list.length : 0;
  return [...list.slice(start), ...list.slice(0, start)];
}

function leastLoaded<T extends Taker>(takers: readonly T[]): T | undefined {
  return [...takers].sort((a, b) => a.customers + a.leads - (b.customers + b.leads) || (a.id < b.id ? -1 : 1))[0];
}

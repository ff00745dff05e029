import { isProtected } from '../pool/protect.js';

/** How somebody who is known already stands, as far as whoever delivers may know. */
export const KNOWN_AS = ['IN_POOL', 'OWNED', 'PROTECTED', 'NEITHER'] as const;
export type KnownAs = (typeof KNOWN_AS)[number];

interface Held {
  readonly ownerId: string | null;
  readonly poolId: string | null;
  readonly protected?: boolean;
  readonly protectedUntil?: Date | null;
}

/** Whether somebody works on them or anybody may claim them: never who it is, nor what became of it. */
export function knownAs(
  { ownerId, poolId, protected: isSet = false, protectedUntil = null }: Held,
  now: Date,
): KnownAs {
  if (ownerId === null) return poolId === null ? 'NEITHER' : 'IN_POOL';
  return isProtected({ protected: isSet, protectedUntil }, now) ? 'PROTECTED' : 'OWNED';
}

import type { FollowUp } from '../follow-up/follow-up.js';
import type { Moved } from './merge.js';

/** Open follow-ups as they will be once some of them are somebody else's to do. */
export function passedOn(
  followUps: readonly FollowUp[],
  passed: readonly FollowUp[],
  ownerId: string | null,
): Pick<Moved, 'followUps' | 'passed'> {
  const ids = new Set(passed.map(({ id }) => id));
  if (ids.size === 0) return { followUps, passed: null };
  return {
    followUps: followUps.map((one) => (ids.has(one.id) ? { ...one, ownerId, version: one.version + 1 } : one)),
    passed: { ids: [...ids], ownerId },
  };
}

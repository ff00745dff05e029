import { Refused } from '../../domain/decision.js';

/** Of two people at once the second sees what the first did before anything of it is overwritten. Null: whoever asks takes it as it is. */
export function refuseStale(expected: number | null | undefined, current: number): void {
  if (typeof expected === 'number' && expected !== current)
    throw new Refused({ code: 'VERSION_CONFLICT', expected, current });
}

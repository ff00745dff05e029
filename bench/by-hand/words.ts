/** What the shipped playbook says, and the one that the second half of a generated company tries: written down, nothing has to be looked up. */
export const WAY = ['INITIAL_CONTACT', 'NEEDS_CONFIRMED', 'QUOTED', 'DECIDING', 'WON'];
export const BESIDE = ['TO_REACTIVATE', 'PAUSED', 'LOST'];
export const OPEN = `stage not in ('WON', 'LOST')`;

/** The window is $1 to $2; the person, where only one is asked for, is the last parameter. */
export const within = (column: string) => `${column} >= $1 and ${column} < $2`;

import { spanLength } from '../calendar.js';
import type { Chain } from '../deadline/chain.js';
import type { Logged, Past } from './past.js';

/** How far the telling of something that is owed had come at a moment. */
export function chainAt(past: Past, row: Chain & { readonly id: string }, at: Date): Chain {
  const reachedStep = past.reached[row.id] ?? null;
  const putOffMs = snoozedSince(past.log, row.id);
  const stoodThere = row.reachedStep === reachedStep ? row.resumedAt : null;
  return {
    reachedStep,
    acknowledgedAt: row.acknowledgedAt !== null && row.acknowledgedAt < at ? row.acknowledgedAt : null,
    snoozedMs: row.snoozedMs - putOffMs,
    resumedAt: stoodThere && new Date(stoodThere.getTime() - putOffMs),
  };
}

/** By how much it was put off since. */
export const snoozedSince = (log: readonly Logged[], id: string): number =>
  log
    .filter(({ type, about }) => type === 'SNOOZED' && about === id)
    .reduce((sum, { data }) => sum + spanLength(data['for'] as string), 0);

import type { MoveOverMutation } from '../../../generated/operations.js';

/** What becomes of a team’s customers. */
export interface Foreseen {
  readonly going: number;
  readonly staying: number;
  /** How many stay because the version has nothing for the stage they are in, by its code. */
  readonly stayingIn: ReadonlyMap<string, number>;
}

export function foreseen(items: MoveOverMutation['migrateCustomers']['items']): Foreseen {
  const refused = items.flatMap(({ refusal }) => refusal ?? []);
  const stayingIn = new Map<string, number>();
  for (const refusal of refused)
    if (refusal.__typename === 'TransitionNotAllowed')
      stayingIn.set(refusal.from, (stayingIn.get(refusal.from) ?? 0) + 1);
  return { going: items.length - refused.length, staying: refused.length, stayingIn };
}

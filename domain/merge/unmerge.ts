import { after, set, type Changes } from '../change.js';
import { accept, type Call, type Decision } from '../decision.js';
import { identitiesOf } from '../lead/identity.js';
import { mayTidy } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { heldOf, standingOf } from '../standing.js';
import { setHeld } from './kind.js';
import { asRemaining, remaining } from './remaining.js';
import { returned } from './returned.js';
import { holderOf, type Unmerging } from './unmerging.js';

/** Why a merge isn't taken back: whoever does it may work on both as they will stand, and each of them is known by what is theirs. */
export function unmergeRefusal(facts: Unmerging, { by }: Call): Refusal | null {
  const { merged, home } = facts;
  const apart = after(merged, [setHeld(merged, home)]);
  const both = [holderOf(facts), apart];
  if (by !== null && !both.every((file) => mayTidy(by, standingOf(file)))) return { code: 'NOT_OWNER' };
  return takenMeanwhile(facts);
}

/** A phone number that was the merged one's may be somebody else's by now, or one that the survivor itself gave since. */
function takenMeanwhile(facts: Unmerging): Refusal | null {
  for (const { by } of facts.identities)
    if (by !== 'SURVIVOR' && by !== 'NOBODY') return { code: 'DUPLICATE', standing: by };
  const own = identitiesOf(heldOf(asRemaining(facts)));
  const isOwn = facts.identities.some((one) => own.some(({ kind, value }) => kind === one.kind && value === one.value));
  return isOwn ? { code: 'DUPLICATE', standing: facts.standingOfSurvivor } : null;
}

/** What came in goes back. */
export function movedBack({ merge }: Unmerging, call: Call): Changes {
  const moved = {
    mergeId: merge.id,
    kind: merge.kind,
    fromId: merge.intoId,
    toId: merge.fromId,
    isReturn: true,
    passed: [],
  };
  return [{ moved }, set('Merge', merge.id, { undoneAt: call.now })];
}

/**
 * Two records turned out not to be one person after all. What came in has gone back, and is in their files again; what happened since
 * stays with the survivor.
 */
export function decideUnmerge(facts: Unmerging, call: Call): Decision {
  const { id } = heldOf(facts.merged);
  const answer = 'lead' in facts.merged ? { leadId: id } : { customerId: id };
  return accept([...returned(facts, call), ...remaining(facts, call)], answer);
}

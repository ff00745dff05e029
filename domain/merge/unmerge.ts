import { after } from '../change.js';
import { accept, refuse, type Call, type Decision } from '../decision.js';
import { identitiesOf } from '../lead/identity.js';
import { mayTidy } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { heldOf, standingOf } from '../standing.js';
import { dealsOf, timersOf } from './deals.js';
import { setHeld, subjectOf } from './kind.js';
import type { Moved } from './merge.js';
import { passedOn } from './passed-on.js';
import { asRemaining, remaining } from './remaining.js';
import { returned } from './returned.js';
import { holderOf, type Unmerging } from './unmerging.js';

/**
 * Two records turn out not to be one person after all: what came in with the merge goes back, what happened since stays with the survivor.
 * Whoever may work on both may do it.
 */
export function decideUnmerge(facts: Unmerging, call: Call): Decision {
  const refusal = unmergeRefusal(facts, call);
  if (refusal) return refuse(refusal);
  const moved = movedBack(facts);
  const { id } = heldOf(facts.merged);
  const answer = 'lead' in facts.merged ? { leadId: id } : { customerId: id };
  return accept([...returned(facts, moved, call), ...remaining(facts, moved, call)], answer);
}

function unmergeRefusal(facts: Unmerging, { by }: Call): Refusal | null {
  const { merged, home } = facts;
  const apart = after(merged, [setHeld(merged, home)]);
  const both = [holderOf(facts), apart];
  if (by !== null && !both.every((file) => mayTidy(by, standingOf(file)))) return { code: 'NOT_OWNER' };
  return takenMeanwhile(facts);
}

/** A phone number that was the merged one's may be somebody else's by now, or one that the survivor itself gave since. */
function takenMeanwhile(facts: Unmerging): Refusal | null {
  for (const { by } of facts.came.identities)
    if (by !== 'SURVIVOR' && by !== 'NOBODY') return { code: 'DUPLICATE', standing: by };
  const own = identitiesOf(heldOf(asRemaining(facts)));
  const isOwn = facts.came.identities.some((one) =>
    own.some(({ kind, value }) => kind === one.kind && value === one.value),
  );
  return isOwn ? { code: 'DUPLICATE', standing: facts.standingOfSurvivor } : null;
}

/** What the merge gave to the survivor's owner, and they still have to do, is for whoever takes the merged one back. */
function movedBack(facts: Unmerging): Moved {
  const { merge, came, home } = facts;
  const holder = holderOf(facts);
  const followUps = holder.followUps.filter(({ id }) => came.followUps.has(id));
  const deals = dealsOf(holder).filter(({ id }) => came.deals.has(id));
  const ours = heldOf(holder).ownerId;
  const goesBack = home.ownerId !== null && home.ownerId !== ours;
  const passed = followUps.filter(({ id, ownerId }) => goesBack && came.passed.has(id) && ownerId === ours);
  return {
    mergeId: merge.id,
    kind: merge.kind,
    fromId: merge.intoId,
    toId: merge.fromId,
    isReturn: true,
    to: subjectOf(merge.kind, merge.fromId),
    deadlines: timersOf(holder, followUps, deals),
    deals,
    ...passedOn(followUps, passed, home.ownerId),
  };
}

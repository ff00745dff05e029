import { after, set, type Change, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { nextActionOf } from '../follow-up/next-action.js';
import type { Lead } from '../lead/lead.js';
import { scored } from '../lead/rescore.js';
import { message } from '../message.js';
import { stageOf } from '../playbook/playbook.js';
import { inLine } from '../settle.js';
import { heldOf } from '../standing.js';
import { dealsAgain } from './deals.js';
import { aheadOf, setHeld, unmergedEvent, type File } from './kind.js';
import type { Merge, Stood } from './merge.js';
import { nextStepFor } from './next-step.js';
import { tellUnmerged } from './tell.js';
import { holderOf, type Unmerging } from './unmerging.js';

/**
 * The merged one stands by itself again, in the stage in which it stood, with everything that came with it. Its clocks begin anew, as with
 * a new owner: nobody could work on it meanwhile.
 */
export function returned(facts: Unmerging, call: Call): Changes {
  const { merge, merged, survivor, home } = facts;
  const stands: Changes = [
    aheadOf(merged, [survivor]),
    standsAgain(facts, call),
    ...passedBack(facts),
    unmergedEvent(merged, { mergeId: merge.id, intoId: merge.intoId }),
    ...stayGoesOn(merge),
    ...dealsAgain(merged, merge),
    ...(home.ownerId === null ? merged.followUps.flatMap((one) => cancelled(one, 'POOLED', call)) : []),
    ...identitiesMissing(facts),
  ];
  const begins = [...stands, ...beginning(after(merged, stands), facts, call)];
  return inLine(merged, [...begins, ...tellUnmerged(after(merged, stands), call)], call);
}

function standsAgain({ merged, merge, home }: Unmerging, call: Call): Change {
  const { stood } = merge.undo;
  const held = { mergedIntoId: null, ...home, ownedSince: home.ownerId === null ? null : call.now };
  if ('customer' in merged) return setHeld(merged, { ...held, pooledAt: home.poolId === null ? null : call.now });
  return setHeld(merged, { ...held, ...leadStands(merged.lead, stood, home.ownerId) });
}

/** A lead that was contacted owes no first contact, so its owner's beginning stays what it was. */
function leadStands({ firstContactAt }: Lead, stood: Stood, ownerId: string | null): Partial<Lead> {
  const wasTheirs = ownerId === stood.ownerId;
  if (!wasTheirs)
    return ownerId === null
      ? { status: 'POOLED', assignedBecause: null }
      : { status: 'ASSIGNED', assignedBecause: message('BECAUSE_UNMERGED') };
  const began = firstContactAt !== null && stood.ownedSince !== null ? { ownedSince: new Date(stood.ownedSince) } : {};
  return { status: stood.status ?? 'POOLED', ...began };
}

/** What the survivor's owner got with it, and still has to do, is for whoever takes it back. */
function passedBack({ merged, home, passed, ...facts }: Unmerging): Changes {
  const ours = heldOf(holderOf(facts)).ownerId;
  if (home.ownerId === null || home.ownerId === ours) return [];
  return merged.followUps
    .filter(({ id, ownerId }) => passed.has(id) && ownerId === ours)
    .map(({ id, version }) => set('FollowUp', id, { ownerId: home.ownerId, version: version + 1 }));
}

const stayGoesOn = ({ undo: { visitId } }: Merge): Changes =>
  visitId === null ? [] : [set('StageVisit', visitId, { leftAt: null })];

/** Contact details that the survivor gave up meanwhile, and nobody else has, are theirs again. */
function identitiesMissing({ identities: known, merged }: Unmerging): Changes {
  const identities = known.flatMap(({ kind, value, by }) => (by === 'NOBODY' ? [{ kind, value }] : []));
  const of = 'lead' in merged ? { leadId: merged.lead.id } : { customerId: merged.customer.id };
  return identities.length === 0 ? [] : [{ identities, of }];
}

/** The stage's own next action was called off by the merge, and begins anew; a lead is worth what it is by the rules of now. */
function beginning(file: File, { merge, scoreOf }: Unmerging, call: Call): Changes {
  if ('lead' in file) return scored(file, scoreOf(file));
  if (!merge.undo.hadStageAction) return nextStepFor(file, call);
  return nextActionOf(file, stageOf(file.playbook, file.customer.stage), call);
}

import { after, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { isOpen } from '../lead/lead.js';
import { scored } from '../lead/rescore.js';
import { audited, inLine } from '../settle.js';
import { heldOf } from '../standing.js';
import { kindOf, setHeld, unmergedEvent, type File } from './kind.js';
import { nextStepFor } from './next-step.js';
import { columnsOf, traitsOf } from './traits.js';
import { stillThere, withoutMerge, type Back } from './undo.js';
import { holderOf, type Unmerging } from './unmerging.js';

/** The survivor goes on without what came in: filled gaps are empty again, unless somebody has changed them since. */
export function remaining(facts: Unmerging, call: Call): Changes {
  const { survivor, customer } = facts;
  const { back, retaken } = backOf(facts);
  const kept = [...retaken].map(([id, taken]) => {
    const { undo } = facts.standing.find((one) => one.id === id)!;
    return set('Merge', id, { undo: { ...undo, taken } });
  });
  if (customer === null) return [...kept, ...goesOn(survivor, back, facts, call)];
  return [...kept, ...goesOn(customer, back, facts, call), ...became(survivor, back, facts, call)];
}

/** The survivor as it will be, to see how it is known then. */
export function asRemaining(facts: Unmerging): File {
  const holder = holderOf(facts);
  return after(holder, [withBack(holder, backOf(facts).back)]);
}

const backOf = ({ survivor, standing, merge }: Unmerging) =>
  withoutMerge(merge.kind, traitsOf(merge.kind, heldOf(survivor)), standing, merge);

function goesOn(file: File, back: Back, facts: Unmerging, call: Call): Changes {
  const changes = [withBack(file, back), told(file, facts)];
  const then = after(file, changes);
  if ('customer' in then) return inLine(file, [...changes, ...nextStepFor(then, call)], call);
  return inLine(file, isOpen(then.lead) ? [...changes, ...scored(then, facts.scoreOf(then))] : changes, call);
}

/** A lead that has become a customer keeps in step with what is known there; nothing hangs on it any more. */
function became(lead: File, back: Back, facts: Unmerging, call: Call): Changes {
  const { version } = heldOf(lead);
  return [
    ...audited(lead, [withBack(lead, back), told(lead, facts)]),
    setHeld(lead, { version: version + 1, updatedAt: call.now }),
  ];
}

function withBack(file: File, back: Back) {
  const kind = kindOf(file);
  return setHeld(file, columnsOf(kind, heldOf(file), stillThere(traitsOf(kind, heldOf(file)), back)));
}

const told = (file: File, { merge }: Unmerging) => unmergedEvent(file, { mergeId: merge.id, fromId: merge.fromId });

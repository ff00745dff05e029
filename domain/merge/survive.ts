import { after, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { accept, type Call, type Decision } from '../decision.js';
import type { Lead, LeadFile } from '../lead/lead.js';
import { movedTo, type Place } from '../lead/place.js';
import { broughtTo, scored } from '../lead/rescore.js';
import type { LeadScore } from '../lead/scoring.js';
import { inLine } from '../settle.js';
import { takenIn } from './join.js';
import { aheadOf, mergedEvent, type File } from './kind.js';
import type { Merge } from './merge.js';
import { nextStepFor } from './next-step.js';
import { tellMerged } from './tell.js';

/** Those that went into the survivor, as they stood before. */
interface Came<F> {
  readonly merges: readonly Merge[];
  readonly from: readonly F[];
}

/**
 * A customer goes on with all that came in. It keeps its owner, stage and playbook, and what is known of it; gaps are filled by the others in
 * their order. Tidying up is no work on anybody: no escalation ends by it.
 */
export function decideSurvivingCustomer(file: CustomerFile, came: Came<CustomerFile>, call: Call): Decision {
  const known = [aheadOf(file, came.from), ...taken(file, came.merges)];
  const next = nextStepFor(after(file, known), call);
  const changes = inLine(file, [...known, ...next, ...tellMerged(file, came.from, call)], call);
  const { customer } = after(file, changes);
  return accept(changes, { customerId: customer.id }, { customer });
}

interface Worth {
  /** With what is known afterwards. */
  readonly score: LeadScore;
  /** Who gets it, where the score brings it from the pool to somebody. */
  readonly place: Place | null;
}

/** A lead goes on with all that came in; it keeps its owner, or its place in the pool unless it became promising. */
export function decideSurvivingLead(
  file: LeadFile,
  came: Came<LeadFile>,
  { score, place }: Worth,
  call: Call,
): Decision {
  const theirs = movedTo(file, place);
  const known = [aheadOf(file, came.from), ...taken(theirs, came.merges)];
  const worth = [...known, ...scored(after(theirs, known), score)];
  const brought = place ? broughtTo(after(theirs, worth), place, call) : [];
  const changes = inLine(theirs, [...worth, ...brought, ...tellMerged(file, came.from, call)], call);
  const { lead } = after(theirs, changes);
  return accept(changes, { leadId: lead.id }, { lead });
}

/** What will be known of the survivor. */
export const leadTogether = (file: LeadFile, merges: readonly Merge[]): Lead => after(file, taken(file, merges)).lead;

function taken(file: File, merges: readonly Merge[]): Changes {
  return merges.reduce<Changes>(
    (changes, merge) => [
      ...changes,
      takenIn(after(file, changes), merge),
      mergedEvent(file, { mergeId: merge.id, fromId: merge.fromId }),
    ],
    [],
  );
}

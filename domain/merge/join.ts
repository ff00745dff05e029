import { add, after, set, type Change, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import type { LeadFile } from '../lead/lead.js';
import { inLine } from '../settle.js';
import { heldOf } from '../standing.js';
import { dealGoingOn, dealsOf, dealsPast, timersOf } from './deals.js';
import { kindOf, mergedEvent, setHeld, subjectOf } from './kind.js';
import type { Merge, Moved, Stood } from './merge.js';
import { passedOn } from './passed-on.js';
import { isOver } from './rights.js';
import type { Scope } from './trait-rules.js';
import { columnsOf, takenOf, traitsOf } from './traits.js';

type File = CustomerFile | LeadFile;

/** Several records become one: what that changes on those that go, and on the survivor, whose own changes aren't in line yet. */
export interface Joined<F> {
  readonly gone: Changes;
  /** The survivor with all that came in. */
  readonly file: F;
  readonly changes: Changes;
}

/** One after the other goes into the survivor, so that each fills only the gaps that those before it left. */
export function joined<F extends File>(into: F, from: readonly F[], call: Call): Joined<F> {
  const start: Joined<F> = { gone: [], file: aheadOf(into, from), changes: [] };
  return from.reduce((so, file) => withOneMore(so, file, call), start);
}

function withOneMore<F extends File>({ gone, file, changes }: Joined<F>, from: F, call: Call): Joined<F> {
  const survivor = after(file, changes);
  const merge = mergeOf(survivor, from, call);
  const calledOff = from.followUps
    .filter(({ stage }) => stage !== null || heldOf(file).ownerId === null)
    .flatMap((followUp) => cancelled(followUp, 'MERGED'));
  const moved = movedOf(after(from, calledOff), file, merge);
  const leaves = [...calledOff, ...ended(from, merge, call), { moved }, ...goneInto(from, merge)];
  return {
    gone: [...gone, ...inLine(from, leaves, call)],
    file: after(file, [{ moved }]),
    changes: [...changes, ...dealsPast(survivor, from, call), ...takesIn(survivor, merge)],
  };
}

/** Whoever saw one of them before can't mistake the survivor for what they saw: its version lies beyond all of theirs. */
function aheadOf<F extends File>(into: F, from: readonly F[]): F {
  const version = Math.max(heldOf(into).version, ...from.map((file) => heldOf(file).version));
  return 'customer' in into
    ? { ...into, customer: { ...into.customer, version } }
    : { ...into, lead: { ...into.lead, version } };
}

function mergeOf(survivor: File, from: File, call: Call): Merge {
  const kind = kindOf(from);
  const own = traitsOf(kind, heldOf(survivor));
  const offered = traitsOf(kind, heldOf(from), leftOut(survivor, from));
  return {
    id: call.newId('Merge'),
    kind,
    intoId: heldOf(survivor).id,
    fromId: heldOf(from).id,
    undo: {
      stood: stoodOf(from),
      visitId: 'visit' in from ? (from.visit?.id ?? null) : null,
      hadStageAction: from.followUps.some(({ stage }) => stage !== null),
      offered,
      taken: takenOf(kind, own, offered),
    },
    byId: call.by?.id ?? null,
    at: call.now,
    undoneAt: null,
  };
}

/** Of a sale that is over nothing is taken, of a deal that doesn't go on not its signing. */
export function leftOut(survivor: File, from: File): readonly Scope[] {
  if (isOver(from)) return ['SALE', 'SIGNING'];
  return dealGoingOn(survivor, from) === null ? ['SIGNING'] : [];
}

function stoodOf(from: File): Stood {
  const { ownerId, poolId, ownedSince } = heldOf(from);
  const status = 'lead' in from ? from.lead.status : null;
  const assignedBecause = 'lead' in from ? from.lead.assignedBecause : null;
  return { ownerId, poolId, ownedSince: ownedSince?.toISOString() ?? null, status, assignedBecause };
}

/** What stays open goes to the survivor's owner where it was the merged one's owner's; what others have to do stays theirs. */
function movedOf(from: File, into: File, merge: Merge): Moved {
  const [theirs, ours] = [heldOf(from).ownerId, heldOf(into).ownerId];
  const passed = theirs === ours ? [] : from.followUps.filter(({ ownerId }) => ownerId === theirs);
  const deals = dealsOf(from);
  return {
    mergeId: merge.id,
    kind: merge.kind,
    fromId: merge.fromId,
    toId: merge.intoId,
    isReturn: false,
    to: subjectOf(merge.kind, merge.intoId),
    deadlines: timersOf(from, from.followUps, deals),
    deals,
    ...passedOn(from.followUps, passed, ours),
  };
}

/** Its stay in its stage ends here. */
function ended(from: File, { undo: { visitId } }: Merge, call: Call): Changes {
  return visitId === null || 'lead' in from ? [] : [set('StageVisit', visitId, { leftAt: call.now })];
}

/** Nobody owns it and it is in no pool: whoever asks by its id finds the survivor. */
function goneInto(from: File, { id, intoId }: Merge): Changes {
  const held = { ownerId: null, ownedSince: null, poolId: null, mergedIntoId: intoId };
  return [
    setHeld(from, 'lead' in from ? { ...held, status: 'MERGED' } : { ...held, pooledAt: null }),
    mergedEvent(from, { mergeId: id, intoId }),
  ];
}

function takesIn(survivor: File, merge: Merge): readonly Change[] {
  const pieces = Object.entries(merge.undo.taken).map(([piece, { now }]) => [piece, now] as const);
  const columns = columnsOf(merge.kind, heldOf(survivor), Object.fromEntries(pieces));
  return [
    add('Merge', merge),
    setHeld(survivor, columns),
    mergedEvent(survivor, { mergeId: merge.id, fromId: merge.fromId }),
  ];
}

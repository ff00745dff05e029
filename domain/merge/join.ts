import { pendingApproval } from '../approval/approval.js';
import { voided } from '../approval/in-line.js';
import { add, after, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import { audited } from '../settle.js';
import { heldOf } from '../standing.js';
import { dealGoingOn, dealsPast } from './deals.js';
import { kindOf, mergedEvent, setHeld, type File } from './kind.js';
import type { Merge, Moved, Stood } from './merge.js';
import { isOver } from './rights.js';
import type { Scope } from './trait-rules.js';
import { columnsOf, takenOf, traitsOf } from './traits.js';

/** Several records go into one: what that does to them, and what the survivor takes from each. */
export interface Joined {
  readonly changes: Changes;
  readonly merges: readonly Merge[];
}

interface Joining extends Joined {
  /** What is known of the survivor so far, and which deal goes on with it. */
  readonly survivor: File;
}

/** One after the other, so that each fills only the gaps that those before it left. Everything that hangs on them goes along. */
export function joined(into: File, from: readonly File[], call: Call): Joined {
  const start: Joining = { changes: [], merges: [], survivor: into };
  const { changes, merges } = from.reduce((so, file) => withOneMore(so, file, call), start);
  return { changes, merges };
}

function withOneMore({ changes, merges, survivor }: Joining, from: File, call: Call): Joining {
  const merge = mergeOf(survivor, from, call);
  const gone = [add('Merge', merge), ...goneInto(survivor, from, merge, call)];
  const goesOn = dealGoingOn(survivor, from);
  const richer = after(survivor, [takenIn(survivor, merge)]);
  return {
    changes: [...changes, ...gone],
    merges: [...merges, merge],
    survivor: 'deals' in richer && goesOn ? { ...richer, deals: [goesOn, ...richer.deals] } : richer,
  };
}

/** What a merge changes on the survivor itself. */
export function takenIn(survivor: File, { kind, undo }: Merge) {
  const pieces = Object.entries(undo.taken).map(([piece, { now }]) => [piece, now] as const);
  return setHeld(survivor, columnsOf(kind, heldOf(survivor), Object.fromEntries(pieces)));
}

function mergeOf(survivor: File, from: File, call: Call): Merge {
  const kind = kindOf(from);
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
      taken: takenOf(kind, traitsOf(kind, heldOf(survivor)), offered),
    },
    byId: call.by?.id ?? null,
    at: call.now,
    undoneAt: null,
  };
}

/** Of a sale that is over nothing is taken, of a deal that doesn't go on not its signing. */
function leftOut(survivor: File, from: File): readonly Scope[] {
  if (isOver(from)) return ['SALE', 'SIGNING'];
  return dealGoingOn(survivor, from) === null ? ['SIGNING'] : [];
}

function stoodOf(from: File): Stood {
  const { ownerId, poolId, ownedSince } = heldOf(from);
  const status = 'lead' in from ? from.lead.status : null;
  const assignedBecause = 'lead' in from ? from.lead.assignedBecause : null;
  return { ownerId, poolId, ownedSince: ownedSince?.toISOString() ?? null, status, assignedBecause };
}

/**
 * Nobody owns it and it is in no pool: whoever asks by its id finds the survivor. Its stay in its stage and its stage's own next action end,
 * and so do the timers that are about itself; those of what hangs on it go along.
 */
function goneInto(survivor: File, from: File, merge: Merge, call: Call): Changes {
  const ours = heldOf(survivor).ownerId;
  const stays = ({ stage }: FollowUp) => stage === null && ours !== null;
  const passed = passedOn(survivor, from, from.followUps.filter(stays));
  const calledOff = from.followUps.filter((one) => !stays(one));
  const held = { ownerId: null, ownedSince: null, poolId: null, mergedIntoId: merge.intoId };
  const leaves: Changes = [
    ...calledOff.flatMap((followUp) => cancelled(followUp, 'MERGED', call)),
    ...passed.map(({ id, version }) => set('FollowUp', id, { ownerId: ours, version: version + 1 })),
    ...dealsPast(survivor, from, merge),
    ...requestVoided(from, call),
    ...(merge.undo.visitId === null ? [] : [set('StageVisit', merge.undo.visitId, { leftAt: call.now })]),
    setHeld(from, 'lead' in from ? { ...held, status: 'MERGED' } : { ...held, pooledAt: null }),
    mergedEvent(from, { mergeId: merge.id, intoId: merge.intoId }),
  ];
  const kept = setHeld(from, {
    version: heldOf(from).version + 1,
    updatedAt: call.now,
    nextContactAt: null,
    ...('customer' in from ? { reclaimAt: null } : {}),
  });
  return [
    ...audited(from, leaves, [kept]),
    kept,
    ...ownTimersDisarmed(from, call),
    { moved: movedInto(merge, passed) },
  ];
}

/** Nobody decides about somebody who is gone. */
function requestVoided(from: File, call: Call): Changes {
  const approval = 'customer' in from ? pendingApproval(from) : null;
  return approval && 'customer' in from ? voided(from, approval, call) : [];
}

function ownTimersDisarmed(from: File, call: Call): Changes {
  const { id } = heldOf(from);
  return from.deadlines
    .filter(({ subject }) => subject === id)
    .map((one) => set('Deadline', one.id, { status: 'DISARMED', disarmedAt: call.now }));
}

/** What stays open goes to the survivor's owner where it was the merged one's owner's; what others have to do stays theirs. */
function passedOn(survivor: File, from: File, open: readonly FollowUp[]): readonly FollowUp[] {
  const theirs = heldOf(from).ownerId;
  return theirs === heldOf(survivor).ownerId ? [] : open.filter(({ ownerId }) => ownerId === theirs);
}

const movedInto = ({ id, kind, fromId, intoId }: Merge, passed: readonly FollowUp[]): Moved => ({
  mergeId: id,
  kind,
  fromId,
  toId: intoId,
  isReturn: false,
  passed: passed.map((followUp) => followUp.id),
});

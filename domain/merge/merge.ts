import type { LeadStatus } from '../lead/lead.js';
import type { Message } from '../message.js';
import type { Taken, Traits } from './traits.js';

export const MERGE_KINDS = ['LEAD', 'CUSTOMER'] as const;
export type MergeKind = (typeof MERGE_KINDS)[number];

/** How many may be merged into one at once. */
export const MOST_AT_ONCE = 10;

/** One record went into another of the same person. While it stands, the old id leads to the survivor. */
export interface Merge {
  readonly id: string;
  readonly kind: MergeKind;
  readonly intoId: string;
  readonly fromId: string;
  readonly undo: Undo;
  readonly byId: string | null;
  readonly at: Date;
  readonly undoneAt: Date | null;
}

/** What takes a merge back, besides the rows that it brought. */
export interface Undo {
  readonly stood: Stood;
  /** The stay in a stage that ended with it. Null: there was none. */
  readonly visitId: string | null;
  /** The stage's own next action was open and was called off. */
  readonly hadStageAction: boolean;
  readonly offered: Traits;
  readonly taken: Taken;
}

/** Whose the merged one was, and where. */
export interface Stood {
  readonly ownerId: string | null;
  readonly poolId: string | null;
  /** ISO instant. */
  readonly ownedSince: string | null;
  /** Of a lead. */
  readonly status: LeadStatus | null;
  readonly assignedBecause: Message | null;
}

/** All that hangs on one record goes to another, or what came with a merge goes back. */
export interface Moved {
  readonly mergeId: string;
  readonly kind: MergeKind;
  readonly fromId: string;
  readonly toId: string;
  readonly isReturn: boolean;
  /** Open follow-ups, by id, that went to the survivor's owner with it. */
  readonly passed: readonly string[];
}

import type { CustomerFile } from '../customer/customer.js';
import type { Identity } from '../lead/identity.js';
import type { LeadFile } from '../lead/lead.js';
import type { LeadScore } from '../lead/scoring.js';
import type { DuplicateStanding } from '../refusal.js';
import type { Home } from './home.js';
import type { File } from './kind.js';
import type { Merge } from './merge.js';

/** Everything that taking a merge back needs to know. */
export interface Unmerging {
  readonly merge: Merge;
  /** All merges into the survivor that stand, this one too, in their order. */
  readonly standing: readonly Merge[];
  readonly survivor: File;
  /** The customer that a surviving lead has become since: what hung on the lead hangs there. */
  readonly customer: CustomerFile | null;
  /** The merged one, with what is around whoever takes it back. */
  readonly merged: File;
  readonly home: Home;
  /** Open follow-ups, by id, that the merge gave to the survivor's owner. */
  readonly passed: ReadonlySet<string>;
  readonly identities: readonly KnownNow[];
  /** How the survivor stands for whoever asks. */
  readonly standingOfSurvivor: DuplicateStanding;
  /** By the rules of now. */
  readonly scoreOf: (file: LeadFile) => LeadScore;
}

/** Who is known by it now: the survivor still, nobody, or somebody else, as they stand. */
export type KnownNow = Identity & { readonly by: 'SURVIVOR' | 'NOBODY' | DuplicateStanding };

/** Where everything that came in hangs until it goes back. */
export const holderOf = ({ survivor, customer }: Pick<Unmerging, 'survivor' | 'customer'>): File =>
  customer ?? survivor;

import { stored } from '../connection/stored.js';
import type { Channel, ContactOutcome } from '../generated/operations.js';

/** What somebody has said of a contact so far. */
export interface FollowUpValues {
  readonly channel: Channel;
  readonly outcome: ContactOutcome | null;
  readonly note: string;
  readonly goalMet: boolean | null;
  readonly nextAt: string | null;
  readonly nextPurpose: string | null;
}

/** About whom: one of their ids, and the planned follow-up that it completes. */
export interface Subject {
  readonly customerId?: string;
  readonly leadId?: string;
  readonly followUpId: string | null;
}

export interface Draft {
  /** Who typed it: nobody else is shown it, and nobody else sends it. */
  readonly personId: string;
  readonly subject: Subject;
  readonly values: FollowUpValues;
  /** The same for every attempt to send these values, so that they are recorded once. */
  readonly key: string;
  /** It was sent, and nothing says yet what became of it. */
  readonly isOnItsWay: boolean;
}

const PREFIX = 'genjin.draft.';

export const idOf = ({ customerId, leadId }: Subject): string => customerId ?? leadId ?? '';

const prefixOf = (personId: string): string => `${PREFIX}${personId}.`;
const keyOf = ({ personId, subject }: Draft): string => prefixOf(personId) + idOf(subject);

/** What was begun survives a reload and a lost network, but not a sign-out: a browser may be shared. */
export const drafts = {
  read: (personId: string, id: string): Draft | null => draftAt(prefixOf(personId) + id),
  keep: (draft: Draft): void => stored.write(keyOf(draft), JSON.stringify(draft)),
  forget: (draft: Draft): void => stored.write(keyOf(draft), null),
  /** Those of somebody that wait for the network. */
  onTheirWay: (personId: string): readonly Draft[] =>
    keysOf(personId)
      .flatMap((key) => draftAt(key) ?? [])
      .filter(({ isOnItsWay }) => isOnItsWay),
  forgetAll: (personId: string): void => keysOf(personId).forEach((key) => stored.write(key, null)),
  isKept: (draft: Draft): boolean => stored.read(keyOf(draft)) !== null,
};

const keysOf = (personId: string): readonly string[] =>
  stored.keys().filter((key) => key.startsWith(prefixOf(personId)));

const draftAt = (key: string): Draft | null => JSON.parse(stored.read(key) ?? 'null') as Draft | null;

export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What is still to be said before it can be recorded. */
export function missingIn({ outcome, note, goalMet, nextAt, nextPurpose }: FollowUpValues): readonly Missing[] {
  const missing: Missing[] = [];
  if (outcome === null) missing.push('outcome');
  if (note.trim() === '') missing.push('note');
  if (goalMet === null) missing.push('goalMet');
  if (nextAt === null || Number.isNaN(Date.parse(nextAt)) || nextPurpose === null) missing.push('next');
  return missing;
}

export type Missing = 'outcome' | 'note' | 'goalMet' | 'next';

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
  readonly subject: Subject;
  readonly values: FollowUpValues;
  /** The same for every attempt to send these values, so that they are recorded once. */
  readonly key: string;
  /** It was sent, and nothing says yet what became of it. */
  readonly isOnItsWay: boolean;
}

const PREFIX = 'genjin.draft.';

export const idOf = ({ customerId, leadId }: Subject): string => customerId ?? leadId ?? '';

/** What was begun survives a reload and a lost network. */
export const drafts = {
  read: (id: string): Draft | null => JSON.parse(stored.read(PREFIX + id) ?? 'null') as Draft | null,
  keep: (draft: Draft): void => stored.write(PREFIX + idOf(draft.subject), JSON.stringify(draft)),
  forget: (id: string): void => stored.write(PREFIX + id, null),
  /** Those that wait for the network. */
  onTheirWay: (): readonly Draft[] =>
    stored
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => drafts.read(key.slice(PREFIX.length)) ?? [])
      .filter(({ isOnItsWay }) => isOnItsWay),
};

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

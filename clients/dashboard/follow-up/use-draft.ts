import { useState, useSyncExternalStore } from 'react';
import { useViewer } from '../connection/viewer.js';
import type { SuggestionsFragment } from '../generated/operations.js';
import { drafts, idOf, newKey, type Draft, type FollowUpValues, type Subject } from './drafts.js';
import { settled } from './send.js';

/** The draft about somebody: begun with what is known, kept as it is changed. */
export function useDraft(subject: Subject, suggestions: SuggestionsFragment, purposes: readonly string[]) {
  const { id: personId } = useViewer();
  const begun = (): Draft => ({
    ...(drafts.read(personId, idOf(subject)) ?? newDraft(subject, suggestions, purposes)),
    personId,
  });
  const [kept, setKept] = useState(begun);
  const settledCount = useSyncExternalStore(settled.subscribe, settled.get);
  const [seen, setSeen] = useState(settledCount);
  if (seen !== settledCount) {
    setSeen(settledCount);
    setKept(begun());
  }
  // Somebody else completed what was planned, or planned anew: what was typed goes with what is open now.
  const draft = kept.isOnItsWay ? kept : { ...kept, subject };
  const change = (values: Partial<FollowUpValues>) => {
    const changed = { ...draft, values: { ...draft.values, ...values } };
    setKept(changed);
    drafts.keep(changed);
  };
  return { draft, change, again: () => setKept(begun()) };
}

function newDraft(subject: Subject, { channel, followUp }: SuggestionsFragment, purposes: readonly string[]) {
  const nextPurpose = followUp?.purposeCode ?? purposes[0] ?? null;
  const values = { channel, outcome: null, note: '', goalMet: null, nextAt: null, nextPurpose };
  return { subject, values, key: newKey(), isOnItsWay: false };
}

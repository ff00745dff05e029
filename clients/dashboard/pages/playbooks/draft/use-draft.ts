import { useEffect, useState } from 'react';
import type { Definition } from '../../../rules/definition.js';
import { useDrafts, type Draft } from '../drafts.js';

/** A draft of this browser, kept as it is changed. */
export function useDraft(begun: Draft) {
  const drafts = useDrafts();
  const [draft, setDraft] = useState(begun);
  useEffect(() => {
    if (draft !== begun) drafts.keep(draft);
  }, [draft, begun, drafts]);
  const change = (edit: (before: Definition) => Definition) =>
    setDraft((before) => ({ ...before, definition: edit(before.definition), changedAt: new Date().toISOString() }));
  return { draft, change };
}

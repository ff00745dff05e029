import { useEffect, useState } from 'react';
import type { Definition } from '../../../rules/definition.js';
import { drafts, type Draft } from '../drafts.js';

/** A draft of this browser, kept as it is changed. */
export function useDraft(begun: Draft) {
  const [draft, setDraft] = useState(begun);
  useEffect(() => {
    if (draft !== begun) drafts.keep(draft);
  }, [draft, begun]);
  const change = (edit: (before: Definition) => Definition) =>
    setDraft((before) => ({ ...before, definition: edit(before.definition), changedAt: new Date().toISOString() }));
  return { draft, change };
}

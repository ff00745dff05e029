import { useMemo } from 'react';
import { stored } from '../../connection/stored.js';
import { useViewer } from '../../connection/viewer.js';
import { newKey } from '../../follow-up/drafts.js';
import type { Definition } from '../../rules/definition.js';

/** A playbook that somebody works on, kept in their browser. */
export interface Draft {
  readonly id: string;
  readonly definition: Definition;
  /** What it began as, and what that is called. */
  readonly from: { readonly name: string; readonly playbookId: string | null; readonly definition: Definition };
  readonly changedAt: string;
}

const PREFIX = 'genjin.playbook.';

/** The drafts of whoever is signed in: somebody else who uses the same browser works on others. */
export function useDrafts(): Drafts {
  const { id } = useViewer();
  return useMemo(() => draftsOf(id), [id]);
}

export interface Drafts {
  readonly begin: (from: Draft['from']) => Draft;
  readonly read: (id: string) => Draft | null;
  readonly keep: (draft: Draft) => void;
  readonly forget: (id: string) => void;
  /** The one that was changed last first. */
  readonly all: () => readonly Draft[];
}

function draftsOf(personId: string): Drafts {
  const prefix = `${PREFIX}${personId}.`;
  const read = (id: string) => JSON.parse(stored.read(prefix + id) ?? 'null') as Draft | null;
  const keep = (draft: Draft) => stored.write(prefix + draft.id, JSON.stringify(draft));
  return {
    read,
    keep,
    begin: (from) => {
      const draft = { id: newKey(), definition: from.definition, from, changedAt: new Date().toISOString() };
      keep(draft);
      return draft;
    },
    forget: (id) => stored.write(prefix + id, null),
    all: () =>
      stored
        .keys()
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => read(key.slice(prefix.length)) ?? [])
        .sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
  };
}

export const draftHref = ({ id }: Pick<Draft, 'id'>): string => `/playbooks/drafts/${id}`;

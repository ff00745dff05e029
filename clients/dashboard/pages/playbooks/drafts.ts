import { stored } from '../../connection/stored.js';
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

export const drafts = {
  begin: (from: Draft['from']): Draft => {
    const draft = { id: newKey(), definition: from.definition, from, changedAt: new Date().toISOString() };
    drafts.keep(draft);
    return draft;
  },
  read: (id: string): Draft | null => JSON.parse(stored.read(PREFIX + id) ?? 'null') as Draft | null,
  keep: (draft: Draft): void => stored.write(PREFIX + draft.id, JSON.stringify(draft)),
  forget: (id: string): void => stored.write(PREFIX + id, null),
  /** The one that was changed last first. */
  all: (): readonly Draft[] =>
    stored
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => drafts.read(key.slice(PREFIX.length)) ?? [])
      .sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
};

export const draftHref = ({ id }: Pick<Draft, 'id'>): string => `/playbooks/drafts/${id}`;

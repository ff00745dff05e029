import { createContext, use } from 'react';
import type { RuleProblemShownFragment } from '../generated/operations.js';
import { isIn, outer, valueAt, withValueAt, type Definition } from './definition.js';

export type Problem = RuleProblemShownFragment;

/** The draft that is being edited, and what is wrong with it. */
export interface Editing {
  readonly definition: Definition;
  readonly change: (edit: (before: Definition) => Definition) => void;
  readonly problems: readonly Problem[];
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (!editing) throw new Error('Nothing is edited here');
  return editing;
}

/** One place of the draft: what stands there, and what is wrong with it. */
export function usePlace(path: string) {
  const { definition, change, problems } = useEditing();
  return {
    value: valueAt(definition, path),
    set: (value: unknown) => change((before) => withValueAt(before, path, value)),
    problems: problems.filter((problem) => placeOf(problem) === path),
    /** Those of its parts as well. */
    allProblems: problems.filter((problem) => isIn(problem.path, path)),
  };
}

/** Where a problem is shown: a field that shouldn’t be there has no place of its own. */
const placeOf = ({ code, path }: Problem): string => (code === 'UNKNOWN_FIELD' ? outer(path) : path);

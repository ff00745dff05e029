import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';

/** How much of a list is asked for, as a client says it. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** The same, checked: how many, from which end, and between which cursors. */
export interface PageWanted {
  readonly size: number;
  readonly fromEnd: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;

/** `first` or `last`, not both; 1 to 100, 20 without either; anything else is BAD_USER_INPUT. */
export function wantedPage({ first, after, last, before }: PageArgs): PageWanted {
  if (isGiven(first) && isGiven(last)) throw badInput('last', message('FIRST_XOR_LAST'));
  const fromEnd = isGiven(last);
  const size = last ?? first ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE) {
    throw badInput(fromEnd ? 'last' : 'first', message('PAGE_SIZE', { max: LARGEST_PAGE }));
  }
  return { size, fromEnd, after: after ?? null, before: before ?? null };
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;

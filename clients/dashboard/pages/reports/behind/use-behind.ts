import type { AnyVariables, TypedDocumentNode } from 'urql';
import { useAsk, type Asked } from '../../../connection/use-ask.js';
import { useTimeZone } from '../../../connection/viewer.js';
import type { CustomersListedFragment, LeadsListedFragment } from '../../../generated/operations.js';
import { useTexts, type Texts } from '../../../language/texts.js';
import { numberNames } from './names.js';
import { specOf } from './specs.js';

/** Whom a number counts: a page of customers or of leads. */
export interface BehindList {
  readonly title: string;
  readonly customers: CustomersListedFragment | null;
  readonly leads: LeadsListedFragment | null;
}

export interface Page {
  readonly ofLeads: boolean;
  readonly after: string | null;
}

export type Names = typeof numberNames extends Texts<infer Dictionary> ? Dictionary : never;

/** How those behind one kind of number are asked for, and where in the answer they are. */
export interface Spec {
  readonly document: TypedDocumentNode<unknown, AnyVariables>;
  readonly variables: object;
  readonly read: (data: never, names: Names) => BehindList;
}

const PAGE = 50;

export function useBehind(params: URLSearchParams, { ofLeads, after }: Page): Asked<BehindList> {
  const names = useTexts(numberNames);
  const { document, variables, read } = specOf(params, ofLeads, useTimeZone());
  const asked = useAsk(document, { ...variables, first: PAGE, after });
  return { ...asked, data: asked.data === undefined ? undefined : read(asked.data as never, names) };
}

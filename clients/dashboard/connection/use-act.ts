import { useState } from 'react';
import { useMutation, type AnyVariables, type TypedDocumentNode } from 'urql';
import { useToasts } from '../ui/toasts.js';
import { fieldIn, type Refusal } from './refusal.js';
import { wrongIn, type Wrong } from './wrong.js';

interface Payload {
  readonly refusal: Refusal | null;
}

/** The payload of the one mutation of a document. */
type PayloadOf<Data> = Data[Exclude<keyof Data, '__typename'>];

export interface Act<Data, Variables> {
  /** Answers the payload; null where it was refused or failed, which was told. */
  (variables: Variables, options?: ActOptions): Promise<PayloadOf<Data> | null>;
}

export interface ActOptions {
  /** Told the refusal; answers true where it shows it in a better place than a toast. */
  readonly onRefused?: (refusal: Refusal) => boolean;
  /** Told what was wrong with what was given, or stands in the way, by field; answers true where it shows that. */
  readonly onWrong?: (wrong: Wrong) => boolean;
}

/** Asks for a change; says in a toast why it didn't happen, unless the caller has a better place for it. */
export function useAct<Data extends object, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): readonly [act: Act<Data, Variables>, isBusy: boolean] {
  const [, run] = useMutation<Data, Variables>(document);
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  const act: Act<Data, Variables> = async (variables, { onRefused, onWrong } = {}) => {
    setBusy(true);
    const { data, error } = await run(variables).finally(() => setBusy(false));
    if (!data) {
      const cause = error?.networkError ?? error;
      if (!onWrong?.(wrongIn(cause))) toasts.failed(cause);
      return null;
    }
    const payload = Object.values(data).find((value) => typeof value === 'object') as PayloadOf<Data> & Payload;
    if (!payload.refusal) return payload;
    const isShown = onRefused?.(payload.refusal) || onWrong?.(fieldIn(payload.refusal));
    if (!isShown) toasts.refused(payload.refusal);
    return null;
  };
  return [act, isBusy];
}

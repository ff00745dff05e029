import { useEffect, useState } from 'react';
import { GenjinError } from '../../../../sdk/error.js';
import { sdk } from '../../../connection/connection.js';
import { inChosenLanguage } from '../../../connection/in-chosen-language.js';
import { TryOutDocument, type SimulatedFragment, type TryOutQueryVariables } from '../../../generated/operations.js';
import type { Definition } from '../../../rules/definition.js';

export interface TriedOut {
  /** What was tried out: it may have changed since. */
  readonly of: Definition;
  readonly draft: SimulatedFragment;
  /** What it began as, over the same window; null where that is in force nowhere. */
  readonly before: SimulatedFragment | null;
}

export interface Window {
  readonly from: string;
  readonly to: string;
}

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly control: AbortController }
  | { readonly is: 'failed'; readonly cause: unknown }
  | { readonly is: 'done'; readonly result: TriedOut };

/** Tries a draft out on the past, and what it began as beside it where that isn’t null, one after the other. Ends when it is told to, or the page is left. */
export function useTryOut() {
  const [state, setState] = useState<State>({ is: 'idle' });
  useEffect(() => (state.is === 'running' ? () => state.control.abort() : undefined), [state]);
  const run = async (definition: Definition, before: Definition, window: Window) => {
    const control = new AbortController();
    setState({ is: 'running', control });
    const { signal } = control;
    try {
      const draft = await simulated({ definition, ...window }, signal);
      const beside = before === null ? null : await simulated({ definition: before, ...window }, signal);
      setState({ is: 'done', result: { of: definition, draft, before: beside } });
    } catch (cause) {
      if (!signal.aborted) setState({ is: 'failed', cause });
    }
  };
  return { state, run, cancel: () => setState({ is: 'idle' }) };
}

async function simulated(asked: TryOutQueryVariables, signal: AbortSignal): Promise<SimulatedFragment> {
  const variables = inChosenLanguage(TryOutDocument, asked) as TryOutQueryVariables;
  return (await sdk.request(TryOutDocument, variables, { signal })).simulatePlaybook;
}

/** What the API says about it, where it is something to be mended here. */
export const reasonIn = (cause: unknown): string | null =>
  cause instanceof GenjinError && cause.codes.some((code) => code === 'BAD_USER_INPUT' || code === 'RATE_LIMITED')
    ? cause.message
    : null;

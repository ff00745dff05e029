import { makeErrorResult, makeResult, type Exchange, type Operation, type OperationResult } from '@urql/core';
import { filter, fromPromise, mergeMap, pipe, share, takeUntil, type Source } from 'wonka';
import type { Client } from '../../sdk/client.js';
import { inChosenLanguage } from './in-chosen-language.js';
import { line } from './line.js';

/**
 * Asks through the SDK's client, which knows sessions, retries and idempotency keys. Of a question that is asked again the answer to the latest
 * counts: an earlier one may tell of an earlier time. Streams go their own way: `useStream`.
 */
export const throughSdk =
  (sdk: Client): Exchange =>
  () =>
  (operations) => {
    const shared = share(operations);
    const endOf = (operation: Operation): Source<Operation> =>
      pipe(
        shared,
        filter((later) => later.key === operation.key && later !== operation && operation.kind === 'query'),
      );
    return pipe(
      shared,
      filter(({ kind }) => kind === 'query' || kind === 'mutation'),
      mergeMap((operation) => pipe(fromPromise(asked(sdk, operation)), takeUntil(endOf(operation)))),
    );
  };

/** What was answered; throws why nothing was. */
export function answerOf<Data>({ data, error }: OperationResult<Data>): Data {
  if (data === undefined) throw error?.networkError ?? error ?? new Error('There was no answer');
  return data;
}

async function asked(sdk: Client, operation: Operation): Promise<OperationResult> {
  const { query, variables } = operation;
  try {
    const data = (await sdk.request(query, inChosenLanguage(query, variables as object))) as Record<string, unknown>;
    line.works();
    return makeResult(operation, { data, hasNext: false });
  } catch (cause) {
    line.failed(cause);
    return makeErrorResult(operation, cause as Error);
  }
}

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { getOperationAST, GraphQLError, OperationTypeNode, parse, separateOperations } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { ComponentProps } from 'react';
import type { GraphiQL } from 'graphiql';
import type { Client } from '../../sdk/client.js';
import { GenjinError } from '../../sdk/error.js';

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];
type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
type Document = TypedDocumentNode<Record<string, unknown>, Record<string, unknown>>;

/** Asks as the dashboard does: with the same session, which renews itself, and over its WebSocket what goes on. */
export const fetcherOver =
  (sdk: Client): Fetcher =>
  ({ query, operationName, variables }) => {
    const given = (variables ?? {}) as Record<string, unknown>;
    try {
      const document = operationIn(query, operationName);
      return getOperationAST(document)?.operation === OperationTypeNode.SUBSCRIPTION
        ? streamed(sdk, document, given)
        : sdk.request(document, given).then((data) => ({ data }), failed);
    } catch (cause) {
      return Promise.resolve(failed(cause));
    }
  };

/** Of several operations the one that is asked for, with its fragments. */
function operationIn(query: string, name: string | null | undefined): Document {
  const document = parse(query);
  return (name && separateOperations(document)[name]) || document;
}

async function* streamed(sdk: Client, document: Document, variables: Record<string, unknown>): AsyncGenerator<Result> {
  try {
    for await (const data of sdk.subscribe(document, variables)) yield { data };
  } catch (cause) {
    yield failed(cause);
  }
}

/** As the API tells it; where it told nothing, why not. */
function failed(cause: unknown): Result {
  const told =
    cause instanceof GenjinError && cause.errors.length > 0
      ? cause.errors
      : [cause instanceof GraphQLError ? cause.toJSON() : { message: (cause as Error).message }];
  return { errors: told as readonly GraphQLError[] };
}

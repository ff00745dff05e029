import type { GraphQLFormattedError } from 'graphql';
import { GenjinError } from './error.js';

export interface Call {
  readonly url: string;
  readonly query: string;
  readonly variables: unknown;
  readonly token: string | null;
  readonly signal?: AbortSignal;
}

/** Asks once over HTTP. Throws GenjinError: with the errors of the API, or with none where something else answers or nothing does. */
export async function ask<Data>(call: Call): Promise<Data> {
  const { status, text } = await send(call).catch((cause: unknown) => {
    throw new GenjinError([], null, { cause });
  });
  const { data, errors } = answerIn<Data>(text);
  if (errors || data === undefined || data === null) throw new GenjinError(errors ?? [], status);
  return data;
}

async function send({
  url,
  query,
  variables,
  token,
  signal,
}: Call): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...authorization(token),
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  return { status: response.status, text: await response.text() };
}

export const authorization = (token: string | null): { authorization?: string } =>
  token ? { authorization: `Bearer ${token}` } : {};

export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Something between us and the API may answer in a language of its own. */
export function answerIn<Data = unknown>(text: string): Answer<Data> {
  try {
    return JSON.parse(text) as Answer<Data>;
  } catch {
    return {};
  }
}

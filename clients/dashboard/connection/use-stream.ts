import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useEffect, useRef } from 'react';
import { sdk } from './connection.js';
import { follow, type Listener } from './follow.js';

/** Follows a stream while the component is shown; with other variables it begins anew. Undefined variables: not yet. */
export function useStream<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | undefined,
  listener: Listener<Data>,
): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const key = variables && JSON.stringify(variables);
  useEffect(() => {
    if (key === undefined) return;
    return follow(
      sdk,
      document as unknown as TypedDocumentNode<Data, Record<string, unknown>>,
      JSON.parse(key) as object,
      {
        next: (data) => latest.current.next(data),
        missed: () => latest.current.missed(),
      },
    );
  }, [document, key]);
}

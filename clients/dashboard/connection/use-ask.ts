import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useClient, useQuery, type AnyVariables, type TypedDocumentNode } from 'urql';
import { isLineLost, line } from './line.js';

export interface Asked<Data> {
  readonly data: Data | undefined;
  /** What went wrong where there is nothing to show. */
  readonly error: Error | undefined;
  /** Asks anew; done when the answer is there. */
  readonly refresh: () => Promise<unknown>;
}

/**
 * What a query answers; asked anew when the line is back after it was lost, and when the page is looked at again after a while. What was
 * known stays while the line is lost. `fresh`: for what somebody is about to change, what was known before is not shown meanwhile.
 */
export function useAsk<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, fresh = false }: { readonly pause?: boolean; readonly fresh?: boolean } = {},
): Asked<Data> {
  const client = useClient();
  const [{ data, error }] = useQuery<Data, Variables>({
    query: document,
    variables,
    pause,
    ...(fresh && { requestPolicy: 'network-only' }),
  });
  const key = JSON.stringify(variables);
  const refresh = useCallback(
    () => client.query(document, JSON.parse(key) as Variables, { requestPolicy: 'network-only' }).toPromise(),
    [client, document, key],
  );
  useAgain(refresh);
  const cause = error && (error.networkError ?? error);
  const known = useKnown(key, data);
  const shown = cause && !isLineLost(cause) ? undefined : known;
  return { data: shown, error: shown === undefined ? cause : undefined, refresh };
}

/** The last answer to the same question. */
function useKnown<Data>(key: string, data: Data | undefined): Data | undefined {
  const [known, setKnown] = useState({ key, data });
  if (known.key !== key || (data !== undefined && known.data !== data)) setKnown({ key, data });
  return data ?? (known.key === key ? known.data : undefined);
}

const LONG_AWAY_MS = 60_000;

/** Does it again when the line is back, and when the page is looked at again after a while. */
export function useAgain(refresh: () => unknown): void {
  const { recoveries } = useSyncExternalStore(line.subscribe, line.get);
  const [atFirst] = useState(recoveries);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    if (recoveries > atFirst) void latest.current();
  }, [recoveries, atFirst]);
  useEffect(() => {
    let leftAt = Date.now();
    const look = () => {
      if (document.hidden) leftAt = Date.now();
      else if (Date.now() - leftAt > LONG_AWAY_MS) void latest.current();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
}

/** One request that somebody makes now and then. */
export interface Request {
  readonly query: string;
  readonly variables: () => object;
  readonly token: string;
}

interface Asked {
  readonly at: number;
  readonly tookMs: number;
  readonly isGood: boolean;
}

export interface Asking {
  /** How long answers took of what was asked in this time, and how many were none. */
  between(
    from: number,
    to: number,
  ): { readonly p50: number; readonly p95: number; readonly count: number; readonly bad: number };
  end(): Promise<void>;
}

/** Asks at a steady rate, whether or not the answers keep up: a slow server isn't asked less. */
export function askSteadily(url: string, requests: readonly Request[], everyMs: number): Asking {
  const asked: Asked[] = [];
  const open = new Set<Promise<void>>();
  let turn = 0;
  const ask = () => {
    const request = requests[turn++ % requests.length]!;
    const answer = post(url, request).then((one) => void asked.push(one));
    open.add(answer);
    void answer.finally(() => open.delete(answer));
  };
  const timer = setInterval(ask, everyMs);
  return {
    between: (from, to) => {
      const within = asked.filter(({ at }) => at >= from && at < to);
      const times = within.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
      const nth = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? NaN);
      return { p50: nth(0.5), p95: nth(0.95), count: within.length, bad: within.filter((one) => !one.isGood).length };
    },
    end: async () => {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}

async function post(url: string, { query, variables, token }: Request): Promise<Asked> {
  const at = Date.now();
  const began = performance.now();
  const isGood = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: variables() }),
  })
    .then(async (response) => response.ok && !('errors' in ((await response.json()) as object)))
    .catch(() => false);
  return { at, tookMs: performance.now() - began, isGood };
}

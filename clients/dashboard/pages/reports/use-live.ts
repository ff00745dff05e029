import { useEffect, useRef } from 'react';
import { useStream } from '../../connection/use-stream.js';
import { ReportTicksDocument, type ReportInput, type ReportKind } from '../../generated/operations.js';

interface Shown {
  /** The event log's position when what is shown was read; undefined: nothing is shown yet. */
  readonly head: string | undefined;
  readonly refresh: () => unknown;
}

/** Changes that come together are asked for together. */
const TOGETHER_MS = 1_000;

/** Keeps a report as it is now: asked anew when the API says that it says something else. */
export function useLive(input: ReportInput, kinds: readonly ReportKind[], { head, refresh }: Shown): void {
  const latest = useRef({ head, refresh });
  const planned = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = { head, refresh };
  });
  useEffect(() => () => clearTimeout(planned.current), []);
  const plan = () => {
    clearTimeout(planned.current);
    planned.current = setTimeout(() => latest.current.refresh(), TOGETHER_MS);
  };
  useStream(
    ReportTicksDocument,
    { input, kinds },
    {
      // The first of each kind tells how it stands, which is shown already.
      next: ({ reportsChanged: { cursor } }) => (latest.current.head ?? '') < cursor && plan(),
      missed: plan,
    },
  );
}

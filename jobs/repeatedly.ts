export interface Repeating {
  /** Asks for a turn soon; many rings at once make one turn. */
  ring(): void;
  /** No further turn; resolves when the present one is over. */
  stop(): Promise<void>;
}

interface Rhythm {
  /** The pause between two turns; without it only rings make it turn. */
  readonly everyMs?: number | undefined;
  /** When the first turn is; left out: at once. */
  readonly firstAfterMs?: number;
  readonly onError: (error: unknown) => void;
}

/** How long a ring waits for others to join it. */
const JOIN_MS = 20;

/** Does some work again and again, never twice at the same time. A turn that fails is reported, and the next one comes all the same. */
export function repeatedly(work: () => Promise<void>, { everyMs, firstAfterMs = 0, onError }: Rhythm): Repeating {
  let turning: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isRung = false;
  let isStopped = false;

  const plan = (ms: number | undefined) => {
    clearTimeout(timer);
    if (ms !== undefined && !isStopped) timer = setTimeout(turn, ms);
  };
  const turn = () => {
    isRung = false;
    turning = work()
      .catch(onError)
      .finally(() => {
        turning = undefined;
        plan(isRung ? JOIN_MS : everyMs);
      });
  };
  const ring = () => {
    if (isRung) return;
    isRung = true;
    if (!turning) plan(JOIN_MS);
  };
  const stop = async () => {
    isStopped = true;
    clearTimeout(timer);
    await turning;
  };
  if (everyMs !== undefined) plan(firstAfterMs);
  return { ring, stop };
}

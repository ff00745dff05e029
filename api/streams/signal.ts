/** Wakes whoever waits. A ring between looking and waiting isn't missed: waiting names the last ring that was seen. */
export class Signal {
  private rings = 0;
  private readonly waiting = new Set<() => void>();

  get seen(): number {
    return this.rings;
  }

  ring(): void {
    this.rings++;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /** Resolves at the next ring after `seen`, at the latest after `ms` or when the one who waits leaves. */
  async after(seen: number, { ms, leaving }: { ms?: number; leaving?: AbortSignal } = {}): Promise<void> {
    if (this.rings > seen || leaving?.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(done, ms);
      const waiting = this.waiting;
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        leaving?.removeEventListener('abort', done);
        resolve();
      }
      waiting.add(done);
      leaving?.addEventListener('abort', done, { once: true });
    });
  }
}

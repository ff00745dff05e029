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

  /** Resolves at the next ring after `seen`, at the latest after `ms`. */
  async after(seen: number, ms: number): Promise<void> {
    if (this.rings > seen) return;
    await new Promise<void>((resolve) => {
      const { waiting } = this;
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
  }
}

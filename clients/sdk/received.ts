/** What has arrived and waits to be looped over, in order. */
export class Received<Item> implements AsyncIterable<Item> {
  private readonly items: Item[] = [];
  private failure: { readonly cause: unknown } | null = null;
  private isOver = false;
  private wake: () => void = () => undefined;

  add(item: Item): void {
    this.items.push(item);
    this.wake();
  }

  fail(cause: unknown): void {
    this.failure ??= { cause };
    this.end();
  }

  end(): void {
    this.isOver = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Item> {
    for (;;) {
      while (this.items.length > 0) yield this.items.shift()!;
      if (this.failure) throw this.failure.cause;
      if (this.isOver) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

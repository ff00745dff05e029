import type { ExecutionResult } from 'graphql';

/**
 * A running subscription as graphql-ws and graphql-sse hold it: they read it until it ends, and end it when their client leaves. What
 * a socket is sent directly doesn't pass through here.
 */
export class Following implements AsyncGenerator<ExecutionResult, undefined> {
  private readonly results: ExecutionResult[] = [];
  private isOver = false;
  private wake: () => void = () => undefined;
  private readonly leavers: (() => void)[] = [];

  /** Called once, when it has ended, whoever ended it. */
  onEnd(leave: () => void): void {
    if (this.isOver) leave();
    else this.leavers.push(leave);
  }

  get hasEnded(): boolean {
    return this.isOver;
  }

  /** How many results wait to be read. */
  get waiting(): number {
    return this.results.length;
  }

  add(result: ExecutionResult): void {
    if (this.isOver) return;
    this.results.push(result);
    this.wake();
  }

  /** What was added before is still read. */
  end(last?: ExecutionResult): void {
    if (this.isOver) return;
    if (last) this.results.push(last);
    this.isOver = true;
    this.wake();
    for (const leave of this.leavers) leave();
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    while (this.results.length === 0 && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
    const value = this.results.shift();
    return value ? { done: false, value } : { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.results.length = 0;
    this.end();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

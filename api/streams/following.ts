import type { ExecutionResult } from 'graphql';

type Next = IteratorResult<ExecutionResult, undefined>;

const DONE: Next = { done: true, value: undefined };

/**
 * A running subscription as graphql-ws and graphql-sse hold it: they read it until it ends, and end it when their client leaves. What
 * a socket is sent directly doesn't pass through here.
 */
export class Following implements AsyncGenerator<ExecutionResult, undefined> {
  private readonly results: ExecutionResult[] = [];
  private isOver = false;
  private reader: ((result: Next) => void) | null = null;
  private leavers: readonly (() => void)[] = [];

  /** Called once, when it has ended, whoever ended it. */
  onEnd(leave: () => void): void {
    if (this.isOver) leave();
    else this.leavers = [...this.leavers, leave];
  }

  get hasEnded(): boolean {
    return this.isOver;
  }

  add(result: ExecutionResult): void {
    if (!this.isOver) this.give(result);
  }

  /** What was added before is still read. */
  end(last?: ExecutionResult): void {
    if (this.isOver) return;
    if (last) this.give(last);
    this.isOver = true;
    this.read(DONE);
    for (const leave of this.leavers) leave();
  }

  /** Its one reader asks for one after the other. */
  next(): Promise<Next> {
    const value = this.results.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (this.isOver) return Promise.resolve(DONE);
    return new Promise((resolve) => (this.reader = resolve));
  }

  async return(): Promise<Next> {
    this.results.length = 0;
    this.end();
    return DONE;
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

  private give(value: ExecutionResult): void {
    if (!this.read({ done: false, value })) this.results.push(value);
  }

  /** Whether somebody waited for it. */
  private read(result: Next): boolean {
    const { reader } = this;
    this.reader = null;
    reader?.(result);
    return reader !== null;
  }
}

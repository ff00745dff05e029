import type { ExecutionResult } from 'graphql';
import type { Following } from './following.js';
import type { Frame } from './frames.js';
import type { HeldSocket } from './held-socket.js';
import { textMessage } from './text-message.js';

/** Where a subscription's answers go. What its reader doesn't take piles up here, so it says when it has enough. */
export interface Outlet {
  /** Takes the answer. False: no further one before `drained`. */
  send(frame: Frame): boolean;
  /** Resolves once it has room again. */
  drained(): Promise<void>;
}

const AT_ONCE = Promise.resolve();

/**
 * One subscription of a socket, in graphql-ws's words. Its messages are written to the line as they are to stand there, WebSocket's own
 * words included: an answer is encoded once for all, and each message is one write.
 */
export class SocketOutlet implements Outlet {
  private readonly head: Buffer;
  private taken = AT_ONCE;

  constructor(
    private readonly socket: HeldSocket,
    id: string,
    private readonly unsentBytes: number,
  ) {
    this.head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  send({ bytes }: Frame): boolean {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return true; // its end is being told already
    const { line } = socket;
    const message = textMessage(this.head, bytes);
    if (line.writableLength < this.unsentBytes) {
      line.write(message);
      return true;
    }
    this.taken = new Promise((resolve) => line.write(message, () => resolve()));
    return false;
  }

  drained(): Promise<void> {
    return this.taken;
  }
}

/** Answers whose reader hasn't taken them yet. */
const MOST_UNTAKEN = 32;

/** One that is read by iterating: what is read there isn't yet with its reader, so whoever writes it out says when it is. */
export class IteratedOutlet implements Outlet {
  private untaken = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly following: Following) {}

  send({ result }: Frame): boolean {
    this.following.add(result as ExecutionResult);
    this.untaken++;
    return this.untaken < MOST_UNTAKEN;
  }

  /** One more is with its reader. */
  taken(): void {
    this.untaken--;
    if (this.untaken > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  async drained(): Promise<void> {
    if (this.untaken > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import type { Following } from './following.js';
import type { Frame } from './frames.js';

/** Where a subscription's answers go. What its reader doesn't take piles up here, so it says when it has enough. */
export interface Outlet {
  /** Takes the answer. False: no further one before `drained`. */
  send(frame: Frame): boolean;
  /** Resolves once it has room again. */
  drained(): Promise<void>;
}

/** A message is text, though it is handed over in bytes: they are made once for all, and text would be encoded for each. */
const TEXT = { binary: false };
const CLOSING_BRACE = 0x7d;

/** One subscription of a socket, in graphql-ws's words. */
export class SocketOutlet implements Outlet {
  private readonly head: Buffer;
  private taken: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    id: string,
    private readonly unsentBytes: number,
  ) {
    this.head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  send(frame: Frame): boolean {
    const { socket } = this;
    const message = this.messageOf(frame);
    if (socket.bufferedAmount < this.unsentBytes) {
      socket.send(message, TEXT);
      return true;
    }
    this.taken = new Promise((resolve) => socket.send(message, TEXT, () => resolve()));
    return false;
  }

  private messageOf({ bytes }: Frame): Buffer {
    const { head } = this;
    const message = Buffer.allocUnsafe(head.length + bytes.length + 1);
    message.set(head);
    message.set(bytes, head.length);
    message[message.length - 1] = CLOSING_BRACE;
    return message;
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

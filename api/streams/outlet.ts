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

/** One subscription of a socket, in graphql-ws's words. */
export class SocketOutlet implements Outlet {
  private readonly head: string;
  private taken: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    id: string,
    private readonly unsentBytes: number,
  ) {
    this.head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  send(frame: Frame): boolean {
    const { socket } = this;
    const message = `${this.head}${frame.json}}`;
    if (socket.bufferedAmount < this.unsentBytes) {
      socket.send(message);
      return true;
    }
    this.taken = new Promise((resolve) => socket.send(message, () => resolve()));
    return false;
  }

  drained(): Promise<void> {
    return this.taken;
  }
}

/** One that is read by iterating: with an answer waiting there, and with what its reader hasn't taken of those before, it has enough. */
export class IteratedOutlet implements Outlet {
  constructor(
    private readonly following: Following,
    private readonly isTaken: () => Promise<void>,
  ) {}

  send({ result }: Frame): boolean {
    this.following.add(result as never);
    return false;
  }

  drained(): Promise<void> {
    return this.isTaken();
  }
}

import type { IncomingMessage } from 'node:http';
import type { Socket as Line } from 'node:net';
import { CloseCode } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Log } from '../../commands/store/log.js';
import type { Locale } from '../../domain/people.js';
import type { StandingCaller } from '../create-context.js';
import { goneOf } from '../gone.js';
import type { Connection, Session } from './sessions.js';

/** Nothing was going on. */
const NORMAL = 1000;
/** Whoever is refused for what they are; the stock client signs in anew after this code, and gives up after 4401. */
const FORBIDDEN = 4403;

/** Whose socket it is, once they have said so. */
export interface SocketCaller extends Omit<StandingCaller, 'viewer' | 'expiresAt' | 'gone'> {
  readonly session: Session;
  readonly expiresAt: Date;
  readonly locale: Locale;
  readonly timeZone: string;
}

/** How sockets are kept. */
export interface Keeping {
  /** How long one may run nothing. */
  readonly idleMs: number;
  readonly log: Log;
}

type Leave = (code: number, reason: string) => void;

/** A socket and what is known of it. Thousands are open at a time: it keeps little, and all share their listeners. */
export class HeldSocket extends WebSocket implements Connection {
  /** What it came with; null once it is known whose it is. */
  request: IncomingMessage | null = null;
  caller: SocketCaller | null = null;
  /** What it runs over. */
  line!: Line;
  /** In which second it is pinged. */
  turn = 0;
  private running: Readonly<Record<string, unknown>> = {};
  private usedAt = 0;
  private isAlive = true;
  private keeping!: Keeping;
  private take!: (text: string) => Promise<void>;
  private leavers: readonly Leave[] = [];
  private signal: AbortSignal | null = null;

  hold(request: IncomingMessage, keeping: Keeping): void {
    this.request = request;
    this.line = request.socket;
    this.keeping = keeping;
    this.on('pong', answered).on('close', left);
  }

  /** What it runs is found by ids. */
  isOf(caller: SocketCaller, running: Readonly<Record<string, unknown>>): void {
    this.request = null;
    this.caller = caller;
    this.running = running;
    this.used();
  }

  /** graphql-ws takes what is said here; where it doesn't, as from whoever speaks another protocol, nobody hears it. */
  onMessage(take: (text: string) => Promise<void>): void {
    this.take = take;
    this.on('message', heard);
  }

  onLeave(leave: Leave): void {
    this.leavers = [...this.leavers, leave];
  }

  /** Aborted once it has closed: one for all that it runs. */
  gone(): AbortSignal {
    return (this.signal ??= goneOf(this, () => this.readyState === this.OPEN)());
  }

  get expiresAt(): Date {
    return this.caller!.expiresAt;
  }

  used(): void {
    this.usedAt = Date.now();
  }

  looked(): void {
    if (Object.keys(this.running).length > 0) this.used();
    else if (this.usedAt < Date.now() - this.keeping.idleMs) this.close(NORMAL, 'Idle');
  }

  end(): void {
    this.close(FORBIDDEN, 'Forbidden');
  }

  hear(text: string): void {
    this.take(text).catch((err: unknown) => {
      this.keeping.log.error({ err }, 'a message of a socket could not be handled');
      this.close(CloseCode.InternalServerError, 'Internal server error');
    });
  }

  /** Asks whether anybody is still there; who hasn't answered the last time isn't. */
  beat(): void {
    if (!this.isAlive) return this.terminate();
    this.isAlive = false;
    if (this.readyState === this.OPEN) this.ping();
  }

  answer(): void {
    this.isAlive = true;
  }

  leave(code: number, reason: string): void {
    for (const leave of this.leavers) leave(code, reason);
  }
}

function heard(this: WebSocket, data: Buffer): void {
  (this as HeldSocket).hear(data.toString());
}

function answered(this: WebSocket): void {
  (this as HeldSocket).answer();
}

function left(this: WebSocket, code: number, reason: Buffer): void {
  (this as HeldSocket).leave(code, String(reason));
}

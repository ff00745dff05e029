import { WebSocket } from 'ws';
import { until } from '../support/until.js';

/** What a watcher follows, and as whom. */
export interface Watched {
  readonly token: string;
  /** A subscription with `$after` and a `cursor` in its root. */
  readonly query: string;
  readonly head: string;
  /** Where it may be asked; each time the next. */
  readonly urls: readonly string[];
}

/** Whoever comes again waits up to this long, so that not all come at once. */
const SPREAD_MS = 2_000;

/** Somebody who follows a durable stream, and whenever their connection is lost comes back with the last cursor that arrived. */
export class Watcher {
  readonly cursors: string[] = [];
  /** Between the event and its arrival. */
  readonly latenciesMs: number[] = [];
  readonly codes: (number | string)[] = [];
  isFollowing = false;
  socket: WebSocket | undefined;
  private times = 0;
  private isLeaving = false;

  constructor(
    private readonly watched: Watched,
    private readonly spreadMs = SPREAD_MS,
  ) {}

  connect(): void {
    const { urls, token } = this.watched;
    const url = urls[this.times++ % urls.length]!.replace('http', 'ws');
    const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws');
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('open', () => socket.send(`{"type":"connection_init","payload":{"authorization":"Bearer ${token}"}}`));
    socket.on('message', (data: Buffer) => this.hear(socket, data));
    socket.on('close', (code) => {
      this.isFollowing = false;
      this.codes.push(code);
      if (!this.isLeaving) setTimeout(() => this.connect(), Math.random() * this.spreadMs);
    });
  }

  leave(): void {
    this.isLeaving = true;
    this.socket?.terminate();
  }

  private hear(socket: WebSocket, data: Buffer): void {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'connection_ack') this.follow(socket);
    if (type === 'complete' && !this.isLeaving) this.follow(socket);
    if (type !== 'next') return;
    if (payload?.errors) return void this.codes.push(payload.errors[0]!.extensions.code);
    const { cursor, at } = Object.values(payload!.data!)[0]!;
    this.cursors.push(cursor);
    if (at) this.latenciesMs.push(Date.now() - Date.parse(at));
  }

  private follow(socket: WebSocket): void {
    const variables = { after: this.cursors.at(-1) ?? this.watched.head };
    const id = String(++this.times);
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query: this.watched.query, variables } }));
    this.isFollowing = true;
  }
}

interface Message {
  readonly type: string;
  readonly payload?: {
    readonly data?: Record<string, { readonly cursor: string; readonly at?: string }>;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
}

/** Connects them some at a time. */
export async function connectAll(watchers: readonly Watcher[], limitMs = 120_000): Promise<void> {
  for (let first = 0; first < watchers.length; first += 100) {
    const some = watchers.slice(first, first + 100);
    for (const one of some) one.connect();
    await until('they follow', () => some.every(({ isFollowing }) => isFollowing), limitMs);
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

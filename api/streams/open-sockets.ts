import type { WebSocket } from 'ws';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { SignedIn } from '../context.js';

/** A session that was ended, a key that was revoked, or a person who was deactivated, keeps a socket no longer than this. */
const LOOK_EVERY_MS = 2_500;

/** The stock client signs in anew after this code; it gives up after 4401. */
const FORBIDDEN = 4403;

/** setTimeout counts in 32 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The sockets of this process by session or API key: closed when their token expires, their session or key ends or their person is deactivated. */
export class OpenSockets {
  private readonly bySession = new Map<string, Set<WebSocket>>();
  private readonly opened = new Map<WebSocket, { sessionId: string; expiry: NodeJS.Timeout }>();
  private readonly looking: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {
    this.looking = setInterval(() => void this.closeEnded(), LOOK_EVERY_MS);
    this.looking.unref();
  }

  /** It may have gone already while its caller was looked up. */
  add({ sessionId }: SignedIn, expiresAt: Date, socket: WebSocket): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.once('close', () => this.remove(socket));
    const remaining = Math.min(Math.max(expiresAt.getTime() - Date.now(), 0), LONGEST_TIMER_MS);
    const expiry = setTimeout(() => socket.close(FORBIDDEN, 'Forbidden'), remaining);
    expiry.unref();
    this.opened.set(socket, { sessionId, expiry });
    const sockets = this.bySession.get(sessionId) ?? new Set();
    this.bySession.set(sessionId, sockets.add(socket));
  }

  stop(): void {
    clearInterval(this.looking);
  }

  private remove(socket: WebSocket): void {
    const opened = this.opened.get(socket);
    if (!opened) return;
    clearTimeout(opened.expiry);
    this.opened.delete(socket);
    const sockets = this.bySession.get(opened.sessionId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.bySession.delete(opened.sessionId);
  }

  /** One statement for all sockets, however many there are. */
  private async closeEnded(): Promise<void> {
    if (this.bySession.size === 0) return;
    try {
      const ids = [...this.bySession.keys()];
      const keys = this.database.sql
        .selectFrom('ApiKey')
        .select('id')
        .where('id', 'in', ids)
        .where('revokedAt', 'is', null);
      const standing = await this.database.sql
        .selectFrom('Session')
        .innerJoin('User', 'User.id', 'Session.userId')
        .select('Session.id')
        .where('Session.id', 'in', ids)
        .where('Session.revokedAt', 'is', null)
        .where('User.active', '=', true)
        .unionAll(keys)
        .execute();
      this.closeAllBut(new Set(standing.map(({ id }) => id)));
    } catch (error) {
      this.log.warn({ err: error }, 'sessions of open sockets could not be checked; trying again');
    }
  }

  private closeAllBut(standing: ReadonlySet<string>): void {
    for (const [sessionId, sockets] of this.bySession) {
      if (!standing.has(sessionId)) for (const socket of sockets) socket.close(FORBIDDEN, 'Forbidden');
    }
  }
}

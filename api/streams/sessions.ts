import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { SignedIn } from '../context.js';
import { Unauthenticated } from '../errors.js';
import { loadAllSignedIn, loadSignedIn } from '../load-signed-in.js';

/** How often it is looked who is behind the open connections, all together. */
const LOOK_EVERY_MS = 2_000;

/** What is known of a session is good for this long: a right that was taken away holds no longer at streams. */
const FRESH_MS = 4_000;

/** Sessions in one statement, so that a look at very many never holds up the others for long. */
const AT_ONCE = 500;

/** A connection of somebody: a WebSocket, or a stream over HTTP. */
export interface Connection {
  /** When its access token ends, and the connection with it. */
  readonly expiresAt: Date;
  /** Its session was ended, its person is no longer active, or its token has run out. */
  end(): void;
  /** Called at every look. */
  looked?(): void;
}

/** A sign-in with open connections, and who is behind it now. */
export class Session {
  readonly connections = new Set<Connection>();
  private who: SignedIn;
  private readAt = Date.now();
  private rights: string;

  constructor(viewer: SignedIn) {
    this.who = viewer;
    this.rights = rightsOf(viewer);
  }

  get id(): string {
    return this.who.sessionId;
  }

  get viewer(): SignedIn {
    return this.who;
  }

  /** Equal for two sessions only where both are answered alike, whatever they ask. */
  get rightsKey(): string {
    return this.rights;
  }

  get isFresh(): boolean {
    return Date.now() - this.readAt < FRESH_MS;
  }

  isNow(viewer: SignedIn, readAt: number): void {
    this.readAt = readAt;
    const rights = rightsOf(viewer);
    if (rights === this.rights) return;
    this.who = viewer;
    this.rights = rights;
  }

  end(): void {
    for (const connection of [...this.connections]) connection.end();
  }
}

const rightsOf = ({ sessionId: _, ...rights }: SignedIn): string => JSON.stringify(rights);

/** Everybody with an open connection in this process. Connections end within seconds of their token, their session or their person's account. */
export class Sessions {
  private readonly open = new Map<string, Session>();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** Answers the session, and how to leave it. */
  join(viewer: SignedIn, connection: Connection): { readonly session: Session; readonly leave: () => void } {
    const session = this.open.get(viewer.sessionId) ?? new Session(viewer);
    this.open.set(viewer.sessionId, session);
    session.connections.add(connection);
    const leave = () => {
      session.connections.delete(connection);
      if (session.connections.size === 0 && this.open.get(session.id) === session) this.open.delete(session.id);
    };
    return { session, leave };
  }

  /** Who is behind a session now. Throws UNAUTHENTICATED once it has ended or the person is no longer active. */
  async current(sessionId: string): Promise<SignedIn> {
    const session = this.open.get(sessionId);
    if (session?.isFresh) return session.viewer;
    const viewer = await loadSignedIn(this.database, sessionId);
    if (!viewer) throw new Unauthenticated('SESSION_ENDED');
    return viewer;
  }

  /** Resolves once what is known of these sessions is recent; rejects where that can't be found out. */
  async freshen(sessions: Iterable<Session>): Promise<void> {
    for (const session of sessions) if (!session.isFresh) return this.refresh();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    this.tellConnections();
    await this.refresh().catch((err: unknown) =>
      this.log.warn({ err }, 'sessions of open connections could not be checked; trying again'),
    );
  }

  private tellConnections(): void {
    const now = Date.now();
    for (const { connections } of this.open.values()) {
      for (const connection of [...connections]) {
        if (connection.expiresAt.getTime() <= now) connection.end();
        else connection.looked?.();
      }
    }
  }

  private refresh(): Promise<void> {
    this.looking ??= this.readAll().finally(() => (this.looking = null));
    return this.looking;
  }

  private async readAll(): Promise<void> {
    const sessions = [...this.open.values()];
    for (let first = 0; first < sessions.length; first += AT_ONCE)
      await this.read(sessions.slice(first, first + AT_ONCE));
  }

  private async read(sessions: readonly Session[]): Promise<void> {
    const readAt = Date.now();
    const ids = sessions.map(({ id }) => id);
    const standing = new Map((await loadAllSignedIn(this.database, ids)).map((viewer) => [viewer.sessionId, viewer]));
    for (const session of sessions) {
      const viewer = standing.get(session.id);
      if (viewer) session.isNow(viewer, readAt);
      else session.end();
    }
  }
}

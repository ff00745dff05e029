import type { Database } from '../../commands/store/open-database.js';
import type { SignedIn } from '../context.js';
import { Unauthenticated } from '../errors.js';
import { loadSignedIn } from '../load-signed-in.js';

/** A revoked session or a lost role takes effect at streams within this time. */
const FRESH_MS = 2_000;

/** Who is behind a session, now; read once for all streams of the session. */
export class Viewers {
  private readonly known = new Map<string, { readAt: number; viewer: Promise<SignedIn | null> }>();

  constructor(private readonly database: Database) {}

  /** Throws UNAUTHENTICATED once the session has ended or the person is no longer active. */
  async current(sessionId: string): Promise<SignedIn> {
    const known = this.known.get(sessionId);
    const fresh = known && known.readAt > Date.now() - FRESH_MS ? known : this.read(sessionId);
    const viewer = await fresh.viewer;
    if (!viewer) throw new Unauthenticated('SESSION_ENDED');
    return viewer;
  }

  private read(sessionId: string) {
    if (this.known.size > 20_000) this.known.clear();
    const entry = { readAt: Date.now(), viewer: loadSignedIn(this.database, sessionId) };
    entry.viewer.catch(() => this.known.delete(sessionId));
    this.known.set(sessionId, entry);
    return entry;
  }
}

import { isUnauthenticated } from './error.js';
import { alone, type KeptSession, type SessionStore } from './session-store.js';

interface Surroundings {
  readonly refresh: (refreshToken: string) => Promise<KeptSession>;
  /** The session became another: through this client, or as seen in the store. */
  readonly changed: (now: KeptSession | null, before: KeptSession | null) => void;
}

/** A sign-in that carries itself on. The store is its truth: others may sign in, on or out there as well. */
export class Session {
  /** What was last seen of the store; undefined before the first look. */
  private known: KeptSession | null | undefined;
  private renewAt = Infinity;
  private isWriting = false;
  private renewal: Promise<boolean> | null = null;

  constructor(
    private readonly store: SessionStore,
    private readonly around: Surroundings,
  ) {
    const heard = () => void this.look().catch(() => undefined); // whoever asks next is told
    store.onChange?.(heard);
    heard();
  }

  /** The access token, renewed before where it ends soon; null where nobody is signed in. */
  async token(): Promise<string | null> {
    const kept = await this.look();
    if (!kept || this.renewAt > Date.now()) return kept?.accessToken ?? null;
    await this.renew(kept.accessToken);
    return (await this.look())?.accessToken ?? null;
  }

  /** Answers whether there is another token than the refused one; whoever asks meanwhile waits for the same renewal. */
  async renew(refused: string | null): Promise<boolean> {
    this.renewal ??= this.renewed(refused).finally(() => (this.renewal = null));
    return this.renewal;
  }

  async replace(next: KeptSession | null): Promise<void> {
    const before = this.known ?? null;
    this.isWriting = true;
    try {
      await this.store.write(next);
    } finally {
      this.isWriting = false;
    }
    this.know(next);
    this.around.changed(next, before);
  }

  /** What has come in its place already needn't be waited for. */
  private async renewed(refused: string | null): Promise<boolean> {
    const kept = await this.look();
    if (kept?.accessToken !== refused) return kept !== null;
    return alone(this.store, () => this.carryOn(refused));
  }

  private async carryOn(refused: string | null): Promise<boolean> {
    const kept = await this.look();
    if (kept?.accessToken !== refused) return kept !== null;
    try {
      const next = await this.around.refresh(kept.refreshToken);
      if (await this.isStill(kept)) await this.replace(next);
      return true;
    } catch (cause) {
      if (isUnauthenticated(cause) && (await this.isStill(kept))) await this.replace(null);
      throw cause;
    }
  }

  private async look(): Promise<KeptSession | null> {
    const now = await this.store.read();
    const before = this.known;
    if (this.isWriting || (before !== undefined && now?.accessToken === before?.accessToken)) return now;
    this.know(now);
    if (before !== undefined) this.around.changed(now, before);
    return now;
  }

  /** A token that seems to have ended already may be ours with a wrong clock: then only the API says when it has. */
  private know(kept: KeptSession | null): void {
    this.known = kept;
    const renewAt = kept ? Date.parse(kept.expiresAt) - AHEAD_MS : Infinity;
    this.renewAt = renewAt > Date.now() ? renewAt : Infinity;
  }

  private isStill = async ({ accessToken }: KeptSession): Promise<boolean> =>
    (await this.look())?.accessToken === accessToken;
}

const AHEAD_MS = 60_000;

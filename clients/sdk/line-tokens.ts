import { unauthenticated } from './error.js';

export interface SessionAccess {
  /** The token for a new connection. */
  readonly token: () => Promise<string | null>;
  /** Gets another token where the one of a connection is no longer good. */
  readonly renew: (refused: string | null) => Promise<unknown>;
}

/** The tokens of a line's connections, one after the other: after one that was refused another has to come. */
export class LineTokens {
  private current: string | null = null;
  isRefused = false;

  constructor(private readonly access: SessionAccess) {}

  /** Throws UNAUTHENTICATED where there is no other than the refused one. */
  async next(): Promise<string | null> {
    const refused = this.isRefused ? this.current : undefined;
    this.isRefused = false;
    if (refused !== undefined) await this.access.renew(refused);
    this.current = await this.access.token();
    if (refused !== undefined && (!this.current || this.current === refused)) throw unauthenticated();
    return this.current;
  }

  refuse(): void {
    this.isRefused = true;
  }
}

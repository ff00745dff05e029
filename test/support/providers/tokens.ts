import { randomUUID } from 'node:crypto';

/** Access tokens or tickets of an app: asked for again, the same one while it lives. */
export class IssuedTokens {
  private current: { token: string; until: number } | undefined;
  private readonly revoked = new Set<string>();
  /** How often a token was asked for. */
  asked = 0;
  lifeSeconds = 7200;

  issue(at: number): { token: string; seconds: number } {
    this.asked++;
    if (!this.current || this.current.until <= at || this.revoked.has(this.current.token))
      this.current = { token: `tok-${randomUUID()}`, until: at + this.lifeSeconds * 1000 };
    return { token: this.current.token, seconds: Math.max(1, Math.floor((this.current.until - at) / 1000)) };
  }

  /** The one that was given out last. */
  get live(): string | null {
    return this.current?.token ?? null;
  }

  /** From now on it is refused. */
  revoke(): void {
    if (this.current) this.revoked.add(this.current.token);
  }

  isGood(token: string | null | undefined, at: number): boolean {
    return token != null && token === this.current?.token && this.current.until > at && !this.revoked.has(token);
  }
}

import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A session, and the token with which it is carried on: answered once, only its hash is kept. */
export interface OpenSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
}

/** How long a session lasts that nobody carries on. */
export const SESSION_LASTS = '30 days';

/** The first of a session. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** The token is random and long, so a plain hash can't be guessed back. */
export const hashRefreshToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Makes each token of a session from the one before: the same each time it is asked, and unknown to whoever lacks the server's own secret. */
export class RefreshTokens {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'refresh tokens', 32));
  }

  after(token: string): string {
    return createHmac('sha256', this.key).update(token).digest('base64url');
  }
}

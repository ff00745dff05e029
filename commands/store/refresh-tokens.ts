import { createHash, randomBytes } from 'node:crypto';

/** A session, and the token with which it is carried on: answered once, only its hash is kept. */
export interface OpenSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
}

/** How long a session lasts that nobody carries on. */
export const SESSION_LASTS = '30 days';

export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** The token is random and long, so a plain hash can't be guessed back. */
export const hashRefreshToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

import { errors, jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const LIFETIME_MS = 15 * 60_000;

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Short-lived proof of a session. It says which session; whether that still stands is asked of the database each time. */
export class AccessTokens {
  private readonly key: Uint8Array;

  constructor(secret: string) {
    this.key = new TextEncoder().encode(secret);
  }

  async issue({ sessionId, userId }: { sessionId: string; userId: string }): Promise<AccessToken> {
    const now = Math.floor(Date.now() / 1000);
    const expiresAt = new Date(now * 1000 + LIFETIME_MS);
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(this.key);
    return { token, expiresAt };
  }

  /** What a token proves, and until when; null when it isn't ours, isn't valid yet or no longer is. */
  async read(token: string): Promise<{ readonly sessionId: string; readonly expiresAt: Date } | null> {
    try {
      const checks = { algorithms: [ALGORITHM], requiredClaims: ['sub', 'sid', 'exp'] };
      const { payload } = await jwtVerify(token, this.key, checks);
      return { sessionId: String(payload['sid']), expiresAt: new Date(payload.exp! * 1000) };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}

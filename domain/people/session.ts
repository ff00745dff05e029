/** What is kept of a session's latest refresh token. */
export interface LatestToken {
  readonly refreshHash: string;
  /** Since when; null: it is the first. */
  readonly refreshedAt: Date | null;
}

/** For how long a token that was replaced is answered as it was the first time. */
export const ANSWERED_AGAIN_MS = 60_000;

/** NEXT: a new token takes its place. AGAIN: what took its place already is answered once more. COPIED: somebody else holds it as well. */
export type Refresh = 'NEXT' | 'AGAIN' | 'COPIED';

/**
 * Carries a session on with its latest token, or the one before. Whoever asks again with the one before within a minute didn't hear the answer; later it is a copy
 * that comes back, and the session is to end, whoever holds it.
 */
export function decideRefresh({ refreshHash, refreshedAt }: LatestToken, presentedHash: string, now: Date): Refresh {
  if (presentedHash === refreshHash) return 'NEXT';
  const isRecent = refreshedAt !== null && now.getTime() - refreshedAt.getTime() <= ANSWERED_AGAIN_MS;
  return isRecent ? 'AGAIN' : 'COPIED';
}

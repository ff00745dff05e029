import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SHAPE = /^(gj_[0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** The whole secret, shown once: a part to find it by, and a part that nobody can guess. */
export function newKeySecret(): { readonly secret: string; readonly prefix: string } {
  const prefix = `gj_${randomBytes(6).toString('hex')}`;
  return { secret: `${prefix}_${randomBytes(32).toString('base64url')}`, prefix };
}

/** What a key is found by; null where this has no shape of a key. */
export const prefixOf = (secret: string): string | null => SHAPE.exec(secret)?.[1] ?? null;

/** What is kept of a key. It is random enough that a plain hash can't be guessed back. */
export const hashKeySecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Takes as long wherever the two differ. */
export const isSecretOf = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashKeySecret(secret)), Buffer.from(hash));

import { createHash, randomBytes } from 'node:crypto';

export const newIntakeKey = (): string => `ik_${randomBytes(24).toString('base64url')}`;

/** What is kept of a key. It is random enough that a plain hash can't be guessed back, and a key is found by its hash alone. */
export const hashIntakeKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

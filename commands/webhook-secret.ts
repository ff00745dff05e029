import { randomBytes } from 'node:crypto';
import type { SealedSecret, Secrets } from './secrets.js';

const BYTES = 32;

/** Whose secret it is: it opens for nobody else. */
export type SecretOwner = 'nurture channel' | 'webhook';

/** Makes what calls are signed with, as Standard Webhooks writes it: shown once, and kept sealed. As an input it is always the same. */
export class SecretMaker {
  constructor(
    private readonly secrets: Secrets,
    private readonly owner: SecretOwner,
  ) {}

  make(): { readonly shown: string; readonly sealed: SealedSecret } {
    const shown = `whsec_${randomBytes(BYTES).toString('base64')}`;
    return { shown, sealed: this.secrets.seal(shown, this.owner) };
  }

  toJSON(): string {
    return 'a new secret';
  }
}

/** Null where it can't be opened, e.g. since the server's secret is another one. */
export const secretOf = (secrets: Secrets, sealed: string, owner: SecretOwner): string | null =>
  secrets.open(sealed, owner);

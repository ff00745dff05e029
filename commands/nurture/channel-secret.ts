import { randomBytes } from 'node:crypto';
import type { SealedSecret, Secrets } from '../secrets.js';

const BYTES = 32;
const CONTEXT = 'nurture channel';

/** Makes what a channel's calls are signed with, as Standard Webhooks writes it: shown once, and kept sealed. As an input it is always the same. */
export class SecretMaker {
  constructor(private readonly secrets: Secrets) {}

  make(): { readonly shown: string; readonly sealed: SealedSecret } {
    const shown = `whsec_${randomBytes(BYTES).toString('base64')}`;
    return { shown, sealed: this.secrets.seal(shown, CONTEXT) };
  }

  toJSON(): string {
    return 'a new secret';
  }
}

/** Null where it can't be opened, e.g. since the server's secret is another one. */
export const secretOf = (secrets: Secrets, sealed: string): string | null => secrets.open(sealed, CONTEXT);

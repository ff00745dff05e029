import { NurtureLinks } from '../../commands/nurture-links.js';
import { Passwords } from '../../commands/passwords.js';
import { Secrets } from '../../commands/secrets.js';
import { SignedUrls } from '../files/signed-urls.js';
import { TokenBuckets, type Allowance } from '../intake/token-buckets.js';
import { AccessTokens } from './access-tokens.js';
import { SignInLimits } from './sign-in-limits.js';

/** What signing in takes, the links that are a right in themselves, and what keeps providers' secrets. One per process: the limits count in its memory. */
export interface Auth {
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
  readonly limits: SignInLimits;
  /** How often each API key may ask. */
  readonly keyLimits: TokenBuckets;
  readonly urls: SignedUrls;
  readonly secrets: Secrets;
  /** Links for those who are written to, below the address where the outside reaches us. */
  readonly nurtureLinks: (publicUrl: string) => NurtureLinks;
}

export function authWith(secret: string, keys: Allowance): Auth {
  return {
    passwords: new Passwords(secret),
    tokens: new AccessTokens(secret),
    limits: new SignInLimits(),
    keyLimits: new TokenBuckets(keys),
    urls: new SignedUrls(secret),
    secrets: new Secrets(secret),
    nurtureLinks: (publicUrl) => new NurtureLinks(secret, publicUrl),
  };
}

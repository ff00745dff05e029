import { NurtureLinks } from '../../commands/nurture-links.js';
import { Passwords } from '../../commands/passwords.js';
import { Secrets } from '../../commands/secrets.js';
import { RefreshTokens } from '../../commands/store/refresh-tokens.js';
import { SignedUrls } from '../files/signed-urls.js';
import { TokenBuckets, type Allowance } from '../intake/token-buckets.js';
import { AccessTokens } from './access-tokens.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInStates } from './sign-in-states.js';

/** What signing in takes, the links that are a right in themselves, and what keeps providers' secrets. One per process: the limits count in its memory. */
export interface Auth {
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly limits: SignInLimits;
  /** Ties a sign-in that goes by way of somebody else to the browser that began it. */
  readonly states: SignInStates;
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
    refreshTokens: new RefreshTokens(secret),
    limits: new SignInLimits(),
    states: new SignInStates(secret),
    keyLimits: new TokenBuckets(keys),
    urls: new SignedUrls(secret),
    secrets: new Secrets(secret),
    nurtureLinks: (publicUrl) => new NurtureLinks(secret, publicUrl),
  };
}

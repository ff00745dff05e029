import { normaliseEmail, normalisePhone } from '../lead/identity.js';

/** What somebody signs in with: one of the two, in the one spelling it is stored in. */
export type Login = { readonly email: string } | { readonly phone: string };

/** The login in a text, or null where it is neither an e-mail address nor a phone number. */
export function readLogin(text: string): Login | null {
  if (text.includes('@')) {
    const email = normaliseLoginEmail(text);
    return email === null ? null : { email };
  }
  const phone = normalisePhone(text);
  return phone === null ? null : { phone };
}

/** As for customers, but an organisation's own host without a dot (admin@localhost) is good enough to sign in with. */
export function normaliseLoginEmail(text: string): string | null {
  const folded = text.normalize('NFKC').trim().toLowerCase();
  return normaliseEmail(text) ?? (/^[^\s@<>,;]{1,64}@[a-z0-9-]{1,63}$/.test(folded) ? folded : null);
}

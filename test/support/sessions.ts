import { decodeJwt, SignJWT } from 'jose';
import type { KeptSession } from '../../clients/sdk/session-store.js';
import { ADMIN, AUTH_SECRET, type Api } from './api.js';

/** Signed in as the administrator, with an access token that ends after so many seconds; a client believes that it holds for ten minutes. */
export async function aSession(api: Api, seconds: number): Promise<KeptSession> {
  const { accessToken, refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
  const { sub, sid } = decodeJwt(accessToken);
  const short = await new SignJWT({ sid })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub!)
    .setExpirationTime(new Date(Date.now() + seconds * 1000))
    .sign(new TextEncoder().encode(AUTH_SECRET));
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  return { personId: sub!, accessToken: short, refreshToken, expiresAt };
}

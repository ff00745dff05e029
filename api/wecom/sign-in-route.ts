import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { message } from '../../domain/message.js';
import type { WecomApp } from '../../domain/delivery/organisation.js';
import { CallerError } from '../../domain/refusal.js';
import { STATE_LASTS_SECONDS, type SignInStates } from '../auth/sign-in-states.js';

export interface WecomSignInDoor {
  /** Null where none is set up. */
  readonly app: WecomApp | null;
  readonly states: SignInStates;
  readonly publicUrl: string;
}

/** Where WeCom's browser is sent to come back with a code. */
const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/** The page that takes the code and asks `signInWithWecom`. */
const RETURN_PAGE = '/wecom';

const COOKIE = 'genjin-wecom';

/** `GET /wecom/sign-in?returnTo=/…` begins a sign-in: WeCom's browser comes back to `/wecom` with a code and our state. */
export function addWecomSignIn(app: FastifyInstance, door: WecomSignInDoor): void {
  app.get('/wecom/sign-in', (request: FastifyRequest<{ Querystring: { returnTo?: unknown } }>, reply) => {
    if (!door.app) throw new CallerError('NOT_FOUND', message('WECOM_APP_NOT_SET_UP'));
    const { state, secret } = door.states.begin(new Date());
    return begin(reply, secret, door.publicUrl).redirect(
      authorizeUrl(door.app, `${door.publicUrl}${RETURN_PAGE}?returnTo=${returnTo(request.query.returnTo)}`, state),
    );
  });
}

/** What the browser kept since it began; null where it began nothing. */
export function signInSecretIn(cookies: string | undefined): string | null {
  return new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f]{32})(?:;|$)`).exec(cookies ?? '')?.[1] ?? null;
}

function begin(reply: FastifyReply, secret: string, publicUrl: string): FastifyReply {
  const { protocol, pathname } = new URL(`${publicUrl}/graphql`);
  const isSecure = protocol === 'https:' ? '; Secure' : '';
  const rest = `Path=${pathname}; Max-Age=${STATE_LASTS_SECONDS}; HttpOnly; SameSite=Lax${isSecure}`;
  return reply.header('set-cookie', `${COOKIE}=${secret}; ${rest}`);
}

function authorizeUrl({ corpId, agentId }: WecomApp, redirectUri: string, state: string): string {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'snsapi_base',
    state,
    agentid: String(agentId),
  });
  return `${AUTHORIZE}?${query.toString()}#wechat_redirect`;
}

/** A path of ours and of nobody else's: `//` and `/\` lead to other hosts. */
const returnTo = (path: unknown): string =>
  encodeURIComponent(typeof path === 'string' && /^\/(?![/\\])[\x20-\x7e]*$/.test(path) ? path : '/');

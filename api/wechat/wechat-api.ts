import { setTimeout as rest } from 'node:timers/promises';
import { ServerTokens } from './server-tokens.js';
import { WechatHttp, type Said } from './wechat-http.js';

/** A mini-program or official account, as WeChat knows it. */
export interface App {
  readonly appId: string;
  readonly secret: string;
}

/** Why WeChat gave no answer: DEAD_CODE asks for a new code, BUSY for patience, REFUSED for somebody who looks at the account's settings. */
export type Why = 'DEAD_CODE' | 'BUSY' | 'REFUSED';
export type Got<T> =
  { readonly value: T } | { readonly why: Why; readonly errcode: number | null; readonly value?: never };

export interface WechatSession {
  readonly openId: string;
  readonly unionId: string | null;
}

/** What an official account may know of a follower. */
export interface Follower {
  readonly unionId: string | null;
  readonly isSubscribed: boolean;
}

/** Given back: a code that never was, that was used, or that stands for another app. */
const DEAD_CODES = new Set([40029, 40163]);
/** The system is busy, or somebody asked too often. */
const BUSY = new Set([-1, 45009, 45011]);
/** The access token isn't valid any more, though its time isn't over. */
const STALE_TOKEN = new Set([40001, 40014, 42001]);

/** Between the tries of what WeChat was too busy for. */
const PAUSES_MS = [100, 300];

/** The three questions that we put to WeChat. Errors are answers here: nothing is thrown. */
export class WechatApi {
  private readonly tokens: ServerTokens;
  private readonly http: WechatHttp;

  constructor(url: string, timeoutMs: number) {
    this.http = new WechatHttp(url, timeoutMs);
    this.tokens = new ServerTokens(this.http);
  }

  /** Who stands behind a login code (wx.login). What else the session is good for isn't asked for. */
  async session({ appId, secret }: App, code: string): Promise<Got<WechatSession>> {
    const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' };
    const said = await patiently(() => this.http.get('/sns/jscode2session', query));
    return read(said, (body) => {
      const openId = textIn(body, 'openid');
      return openId === null ? null : { openId, unionId: textIn(body, 'unionid') };
    });
  }

  /** The number behind a phone code (getPhoneNumber), with its country code. */
  async phone(app: App, code: string): Promise<Got<string>> {
    const said = await this.withToken(app, (token) =>
      this.http.post('/wxa/business/getuserphonenumber', { access_token: token }, { code }),
    );
    return read(said, ({ phone_info: info }) => phoneIn(info, app));
  }

  async follower(app: App, openId: string): Promise<Got<Follower>> {
    const said = await this.withToken(app, (token) =>
      this.http.get('/cgi-bin/user/info', { access_token: token, openid: openId, lang: 'zh_CN' }),
    );
    return read(said, (body) =>
      textIn(body, 'openid') === openId
        ? { unionId: textIn(body, 'unionid'), isSubscribed: body['subscribe'] === 1 }
        : null,
    );
  }

  /** A token that isn't valid any more is replaced once. */
  private async withToken(app: App, ask: (token: string) => Promise<Said>): Promise<Said> {
    const first = await this.tokens.of(app);
    if (!('token' in first)) return first.said;
    const said = await patiently(() => ask(first.token));
    if (said === null || !STALE_TOKEN.has(errcodeOf(said))) return said;
    const second = await this.tokens.of(app, first.token);
    return 'token' in second ? patiently(() => ask(second.token)) : second.said;
  }
}

async function patiently(ask: () => Promise<Said>): Promise<Said> {
  for (const pauseMs of PAUSES_MS) {
    const said = await ask();
    if (said === null || errcodeOf(said) !== -1) return said;
    await rest(pauseMs);
  }
  return ask();
}

function read<T>(said: Said, valueOf: (body: Readonly<Record<string, unknown>>) => T | null): Got<T> {
  if (said === null) return { why: 'BUSY', errcode: null };
  const errcode = errcodeOf(said);
  const value = errcode === 0 ? valueOf(said) : null;
  if (value !== null) return { value };
  return { why: DEAD_CODES.has(errcode) ? 'DEAD_CODE' : BUSY.has(errcode) ? 'BUSY' : 'REFUSED', errcode };
}

export const errcodeOf = (body: Readonly<Record<string, unknown>>): number => Number(body['errcode'] ?? 0);

const textIn = (body: Readonly<Record<string, unknown>>, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The watermark says for whom the number was given. */
function phoneIn(info: unknown, { appId }: App): string | null {
  if (typeof info !== 'object' || info === null) return null;
  const { purePhoneNumber, countryCode, watermark } = info as Record<string, unknown>;
  const meantFor = (watermark as { appid?: unknown } | undefined)?.appid;
  if (typeof purePhoneNumber !== 'string' || (meantFor !== undefined && meantFor !== appId)) return null;
  return `+${typeof countryCode === 'string' ? countryCode : '86'}${purePhoneNumber}`;
}

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encrypted, signatureOf } from '../../api/wecom/callback-crypto.js';
import { nowSeconds } from './wecom.js';

export interface FakeApp {
  readonly appId: string;
  readonly secret: string;
}

/** What goes wrong with the next call of a path: an errcode, or how the connection fails. `AFTER` fails once the call has had its effect. */
export type Fault = number | 'HANG' | 'RESET' | 'HTML' | 'HANG_AFTER';

interface Follower {
  readonly unionId?: string;
  readonly isSubscribed: boolean;
}

interface Issued {
  readonly app: FakeApp;
  readonly answer: object;
  isUsed: boolean;
}

const VALID_SECONDS = 7200;

/**
 * WeChat's API as far as we ask it: it knows its apps and their secrets, gives each one token that lasts until it is forced or revoked,
 * exchanges each code once and for its own app, and says no by errcode with status 200. `calls` is what it was asked.
 */
export class FakeWechat {
  readonly calls: string[] = [];
  private readonly apps = new Map<string, FakeApp>();
  private readonly tokens = new Map<string, string>();
  private readonly codes = new Map<string, Issued>();
  private readonly followers = new Map<string, Follower>();
  private readonly faults = new Map<string, Fault[]>();
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null));
  }

  register(app: FakeApp): void {
    this.apps.set(app.appId, app);
  }

  /** Somebody taps the button of getPhoneNumber. */
  phoneCode(app: FakeApp, phone: string, countryCode = '86'): string {
    const watermark = { timestamp: Math.floor(Date.now() / 1000), appid: app.appId };
    const info = { phoneNumber: phone, purePhoneNumber: phone, countryCode, watermark };
    return this.issue(app, { errcode: 0, errmsg: 'ok', phone_info: info });
  }

  /** wx.login of somebody. */
  loginCode(app: FakeApp, openid: string, unionid?: string): string {
    return this.issue(app, { openid, session_key: randomBytes(16).toString('base64'), ...(unionid && { unionid }) });
  }

  follow(openId: string, follower: Partial<Follower> = {}): void {
    this.followers.set(openId, { isSubscribed: true, ...follower });
  }

  /** The next calls of a path go wrong like this, one after the other. */
  spoil(path: string, ...faults: Fault[]): void {
    this.faults.set(path, [...(this.faults.get(path) ?? []), ...faults]);
  }

  /** As when somebody resets the secret, or the token's time is over. */
  revokeToken({ appId }: FakeApp): void {
    this.tokens.set(appId, `revoked ${appId}`);
  }

  callsOf(path: string): number {
    return this.calls.filter((call) => call === path).length;
  }

  private issue(app: FakeApp, answer: object): string {
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { app, answer, isUsed: false });
    return code;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat');
    const body = await bodyOf(request);
    this.calls.push(pathname);
    const fault = this.faults.get(pathname)?.shift();
    if (fault === 'HANG') return;
    if (fault === 'RESET') return void request.socket.destroy();
    if (fault === 'HTML') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    const answer = typeof fault === 'number' ? no(fault) : this.answer(request.method, pathname, searchParams, body);
    if (fault === 'HANG_AFTER') return;
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(JSON.stringify(answer));
  }

  private answer(
    method: string | undefined,
    path: string,
    query: URLSearchParams,
    body: Readonly<Record<string, unknown>>,
  ): object {
    switch (`${method} ${path}`) {
      case 'POST /cgi-bin/stable_token':
        return this.token(body);
      case 'GET /sns/jscode2session':
        return this.session(query);
      case 'POST /wxa/business/getuserphonenumber':
        return this.withApp(query, (app) => this.exchange(app, textOf(body['code'])));
      case 'GET /cgi-bin/user/info':
        return this.withApp(query, () => this.follower(query.get('openid') ?? ''));
      default:
        return no(40066);
    }
  }

  private token({
    appid,
    secret,
    grant_type: grant,
    force_refresh: isForced,
  }: Readonly<Record<string, unknown>>): object {
    const app = this.apps.get(String(appid));
    if (grant !== 'client_credential') return no(40002);
    if (!app) return no(40013);
    if (app.secret !== secret) return no(40125);
    const kept = this.tokens.get(app.appId);
    const isGood = kept !== undefined && !kept.startsWith('revoked');
    if (!isGood || isForced === true) this.tokens.set(app.appId, `${app.appId}-${randomBytes(8).toString('hex')}`);
    return { access_token: this.tokens.get(app.appId), expires_in: VALID_SECONDS };
  }

  private session(query: URLSearchParams): object {
    const app = this.apps.get(query.get('appid') ?? '');
    if (!app) return no(40013);
    if (app.secret !== query.get('secret')) return no(40125);
    if (query.get('grant_type') !== 'authorization_code') return no(40002);
    return this.exchange(app, query.get('js_code') ?? '');
  }

  private withApp(query: URLSearchParams, answer: (app: FakeApp) => object): object {
    const token = query.get('access_token') ?? '';
    if (token === '') return no(41001);
    const found = [...this.tokens].find(([, kept]) => kept === token);
    const app = found && this.apps.get(found[0]);
    return app ? answer(app) : no(40001);
  }

  private exchange({ appId }: FakeApp, code: string): object {
    const issued = this.codes.get(code);
    if (!issued || issued.app.appId !== appId) return no(40029);
    if (issued.isUsed) return no(40163);
    issued.isUsed = true;
    return issued.answer;
  }

  private follower(openid: string): object {
    const follower = this.followers.get(openid);
    if (!follower) return no(40003);
    const { isSubscribed, unionId } = follower;
    const ids = { openid, ...(unionId && { unionid: unionId }) };
    return isSubscribed ? { subscribe: 1, ...ids, language: 'zh_CN', subscribe_time: 1 } : { subscribe: 0, ...ids };
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const MEANING = new Map<number, string>([
  [-1, 'system error'],
  [40001, 'invalid credential, access_token is invalid or not latest'],
  [40029, 'invalid code'],
  [40163, 'code been used'],
  [42001, 'access_token expired'],
  [45011, 'api minute-quota reach limit  mustslower  retry next minute'],
]);

const no = (errcode: number) => ({
  errcode,
  errmsg: `${MEANING.get(errcode) ?? 'no'} rid: ${randomBytes(4).toString('hex')}`,
});

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export interface CallbackKeys {
  readonly appId: string;
  readonly token: string;
  /** Null: plain mode. */
  readonly encodingAesKey: string | null;
}

export interface CallbackWire {
  readonly query: URLSearchParams;
  readonly body: string;
}

/** WeChat, as far as it calls an official account's server: signed by time and nonce, and encrypted where there is a key. */
export class OfficialAccountEmitter {
  constructor(
    private readonly url: string,
    private readonly keys: CallbackKeys,
  ) {}

  async verify(echo: string, spoil: (query: URLSearchParams) => void = () => undefined) {
    const query = this.signed(nowSeconds());
    query.set('echostr', echo);
    spoil(query);
    return answered(await fetch(`${this.url}?${query.toString()}`));
  }

  message(openId: string, fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return { ToUserName: 'gh_0123456789ab', FromUserName: openId, CreateTime: String(nowSeconds()), ...fields };
  }

  wire(fields: Readonly<Record<string, string>>, at = nowSeconds()): CallbackWire {
    return this.wireOf(xmlOf(fields), at);
  }

  wireOf(xml: string, at = nowSeconds()): CallbackWire {
    const query = this.signed(at);
    const { appId, token, encodingAesKey } = this.keys;
    if (encodingAesKey === null) return { query, body: xml };
    const content = encrypted({ token, encodingAesKey, receiveId: appId }, xml);
    const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!];
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', signatureOf(token, { timestamp, nonce, encrypted: content }));
    return { query, body: xmlOf({ ToUserName: 'gh_0123456789ab', Encrypt: content }) };
  }

  async send({ query, body }: CallbackWire) {
    const headers = { 'content-type': 'text/xml' };
    return answered(await fetch(`${this.url}?${query.toString()}`, { method: 'POST', headers, body }));
  }

  private signed(at: number): URLSearchParams {
    const [timestamp, nonce] = [String(at), String(Math.floor(Math.random() * 1e9))];
    const signature = createHash('sha1').update([this.keys.token, timestamp, nonce].sort().join('')).digest('hex');
    return new URLSearchParams({ signature, timestamp, nonce });
  }
}

const xmlOf = (fields: Readonly<Record<string, string>>): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`;

const answered = async (response: Response) => ({ status: response.status, body: await response.text() });

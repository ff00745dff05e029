import { createHmac } from 'node:crypto';
import { isLost, type Provider, type Reply, type Request } from './providers.js';
import { SlidingWindow } from './sliding-window.js';
import { IssuedTokens } from './tokens.js';

const HOUR_S = 3600;
const OK = { code: 0, msg: 'success', data: {}, StatusCode: 0, StatusMessage: 'success' };
const error = (code: number, msg = `error ${code}`): Reply => ({ body: { code, msg } });

/** 飞书: group bots, some of which ask for a signature, and the messages of one app. */
export class Feishu implements Provider {
  readonly appId = 'cli_0123456789';
  readonly appSecret = 'the feishu secret';
  /** Their tokens, and their secrets where there is one. */
  readonly bots = new Map<string, string | null>();
  readonly people = new Set<string>();
  readonly tokens = new IssuedTokens();
  readonly second: SlidingWindow;
  readonly minute: SlidingWindow;
  private readonly uuids = new Map<string, number>();

  constructor(minuteMs: number) {
    this.second = new SlidingWindow(5, minuteMs / 60);
    this.minute = new SlidingWindow(100, minuteMs);
  }

  answer(request: Request): Reply | null {
    const { pathname } = request.url;
    if (pathname.startsWith('/open-apis/bot/v2/hook/')) return this.bot(request, pathname.split('/').at(-1)!);
    if (pathname === '/open-apis/auth/v3/tenant_access_token/internal') return this.token(request);
    return pathname === '/open-apis/im/v1/messages' ? this.message(request) : null;
  }

  private bot({ body, at, fault }: Request, to: string): Reply {
    const secret = this.bots.get(to);
    if (secret === undefined) return error(19001, 'param invalid: incoming webhook access token invalid');
    if (secret !== null && !isSigned(body, secret, at))
      return error(19021, 'sign match fail or timestamp is not within one hour');
    const text = (body['content'] as { text?: string } | undefined)?.text ?? '';
    if (body['msg_type'] !== 'text' || text === '') return error(9499, 'Bad Request');
    const arrival = { provider: 'feishu' as const, to, text };
    const isWithin = [this.second.take(to, at), this.minute.take(to, at)].every((one) => one);
    if (!isWithin) return { ...error(11232, 'frequency limited'), arrival: { ...arrival, shown: false } };
    if (typeof fault === 'number') return { ...error(fault), arrival: { ...arrival, shown: false } };
    return { body: OK, arrival: { ...arrival, shown: true } };
  }

  private token({ body, at }: Request): Reply {
    if (body['app_id'] !== this.appId || body['app_secret'] !== this.appSecret)
      return error(10014, 'app secret invalid');
    const { token, seconds } = this.tokens.issue(at);
    return { body: { code: 0, msg: 'ok', tenant_access_token: token, expire: seconds } };
  }

  private message({ url, headers, body, at, fault }: Request): Reply {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (!this.tokens.isGood(token, at)) return { status: 400, ...error(99991663, 'token invalid') };
    const to = String(body['receive_id']);
    if (
      url.searchParams.get('receive_id_type') !== (to.startsWith('oc_') ? 'chat_id' : 'open_id') ||
      !this.people.has(to)
    )
      return { status: 400, ...error(230001, 'invalid receive_id') };
    const { text } = JSON.parse(String(body['content'])) as { text: string };
    const arrival = { provider: 'feishu' as const, to, text };
    if (!this.second.take(to, at)) {
      const headers = { 'x-ogw-ratelimit-reset': '1' };
      return { status: 429, headers, ...error(99991400, 'too fast'), arrival: { ...arrival, shown: false } };
    }
    if (typeof fault === 'number') return { ...error(fault), arrival: { ...arrival, shown: false } };
    if (isLost(fault)) return { body: {}, arrival: { ...arrival, shown: false } };
    const uuid = String(body['uuid']);
    const isNew = at - (this.uuids.get(uuid) ?? -Infinity) > HOUR_S * 1000;
    this.uuids.set(uuid, at);
    return {
      body: { ...OK, data: { message_id: `om_${at}` } },
      arrival: { ...arrival, shown: isNew && uuid.length <= 50 },
    };
  }
}

function isSigned(body: Request['body'], secret: string, at: number): boolean {
  const timestamp = String(body['timestamp']);
  const expected = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
  return Math.abs(at / 1000 - Number(timestamp)) < HOUR_S && body['sign'] === expected;
}

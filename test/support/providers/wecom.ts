import { isLost, type Provider, type Reply, type Request } from './providers.js';
import { SlidingWindow } from './sliding-window.js';
import { IssuedTokens } from './tokens.js';
import { error, OK } from './wecom-answers.js';
import { WecomSignIns } from './wecom-sign-ins.js';

/** 企业微信: group robots, and of one app its messages, its sign-ins and what its pages are signed with. */
export class Wecom implements Provider {
  readonly corpId = 'ww0123456789abcdef';
  readonly agentId = 1000002;
  secret = 'the app secret';
  readonly robots = new Set<string>();
  readonly members = new Set<string>();
  readonly tokens = new IssuedTokens();
  readonly signIns = new WecomSignIns();
  readonly robotWindow: SlidingWindow;
  private readonly memberWindow: SlidingWindow;
  private readonly seen = new Map<string, number>();

  constructor(minuteMs: number) {
    this.robotWindow = new SlidingWindow(20, minuteMs);
    this.memberWindow = new SlidingWindow(30, minuteMs);
  }

  answer(request: Request): Reply | null {
    switch (request.url.pathname) {
      case '/cgi-bin/webhook/send':
        return this.robot(request);
      case '/cgi-bin/gettoken':
        return this.token(request);
      case '/cgi-bin/message/send':
        return this.message(request);
      case '/cgi-bin/auth/getuserinfo':
        return this.withToken(request, () => this.signIns.whoIs(request));
      case '/cgi-bin/get_jsapi_ticket':
        return this.withToken(request, () => this.signIns.ticket('corp', request));
      case '/cgi-bin/ticket/get':
        if (request.url.searchParams.get('type') !== 'agent_config') return error(40058, 'invalid type');
        return this.withToken(request, () => this.signIns.ticket('agent', request));
      default:
        return null;
    }
  }

  private robot({ url, body, at, fault }: Request): Reply {
    const to = url.searchParams.get('key') ?? '';
    if (!this.robots.has(to)) return error(93000, 'invalid webhook url');
    const text = textOf(body);
    const arrival = { provider: 'wecom' as const, to, text };
    if (!this.robotWindow.take(to, at))
      return { ...error(45009, 'api freq out of limit'), arrival: { ...arrival, shown: false } };
    if (Buffer.byteLength(text) > 2048) return error(40058, 'text too long');
    if (text === '') return error(44004, 'empty content');
    if (typeof fault === 'number') return { ...error(fault), arrival: { ...arrival, shown: false } };
    return { body: OK, arrival: { ...arrival, shown: true } };
  }

  private token({ method, url, at }: Request): Reply {
    if (method !== 'GET') return error(43001, 'require GET method');
    if (url.searchParams.get('corpid') !== this.corpId) return error(40013, 'invalid corpid');
    if (url.searchParams.get('corpsecret') !== this.secret) return error(40001, 'invalid credential');
    const { token, seconds } = this.tokens.issue(at);
    return { body: { ...OK, access_token: token, expires_in: seconds } };
  }

  /** What only an app may ask, and only with GET. */
  private withToken(request: Request, answer: () => Reply): Reply {
    if (request.method !== 'GET') return error(43001, 'require GET method');
    return this.refused(request) ?? (typeof request.fault === 'number' ? error(request.fault) : answer());
  }

  private refused({ url, at }: Request): Reply | null {
    const token = url.searchParams.get('access_token');
    if (token === null) return error(41001, 'access_token missing');
    return this.tokens.isGood(token, at) ? null : error(42001, 'access_token expired');
  }

  private message(request: Request): Reply {
    const { body, at, fault } = request;
    const refused = this.refused(request);
    if (refused) return refused;
    if (body['agentid'] !== this.agentId) return error(40056, 'invalid agentid');
    const to = String(body['touser']);
    const text = textOf(body);
    if (Buffer.byteLength(text) > 2048) return error(45002, 'content too long');
    const arrival = { provider: 'wecom' as const, to, text };
    if (typeof fault === 'number') return { ...error(fault), arrival: { ...arrival, shown: false } };
    if (isLost(fault)) return { body: {}, arrival: { ...arrival, shown: false } };
    if (!this.members.has(to)) return error(81013, 'all recipients invalid');
    if (fault === 'INVALID_USER')
      return { body: { ...OK, invaliduser: to.toLowerCase() }, arrival: { ...arrival, shown: false } };
    const isNew = !this.isRepeated(body, at);
    const isWithin = this.memberWindow.take(to, at);
    return { body: { ...OK, msgid: `msg-${at}` }, arrival: { ...arrival, shown: isNew && isWithin } };
  }

  private isRepeated(body: Request['body'], at: number): boolean {
    if (body['enable_duplicate_check'] !== 1) return false;
    const key = JSON.stringify([body['touser'], body['text']]);
    const before = this.seen.get(key);
    this.seen.set(key, at);
    return before !== undefined && at - before < Number(body['duplicate_check_interval'] ?? 1800) * 1000;
  }
}

const textOf = (body: Request['body']): string => (body['text'] as { content?: string } | undefined)?.content ?? '';

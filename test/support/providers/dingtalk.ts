import { createHmac } from 'node:crypto';
import type { Provider, Reply, Request } from './providers.js';
import { SlidingWindow } from './sliding-window.js';

const HOUR_MS = 3_600_000;
const error = (errcode: number, errmsg = `error ${errcode}`): Reply => ({ body: { errcode, errmsg } });

/** 钉钉: group robots, some of which ask for a signature. Above 20 a minute one is banned for ten. */
export class Dingtalk implements Provider {
  /** Their tokens, and their secrets where there is one. */
  readonly robots = new Map<string, string | null>();
  readonly window: SlidingWindow;
  private readonly bannedUntil = new Map<string, number>();

  constructor(private readonly minuteMs: number) {
    this.window = new SlidingWindow(20, minuteMs);
  }

  answer({ url, body, at, fault }: Request): Reply | null {
    if (url.pathname !== '/robot/send') return null;
    const to = url.searchParams.get('access_token') ?? '';
    const secret = this.robots.get(to);
    if (secret === undefined) return error(400101, 'token is not exist');
    if (secret !== null && !isSigned(url.searchParams, secret, at)) return error(310000, 'sign not match');
    const text = (body['text'] as { content?: string } | undefined)?.content ?? '';
    const arrival = { provider: 'dingtalk' as const, to, text };
    if ((this.bannedUntil.get(to) ?? 0) > at)
      return { body: { status: 1111, wait: 5, punish: 'deny' }, arrival: { ...arrival, shown: false } };
    if (!this.window.take(to, at)) {
      this.bannedUntil.set(to, at + 10 * this.minuteMs);
      return { ...error(130101, 'send too fast, exceed 20 times per minute'), arrival: { ...arrival, shown: false } };
    }
    if (typeof fault === 'number') return { ...error(fault), arrival: { ...arrival, shown: false } };
    return { body: { errcode: 0, errmsg: 'ok' }, arrival: { ...arrival, shown: true } };
  }
}

function isSigned(params: URLSearchParams, secret: string, at: number): boolean {
  const timestamp = params.get('timestamp') ?? '';
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  return Math.abs(at - Number(timestamp)) < HOUR_MS && params.get('sign') === expected;
}

import { createHash, randomBytes } from 'node:crypto';
import type { Reply, Request } from './providers.js';
import { IssuedTokens } from './tokens.js';
import { error, OK } from './wecom-answers.js';

/** Somebody in front of WeCom's browser: a member, or an outside contact. */
type Visitor = { readonly userid: string } | { readonly external_userid: string };

interface Code {
  readonly visitor: Visitor;
  readonly until: number;
}

export interface SignedConfig {
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly url: string;
  readonly signature: string;
}

const CODE_LASTS_MS = 5 * 60_000;

/** Codes are good once and for five minutes; a page's signature is compared with one of our own, as WeCom's client does it. */
export class WecomSignIns {
  /** Each ticket that was given out, and how often it was asked for. */
  readonly tickets = { corp: new IssuedTokens(), agent: new IssuedTokens() };
  private readonly codes = new Map<string, Code>();

  /** Somebody comes back from WeCom's page. */
  code(visitor: Visitor, at = Date.now(), code = randomBytes(16).toString('base64url')): string {
    this.codes.set(code, { visitor, until: at + CODE_LASTS_MS });
    return code;
  }

  whoIs({ url, at }: Request): Reply {
    const code = url.searchParams.get('code') ?? '';
    const found = this.codes.get(code);
    this.codes.delete(code);
    if (!found || found.until <= at) return error(40029, 'invalid code');
    return { body: { ...OK, ...found.visitor } };
  }

  ticket(whose: 'corp' | 'agent', { at }: Request): Reply {
    const { token, seconds } = this.tickets[whose].issue(at);
    return { body: { ...OK, ticket: token, expires_in: seconds } };
  }

  /** What `wx.config` (corp) and `wx.agentConfig` (agent) would say to it. */
  accepts(whose: 'corp' | 'agent', { timestamp, nonceStr, url, signature }: SignedConfig): boolean {
    const ticket = this.tickets[whose].live;
    const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
    return ticket !== null && signature === createHash('sha1').update(text).digest('hex');
  }
}

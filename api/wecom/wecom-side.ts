import { randomBytes } from 'node:crypto';
import type { Failure } from '../../commands/provider/app-tokens.js';
import type { WecomAccess } from '../../commands/provider/wecom-tokens.js';
import type { Log } from '../../commands/store/log.js';
import type { OrganisationChannels, WecomApp } from '../../domain/delivery/organisation.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import type { WecomJsConfigType } from '../../schema/types/wecom.type.js';
import { Unavailable } from '../errors.js';
import { jsSignature, pageOfOurs } from './js-signature.js';
import { WecomAppApi } from './wecom-app-api.js';

interface SideParts extends Pick<WecomAccess, 'run' | 'secrets'> {
  readonly wecom: OrganisationChannels['wecom'];
  readonly publicUrl: string;
  readonly log: Log;
}

/** How long WeCom may take to answer one call. */
const TIMEOUT_MS = 4000;

export function wecomSideOf({ wecom: { app, apiUrl }, publicUrl, log, ...parts }: SideParts): WecomSide | null {
  if (!app) return null;
  const api = new WecomAppApi(app, { ...parts, apiUrl, timeoutMs: TIMEOUT_MS });
  return new WecomSide(app, api, { publicUrl, log });
}

/** What people who use us inside WeCom need of it. */
export class WecomSide {
  constructor(
    private readonly app: WecomApp,
    private readonly api: WecomAppApi,
    private readonly place: { readonly publicUrl: string; readonly log: Log },
  ) {}

  /** The user id of the member behind a code; null: somebody who is no member. */
  async memberBehind(code: string): Promise<{ readonly userId: string | null } | 'CODE_REFUSED'> {
    const member = await this.api.member(code);
    if (member === 'DEAD_CODE') return 'CODE_REFUSED';
    return 'userId' in member ? member : this.fail(member);
  }

  /** Signed for a page of ours only: whoever has a signature may act as our app in that page. */
  async jsConfig(url: string): Promise<WecomJsConfigType> {
    const page = pageOfOurs(url, this.place.publicUrl);
    if (page === null) throw badInput('url', message('NOT_A_PAGE_OF_OURS'));
    const tickets = await this.api.tickets();
    if (!('corp' in tickets)) return this.fail(tickets);
    const [nonce, timestamp] = [randomBytes(12).toString('hex'), Math.floor(Date.now() / 1000)];
    const sign = (ticket: string) => jsSignature({ ticket, nonce, timestamp, url: page });
    return {
      corpId: this.app.corpId,
      agentId: String(this.app.agentId),
      timestamp,
      nonceStr: nonce,
      configSignature: sign(tickets.corp),
      agentConfigSignature: sign(tickets.agent),
    };
  }

  private fail({ error, answer }: Failure): never {
    this.place.log.warn({ error, answer }, 'WeCom did not answer for somebody who uses us inside it');
    throw new Unavailable();
  }
}

import { AppTokens, withToken, type Failure } from '../../commands/provider/app-tokens.js';
import { callProvider, type Answered } from '../../commands/provider/call-provider.js';
import { sentByWecom } from '../../commands/provider/wecom-answer.js';
import { tokenIn, wecomKey, wecomTokens, type WecomAccess } from '../../commands/provider/wecom-tokens.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import type { WecomApp } from '../../domain/delivery/organisation.js';

/** Never was, was used, or is older than five minutes. */
const DEAD_CODE = 40029;

/** What an app asks of WeCom for people who are in it now; whoever waits is answered within this time. */
const WITHIN_MS = 8000;

/** A member by their user id; null: somebody who is no member, such as an outside contact; DEAD_CODE asks for a new code. */
export type Member = { readonly userId: string | null } | 'DEAD_CODE' | Failure;

type Said = (Extract<Sent, { delivered: true }> & { readonly body: Answered['body'] }) | Refused;
type Refused = Failure & { readonly errcode?: unknown };
type Query = Readonly<Record<string, string>>;

/** WeCom's API as far as people who are in it now need it. Errors are answers here: nothing is thrown. */
export class WecomAppApi {
  private readonly tokens: AppTokens;
  private readonly corpTickets: AppTokens;
  private readonly agentTickets: AppTokens;

  constructor(
    app: WecomApp,
    private readonly access: WecomAccess,
  ) {
    this.tokens = wecomTokens(app, access);
    const tickets = (what: string, path: string, query: Query) =>
      new AppTokens({
        ...access,
        key: wecomKey(what, app, access),
        ask: async (signal) => {
          const said = await this.asked(path, query, signal);
          return said.delivered ? tokenIn(said.body['ticket'], said.body['expires_in']) : { failed: said };
        },
      });
    this.corpTickets = tickets('WECOM_CORP_TICKET', '/cgi-bin/get_jsapi_ticket', {});
    this.agentTickets = tickets('WECOM_AGENT_TICKET', '/cgi-bin/ticket/get', { type: 'agent_config' });
  }

  /** Who stands behind a code that WeCom's browser was given. */
  async member(code: string): Promise<Member> {
    const said = await this.asked('/cgi-bin/auth/getuserinfo', { code }, AbortSignal.timeout(WITHIN_MS));
    if (!said.delivered) return said.errcode === DEAD_CODE ? 'DEAD_CODE' : said;
    const userId = said.body['userid'];
    return { userId: typeof userId === 'string' && userId !== '' ? userId : null };
  }

  /** What pages are signed with, as the organisation's and as the app's. */
  async tickets(): Promise<{ readonly corp: string; readonly agent: string } | Failure> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const [corp, agent] = [await this.corpTickets.take(signal), await this.agentTickets.take(signal)];
    if ('failed' in corp) return corp.failed;
    return 'failed' in agent ? agent.failed : { corp: corp.token, agent: agent.token };
  }

  private asked(path: string, query: Query, signal: AbortSignal): Promise<Said> {
    const { apiUrl, timeoutMs } = this.access;
    return withToken(this.tokens, signal, async (token): Promise<Said> => {
      const url = new URL(path, apiUrl);
      url.search = new URLSearchParams({ access_token: token, ...query }).toString();
      const called = await callProvider(url, { timeoutMs, method: 'GET' }, signal);
      if ('failed' in called) return called.failed;
      const { body } = called.answered;
      const sent = sentByWecom(called);
      return sent.delivered ? { ...sent, body } : { ...sent, errcode: body['errcode'] };
    });
  }
}

import type { App } from './wechat-api.js';
import type { Said, WechatHttp } from './wechat-http.js';

interface Kept {
  readonly token: string;
  readonly until: number;
}

export type Asked = { readonly token: string } | { readonly said: Said };

/** A token is used for this part of its life. */
const LIFE = 0.8;

/**
 * The access tokens of our apps, each kept while it lasts. WeChat's `stable_token` answers the same one to every process, so no process
 * ends another's; one that proved stale is replaced, by force only where WeChat itself still takes it for good.
 */
export class ServerTokens {
  private readonly kept = new Map<string, Kept>();
  private readonly asking = new Map<string, Promise<Asked>>();

  constructor(private readonly http: WechatHttp) {}

  async of(app: App, stale?: string): Promise<Asked> {
    const kept = this.kept.get(app.appId);
    if (kept && kept.token !== stale && Date.now() < kept.until) return kept;
    const asking = this.asking.get(app.appId) ?? this.ask(app, stale);
    this.asking.set(app.appId, asking);
    return asking.finally(() => this.asking.delete(app.appId));
  }

  private async ask({ appId, secret }: App, stale: string | undefined): Promise<Asked> {
    const request = { grant_type: 'client_credential', appid: appId, secret };
    const call = (force: boolean) => this.http.post('/cgi-bin/stable_token', {}, { ...request, force_refresh: force });
    const first = await call(false);
    const said = stale !== undefined && first?.['access_token'] === stale ? await call(true) : first;
    const { access_token: token, expires_in: seconds } = said ?? {};
    if (typeof token !== 'string' || typeof seconds !== 'number') return { said };
    this.kept.set(appId, { token, until: Date.now() + seconds * 1000 * LIFE });
    return { token };
  }
}

import { createHash } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import type { Run } from '../../commands/command.js';
import type { Secrets } from '../../commands/secrets.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { findExchange, rememberExchange } from '../../commands/wechat-exchange.js';
import { normalisePhone, openIdOf } from '../../domain/lead/identity.js';
import { CODE_FIELDS, type CodeField } from '../../domain/lead/wechat.js';
import type { Got, WechatApi, WechatSession } from './wechat-api.js';
import { openedWechat, type WechatApp } from './wechat-config.js';

export interface ExchangeParts {
  readonly database: Database;
  readonly run: Run;
  readonly secrets: Secrets;
  readonly wechat: WechatApi;
  readonly log: Log;
}

export type Codes = { readonly [F in CodeField]?: string };

/** What the codes of a delivery stand for, as far as WeChat said so. */
export interface Exchanged {
  readonly phone: string | null;
  readonly openId: string | null;
  readonly unionId: string | null;
  /** Codes that WeChat gave no answer to; `why` is DEAD_CODE where a new one is needed. */
  readonly open: readonly { readonly field: CodeField; readonly why: 'DEAD_CODE' | 'BUSY' | 'REFUSED' }[];
  /** The same for the same codes. */
  readonly mark: string;
}

type Value = string | WechatSession;

/** A twin that came a moment earlier may have used the code and not written down yet what it stood for. */
const TWIN_PAUSES_MS = [150, 450];

/** Hands the codes of mini-programs to WeChat, each once: what one stood for is remembered, sealed, for whoever delivers it again. */
export class CodeExchange {
  private readonly asking = new Map<string, Promise<Got<Value>>>();

  constructor(private readonly parts: ExchangeParts) {}

  async exchange({ id, config }: { readonly id: string; readonly config: unknown }, codes: Codes): Promise<Exchanged> {
    const app = openedWechat(this.parts.secrets, config);
    const given = CODE_FIELDS.flatMap((field) => (codes[field] ? [{ field, code: codes[field] }] : []));
    const answers = await Promise.all(
      given.map(async ({ field, code }) => ({ field, got: await this.once(id, app, field, code) })),
    );
    const valueOf = (field: CodeField) => answers.find((one) => one.field === field)?.got.value ?? null;
    const session = valueOf('loginCode') as WechatSession | null;
    return {
      phone: valueOf('phoneCode') as string | null,
      openId: session && app ? openIdOf(app.appId, session.openId) : null,
      unionId: session?.unionId ?? null,
      open: answers.flatMap(({ field, got }) => ('why' in got ? [{ field, why: got.why }] : [])),
      mark: hashOf(given.map(({ field, code }) => `${field} ${code}`).join('\n')),
    };
  }

  /** Deliveries of one code that come together wait for one answer. */
  private once(sourceId: string, app: WechatApp | null, field: CodeField, code: string): Promise<Got<Value>> {
    const key = `${sourceId} ${hashOf(`${field} ${code}`)}`;
    const asking = this.asking.get(key) ?? this.ask(sourceId, app, field, code);
    this.asking.set(key, asking);
    return asking.finally(() => this.asking.delete(key));
  }

  private async ask(sourceId: string, app: WechatApp | null, field: CodeField, code: string): Promise<Got<Value>> {
    const codeHash = hashOf(`${field} ${code}`);
    const known = await this.remembered(sourceId, codeHash);
    if (known) return known;
    const got = app ? await this.askWechat(app, field, code) : ({ why: 'REFUSED', errcode: null } as const);
    if ('why' in got) return this.without(got, { sourceId, codeHash, field });
    const { run, secrets } = this.parts;
    const answer = secrets.seal(JSON.stringify(got.value), contextOf(sourceId, codeHash));
    await run(rememberExchange, { sourceId, codeHash, answer }, { by: null });
    return got;
  }

  private async askWechat(app: WechatApp, field: CodeField, code: string): Promise<Got<Value>> {
    if (field === 'loginCode') return this.parts.wechat.session(app, code);
    const got = await this.parts.wechat.phone(app, code);
    const phone = 'why' in got ? null : normalisePhone(got.value);
    if (phone === null) return 'why' in got ? got : { why: 'REFUSED', errcode: null };
    return { value: phone };
  }

  /** A code that is used up may have been used by a delivery that another process has in hand. */
  private async without(
    got: Exclude<Got<Value>, { value: Value }>,
    { sourceId, codeHash, field }: { sourceId: string; codeHash: string; field: CodeField },
  ): Promise<Got<Value>> {
    if (got.why !== 'DEAD_CODE') {
      this.parts.log.warn({ sourceId, field, why: got.why, errcode: got.errcode }, 'WeChat did not exchange a code');
      return got;
    }
    for (const pauseMs of TWIN_PAUSES_MS) {
      await rest(pauseMs);
      const known = await this.remembered(sourceId, codeHash);
      if (known) return known;
    }
    return got;
  }

  private async remembered(sourceId: string, codeHash: string): Promise<Got<Value> | null> {
    const { database, secrets } = this.parts;
    const sealed = await findExchange(database, sourceId, codeHash);
    const opened = sealed && secrets.open(sealed, contextOf(sourceId, codeHash));
    return opened ? { value: JSON.parse(opened) as Value } : null;
  }
}

const contextOf = (sourceId: string, codeHash: string): string => `wechat exchange/${sourceId}/${codeHash}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

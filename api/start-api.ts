import type { Announce } from '../commands/announce.js';
import type { Run } from '../commands/command.js';
import { skewedClocks } from '../commands/store/clock-skew.js';
import type { FileStore } from '../commands/store/file-store.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';
import { PUBLIC_PROVIDERS, type OrganisationChannels } from '../domain/delivery/organisation.js';
import type { Auth } from './auth/auth.js';
import { apiSchema } from './build-schema.js';
import type { Allowance } from './intake/token-buckets.js';
import { contextsWith } from './create-context.js';
import type { Readiness } from './http/health.js';
import { startServer, type RunningServer } from './server.js';
import { CodeExchange } from './wechat/exchange-codes.js';
import { WechatApi } from './wechat/wechat-api.js';
import { wecomSideOf } from './wecom/wecom-side.js';
import { Operations } from './operations.js';
import { Admission } from './streams/admission.js';
import { Frames } from './streams/frames.js';
import { Hub } from './streams/hub.js';
import { STREAM_LIMITS, type StreamLimits } from './streams/limits.js';
import { startStreams } from './streams/streams.js';
import { subscribeWith } from './streams/subscribe.js';

export interface ApiParts {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly database: Database;
  readonly run: Run;
  readonly onAnnounced: (listener: Announce) => () => void;
  readonly auth: Auth;
  /** What one intake key may deliver. Left out: bursts of 100, 20 a second in the long run. */
  readonly intake?: Allowance;
  /** How far the time of a provider's message may be from ours. Left out: ten minutes. */
  readonly callbackWindowSeconds?: number;
  /** Where WeChat's API answers, and how long each call may take. Left out: at WeChat's, 2 s. */
  readonly wechatApiUrl?: string;
  readonly wechatTimeoutMs?: number;
  /** Left out: the usual ones. */
  readonly streamLimits?: Partial<StreamLimits>;
  /** Through what people can be told of their cards. Left out: what needs nothing of an organisation's own. */
  readonly channels?: OrganisationChannels;
  /** Where the outside reaches us. Left out: where nobody comes from outside. */
  readonly publicUrl?: string;
  /** Web origins whose pages may ask from a browser. Left out: none but our own. */
  readonly allowedOrigins?: readonly string[];
  readonly files: FileStore;
  /** Where the dashboard was built; left out: nothing answers at `/`. */
  readonly dashboard?: string;
  readonly log: Log;
}

const WECHAT = 'https://api.weixin.qq.com';

/** Everything that people and programs talk to, on one port. Stopped, it leaves the database to whoever opened it. */
export async function startApi(parts: ApiParts): Promise<RunningServer> {
  const { database, run, auth, log } = parts;
  const schema = await apiSchema();
  const streams = await startStreams({ database, onAnnounced: parts.onAnnounced, log });
  const channels = parts.channels ?? PUBLIC_PROVIDERS;
  const publicUrl = parts.publicUrl ?? `http://${parts.host}:${parts.port}`;
  const contexts = contextsWith({
    database,
    run,
    files: parts.files,
    auth,
    streams,
    channels,
    wecom: wecomSideOf({ run, secrets: auth.secrets, wecom: channels.wecom, publicUrl, log }),
  });
  const limits = { ...STREAM_LIMITS, ...parts.streamLimits };
  const { ending, sessions } = streams;
  const frames = new Frames({ database, contexts, log, ending });
  const subscribe = subscribeWith(streams, new Hub({ ...streams, frames, log }));
  const operations = new Operations(schema);
  const sockets = { contexts, operations, sessions, subscribe, admission: new Admission(limits), limits, log };
  const wechat = new WechatApi(parts.wechatApiUrl ?? WECHAT, parts.wechatTimeoutMs ?? 2000);
  const allowance = parts.intake ?? { burst: 100, perSecond: 20 };
  const windowSeconds = parts.callbackWindowSeconds ?? 600;
  const codes = new CodeExchange({ database, run, secrets: auth.secrets, wechat, log });
  const server = await startServer({
    host: parts.host,
    port: parts.port,
    schema,
    contexts,
    intake: { database, run, allowance, codes },
    nurture: { run, links: auth.nurtureLinks(''), allowance },
    fileDoor: { database, run, files: parts.files, urls: auth.urls },
    wecom: { database, run, secrets: auth.secrets, windowSeconds },
    wecomSignIn: { app: channels.wecom.app, states: auth.states, publicUrl },
    wechat: { database, run, secrets: auth.secrets, wechat, windowSeconds, log },
    dashboard: parts.dashboard,
    allowedOrigins: parts.allowedOrigins,
    readiness: () => readinessOf(database),
    streams: sockets,
    log,
  });
  const stop = async () => {
    await server.stop();
    await streams.stop();
  };
  return { ...server, stop };
}

/** The settings are there once this database was migrated and started for the first time. */
async function readinessOf(database: Database): ReturnType<Readiness> {
  const settings = await database.sql.selectFrom('Settings').select('id').executeTakeFirst();
  if (!settings) return null;
  const clocks = await skewedClocks(database);
  return clocks.map(({ role, skewMs }) => ({ code: 'CLOCK_SKEW', role, seconds: Math.round(skewMs / 1000) }));
}

import { STREAM_LIMITS, type StreamLimits } from './api/streams/limits.js';
import type { S3Place } from './commands/store/s3-store.js';
import { PUBLIC_PROVIDERS, type OrganisationChannels } from './domain/delivery/organisation.js';
import { isOrigin } from './domain/lead/source.js';
import { normaliseLoginEmail } from './domain/people/login.js';

/** The environment, read once. Nothing else in the project looks at process.env. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Real services; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly mongodbUrl: string | undefined;
  /** Between processes; undefined means that each looks at the log. */
  readonly redisUrl: string | undefined;
  /** Where files are kept; undefined means a folder below dataDir. */
  readonly s3: S3Place | undefined;
  readonly role: Role;
  /** Signs tokens; undefined means one is made and kept in dataDir. */
  readonly authSecret: string | undefined;
  readonly adminEmail: string;
  /** Undefined means one is made and shown once. */
  readonly adminPassword: string | undefined;
  readonly timeZone: string;
  readonly locale: string;
  readonly logLevel: LogLevel;
  readonly demo: boolean;
  /** A backup was put back: what is due happens, nothing is sent, and the process ends. */
  readonly restored: boolean;
  /** What one intake key may deliver at once, and a second in the long run. */
  readonly intake: { readonly burst: number; readonly perSecond: number };
  /** How many root fields one API key may ask for at once, and a second in the long run. */
  readonly apiKeys: { readonly burst: number; readonly perSecond: number };
  /** What the connections of streams may take. */
  readonly streamLimits: StreamLimits;
  /** How far the time of a provider's message may be from ours. */
  readonly callbackWindowSeconds: number;
  /** Where the outside reaches us, without a slash at its end: links in messages begin with it. */
  readonly publicUrl: string;
  /** Web origins whose pages may ask the API from a browser; `*` stands for any. */
  readonly allowedOrigins: readonly string[];
  /** Hosts of our own network that webhooks may call, lower case. */
  readonly webhookPrivateHosts: ReadonlySet<string>;
  /** Where WeChat's API is asked about mini-programs and official accounts. */
  readonly wechatApiUrl: string;
  /** Through what people can be told of their cards. */
  readonly channels: OrganisationChannels;
}

const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What an operator got wrong, in one sentence that names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment, or throws a ConfigError about the first thing that is wrong. An empty variable counts as unset. */
export function readConfig(env: Environment): Config {
  refuseUnsupported(env);
  const config: Config = {
    host: text(env, 'HOST') ?? '127.0.0.1',
    port: port(env, 'PORT', 4000),
    dataDir: text(env, 'DATA_DIR') ?? './.data',
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    mongodbUrl: url(env, 'MONGODB_URL', ['mongodb:', 'mongodb+srv:']),
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    s3: s3(env),
    role: oneOf(env, 'ROLE', roles, 'all'),
    authSecret: atLeast(env, 'AUTH_SECRET', 32),
    adminEmail: email(env, 'ADMIN_EMAIL', 'admin@localhost'),
    adminPassword: atLeast(env, 'ADMIN_PASSWORD', 8),
    timeZone: timeZone(env, 'TZ_DEFAULT', 'Asia/Shanghai'),
    locale: oneOf(env, 'LOCALE_DEFAULT', ['zh-CN', 'en'], 'zh-CN'),
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, 'info'),
    demo: flag(env, 'GENJIN_DEMO'),
    restored: flag(env, 'GENJIN_RESTORED'),
    intake: { burst: atLeastOne(env, 'INTAKE_BURST', 100), perSecond: atLeastOne(env, 'INTAKE_PER_SECOND', 20) },
    apiKeys: { burst: atLeastOne(env, 'API_KEY_BURST', 300), perSecond: atLeastOne(env, 'API_KEY_PER_SECOND', 50) },
    streamLimits: streamLimits(env),
    callbackWindowSeconds: atMost(env, 'CALLBACK_WINDOW_SECONDS', 86_400, 600),
    publicUrl: publicUrl(env),
    allowedOrigins: origins(env, 'ALLOWED_ORIGINS'),
    webhookPrivateHosts: hosts(env, 'WEBHOOK_PRIVATE_HOSTS'),
    wechatApiUrl: url(env, 'WECHAT_API_URL', ['http:', 'https:']) ?? WECHAT,
    channels: channels(env),
  };
  refuseHalves(config);
  return config;
}

const WECHAT = 'https://api.weixin.qq.com';

const unsupported =
  /^(OIDC_ISSUER|JWKS|WECOM_(?!API_URL$|CORP_ID$|AGENT_ID$|APP_SECRET$).+|DINGTALK_(?!API_URL$).+|FEISHU_(?!API_URL$|APP_ID$|APP_SECRET$).+)$/;

/** Settings that would be believed to work stop the start until something implements them. */
function refuseUnsupported(env: Environment): void {
  const set = Object.keys(env).find((name) => unsupported.test(name) && text(env, name) !== undefined);
  if (set !== undefined) throw new ConfigError(`${set} is set, but this version doesn't support it yet; unset it.`);
}

function refuseHalves({ role, databaseUrl, redisUrl, authSecret }: Config): void {
  if (redisUrl !== undefined && databaseUrl === undefined)
    throw new ConfigError('REDIS_URL needs DATABASE_URL: only processes that share a database have anything to tell.');
  if (role === 'all' || databaseUrl !== undefined) {
    if (role === 'all' || authSecret !== undefined) return;
    throw new ConfigError(`ROLE=${role} needs AUTH_SECRET: separate processes must sign with the same key.`);
  }
  throw new ConfigError(`ROLE=${role} needs DATABASE_URL: the embedded database can't be shared by several processes.`);
}

function text(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function port(env: Environment, name: string, fallback: number): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new ConfigError(`${name} must be a port between 0 and 65535, not "${value}".`);
  return Number(value);
}

const atLeastOne = (env: Environment, name: string, fallback: number): number => numberIn(env, name) ?? fallback;

function numberIn(env: Environment, name: string): number | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new ConfigError(`${name} must be a number from 1 to 999999999, not "${value}".`);
  return Number(value);
}

function atMost(env: Environment, name: string, max: number, fallback: number): number {
  const value = atLeastOne(env, name, fallback);
  if (value > max) throw new ConfigError(`${name} must be at most ${max}.`);
  return value;
}

function streamLimits(env: Environment): StreamLimits {
  const usual = STREAM_LIMITS;
  const kib = (name: string, bytes: number) => atLeastOne(env, name, bytes / 1024) * 1024;
  return {
    operationsPerSocket: atLeastOne(env, 'SOCKET_OPERATIONS', usual.operationsPerSocket),
    payloadBytes: kib('SOCKET_PAYLOAD_KIB', usual.payloadBytes),
    unsentBytes: kib('SOCKET_UNSENT_KIB', usual.unsentBytes),
    connectionsPerUser: atLeastOne(env, 'SOCKETS_PER_USER', usual.connectionsPerUser),
    connectionsPerAddress: atLeastOne(env, 'SOCKETS_PER_ADDRESS', usual.connectionsPerAddress),
    connectionsPerSecond: atLeastOne(env, 'SOCKETS_PER_SECOND', usual.connectionsPerSecond),
    pingSeconds: atLeastOne(env, 'SOCKET_PING_SECONDS', usual.pingSeconds),
    initSeconds: atLeastOne(env, 'SOCKET_INIT_SECONDS', usual.initSeconds),
    idleSeconds: atLeastOne(env, 'SOCKET_IDLE_SECONDS', usual.idleSeconds),
  };
}

function publicUrl(env: Environment): string {
  const here = `http://${text(env, 'HOST') ?? '127.0.0.1'}:${port(env, 'PORT', 4000)}`;
  return (url(env, 'PUBLIC_URL', ['http:', 'https:']) ?? here).replace(/\/+$/, '');
}

function origins(env: Environment, name: string): readonly string[] {
  const listed = list(env, name);
  const wrong = listed.find((one) => !isOrigin(one));
  if (wrong === undefined) return listed;
  throw new ConfigError(`${name} must be web origins such as https://crm.example.com with commas between them, or *.`);
}

function hosts(env: Environment, name: string): ReadonlySet<string> {
  const names = list(env, name).map((host) => host.toLowerCase());
  const wrong = names.find((host) => !/^[\w.:-]+$/.test(host));
  if (wrong !== undefined)
    throw new ConfigError(`${name} must be host names or addresses with commas between them, not "${wrong}".`);
  return new Set(names);
}

const list = (env: Environment, name: string): readonly string[] =>
  (text(env, name) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The value is left out of the sentence: it may hold a password. */
function url(env: Environment, name: string, protocols: readonly string[]): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  if (!protocols.some((protocol) => value.startsWith(`${protocol}//`) && value.length > protocol.length + 2))
    throw new ConfigError(`${name} must be a URL that starts with ${protocols.map((it) => `${it}//`).join(' or ')}.`);
  return value;
}

function s3(env: Environment): S3Place | undefined {
  const given = allOrNone('keeping files in a bucket takes all five S3 settings', {
    S3_ENDPOINT: url(env, 'S3_ENDPOINT', ['http:', 'https:']),
    S3_REGION: text(env, 'S3_REGION'),
    S3_BUCKET: text(env, 'S3_BUCKET'),
    S3_ACCESS_KEY_ID: text(env, 'S3_ACCESS_KEY_ID'),
    S3_SECRET_ACCESS_KEY: text(env, 'S3_SECRET_ACCESS_KEY'),
  });
  return (
    given && {
      endpoint: given.S3_ENDPOINT,
      region: given.S3_REGION,
      bucket: given.S3_BUCKET,
      accessKeyId: given.S3_ACCESS_KEY_ID,
      secretAccessKey: given.S3_SECRET_ACCESS_KEY,
    }
  );
}

function channels(env: Environment): OrganisationChannels {
  const { wecom, dingtalk, feishu } = PUBLIC_PROVIDERS;
  return {
    wecom: { apiUrl: origin(env, 'WECOM_API_URL') ?? wecom.apiUrl, app: wecomApp(env) },
    dingtalk: { apiUrl: origin(env, 'DINGTALK_API_URL') ?? dingtalk.apiUrl },
    feishu: { apiUrl: origin(env, 'FEISHU_API_URL') ?? feishu.apiUrl, app: feishuApp(env) },
    mail: mail(env),
  };
}

function wecomApp(env: Environment): OrganisationChannels['wecom']['app'] {
  const given = allOrNone('a WeCom app takes all three', {
    WECOM_CORP_ID: text(env, 'WECOM_CORP_ID'),
    WECOM_AGENT_ID: numberIn(env, 'WECOM_AGENT_ID'),
    WECOM_APP_SECRET: text(env, 'WECOM_APP_SECRET'),
  });
  if (!given) return null;
  return { corpId: given.WECOM_CORP_ID, agentId: given.WECOM_AGENT_ID, secret: given.WECOM_APP_SECRET };
}

function feishuApp(env: Environment): OrganisationChannels['feishu']['app'] {
  const given = allOrNone('sending as a Feishu app takes both', {
    FEISHU_APP_ID: text(env, 'FEISHU_APP_ID'),
    FEISHU_APP_SECRET: text(env, 'FEISHU_APP_SECRET'),
  });
  return given ? { appId: given.FEISHU_APP_ID, appSecret: given.FEISHU_APP_SECRET } : null;
}

function mail(env: Environment): OrganisationChannels['mail'] {
  const given = allOrNone('sending e-mails takes both', {
    SMTP_URL: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    SMTP_FROM: text(env, 'SMTP_FROM'),
  });
  return given ? { url: given.SMTP_URL, from: given.SMTP_FROM } : null;
}

/** Where a provider answers: its paths begin there. */
function origin(env: Environment, name: string): string | undefined {
  const value = url(env, name, ['http:', 'https:']);
  if (value === undefined) return undefined;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.pathname !== '/' || parsed.search !== '' || parsed.username !== '')
    throw new ConfigError(`${name} must be a URL without a path, such as https://example.com.`);
  return parsed.origin;
}

type Given = Readonly<Record<string, string | number | undefined>>;
type Whole<T extends Given> = { readonly [K in keyof T]: NonNullable<T[K]> };

/** All of it or nothing: half of it stops the start, and is told what is missing. */
function allOrNone<T extends Given>(why: string, given: T): Whole<T> | undefined {
  const set = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  const missing = Object.entries(given).find(([, value]) => value === undefined)?.[0];
  if (set === undefined) return undefined;
  if (missing !== undefined) throw new ConfigError(`${set} is set, but ${missing} is not: ${why}.`);
  return given as Whole<T>;
}

function oneOf<T extends string>(env: Environment, name: string, choices: readonly T[], fallback: T): T {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const choice = choices.find((it) => it === value);
  if (choice === undefined) throw new ConfigError(`${name} must be one of ${choices.join(', ')}, not "${value}".`);
  return choice;
}

function atLeast(env: Environment, name: string, length: number): string | undefined {
  const value = text(env, name);
  if (value !== undefined && value.length < length)
    throw new ConfigError(`${name} must have at least ${length} characters.`);
  return value;
}

function email(env: Environment, name: string, fallback: string): string {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const address = normaliseLoginEmail(value);
  if (address === null) throw new ConfigError(`${name} must be an e-mail address, not "${value}".`);
  return address;
}

function timeZone(env: Environment, name: string, fallback: string): string {
  const value = text(env, name) ?? fallback;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    throw new ConfigError(`${name} must be an IANA time zone such as Asia/Shanghai, not "${value}".`);
  }
}

function flag(env: Environment, name: string): boolean {
  return oneOf(env, name, ['0', '1', 'false', 'true'], '0').match(/^(1|true)$/) !== null;
}

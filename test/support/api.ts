import type { GraphQLFormattedError } from 'graphql';
import { reportsOver } from '../../api/queries/reports/kept.js';
import { authWith, type Auth } from '../../api/auth/auth.js';
import type { Allowance } from '../../api/intake/token-buckets.js';
import type { StreamLimits } from '../../api/streams/limits.js';
import type { RunningServer } from '../../api/server.js';
import { startApi } from '../../api/start-api.js';
import { announcer } from '../../commands/announce.js';
import { commandRunner, type Run } from '../../commands/command.js';
import type { FileStore } from '../../commands/store/file-store.js';
import { startFirst } from '../../commands/first-start.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { eventWebhook } from '../../jobs/delivery/event-webhook.js';
import { startJobs, type Jobs } from '../../jobs/start-jobs.js';
import type { OrganisationChannels } from '../../domain/delivery/organisation.js';
import type { Role } from '../../domain/people.js';
import { atTheEnd } from './at-the-end.js';
import { aDatabase } from './database.js';
import { aFileStore } from './file-folder.js';
import { quiet } from './quiet-log.js';

export const ADMIN = { login: 'admin@localhost', password: 'correct horse' };

/** What the access tokens of these tests are signed with. */
export const AUTH_SECRET = 'a secret that only these tests know';

/** What every person of these tests signs in with. */
export const PASSWORD = 'battery staple';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  /** `extensions.code` of the first error. */
  readonly code: string | undefined;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Api {
  readonly url: string;
  readonly graphqlUrl: string;
  readonly port: number;
  readonly database: Database;
  readonly run: Run;
  /** As if another process had written something. */
  readonly announce: () => void;
  readonly auth: Auth;
  readonly files: FileStore;
  /** The first administrator's access token. */
  readonly admin: string;
  gql<T = Record<string, never>>(
    query: string,
    variables?: object,
    token?: string,
    headers?: object,
  ): Promise<Answer<T>>;
  signIn(login: string, password?: string): Promise<Tokens>;
  /** Ends the server, lets something happen without it, and starts it anew on the same database and port. */
  restart(whileDown?: () => Promise<unknown>): Promise<void>;
  /** Somebody new, signed in; `login` is their e-mail address. */
  person(
    role: Role,
    teamId?: string | null,
  ): Promise<{ readonly id: string; readonly login: string; readonly token: string }>;
  team(name: string): Promise<string>;
}

const OURSELVES: ReadonlySet<string> = new Set(['127.0.0.1']);

let running: RunningServer | undefined;
let jobs: Jobs | undefined;

interface ApiOptions {
  readonly log?: Log;
  /** What one intake key may deliver. */
  readonly intake?: Allowance;
  /** How often one API key may ask. */
  readonly apiKeys?: Allowance;
  /** How far the time of a provider's message may be from ours. */
  readonly callbackWindowSeconds?: number;
  /** Where WeChat's API answers, and how long each call may take. */
  readonly wechat?: { readonly url: string; readonly timeoutMs?: number };
  /** Through what people can be told of their cards. */
  readonly channels?: OrganisationChannels;
  /** Where the outside reaches it. */
  readonly publicUrl?: string;
  /** Where it listens; left out: on any that is free. */
  readonly port?: number;
  /** What the connections of streams may take. */
  readonly streamLimits?: Partial<StreamLimits>;
  /** Web origins whose pages may ask. */
  readonly allowedOrigins?: readonly string[];
  /** Where the dashboard was built. */
  readonly dashboard?: string;
  /** Lets timers fire as well, and webhooks call this machine. */
  readonly withJobs?: boolean;
}

/** The whole API over real HTTP and WebSocket on an empty database after its first start. One at a time: the next call ends it. */
export async function anApi({
  log = quiet,
  withJobs = false,
  intake,
  apiKeys = { burst: 300, perSecond: 50 },
  callbackWindowSeconds,
  wechat,
  channels,
  publicUrl,
  port: askedPort = 0,
  streamLimits,
  allowedOrigins,
  dashboard,
}: ApiOptions = {}): Promise<Api> {
  const isFirst = running === undefined;
  await stopAll();
  const database = await aDatabase();
  if (isFirst) atTheEnd(stopAll);
  const { announce, onAnnounced } = announcer(() => undefined);
  const run = commandRunner(database, announce);
  const auth = authWith(AUTH_SECRET, apiKeys);
  const files = await aFileStore();
  const admin = { adminEmail: ADMIN.login, adminPassword: ADMIN.password };
  await startFirst(database, run, auth.passwords, { timeZone: 'Asia/Shanghai', locale: 'ZH_CN', ...admin });
  const start = (port: number) =>
    startApi({
      host: '127.0.0.1',
      port,
      database,
      run,
      onAnnounced,
      auth,
      files,
      log,
      ...(intake && { intake }),
      ...(dashboard && { dashboard }),
      ...(channels && { channels }),
      ...(publicUrl && { publicUrl }),
      ...(streamLimits && { streamLimits }),
      ...(allowedOrigins && { allowedOrigins }),
      ...(callbackWindowSeconds && { callbackWindowSeconds }),
      ...(wechat && { wechatApiUrl: wechat.url, wechatTimeoutMs: wechat.timeoutMs ?? 2000 }),
    });
  running = await start(askedPort);
  const { url, port } = running;
  const config = { mongodbUrl: undefined, role: 'all' as const };
  // A digest in the middle of it would depend on the time of day.
  const pace = { recurEveryMs: 2 ** 31 - 1 };
  if (withJobs)
    jobs = await startJobs({
      database,
      run,
      files,
      reports: reportsOver(database),
      onAnnounced,
      onCommitted: onAnnounced,
      config,
      log,
      pace,
      channels: { EVENT: eventWebhook({ secrets: auth.secrets, privateHosts: OURSELVES, timeoutMs: 5000 }) },
    });
  const restart: Api['restart'] = async (whileDown) => {
    await running?.stop();
    await whileDown?.();
    running = await start(port);
  };
  const gql: Api['gql'] = (query, variables, token, headers) =>
    post(`${url}/graphql`, { query, variables }, token, headers);
  const signIn: Api['signIn'] = (login, password = PASSWORD) => signInWith(gql, login, password);
  const { accessToken } = await signIn(ADMIN.login, ADMIN.password);
  const house = houseOf(gql, signIn, accessToken);
  const graphqlUrl = `${url}/graphql`;
  return {
    url,
    graphqlUrl,
    port,
    database,
    run,
    announce,
    auth,
    files,
    admin: accessToken,
    gql,
    signIn,
    restart,
    ...house,
  };
}

async function stopAll(): Promise<void> {
  await jobs?.stop();
  await running?.stop();
  jobs = undefined;
  running = undefined;
}

async function post<T>(url: string, body: object, token?: string, headers?: object): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: GraphQLFormattedError[] };
  const code = errors?.[0]?.extensions?.['code'] as string | undefined;
  return { status: response.status, headers: response.headers, data, errors, code };
}

const SIGN_IN = `mutation ($login: String!, $password: String!) {
  signIn(login: $login, password: $password) { accessToken refreshToken }
}`;

async function signInWith(gql: Api['gql'], login: string, password: string): Promise<Tokens> {
  const { data, errors } = await gql<{ signIn: Tokens }>(SIGN_IN, { login, password });
  if (errors) throw new Error(`${login} could not sign in: ${errors[0]?.message}`);
  return data.signIn;
}

function houseOf(gql: Api['gql'], signIn: Api['signIn'], admin: string): Pick<Api, 'person' | 'team'> {
  let people = 0;
  return {
    async person(role, teamId = null) {
      const login = `${role.toLowerCase()}-${++people}@example.com`;
      const input = { name: `${role} ${people}`, email: login, password: PASSWORD, role, teamId };
      const { data } = await gql<{ createUser: { user: { id: string } } }>(
        'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
        { input },
        admin,
      );
      return { id: data.createUser.user.id, login, token: (await signIn(login)).accessToken };
    },
    async team(name) {
      const { data } = await gql<{ createTeam: { team: { id: string } } }>(
        'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { team { id } } }',
        { input: { name } },
        admin,
      );
      return data.createTeam.team.id;
    },
  };
}

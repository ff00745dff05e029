import { randomUUID } from 'node:crypto';
import type { Command, Outcome, Run } from '../commands/command.js';
import type { FileStore } from '../commands/store/file-store.js';
import { keyHolderBySecret } from '../commands/store/key-holders.js';
import type { Database } from '../commands/store/open-database.js';
import type { OrganisationChannels } from '../domain/delivery/organisation.js';
import type { Locale } from '../domain/people.js';
import { localeIn } from './accept-language.js';
import type { Auth } from './auth/auth.js';
import type { Context, SignedIn } from './context.js';
import { Unauthenticated } from './errors.js';
import { loadSignedIn } from './load-signed-in.js';
import { createLoaders, type Loaders } from './loaders.js';
import { organisationOf } from './organisation.js';
import type { Streams } from './streams/streams.js';
import type { WecomSide } from './wecom/wecom-side.js';

/** What a request says about its caller, over HTTP or in `connection_init` alike. */
export interface Caller {
  /** `Bearer <access token or API key>`; without it the caller is anonymous. */
  readonly authorization?: string | undefined;
  readonly acceptLanguage?: string | undefined;
  readonly address: string;
  readonly requestId?: string;
  /** What their browser kept since it began to sign in elsewhere. */
  readonly signInSecret?: string | null;
  /** Aborted when the caller goes away; left out: they are never seen to. */
  readonly gone?: () => AbortSignal;
}

export interface Contexts {
  /** Throws UNAUTHENTICATED for a token that isn't valid: a caller who says who they are is never taken for anonymous. */
  of(caller: Caller): Promise<Context>;
  /** The same caller at this moment: fresh loaders, and the rights and language that they have now. */
  again(context: StandingCaller): Promise<Context>;
  /** For one event of a stream: the reader as they are now, or nobody in particular with loaders of their own. */
  forEvent(reader: Reader): Promise<Context>;
}

/** What is kept of a caller who stays. */
export type StandingCaller = Pick<Context, 'viewer' | 'expiresAt' | 'address' | 'requestId' | 'gone'>;

/** For whom an event is told. */
export interface Reader {
  readonly viewer: SignedIn;
  readonly locale: Locale;
  /** In the place of the usual ones. */
  readonly loaders?: Partial<Loaders>;
}

export interface ContextParts {
  readonly database: Database;
  readonly files: FileStore;
  readonly run: Run;
  readonly auth: Auth;
  readonly channels: OrganisationChannels;
  readonly wecom: WecomSide | null;
  readonly streams: Streams;
}

export function contextsWith(parts: ContextParts): Contexts {
  const organisation = organisationOf(parts.database);
  const make = async ({ viewer, expiresAt }: Proof, caller: Caller & Partial<Reader>): Promise<Context> => {
    const { timeZone, locale } = await organisation();
    const loaders = createLoaders(parts.database, viewer, caller.loaders);
    return {
      viewer,
      expiresAt,
      locale: caller.locale ?? viewer?.locale ?? localeIn(caller.acceptLanguage) ?? locale,
      timeZone,
      database: parts.database,
      files: parts.files,
      loaders,
      streams: parts.streams,
      auth: parts.auth,
      channels: parts.channels,
      wecom: parts.wecom,
      signInSecret: caller.signInSecret ?? null,
      address: caller.address,
      requestId: caller.requestId ?? randomUUID(),
      gone: caller.gone ?? stays,
      run: runFor(viewer, parts.run, loaders),
      as: async (session) =>
        make({ viewer: await signedIn(session.sessionId, parts.database), expiresAt: session.expiresAt }, caller),
    };
  };
  return {
    of: async (caller) => make(await proofIn(caller.authorization, parts), caller),
    again: async ({ viewer, expiresAt, address, requestId, gone }) => {
      const now = viewer && (await parts.streams.sessions.current(viewer.sessionId));
      return make({ viewer: now, expiresAt }, { address, requestId, gone });
    },
    forEvent: (reader) => make({ viewer: reader.viewer, expiresAt: null }, { ...reader, address: '' }),
  };
}

const stays = () => new AbortController().signal;

/** Who the caller proved to be, and until when. */
type Proof = Pick<Context, 'viewer' | 'expiresAt'>;

async function proofIn(authorization: string | undefined, { auth, database }: ContextParts): Promise<Proof> {
  if (authorization === undefined || authorization === '') return { viewer: null, expiresAt: null };
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token?.startsWith('gj_')) return keyIn(token, database);
  const proof = token === undefined ? null : await auth.tokens.read(token);
  if (!proof) throw new Unauthenticated('SESSION_ENDED');
  return { viewer: await signedIn(proof.sessionId, database), expiresAt: proof.expiresAt };
}

/** Of a key that never runs out. */
const NEVER = new Date('9999-12-31T00:00:00Z');

async function keyIn(secret: string, database: Database): Promise<Proof> {
  const proof = await keyHolderBySecret(database, secret);
  if (!proof) throw new Unauthenticated('KEY_ENDED');
  return { viewer: proof.viewer, expiresAt: proof.expiresAt ?? NEVER };
}

async function signedIn(sessionId: string, database: Database): Promise<SignedIn> {
  const viewer = await loadSignedIn(database, sessionId);
  if (!viewer) throw new Unauthenticated('SESSION_ENDED');
  return viewer;
}

/** The key says which call this is; what a repetition of it has to equal is the rest. The answer's fields are read anew, as the change left them. */
function runFor(viewer: SignedIn | null, run: Run, loaders: Loaders): Context['run'] {
  return async <I extends { idempotencyKey?: string | null }>(command: Command<I>, input: I): Promise<Outcome> => {
    const { idempotencyKey = null, ...rest } = input;
    const outcome = await run(command, rest as I, { by: viewer, idempotencyKey });
    loaders.forget();
    return outcome;
  };
}

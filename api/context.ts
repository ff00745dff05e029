import type { Command, Outcome } from '../commands/command.js';
import type { FileStore } from '../commands/store/file-store.js';
import type { Database } from '../commands/store/open-database.js';
import type { OrganisationChannels } from '../domain/delivery/organisation.js';
import { isAtLeast, type Locale } from '../domain/people.js';
import { may, type Permission, type Viewer } from '../domain/policy.js';
import { message } from '../domain/message.js';
import { LEAST_ROLE } from '../domain/policy.js';
import { CallerError } from '../domain/refusal.js';
import type { Auth } from './auth/auth.js';
import type { WecomSide } from './wecom/wecom-side.js';
import { Unauthenticated } from './errors.js';
import type { Loaders } from './loaders.js';
import type { Streams } from './streams/streams.js';

/** Who asks, a person or a program, and through which session or API key. */
export interface SignedIn extends Viewer {
  readonly sessionId: string;
  readonly locale: Locale;
}

/** What a resolver may reach. One per request, and one per delivered event of a subscription. */
export interface Context {
  /** Null for anonymous callers; resolvers behind a permission use `viewerOf`. */
  readonly viewer: SignedIn | null;
  /** The language of texts asked for without `locale`. */
  readonly locale: Locale;
  /** The organisation's zone, in which texts tell times. */
  readonly timeZone: string;
  readonly database: Database;
  readonly files: FileStore;
  readonly loaders: Loaders;
  readonly streams: Streams;
  readonly auth: Auth;
  /** Through what this server tells people of their cards. */
  readonly channels: OrganisationChannels;
  /** Null where no WeCom app is set up. */
  readonly wecom: WecomSide | null;
  /** What the caller's browser kept since it began a sign-in by way of WeCom; null: it began none. */
  readonly signInSecret: string | null;
  /** The same caller, signed in through a session that was opened or carried on just now. */
  as(session: { readonly sessionId: string; readonly expiresAt: Date }): Promise<Context>;
  /** When the caller's access token or API key ends; null for anonymous callers. */
  readonly expiresAt: Date | null;
  /** Stands in the log and in INTERNAL errors, so that one is found from the other. */
  readonly requestId: string;
  /** Aborted when the caller goes away before the answer: what takes long ends with it. */
  readonly gone: () => AbortSignal;
  /** The address the request came from. */
  readonly address: string;
  /** Runs a command for the viewer, with the input's own idempotency key. */
  run<I extends { idempotencyKey?: string | null }>(command: Command<I>, input: I): Promise<Outcome>;
}

/** The person who asks; anonymous callers get UNAUTHENTICATED, those whose role doesn't open this door FORBIDDEN. */
export function viewerOf(context: Context, permission: Permission = 'workCustomers'): SignedIn {
  const { viewer } = context;
  if (!viewer) throw new Unauthenticated('UNAUTHENTICATED');
  if (!isAtLeast(viewer.role, LEAST_ROLE[permission]))
    throw new CallerError('FORBIDDEN', message('FORBIDDEN', { role: LEAST_ROLE[permission] }));
  if (!may(viewer, permission)) throw new CallerError('FORBIDDEN', message('KEY_TEAMS_ONLY'));
  return viewer;
}

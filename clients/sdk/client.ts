import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { isUnauthenticated } from './error.js';
import {
  CreateUploadDocument,
  RefreshSessionDocument,
  SignInDocument,
  SignInWithWecomDocument,
  SignOutDocument,
  type SignInMutation,
} from './generated/operations.js';
import { ask, type Call } from './http.js';
import { openLine, type Line, type Transport } from './line.js';
import { itemsOf, type Page } from './pages.js';
import { repeatable } from './repeatable.js';
import { memoryStore, type KeptSession, type SessionStore } from './session-store.js';
import { Session } from './session.js';
import { subscribe } from './subscribe.js';
import { upload, type Streamed, type UploadedFile, type UploadOptions } from './upload.js';
import { persistently } from './retries.js';

export interface ClientOptions {
  /** Where the API answers, e.g. https://crm.example.com/graphql; of a page's own server `/graphql` is enough. */
  readonly url: string;
  /** An access token or API key, or how to get one that hasn't expired; what nobody signed in asks with. Left out for anonymous calls. */
  readonly token?: string | (() => string | null | Promise<string | null>);
  /** Where sign-ins are kept and shared with other clients; in memory where left out. */
  readonly sessionStore?: SessionStore;
  /** Told each time there are new tokens, from here or from another client of the store, and null once nobody is signed in any more. */
  readonly onSession?: (session: KeptSession | null) => void;
  /** What subscriptions run over; AUTO where left out. */
  readonly transport?: Transport;
  /** A WebSocket class, where the runtime has none of its own; without one, AUTO is SSE. */
  readonly webSocket?: unknown;
}

interface InPage {
  readonly location?: { readonly href: string };
}

/** Variables may be left out where none of them has to be given. */
type Variables<V> = Record<string, never> extends V ? [variables?: V] : [variables: V];

type Given<V> =
  Record<string, never> extends V
    ? [variables?: V, options?: RequestOptions]
    : [variables: V, options?: RequestOptions];

export interface RequestOptions {
  /** Ends it, there too where that is said of the query; what is thrown then is a GenjinError whose cause is the signal’s reason. */
  readonly signal?: AbortSignal;
}

/** The variables of a list that can be asked for page by page. */
interface Forwards {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** What any way of signing in answers. */
export type SignedIn = SignInMutation['signIn'];

/** Somebody who signed in. */
export type Person = SignedIn['user'];

export interface Client {
  /**
   * Signs in; everything is asked as this person from then on, with tokens that renew themselves. Ends the subscriptions of whoever was
   * signed in before. Throws GenjinError: UNAUTHENTICATED for a wrong login or password, RATE_LIMITED after too many.
   */
  signIn(login: string, password: string): Promise<Person>;
  /** Goes on as whoever signed in by another way than a password. */
  adopt(signedIn: SignedIn): Promise<Person>;
  /**
   * Signs in with the code that WeCom's browser came back with; the same holds as for `signIn`. `state` came back with it where the sign-in
   * began at `/wecom/sign-in`. UNAUTHENTICATED says why as the error's `reason`.
   */
  signInWithWecom(code: string, state?: string): Promise<Person>;
  /** Ends the session and all subscriptions; the tokens are forgotten here even where the API can't be told. */
  signOut(): Promise<void>;
  /**
   * Asks. Throws GenjinError on top-level errors; a refusal is data of the payload. A query, and a mutation with an `idempotencyKey` in its
   * input (made here where none is given), is asked again for a while where the line is lost or the API is UNAVAILABLE or RATE_LIMITED; any
   * other mutation, and one whose key is given as empty, is asked once.
   */
  request<Data, V>(document: TypedDocumentNode<Data, V>, ...given: Given<V>): Promise<Data>;
  /**
   * All items of a list from `after` on, page by page with `first` items each: a page is asked for when the loop gets there. `pick` says
   * where the list is in the data.
   */
  pages<Data, V extends Forwards, Item>(
    document: TypedDocumentNode<Data, V>,
    variables: V,
    pick: (data: Data) => Page<Item>,
  ): AsyncIterableIterator<Item>;
  /**
   * Follows a stream until the loop is left or the stream ends; errors are thrown as GenjinError.
   * A lost connection comes back by itself: give `after` and select `cursor`, and nothing is missed or told twice.
   */
  subscribe<Data, V>(document: TypedDocumentNode<Data, V>, ...variables: Variables<V>): AsyncIterableIterator<Data>;
  /**
   * Announces a file and sends it; `id` of the answer is what is attached. Throws GenjinError with the API's code, e.g. FILE_CONTENT_FALSE
   * for what isn't what its name says.
   */
  upload(content: Blob | Streamed, options?: UploadOptions): Promise<UploadedFile>;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}

export function createClient(options: ClientOptions): Client {
  const { webSocket, transport = 'AUTO', onSession = () => undefined } = options;
  const url = new URL(options.url, (globalThis as InPage).location?.href).href;
  const anonymously = <Data, V>(document: TypedDocumentNode<Data, V>, variables: V) =>
    ask<Data>({ url, query: print(document), variables, token: null });

  const session = new Session(options.sessionStore ?? memoryStore(), {
    refresh: async (refreshToken) =>
      keptFrom((await persistently(() => anonymously(RefreshSessionDocument, { refreshToken }))).refreshSession),
    changed: (now, before) => {
      if (now && before && now.personId !== before.personId) void close();
      onSession(now);
    },
  });
  const token = async () => (await session.token()) ?? (await givenToken(options));

  let line: Line | null = null;
  const opened = () =>
    (line ??= openLine({ url, transport, webSocket, token, renew: (refused) => session.renew(refused) }));
  const close = async () => {
    const ended = line;
    line = null;
    await ended?.dispose();
  };

  const asked = async <Data>(call: Omit<Call, 'url' | 'token'>): Promise<Data> => {
    const current = await token();
    try {
      return await ask({ ...call, url, token: current });
    } catch (cause) {
      if (!isUnauthenticated(cause) || !(await session.renew(current))) throw cause;
      return ask({ ...call, url, token: await token() });
    }
  };
  const request: Client['request'] = <Data, V>(
    document: TypedDocumentNode<Data, V>,
    ...[given, { signal } = {}]: Given<V>
  ) => {
    const { variables, isRepeatable } = repeatable(document, given);
    const once = () => asked<Data>({ query: print(document), variables, ...(signal && { signal }) });
    return isRepeatable ? persistently(once, signal) : once();
  };

  const adopt: Client['adopt'] = async (signedIn) => {
    await close();
    await session.replace(keptFrom(signedIn));
    return signedIn.user;
  };

  return {
    signIn: async (login, password) => adopt((await anonymously(SignInDocument, { login, password })).signIn),
    adopt,
    signInWithWecom: async (code, state) =>
      adopt((await anonymously(SignInWithWecomDocument, { code, state: state ?? null })).signInWithWecom),
    async signOut() {
      try {
        await request(SignOutDocument);
      } finally {
        await session.replace(null);
        await close();
      }
    },
    request,
    pages: (document, variables, pick) => {
      const pageAfter = async (after: string | null) => pick(await request(document, { ...variables, after }));
      return itemsOf(pageAfter, variables.after ?? null);
    },
    subscribe: (document, ...[variables]) => subscribe(opened(), print(document), variables),
    upload: (content, given = {}) =>
      upload(content, given, async (input) => {
        const { file, uploadUrl, refusal } = (await request(CreateUploadDocument, { input })).createUpload;
        if (!file) throw new Error(refusal?.message); // a key that was just made is never refused
        return { file, uploadUrl: uploadUrl && new URL(uploadUrl, url).href };
      }),
    close,
  };
}

async function givenToken({ token }: ClientOptions): Promise<string | null> {
  return (typeof token === 'function' ? await token() : token) ?? null;
}

const keptFrom = ({ user, accessToken, refreshToken, expiresAt }: SignedIn): KeptSession => ({
  personId: user.id,
  accessToken,
  refreshToken,
  expiresAt,
});

import { cacheExchange, Client as Cache } from '@urql/core';
import { browserStore } from '../../sdk/browser-store.js';
import { createClient, type Client } from '../../sdk/client.js';
import { throughSdk } from './exchange.js';
import { told } from './told.js';

const URL = `${location.origin}/graphql`;
const store = browserStore();

/** Whether somebody is signed in, in any tab. */
export const signedIn = told(store.read() !== null);

export const sdk: Client = createClient({
  url: URL,
  sessionStore: store,
  onSession: (session) => signedIn.set(session !== null),
});

/** What was asked is shown again at once and asked anew; what changes something has whatever shows it asked anew. */
export const newCache = (): Cache =>
  new Cache({ url: URL, requestPolicy: 'cache-and-network', exchanges: [cacheExchange, throughSdk(sdk)] });

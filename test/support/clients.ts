import { afterEach } from '@jest/globals';
import { WebSocket } from 'ws';
import { createClient, type Client, type ClientOptions } from '../../clients/sdk/client.js';
import type { Api } from './api.js';

const clients: Client[] = [];

/** The SDK as somebody with this token uses it. */
export const clientOf = (api: Pick<Api, 'graphqlUrl'>, token: string): Client => clientWith(api, { token });

/** The SDK with these options; its subscriptions end with the test. */
export function clientWith(api: Pick<Api, 'graphqlUrl'>, options: Partial<ClientOptions>): Client {
  const client = createClient({ url: api.graphqlUrl, webSocket: WebSocket, ...options });
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

import { afterEach } from '@jest/globals';
import { WebSocket } from 'ws';
import { createClient, type Client } from '../../clients/sdk/client.js';
import type { Api } from './api.js';

const clients: Client[] = [];

/** The SDK as somebody with this token uses it; its subscriptions end with the test. */
export function clientOf(api: Pick<Api, 'graphqlUrl'>, token: string): Client {
  const client = createClient({ url: api.graphqlUrl, token, webSocket: WebSocket });
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

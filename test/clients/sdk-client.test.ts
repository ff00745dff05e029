import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterEach, expect, test } from '@jest/globals';
import { buildSchema, graphql, GraphQLError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { createClient, type Client } from '../../clients/sdk/client.js';
import { GenjinError } from '../../clients/sdk/error.js';

const schema = buildSchema(`
  type Query { whoami: String fails: String }
  type Tick { cursor: String! }
  type Subscription { ticks(after: String): Tick! denied: Tick! }
`);

interface Ticks {
  readonly ticks: { readonly cursor: string };
}

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

test('asks with the bearer token and answers the data', async () => {
  const client = await aClient();
  await expect(client.request(document<{ whoami: string }>('{ whoami }'))).resolves.toEqual({
    whoami: 'Bearer secret',
  });
});

test('throws the codes of top-level errors', async () => {
  const client = await aClient();
  const failure = await client.request(document('{ fails }')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GenjinError);
  expect(failure).toMatchObject({ codes: ['NOT_FOUND'], status: 200 });
});

test('a lost connection goes on after the last cursor that arrived', async () => {
  const client = await aClient();
  const seen: string[] = [];
  for await (const { ticks } of client.subscribe(
    document<Ticks>('subscription ($after: String) { ticks(after: $after) { cursor } }'),
  )) {
    seen.push(ticks.cursor);
    if (seen.length === 5) break;
  }
  expect(seen).toEqual(['1', '2', '3', '4', '5']);
});

test('a subscription outlives a server that is down for a while', async () => {
  const first = await aServer();
  const client = clientOf(first.port);
  const query = document<Ticks>('subscription ($after: String) { ticks(after: $after) { cursor } }');
  const seen: string[] = [];
  for await (const { ticks } of client.subscribe(query)) {
    seen.push(ticks.cursor);
    if (seen.length === 3) break;
    if (seen.length < 2) continue;
    await first.stop();
    setTimeout(() => void aServer(first.port), 1_000); // it is refused a few times
  }
  expect(seen).toEqual(['1', '2', '3']);
});

test('a subscription that is refused throws its code in the loop', async () => {
  const client = await aClient();
  const stream = client.subscribe(document('subscription { denied { cursor } }'));
  await expect(stream.next()).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
});

const document = <Data>(text: string) => parse(text) as TypedDocumentNode<Data, Record<string, never>>;

const aClient = async (): Promise<Client> => clientOf((await aServer()).port);

function clientOf(port: number): Client {
  const client = createClient({ url: `http://127.0.0.1:${port}/`, token: () => 'secret', webSocket: WebSocket });
  cleanUp.push(() => client.close());
  return client;
}

async function aServer(wanted = 0): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(request).then((body) => response.end(body)));
  const endSubscriptions = serveSubscriptions(server);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const stop = async () => {
    if (!server.listening) return;
    server.close();
    await endSubscriptions();
  };
  cleanUp.push(stop);
  return { port: (server.address() as AddressInfo).port, stop };
}

async function answer(request: IncomingMessage): Promise<string> {
  const { query } = (await json(request)) as { query: string };
  const fails = () => Promise.reject(coded('NOT_FOUND'));
  return JSON.stringify(
    await graphql({ schema, source: query, rootValue: { whoami: request.headers.authorization, fails } }),
  );
}

/** Ticks upwards from `after`, and loses the connection after every second one. */
function serveSubscriptions(server: Server): () => Promise<void> {
  const sockets = new WebSocketServer({ server });
  const roots = {
    async *ticks({ after }: { after?: string }) {
      const from = Number(after ?? 0);
      yield { ticks: { cursor: String(from + 1) } };
      yield { ticks: { cursor: String(from + 2) } };
      for (const socket of sockets.clients) socket.close(1012);
    },
    denied: () => Promise.reject(coded('FORBIDDEN')),
  };
  const { dispose } = useServer({ schema, roots: { subscription: roots } }, sockets);
  return async () => dispose();
}

const coded = (code: string): GraphQLError => new GraphQLError('No', { extensions: { code } });

import { afterEach } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Api } from './api.js';

const open = new Set<WebSocket>();
afterEach(() => {
  for (const socket of open) socket.terminate();
  open.clear();
});

/** What the server says on a socket. */
export interface Told {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket without a client around it: whether it was accepted, what it was told, and the code it was closed with. */
export async function aSocket(api: Pick<Api, 'graphqlUrl'>, token: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(api.graphqlUrl.replace('http', 'ws'), 'graphql-transport-ws', { headers });
  open.add(socket);
  const told: Told[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const accepted = new Promise<boolean>((resolve) => {
    socket.once('message', () => resolve(true));
    void closed.then(() => resolve(false));
  });
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as Told));
  await new Promise((resolve) => socket.once('open', resolve));
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  const start = (id: string, query: string, variables?: object) =>
    say({ type: 'subscribe', id, payload: { query, variables } });
  const ask = (id: string, query: string, variables?: object) =>
    new Promise<Told>((resolve) => {
      socket.on('message', function hear(data: Buffer) {
        const message = JSON.parse(data.toString()) as Told;
        if (message.id !== id) return;
        socket.off('message', hear);
        resolve(message);
      });
      start(id, query, variables);
    });
  const end = (id: string) => say({ type: 'complete', id });
  return { socket, told, accepted, closed, start, ask, end };
}

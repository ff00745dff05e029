// The peer: graphql-ws as its guide has it, an iterator for each subscription and an execution for each event and socket.
import { EventEmitter, on } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const events = new EventEmitter().setMaxListeners(0);

async function* eachEvent() {
  for await (const [event] of on(events, 'event')) yield { customerChanged: event as unknown };
}

schema.getSubscriptionType()!.getFields()['customerChanged']!.subscribe = eachEvent;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
useServer({ schema }, server);
process.on('message', (text: string) => {
  const { payload } = JSON.parse(text) as { payload: { data: { customerChanged: object } } };
  events.emit('event', payload.data.customerChanged);
});
server.once('listening', () => {
  process.send!({ word: 'ready', what: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

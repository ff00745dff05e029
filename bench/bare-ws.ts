// The limit: a socket server that sends everybody the bytes it is given, and knows nothing of what they are.
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
server.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"connection_ack"}')));
process.on('message', (text: string) => {
  const bytes = Buffer.from(text);
  for (const socket of server.clients) socket.send(bytes, { binary: false });
});
server.once('listening', () => {
  process.send!({ word: 'ready', what: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

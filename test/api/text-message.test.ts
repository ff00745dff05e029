import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { textMessage } from '../../api/streams/text-message.js';

test('answers of every length arrive as they were written, among messages that ws writes itself', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  // The lengths at which a message's beginning looks otherwise, and their neighbours; three bytes are head and brace.
  const answers = [0, 1, 121, 122, 123, 124, 60_000, 65_531, 65_532, 65_533, 1_000_000].map((size) => '.'.repeat(size));
  answers.push('跟进');
  server.on('connection', (socket, { socket: line }) => {
    for (const answer of answers) {
      line.write(textMessage(Buffer.from('{"'), Buffer.from(answer)));
      socket.send('between');
    }
    socket.close();
  });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const told: string[] = [];
  client.on('message', (data: Buffer, isBinary) => told.push(isBinary ? 'bytes' : data.toString()));
  await once(client, 'close');
  server.close();
  expect(told).toEqual(answers.flatMap((answer) => [`{"${answer}}`, 'between']));
});

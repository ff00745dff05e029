// Many sockets that follow one subscription, in a process of their own: node bench/readers.ts <url> <sockets> <tokens, with commas between>.
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

const [url = '', sockets = '0', tokens = ''] = process.argv.slice(2);
const query =
  'subscription ($after: Cursor) { customerChanged(after: $after) { id cursor type at rule data actor { id name } changes { field old new } customer { id name version stage { code } } } }';

let arrived = 0;
let wanted = Infinity;
let last = '';

// How many in all are to have arrived before the next word: some may be there before the question is.
process.on('message', (total: number) => {
  wanted = total;
  tellIfThere();
});

function tellIfThere(): void {
  if (arrived < wanted) return;
  wanted = Infinity;
  process.send!({ word: 'arrived', what: last });
}

function hear(data: Buffer): void {
  if (!data.includes('"type":"next"')) throw new Error(`a reader was told ${data.toString('utf8')}`);
  arrived++;
  last = data.toString('utf8');
  tellIfThere();
}

async function follow(token: string): Promise<void> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('close', (code) => {
    throw new Error(`a reader was closed with ${code}`);
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ type: 'subscribe', id: randomUUID(), payload: { query } }));
  socket.on('message', hear);
}

const each = tokens.split(',');
for (let first = 0; first < Number(sockets); first += 50)
  await Promise.all(Array.from({ length: 50 }, (_, index) => follow(each[(first + index) % each.length]!)));
process.send!({ word: 'ready' });

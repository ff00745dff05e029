import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import type { Api } from './api.js';

export interface Proxy {
  readonly graphqlUrl: string;
  /** The first line of each request that came, with WEBSOCKET for those that would be one. */
  readonly asked: readonly string[];
  /** Breaks all connections. */
  cut(): void;
}

const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Something on the way to the API, which lets WebSockets through or doesn't. */
export async function aProxy({ port }: Pick<Api, 'port'>, { webSockets = true } = {}): Promise<Proxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const one of [near, far]) {
      open.add(one.on('error', () => undefined));
      one.once('close', () => (near.destroy(), far.destroy(), open.delete(one)));
    }
    far.pipe(near);
    near.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      const isSocket = /^upgrade: websocket/im.test(text);
      if (/^(GET|POST) /.test(text)) asked.push(isSocket ? 'WEBSOCKET' : text.slice(0, text.indexOf(' HTTP')));
      if (isSocket && !webSockets) near.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
      else far.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => open.forEach((one) => one.destroy());
  closing.push(() => (server.close(), cut()));
  return { graphqlUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, asked, cut };
}

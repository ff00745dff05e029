import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll } from '@jest/globals';

/** A way to a server that others use too: shut, the server is gone for whoever comes through here. */
export interface Gate {
  readonly port: number;
  open(): Promise<void>;
  shut(): Promise<void>;
}

const gates = new Set<Gate>();
afterAll(() => Promise.all([...gates].map((gate) => gate.shut())));

/** Not open yet. */
export async function aGate(host: string, port: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    return socket;
  };
  const join = (here: Socket) => {
    const there = keep(connect(port, host));
    keep(here).pipe(there).pipe(here);
    here.on('close', () => there.destroy());
    there.on('close', () => here.destroy());
  };
  const own = await freePort();
  const gate: Gate = {
    port: own,
    open: () =>
      new Promise((resolve, reject) => {
        server = createServer(join).once('error', reject).listen(own, '127.0.0.1', resolve);
      }),
    shut: async () => {
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
      for (const socket of sockets) socket.destroy();
      await closed;
      server = undefined;
    },
  };
  gates.add(gate);
  return gate;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export function listensOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

import type { HeldSocket } from './held-socket.js';

/** The sockets that are open. Each is pinged once in so many seconds, in turns: thousands at the same moment would keep all others waiting. */
export class OpenSockets {
  private readonly open = new Set<HeldSocket>();
  private readonly timer: NodeJS.Timeout;
  private came = 0;
  private second = 0;

  constructor(private readonly pingSeconds: number) {
    this.timer = setInterval(() => this.beat(), 1_000);
    this.timer.unref();
  }

  add(socket: HeldSocket): void {
    socket.turn = this.came++ % this.pingSeconds;
    this.open.add(socket);
  }

  delete(socket: HeldSocket): void {
    this.open.delete(socket);
  }

  /** Resolves once all are gone: ws gives those that don't answer half a minute. */
  async close(code: number, reason: string): Promise<void> {
    clearInterval(this.timer);
    const gone = [...this.open].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of this.open) socket.close(code, reason);
    await Promise.all(gone);
  }

  private beat(): void {
    this.second = (this.second + 1) % this.pingSeconds;
    for (const socket of this.open) if (socket.turn === this.second) socket.beat();
  }
}

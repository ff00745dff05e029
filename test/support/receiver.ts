import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly id: string;
  readonly isSigned: boolean;
  readonly body: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

/** A system that takes webhooks in: it checks each signature with its secret, and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  secret = '';
  /** Of the next calls, one after the other; then 200. HANG answers nothing. */
  readonly answers: (number | 'HANG')[] = [];
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString('utf8')));
      request.on('end', () => {
        this.received.push(this.read(request.headers, text));
        const answer = this.answers.shift() ?? 200;
        if (answer !== 'HANG') response.writeHead(answer).end(answer === 200 ? 'ok' : 'no');
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null));
  }

  private read(headers: IncomingHttpHeaders, text: string): Received {
    const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
    const key = Buffer.from(this.secret.replace('whsec_', ''), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
    const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) < 60;
    const isSigned = isRecent && headers['webhook-signature'] === `v1,${expected}`;
    return { id, isSigned, body: JSON.parse(text) as Received['body'] };
  }
}

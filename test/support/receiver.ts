import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  readonly isSigned: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** A system that takes webhooks in: it checks each signature with its secret by somebody else's library, and answers as it is told. */
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
        const moved = { location: '/elsewhere' };
        if (answer !== 'HANG')
          response.writeHead(answer, answer === 302 ? moved : {}).end(answer === 200 ? 'ok' : 'no');
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
    const isSigned = isSignedWith(this.secret, { headers, text });
    return { id: String(headers['webhook-id']), isSigned, headers, text, body: JSON.parse(text) as Received['body'] };
  }
}

export function isSignedWith(secret: string, { headers, text }: Pick<Received, 'headers' | 'text'>): boolean {
  if (secret === '') return false;
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OrganisationChannels } from '../../../domain/delivery/organisation.js';
import { Dingtalk } from './dingtalk.js';
import { Feishu } from './feishu.js';
import { Wecom } from './wecom.js';

/** A message that came to a provider, whatever became of it. */
export interface Arrival {
  readonly provider: 'wecom' | 'dingtalk' | 'feishu';
  /** A robot's key or token; of an app's message its recipient. */
  readonly to: string;
  readonly text: string;
  readonly at: number;
  /** Whether somebody reads it; not where it was refused, or dropped as one that was there already. */
  readonly shown: boolean;
}

/** What goes wrong with a call: an errcode of the provider's, or a fault on the way. ACCEPTED_…: the message is shown all the same. */
export type Fault = number | 'HANG' | 'ACCEPTED_HANG' | 'RESET' | 'ACCEPTED_RESET' | 'HTML_502' | 'INVALID_USER';

/** Whether the message is gone with the call. */
export const isLost = (fault: Fault | null): boolean => fault === 'HANG' || fault === 'RESET' || fault === 'HTML_502';

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly fault: Fault | null;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
  /** What came with it. */
  readonly arrival?: Omit<Arrival, 'at'>;
}

/** Who answers a path; null: nobody of theirs. */
export interface Provider {
  answer(request: Request): Reply | null;
}

/** WeCom, DingTalk and Feishu as far as we call them: they check keys, signatures and tokens, count their limits, and fail as they are told. */
export class Providers {
  readonly arrivals: Arrival[] = [];
  readonly wecom: Wecom;
  readonly dingtalk: Dingtalk;
  readonly feishu: Feishu;
  /** What goes wrong with the next calls that send something, one after the other. */
  readonly faults: (Fault | null)[] = [];
  /** What goes wrong with a call, by the time; asked where no fault is lined up. */
  faultAt: (at: number) => Fault | null = () => null;
  private server: Server | undefined;

  /** `minuteMs`: how long the minute is in which limits count. */
  constructor(readonly minuteMs = 60_000) {
    this.wecom = new Wecom(minuteMs);
    this.dingtalk = new Dingtalk(minuteMs);
    this.feishu = new Feishu(minuteMs);
  }

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.take(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null));
  }

  /** An organisation that calls this server, with an app of each. */
  organisation(url: string, secret = this.wecom.secret): OrganisationChannels {
    const { corpId, agentId } = this.wecom;
    const { appId, appSecret } = this.feishu;
    return {
      wecom: { apiUrl: url, app: { corpId, agentId, secret } },
      dingtalk: { apiUrl: url },
      feishu: { apiUrl: url, app: { appId, appSecret } },
      mail: null,
    };
  }

  /** What people read. */
  get shown(): readonly Arrival[] {
    return this.arrivals.filter(({ shown }) => shown);
  }

  private async take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    let text = '';
    for await (const part of incoming) text += String(part);
    const url = new URL(incoming.url ?? '/', 'http://provider');
    const body = text === '' ? {} : (JSON.parse(text) as Request['body']);
    const sends = !/token/.test(url.pathname);
    const fault = sends ? (this.faults.length > 0 ? this.faults.shift()! : this.faultAt(at)) : null;
    const request = { method: incoming.method ?? '', url, headers: incoming.headers, body, at, fault };
    this.reply(request, response);
  }

  private reply(request: Request, response: ServerResponse): void {
    const { fault, at } = request;
    const known = [this.wecom, this.dingtalk, this.feishu]
      .map((one) => one.answer(request))
      .find((one) => one !== null);
    const { arrival, status = 200, headers = {}, body } = known ?? { status: 404, body: {} };
    if (arrival) this.arrivals.push({ ...arrival, shown: arrival.shown && !isLost(fault), at });
    if (fault === 'HANG' || fault === 'ACCEPTED_HANG') return;
    if (fault === 'RESET' || fault === 'ACCEPTED_RESET') return void response.destroy();
    if (fault === 'HTML_502') return void response.writeHead(502).end('<html><body>Bad Gateway</body></html>');
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }
}

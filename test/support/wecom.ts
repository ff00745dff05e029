import { randomBytes } from 'node:crypto';
import { encrypted, signatureOf } from '../../api/wecom/callback-crypto.js';

export interface EmitterKeys {
  readonly corpId: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

export interface Emitted {
  readonly status: number;
  readonly body: string;
}

/** A message as it goes over the wire: signed, encrypted and wrapped; a test may spoil any part of it. */
export interface Wire {
  readonly query: URLSearchParams;
  readonly body: string;
}

export type Fields = Readonly<Record<string, string>>;

/** WeCom, as far as it calls us: it signs, encrypts, and sends the very same message again where it isn't answered. */
export class WecomEmitter {
  constructor(
    private readonly url: string,
    private readonly keys: EmitterKeys,
  ) {}

  /** What the console does when somebody saves the callback's address. */
  async verify(echo: string, spoil: (wire: URLSearchParams) => void = () => undefined): Promise<Emitted> {
    const echostr = this.encrypt(echo);
    const query = this.signed(echostr, nowSeconds());
    query.set('echostr', echostr);
    spoil(query);
    return answered(await fetch(`${this.url}?${query.toString()}`));
  }

  /** A contact that came or went. */
  contact(fields: Fields): Fields {
    return {
      ToUserName: this.keys.corpId,
      FromUserName: 'sys',
      CreateTime: String(nowSeconds()),
      MsgType: 'event',
      Event: 'change_external_contact',
      ...fields,
    };
  }

  wire(fields: Fields, at = nowSeconds()): Wire {
    return this.wireOf(xmlOf(fields), at);
  }

  wireOf(xml: string, at = nowSeconds()): Wire {
    const content = this.encrypt(xml);
    const body = xmlOf({ ToUserName: this.keys.corpId, AgentID: '1000002', Encrypt: content });
    return { query: this.signed(content, at), body };
  }

  async send({ query, body }: Wire): Promise<Emitted> {
    const headers = { 'content-type': 'text/xml' };
    return answered(await fetch(`${this.url}?${query.toString()}`, { method: 'POST', headers, body }));
  }

  /** One message as WeCom sends it where no answer arrives: the first time and three times again. */
  async sendWithRetries(fields: Fields): Promise<readonly number[]> {
    const wire = this.wire(fields);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) statuses.push((await this.send(wire)).status);
    return statuses;
  }

  private encrypt(text: string): string {
    const { corpId, encodingAesKey, token } = this.keys;
    return encrypted({ token, encodingAesKey, receiveId: corpId }, text);
  }

  private signed(content: string, at: number): URLSearchParams {
    const [timestamp, nonce] = [String(at), randomBytes(5).readUIntBE(0, 5).toString()];
    const signature = signatureOf(this.keys.token, { timestamp, nonce, encrypted: content });
    return new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  }
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

const xmlOf = (fields: Fields): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`;

const answered = async (response: Response): Promise<Emitted> => ({
  status: response.status,
  body: Buffer.from(await response.arrayBuffer()).toString('latin1'),
});

import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '../../jobs/webhook/address-guard.js';
import { postWebhook } from '../../jobs/webhook/post-webhook.js';
import { signedHeaders } from '../../jobs/webhook/sign.js';

let server: Server | undefined;
let calls = 0;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  server = undefined;
  calls = 0;
});

async function aReceiver(status: number, headers: Record<string, string> = {}): Promise<number> {
  server = createServer((_, response) => {
    calls++;
    response.writeHead(status, headers).end('said <b>so</b>\n\n twice');
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const post = (url: string, privateHosts: readonly string[] = []) =>
  postWebhook({ url, headers: {}, body: '{}', timeoutMs: 500, privateHosts: new Set(privateHosts) });

describe('R30: only the public internet is called', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.51.100.7',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700:4700::1111', '240e:e9::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    'https://127.0.0.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://localhost/hook',
  ])('%s is refused, however it is written and whatever its name means', async (url) => {
    const port = await aReceiver(200);
    expect(await post(url.replace('/hook', `:${port}/hook`))).toEqual({
      status: null,
      said: 'refused: not a public address',
    });
    expect(calls).toBe(0);
  });

  test.each(['http://example.com/hook', 'ftp://example.com', 'not an address', 'http://127.0.0.1/hook'])(
    '%s: only https',
    async (url) => {
      expect(await post(url)).toEqual({ status: null, said: 'refused: only https addresses are called' });
    },
  );

  test('a host that an operator named is called, and its redirect to another is not followed', async () => {
    const port = await aReceiver(302, { location: `http://localhost:${await Promise.resolve(1)}/` });
    const { status, said } = await post(`http://127.0.0.1:${port}/hook`, ['127.0.0.1']);
    expect([status, said, calls]).toEqual([302, '302 said <b>so</b> twice', 1]);
    expect((await post(`http://localhost:${port}/hook`, ['127.0.0.1'])).status).toBeNull();
  });

  test('nobody there, and one who doesn’t answer, are told apart', async () => {
    expect((await post('http://127.0.0.1:1/', ['127.0.0.1'])).said).toBe('no answer: ECONNREFUSED');
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await post(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).said).toBe('no answer: time-out');
  });
});

describe('N1: calls are signed as Standard Webhooks has it', () => {
  test('the known answer of the specification', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const body = '{"test": 2432232314}';
    const headers = signedHeaders([secret], { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1614265330_000), body });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const anew = createHmac('sha256', key).update(`msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${anew}`);
  });
});

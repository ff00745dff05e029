import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach } from '@jest/globals';
import type { Api } from './api.js';

/** What becomes of one call: null and it passes. */
type Trouble = ((response: ServerResponse) => unknown) | null;

/** The answer gets lost after the API has done what was asked. */
export const lost: Trouble = (response) => response.destroy();

/** A gateway whose server is away. */
export const badGateway: Trouble = (response) => response.writeHead(502).end('<h1>Bad gateway</h1>');

const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A line to the API on which the first calls meet these troubles; `passed` are the variables of all calls. */
export async function aLine({ graphqlUrl }: Pick<Api, 'graphqlUrl'>, troubles: readonly Trouble[]) {
  const passed: { readonly input?: { readonly idempotencyKey?: string } }[] = [];
  const server = createServer((request, response) => {
    const pass = async () => {
      const body = await text(request);
      const trouble = troubles[passed.length] ?? null;
      passed.push((JSON.parse(body) as { variables?: object }).variables ?? {});
      const { authorization = '', accept = '' } = request.headers;
      const headers = { 'content-type': 'application/json', authorization, accept };
      const answer = await fetch(graphqlUrl, { method: 'POST', headers, body });
      const told = await answer.text();
      if (trouble) trouble(response);
      else response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(told);
    };
    pass().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { graphqlUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, passed };
}

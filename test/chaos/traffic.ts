import { until } from '../support/until.js';
import type { Member } from './fleet.js';

/** What the API has acknowledged: from then on it may never be lost. */
export interface Acknowledged {
  readonly customerId: string;
  readonly followUpId: string;
  readonly dueAt: Date;
}

export interface Traffic {
  readonly acknowledged: readonly Acknowledged[];
  /** No new work; resolves when the last call is answered. */
  end(): Promise<void>;
}

export type Ask = <T>(query: string, variables: object) => Promise<T>;

const LANES = 4;
const DUE_WITHIN_MS = 4000;

const CREATE = `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } refusal { code } } }`;
const PLAN = `mutation ($input: PlanFollowUpInput!) { planFollowUp(input: $input) { followUp { id } refusal { code } } }`;

/** People who create customers and plan calls due within seconds; a call that isn't answered is sent again under its key. */
export function startTraffic(ask: Ask, ownerId: string): Traffic {
  const acknowledged: Acknowledged[] = [];
  let isEnding = false;
  let count = 0;
  const one = async () => {
    const number = ++count;
    const name = `客户${number}`;
    const { createCustomer } = await ask<{ createCustomer: { customer: { id: string } | null } }>(CREATE, {
      input: { name, wechat: `wx_${number}_chaos`, ownerId, idempotencyKey: name },
    });
    if (!createCustomer.customer) throw new Error(JSON.stringify(createCustomer));
    const customerId = createCustomer.customer.id;
    const dueAt = new Date(Date.now() + 300 + Math.random() * DUE_WITHIN_MS);
    const input = { customerId, dueAt, purpose: '回访', idempotencyKey: name };
    const planned = await ask<{ planFollowUp: { followUp: { id: string } } }>(PLAN, { input }).catch(ifTooLate);
    if (planned) acknowledged.push({ customerId, followUpId: planned.planFollowUp.followUp.id, dueAt });
  };
  const lane = async () => {
    while (!isEnding) await one();
  };
  const lanes = Promise.all(Array.from({ length: LANES }, lane));
  lanes.catch(() => undefined); // who ends the traffic hears of it
  const end = async () => {
    isEnding = true;
    await lanes;
  };
  return { acknowledged, end };
}

/** Sent again after a restart, a plan may lie in the past, and is refused as such. */
function ifTooLate(error: unknown): null {
  if (error instanceof Refusal && error.code === 'BAD_USER_INPUT') return null;
  throw error;
}

class Refusal extends Error {
  constructor(
    readonly code: unknown,
    body: unknown,
  ) {
    super(JSON.stringify(body));
  }
}

/** Asks whichever server is up, again and again until one answers. */
export async function asker(members: readonly Member[], password: string, login = 'admin@localhost'): Promise<Ask> {
  const post = async (query: string, variables: object, token?: string): Promise<Response> => {
    const member = await until('a server is up', () => members.find((one) => one.isUp()), 60_000);
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    return fetch(`${member.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  };
  const answer = async <T>(query: string, variables: object, token?: string): Promise<T | null> => {
    const response = await post(query, variables, token).catch(() => null);
    if (!response || response.status >= 500) return null;
    const body = (await response.json().catch(() => null)) as { data: T; errors?: { extensions: object }[] } | null;
    const [error] = body?.errors ?? [];
    if (error) throw new Refusal((error.extensions as { code?: string }).code, body);
    return body?.data ?? null;
  };
  const ask = <T>(query: string, variables: object, token?: string) =>
    until('a server has answered', () => answer<T>(query, variables, token), 120_000);
  const signIn = `mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { accessToken } }`;
  const { signIn: session } = await ask<{ signIn: { accessToken: string } }>(signIn, { login, password });
  return (query, variables) => ask(query, variables, session.accessToken);
}

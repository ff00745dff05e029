import type { Sent } from '../../domain/delivery/delivery.js';

/** What a provider answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Either what was answered, or what to say where nothing was that anybody could read. */
export type Called = { readonly answered: Answered } | { readonly failed: Extract<Sent, { delivered: false }> };

interface Call {
  readonly timeoutMs: number;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Calls a provider's API. Addresses carry keys, so nothing of an address is ever told. */
export async function callProvider(
  url: URL,
  { timeoutMs, method = 'POST', headers, body }: Call,
  signal: AbortSignal,
): Promise<Called> {
  try {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'error',
    });
    const { status } = response;
    const read = asObject(await response.text());
    return read ? { answered: { status, headers: response.headers, body: read } } : { failed: unreadable(status) };
  } catch (error) {
    return { failed: { delivered: false, error: 'RETRY', answer: `no answer: ${whyNot(error)}` } };
  }
}

const unreadable = (status: number): Extract<Sent, { delivered: false }> => ({
  delivered: false,
  error: status === 429 ? 'RATE' : 'RETRY',
  answer: `${status} that is no JSON`,
});

function asObject(text: string): Answered['body'] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answered['body']) : null;
  } catch {
    return null;
  }
}

function whyNot(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError' || name === 'AbortError') return 'time-out';
  return typeof cause?.code === 'string' ? cause.code : 'failed';
}

/** A code and what was said with it, in a line. */
export function lineOf(code: unknown, text: unknown): string {
  const said = typeof text === 'string' ? text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').slice(0, 200).trim() : '';
  return said === '' ? String(code) : `${String(code)} ${said}`;
}

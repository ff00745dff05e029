import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '../command.js';
import { keepToken, takeToken } from '../delivery/provider-token.js';
import type { Secrets } from '../secrets.js';
import type { Sent } from '../../domain/delivery/delivery.js';

export type Failure = Extract<Sent, { delivered: false }>;

export type Token = { readonly token: string; readonly sealed: string } | { readonly failed: Failure };

/** A token as a provider gives it out. */
export type Given = { readonly token: string; readonly livesForMs: number } | { readonly failed: Failure };

interface AppTokensOptions {
  readonly run: Run;
  readonly secrets: Secrets;
  /** Names the app; another configuration of it has another key. */
  readonly key: string;
  readonly ask: (signal: AbortSignal) => Promise<Given>;
}

/** A token is used for this part of its life. */
const LIFE = 0.8;
const LOOK_AGAIN_MS = 100;
const SYSTEM = { by: null };

/** An access token or ticket of one of our apps: one for all processes, kept in the database, and asked for by one process at a time. */
export class AppTokens {
  constructor(private readonly options: AppTokensOptions) {}

  async take(signal: AbortSignal, stale?: string): Promise<Token> {
    const { run, secrets, key } = this.options;
    for (;;) {
      const { answer } = await run(takeToken, { key, ...(stale !== undefined && { stale }) }, SYSTEM);
      if (answer['outcome'] === 'ASK') return this.ask(signal);
      const sealed = String(answer['sealed']);
      const token = answer['outcome'] === 'GOOD' ? secrets.open(sealed, contextOf(key)) : null;
      if (token !== null) return { token, sealed };
      // What was kept under another secret of the server's is no good to anybody.
      if (answer['outcome'] === 'GOOD') return this.take(signal, sealed);
      if (signal.aborted) return { failed: { delivered: false, error: 'RETRY', answer: 'no token in time' } };
      await pause(LOOK_AGAIN_MS);
    }
  }

  private async ask(signal: AbortSignal): Promise<Token> {
    const { run, secrets, key, ask } = this.options;
    const given = await ask(signal).catch((error: unknown) => error);
    if (!isGiven(given)) {
      await run(keepToken, { key, token: null }, SYSTEM);
      if (typeof given === 'object' && given !== null && 'failed' in given) return { failed: given.failed as Failure };
      throw given;
    }
    const sealed = secrets.seal(given.token, contextOf(key));
    await run(keepToken, { key, token: { sealed, goodForMs: given.livesForMs * LIFE } }, SYSTEM);
    return { token: given.token, sealed: sealed.sealed };
  }
}

const isGiven = (given: unknown): given is Extract<Given, { token: string }> =>
  typeof given === 'object' && given !== null && 'token' in given;

const contextOf = (key: string): string => `provider token ${key}`;

/** Makes a call with a token; refused, it is made once more with a new one. */
export async function withToken<S extends Sent>(
  tokens: AppTokens,
  signal: AbortSignal,
  call: (token: string) => Promise<S>,
): Promise<S | Failure> {
  const first = await tokens.take(signal);
  if ('failed' in first) return first.failed;
  const sent = await call(first.token);
  if (sent.delivered || sent.error !== 'TOKEN') return sent;
  const second = await tokens.take(signal, first.sealed);
  return 'failed' in second ? second.failed : call(second.token);
}

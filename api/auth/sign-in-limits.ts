import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimited } from '../errors.js';
import { Slots } from './slots.js';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 100;

/** As many passwords are compared at once as libuv has threads for it; a code is somebody else's work, which we only wait for. */
const AT_ONCE = { PASSWORD: 4, CODE: 32 };

export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** Left out: by a password. */
  readonly by?: keyof typeof AT_ONCE;
}

/**
 * Counts failed sign-ins of this process. An attempt is counted before it is made and forgiven when it succeeds, so no number of
 * parallel ones gets past the limit; it is counted only once it has a slot, so a crowd signing in at once isn't taken for an attack.
 */
export class SignInLimits {
  private readonly perAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: WINDOW_SECONDS });
  private readonly perAccount = new RateLimiterMemory({ points: FAILURES_PER_ACCOUNT, duration: WINDOW_SECONDS });
  private readonly slots = { PASSWORD: new Slots(AT_ONCE.PASSWORD), CODE: new Slots(AT_ONCE.CODE) };

  /** Answers what the attempt answers, a text or null counting as failed, or throws RATE_LIMITED without making it. */
  attempt<T>({ account, address, by = 'PASSWORD' }: Attempt, make: () => Promise<T>): Promise<T> {
    return this.slots[by].run(() => counted(this.perAddress, address, () => counted(this.perAccount, account, make)));
  }
}

/** Only an attempt that was made and failed stays counted. */
async function counted<T>(limiter: RateLimiterMemory, key: string, make: () => Promise<T>): Promise<T> {
  await consumed(limiter, key);
  let isFailed = false;
  try {
    const result = await make();
    isFailed = result === null || typeof result === 'string';
    return result;
  } finally {
    if (!isFailed) await limiter.reward(key);
  }
}

async function consumed(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    await limiter.reward(key);
    throw new RateLimited('TOO_MANY_SIGN_INS', Math.max(1, Math.ceil(reason.msBeforeNext / 1000)));
  }
}

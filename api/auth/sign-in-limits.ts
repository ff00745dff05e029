import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimited } from '../errors.js';
import { Slots } from './slots.js';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 100;

/** As many passwords are compared at once as libuv has threads for it. */
const AT_ONCE = 4;

export interface Attempt {
  readonly account: string;
  readonly address: string;
}

/**
 * Counts failed sign-ins of this process. An attempt is counted before it is made and forgiven when it succeeds, so no number of
 * parallel ones gets past the limit; it is counted only once it has a slot, so a crowd signing in at once isn't taken for an attack.
 */
export class SignInLimits {
  private readonly perAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: WINDOW_SECONDS });
  private readonly perAccount = new RateLimiterMemory({ points: FAILURES_PER_ACCOUNT, duration: WINDOW_SECONDS });
  private readonly slots = new Slots(AT_ONCE);

  /** Answers what the attempt answers, null counting as failed, or throws RATE_LIMITED without making it. */
  attempt<T>({ account, address }: Attempt, make: () => Promise<T | null>): Promise<T | null> {
    return this.slots.run(() => counted(this.perAddress, address, () => counted(this.perAccount, account, make)));
  }
}

/** Only an attempt that was made and answered null stays counted. */
async function counted<T>(limiter: RateLimiterMemory, key: string, make: () => Promise<T | null>): Promise<T | null> {
  await consumed(limiter, key);
  let isFailed = false;
  try {
    const result = await make();
    isFailed = result === null;
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

/** How many may come at once, and how many a second in the long run. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * One bucket of tokens per key, refilled steadily: bursts pass, and what comes in the long run is exactly the rate. (The windows of
 * rate-limiter-flexible would let twice the burst through around their edge, and nothing for seconds after it.)
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly allowance: Allowance,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Takes one and answers 0, or the seconds after which there will be one again. */
  take(key: string): number {
    const { perSecond } = this.allowance;
    const bucket = this.refilled(key);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return 0;
  }

  private refilled(key: string): Bucket {
    const { burst, perSecond } = this.allowance;
    const now = this.nowMs();
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }
}

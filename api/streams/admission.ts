import { TokenBuckets } from '../intake/token-buckets.js';
import type { StreamLimits } from './limits.js';

const ALL = 'all';

/** Counts the connections that streams come over, and lets none in above the bounds. */
export class Admission {
  private readonly byAddress = new Counts();
  private readonly byUser = new Counts();
  private readonly arrivals: TokenBuckets;

  constructor(private readonly limits: StreamLimits) {
    const { connectionsPerSecond } = limits;
    this.arrivals = new TokenBuckets({ burst: connectionsPerSecond, perSecond: connectionsPerSecond });
  }

  /** Answers how to leave, or null: too many, or too many at once. */
  arrive(address: string): (() => void) | null {
    if (this.byAddress.of(address) >= this.limits.connectionsPerAddress) return null;
    return this.arrivals.take(ALL) > 0 ? null : this.byAddress.add(address);
  }

  /** The same for whoever it turned out to be. */
  signIn(userId: string): (() => void) | null {
    return this.byUser.of(userId) >= this.limits.connectionsPerUser ? null : this.byUser.add(userId);
  }
}

class Counts {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Answers how to take it away again, once. */
  add(key: string): () => void {
    this.counts.set(key, this.of(key) + 1);
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      if (this.of(key) > 1) this.counts.set(key, this.of(key) - 1);
      else this.counts.delete(key);
    };
  }
}

/** Drawn by lot, but always the same from the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same by way of what is drawn. */
export class Lot {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = numbersFrom(seed);
  }

  /** From 0 to below 1. */
  share(): number {
    return this.next();
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`, both of them included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf<T>(all: readonly T[]): T {
    return all[Math.floor(this.next() * all.length)]!;
  }

  /** One of nothing is nothing. */
  anyOf<T>(all: readonly T[]): T | undefined {
    return all.length === 0 ? undefined : this.oneOf(all);
  }

  some<T>(all: readonly T[], share: number): T[] {
    return all.filter(() => this.chance(share));
  }
}

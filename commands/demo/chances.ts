/** Random choices that are the same for the same seed, however many others are drawn elsewhere. */
export class Chances {
  private state: readonly [number, number, number, number];

  /** `of` tells apart what is drawn under one seed: the n-th life has its own. */
  constructor(seed: number, of: number) {
    this.state = [seed >>> 0, of >>> 0, Math.floor(of / 2 ** 32) ^ 0x9e3779b9, 1];
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** From 0 up to, but not including, 1: sfc32. */
  next(): number {
    const [a, b, c, counter] = this.state;
    const sum = (a + b + counter) | 0;
    this.state = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0];
    return (sum >>> 0) / 2 ** 32;
  }

  /** Whether something happens that does so in this share of cases. */
  in(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  /** Mostly short, sometimes long: how long something takes that happens at any time with the same chance. */
  about(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }

  /** One of these, each as often as its weight says. */
  weighted<T>(from: readonly (readonly [of: T, weight: number])[]): T {
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [of, weight] of from) if ((left -= weight) < 0) return of;
    return from.at(-1)![0];
  }
}

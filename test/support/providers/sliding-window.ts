/** Counts what comes within any span of a length. */
export class SlidingWindow {
  private readonly times = new Map<string, number[]>();
  /** How often somebody came above the limit. */
  exceeded = 0;

  constructor(
    private readonly limit: number,
    private readonly withinMs: number,
  ) {}

  /** Whether one more is within the limit; it counts either way. */
  take(key: string, at: number): boolean {
    const recent = (this.times.get(key) ?? []).filter((time) => at - time < this.withinMs);
    this.times.set(key, [...recent, at]);
    if (recent.length < this.limit) return true;
    this.exceeded++;
    return false;
  }
}

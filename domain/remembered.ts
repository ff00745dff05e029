/**
 * The answers last given to a question about rows: these are never changed, only replaced, so that for the same ones it is the same answer.
 * As many as it holds, the oldest goes first.
 */
export class Remembered<T> {
  private readonly kept: { readonly about: readonly unknown[]; readonly answer: T }[] = [];
  private next = 0;

  constructor(private readonly most: number) {}

  of(about: readonly unknown[], answer: () => T): T {
    const there = this.kept.find((one) => isSame(one.about, about));
    if (there) return there.answer;
    const found = answer();
    this.kept[this.next] = { about, answer: found };
    this.next = (this.next + 1) % this.most;
    return found;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) return false;
  return true;
}

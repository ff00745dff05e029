import type { Frame } from './frames.js';

/** Rights and state may have changed after this: an older answer isn't given to anybody any more. */
const FRESH_MS = 2_000;

const MOST_KEPT = 2_000;

type Made = Promise<Frame | null>;

/** Answers of the last moment, for the many who come back after a restart and ask for the same events at about the same time. */
export class FrameCache {
  private readonly made = new Map<string, { readonly at: number; readonly frame: Made }>();

  of(key: string, make: () => Made): Made {
    this.forgetOld();
    const known = this.made.get(key);
    if (known) return known.frame;
    const frame = make();
    frame.catch(() => this.made.delete(key));
    this.made.set(key, { at: Date.now(), frame });
    return frame;
  }

  /** They stand in the order in which they were made. */
  private forgetOld(): void {
    const oldest = Date.now() - FRESH_MS;
    for (const [key, { at }] of this.made) {
      if (at >= oldest && this.made.size <= MOST_KEPT) return;
      this.made.delete(key);
    }
  }
}

import type { Frame } from './frames.js';

/** Rights and state may have changed after this: an older answer isn't given to anybody any more. */
const FRESH_MS = 2_000;

const MOST_BYTES = 4 * 1024 * 1024;

/** What keeping an answer costs beside its text. */
const OVERHEAD = 1_024;

type Made = Promise<Frame | null>;

interface Kept {
  readonly at: number;
  readonly frame: Made;
  /** Not known before it is made. */
  bytes: number;
}

/** Answers of the last moment, for the many who come back after a restart and ask for the same events at about the same time. */
export class FrameCache {
  private readonly made = new Map<string, Kept>();
  private bytes = 0;

  of(key: string, make: () => Made): Made {
    this.forgetOld();
    const known = this.made.get(key);
    if (known) return known.frame;
    const kept: Kept = { at: Date.now(), frame: make(), bytes: 0 };
    this.made.set(key, kept);
    kept.frame.then(
      (frame) => this.weigh(key, kept, OVERHEAD + (frame?.bytes.length ?? 0)),
      () => this.forget(key, kept),
    );
    return kept.frame;
  }

  private weigh(key: string, kept: Kept, bytes: number): void {
    if (this.made.get(key) !== kept) return;
    kept.bytes = bytes;
    this.bytes += bytes;
  }

  /** They stand in the order in which they were made. */
  private forgetOld(): void {
    const oldest = Date.now() - FRESH_MS;
    for (const [key, kept] of this.made) {
      if (kept.at >= oldest && this.bytes <= MOST_BYTES) return;
      this.forget(key, kept);
    }
  }

  private forget(key: string, kept: Kept): void {
    if (this.made.get(key) === kept) this.made.delete(key);
    this.bytes -= kept.bytes;
    kept.bytes = 0;
  }
}

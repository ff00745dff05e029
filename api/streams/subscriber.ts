import { encodeCursor, type Position } from '../../commands/store/cursor.js';
import { SlowConsumer } from '../errors.js';
import { asGraphqlError } from './as-graphql-error.js';
import type { Following } from './following.js';
import type { Frame } from './frames.js';
import type { Outlet } from './outlet.js';
import type { Session } from './sessions.js';

/** Whoever takes nothing for this long has gone without a word: their place is given up, and their cursor brings them back. */
const STUCK_MS = 60_000;

const nothing = (): void => undefined;

/** One running subscription: whose it is, where it has come to, and where its answers go. */
export class Subscriber {
  private stopWaiting = nothing;

  constructor(
    readonly session: Session,
    private readonly outlet: Outlet,
    private readonly following: Following,
    /** Everything up to here was told, or isn't theirs to be told. */
    public at: Position,
  ) {
    following.onEnd(() => this.stopWaiting());
  }

  get hasEnded(): boolean {
    return this.following.hasEnded;
  }

  /** False: no further one before `isReady` says so. */
  send(frame: Frame): boolean {
    return this.outlet.send(frame);
  }

  /** Whether it takes more: resolves once there is room, or with false when it has ended meanwhile or takes nothing any more. */
  async isReady(): Promise<boolean> {
    if (this.hasEnded) return false;
    await new Promise<void>((resolve) => {
      const stuck = setTimeout(() => this.fail(new SlowConsumer(encodeCursor(this.at))), STUCK_MS);
      this.stopWaiting = () => {
        clearTimeout(stuck);
        resolve();
      };
      void this.outlet.drained().then(this.stopWaiting);
    });
    return !this.hasEnded;
  }

  fail(error: unknown): void {
    this.following.end({ errors: [asGraphqlError(error)] });
  }

  end(): void {
    this.following.end();
  }
}

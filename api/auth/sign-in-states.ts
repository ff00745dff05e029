import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long somebody may take on the way there and back. */
export const STATE_LASTS_SECONDS = 600;

export interface BegunSignIn {
  /** Goes along and comes back with the code: letters and digits only, as WeCom wants it. */
  readonly state: string;
  /** Stays in the browser, out of reach of scripts. */
  readonly secret: string;
}

/** Ties a sign-in that goes by way of somebody else to the browser that began it: nobody is signed in by a link that another one made. */
export class SignInStates {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', secret).update('states of sign-ins').digest();
  }

  begin(now: Date): BegunSignIn {
    const secret = randomBytes(16).toString('hex');
    const until = (Math.floor(now.getTime() / 1000) + STATE_LASTS_SECONDS).toString(16);
    return { state: this.stateOf(secret, until), secret };
  }

  /** Whether the browser with this secret began what came back with this state, and not too long ago. */
  accepts(state: string, secret: string | null, now: Date): boolean {
    const [, until] = /^([0-9a-f]{8})[0-9a-f]{64}$/.exec(state) ?? [];
    if (secret === null || until === undefined || parseInt(until, 16) * 1000 < now.getTime()) return false;
    return timingSafeEqual(Buffer.from(state), Buffer.from(this.stateOf(secret, until)));
  }

  private stateOf(secret: string, until: string): string {
    return `${until}${createHmac('sha256', this.key).update(`${secret}.${until}`).digest('hex')}`;
  }
}

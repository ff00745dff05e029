import { createHmac, randomUUID } from 'node:crypto';
import argon2 from 'argon2';

/** OWASP's first choice for argon2id: about 20 ms of one core and 19 MiB. */
const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * A password on its way into the database. Written as JSON, as the input of a repeated call is for comparison, it is a keyed mark:
 * equal for equal passwords, and worth nothing without the server's secret.
 */
export class NewPassword {
  constructor(
    readonly hash: string,
    private readonly mark: string,
  ) {}

  toJSON(): string {
    return this.mark;
  }
}

export class Passwords {
  private readonly markKey: Buffer;
  private readonly hashOfNobody = argon2.hash(randomUUID(), COST);

  constructor(secret: string) {
    this.markKey = createHmac('sha256', secret).update('password marks').digest();
  }

  async hash(text: string): Promise<NewPassword> {
    const mark = createHmac('sha256', this.markKey).update(text).digest('base64url');
    return new NewPassword(await argon2.hash(text, COST), mark);
  }

  /** Without a hash it takes as long and answers no: how long a sign-in takes doesn't tell whether the login exists. */
  async verify(hash: string | null, text: string): Promise<boolean> {
    const isRight = await argon2.verify(hash ?? (await this.hashOfNobody), text);
    return isRight && hash !== null;
  }
}

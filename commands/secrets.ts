import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A provider's secret on its way into the database. Written as JSON, as the input of a repeated call is, it is a keyed mark. */
export class SealedSecret {
  constructor(
    readonly sealed: string,
    private readonly mark: string,
  ) {}

  toJSON(): string {
    return this.mark;
  }
}

/** Keeps what providers gave us unreadable in the database: nobody opens it without the server's own secret, nor for another context. */
export class Secrets {
  private readonly key: Buffer;
  private readonly markKey: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'provider secrets', 32));
    this.markKey = createHmac('sha256', secret).update('provider secret marks').digest();
  }

  /** `context` is whose secret it is: it opens for nobody else. */
  seal(text: string, context: string): SealedSecret {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(Buffer.from(context));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return new SealedSecret(Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url'), this.markOf(text));
  }

  /** Tells whether two texts are the same one, and nothing else about them. */
  markOf(text: string): string {
    return createHmac('sha256', this.markKey).update(text).digest('base64url');
  }

  /** Null where it was sealed with another secret or for somebody else, or was changed since. */
  open(sealed: string, context: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    try {
      const content = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([content, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}

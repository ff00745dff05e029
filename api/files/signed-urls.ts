import { createHmac, timingSafeEqual } from 'node:crypto';
import { LINK_LASTS_MS } from '../../domain/file/upload.js';

/** What a link lets its holder do, with the one thing it names and nothing else. */
export type LinkPurpose = 'upload' | 'download' | 'errors';

export interface Link {
  readonly purpose: LinkPurpose;
  readonly id: string;
  /** Of an upload: exactly this many bytes, of this type. */
  readonly size?: number;
  readonly contentType?: string;
}

export type LinkCheck = 'VALID' | 'EXPIRED' | 'INVALID';

/** Links that are a right in themselves: short-lived, bound to one file and one purpose, signed with the key that signs tokens. */
export class SignedUrls {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', secret).update('files').digest();
  }

  /** A path to be resolved against the API's own address. */
  of(link: Link): string {
    const until = Date.now() + LINK_LASTS_MS;
    const query = new URLSearchParams({
      for: link.purpose,
      ...(link.size !== undefined && { size: String(link.size) }),
      ...(link.contentType !== undefined && { type: link.contentType }),
      until: String(until),
      signature: this.sign(link, until),
    });
    return `/files/${link.id}?${query.toString()}`;
  }

  check(link: Link, { until, signature }: { readonly until: string; readonly signature: string }): LinkCheck {
    const [ours, theirs] = [this.sign(link, Number(until)), signature].map((text) => Buffer.from(text));
    if (ours!.length !== theirs!.length || !timingSafeEqual(ours!, theirs!)) return 'INVALID';
    return Number(until) > Date.now() ? 'VALID' : 'EXPIRED';
  }

  private sign({ purpose, id, size, contentType }: Link, until: number): string {
    const signed = JSON.stringify([purpose, id, size ?? null, contentType ?? null, until]);
    return createHmac('sha256', this.key).update(signed).digest('base64url');
  }
}

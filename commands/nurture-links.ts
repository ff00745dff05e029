import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link lets its holder do about one send, and nothing else. */
export type NurturePurpose = 'answer' | 'opt-out';

/** Links that are a right in themselves and hold for good: whoever was written to may opt out years later. */
export class NurtureLinks {
  private readonly key: Buffer;

  constructor(
    secret: string,
    /** Where the outside reaches us; without a slash at its end. */
    private readonly publicUrl: string,
  ) {
    this.key = createHmac('sha256', secret).update('nurture links').digest();
  }

  of(purpose: NurturePurpose, sendId: string): string {
    return `${this.publicUrl}${PATHS[purpose]}/${this.tokenOf(purpose, sendId)}`;
  }

  /** The send that a token is about; null where it wasn't made here, or for something else. */
  sendIn(purpose: NurturePurpose, token: string): string | null {
    const [sendId = ''] = token.split('.');
    const [ours, theirs] = [Buffer.from(this.tokenOf(purpose, sendId)), Buffer.from(token)];
    return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? sendId : null;
  }

  private tokenOf(purpose: NurturePurpose, sendId: string): string {
    return `${sendId}.${createHmac('sha256', this.key).update(`${purpose} ${sendId}`).digest('base64url')}`;
  }
}

export const PATHS: Readonly<Record<NurturePurpose, string>> = {
  answer: '/nurture/answers',
  'opt-out': '/nurture/opt-out',
};

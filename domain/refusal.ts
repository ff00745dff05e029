import type { Message } from './message.js';

/** Every business "no" by its code, with the data a client needs to go on. Named as in the public contract. */
export const REFUSAL_CODES = [
  'TRANSITION_NOT_ALLOWED',
  'CONDITIONS_UNMET',
  'FOLLOW_UP_INCOMPLETE',
  'REASON_REQUIRED',
  'VERSION_CONFLICT',
  'DAILY_CLAIM_LIMIT',
  'HOLDING_CAP',
  'CLAIM_COOL_DOWN',
  'CLAIM_SUSPENDED',
  'POOL_EMBARGO',
  'DUPLICATE',
  'PLAYBOOK_INVALID',
  'POOL_RULES_INVALID',
  'APPROVAL_REQUIRED',
  'NOT_OWNER',
  'ALREADY_OWNED',
  'NOT_IN_POOL',
  'NOT_POOL_MEMBER',
  'PROTECTED',
  'ALREADY_CLOSED',
  'IDEMPOTENCY_MISMATCH',
  'IN_USE',
  'NO_CONSENT',
  'OPTED_OUT',
  'CHANNEL_NOT_CHOSEN',
  'TEST_LIMIT',
  'NOT_FOUND',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export const DUPLICATE_STANDINGS = ['YOURS', 'OWNED', 'POOLED', 'CLOSED'] as const;
export type DuplicateStanding = (typeof DUPLICATE_STANDINGS)[number];

export const SEVERITIES = ['ERROR', 'WARNING'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that stands in the way of a move or of completing a follow-up, and how to clear it. */
export interface UnmetCondition {
  readonly code: string;
  readonly field: string | null;
  readonly message: Message;
  readonly givenWithMove: boolean;
  readonly guide: Guide;
}

/** The mutation and the fields that would meet a condition. */
export interface Guide {
  readonly mutation: string;
  readonly fields: readonly string[];
  readonly title: Message;
}

export interface RuleProblem {
  readonly severity: Severity;
  readonly path: string;
  readonly code: string;
  readonly message: Message;
}

export type Refusal =
  | {
      readonly code: 'TRANSITION_NOT_ALLOWED';
      readonly from: string;
      readonly to: string;
      readonly allowed: readonly string[];
    }
  | {
      readonly code: 'CONDITIONS_UNMET' | 'FOLLOW_UP_INCOMPLETE' | 'REASON_REQUIRED';
      readonly unmet: readonly UnmetCondition[];
    }
  | { readonly code: 'VERSION_CONFLICT'; readonly expected: number; readonly current: number }
  | {
      readonly code:
        'DAILY_CLAIM_LIMIT' | 'HOLDING_CAP' | 'CLAIM_COOL_DOWN' | 'CLAIM_SUSPENDED' | 'POOL_EMBARGO' | 'TEST_LIMIT';
      readonly limit: number | null;
      readonly used: number | null;
      readonly retryAt: string | null;
    }
  | { readonly code: 'DUPLICATE'; readonly standing: DuplicateStanding }
  | { readonly code: 'PLAYBOOK_INVALID' | 'POOL_RULES_INVALID'; readonly problems: readonly RuleProblem[] }
  | {
      readonly code:
        | 'APPROVAL_REQUIRED'
        | 'NOT_OWNER'
        | 'ALREADY_OWNED'
        | 'NOT_IN_POOL'
        | 'NOT_POOL_MEMBER'
        | 'PROTECTED'
        | 'ALREADY_CLOSED'
        | 'IDEMPOTENCY_MISMATCH'
        | 'IN_USE'
        | 'NO_CONSENT'
        | 'OPTED_OUT'
        | 'CHANNEL_NOT_CHOSEN'
        | 'NOT_FOUND';
      /** What of the input stands in the way, where it isn't the whole. */
      readonly field?: string;
    };

/** The caller is wrong, not the business: bad shape, unknown code, or nothing there that they may see. */
export type CallerErrorCode = 'NOT_FOUND' | 'FORBIDDEN' | 'BAD_USER_INPUT';

/** One of several things that are wrong with an input, by the path of its field. */
export interface InputProblem {
  readonly field: string;
  readonly text: Message;
}

/** Thrown for caller errors; the doors turn it into a top-level error with this code. */
export class CallerError extends Error {
  override readonly name = 'CallerError';
  constructor(
    readonly code: CallerErrorCode,
    readonly text: Message,
    readonly field: string | null = null,
    /** All that is wrong, where that was looked for. */
    readonly problems: readonly InputProblem[] = [],
  ) {
    super(`${code}${field ? ` ${field}` : ''}: ${text.code}`);
  }
}

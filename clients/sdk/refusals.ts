import type { RefusalCode } from './generated/operations.js';

/** What a front end can offer somebody who was refused. */
export type Offer =
  /** Fill in what is missing: each unmet condition names its guide. */
  | 'FILL_IN'
  /** Choose another stage, one of those allowed. */
  | 'CHOOSE_ANOTHER'
  /** Read it again and decide anew. */
  | 'RELOAD'
  /** Try again when it says. */
  | 'WAIT'
  /** Look for who is known already. */
  | 'FIND_EXISTING'
  /** Mend the rules where each problem points. */
  | 'MEND_RULES'
  /** Ask a superior. */
  | 'ASK_SUPERIOR'
  /** Claim it first. */
  | 'CLAIM_FIRST'
  /** Nothing: say why, and leave it. */
  | 'NOTHING';

/** Doesn't compile until a new code of the API has its answer here. */
export const OFFERS: Readonly<Record<RefusalCode, Offer>> = {
  TRANSITION_NOT_ALLOWED: 'CHOOSE_ANOTHER',
  CONDITIONS_UNMET: 'FILL_IN',
  FOLLOW_UP_INCOMPLETE: 'FILL_IN',
  REASON_REQUIRED: 'FILL_IN',
  VERSION_CONFLICT: 'RELOAD',
  DAILY_CLAIM_LIMIT: 'WAIT',
  HOLDING_CAP: 'NOTHING',
  CLAIM_COOL_DOWN: 'WAIT',
  CLAIM_SUSPENDED: 'WAIT',
  POOL_EMBARGO: 'WAIT',
  DUPLICATE: 'FIND_EXISTING',
  PLAYBOOK_INVALID: 'MEND_RULES',
  POOL_RULES_INVALID: 'MEND_RULES',
  APPROVAL_REQUIRED: 'ASK_SUPERIOR',
  NOT_OWNER: 'CLAIM_FIRST',
  ALREADY_OWNED: 'NOTHING',
  NOT_IN_POOL: 'RELOAD',
  NOT_POOL_MEMBER: 'ASK_SUPERIOR',
  PROTECTED: 'ASK_SUPERIOR',
  ALREADY_CLOSED: 'RELOAD',
  IDEMPOTENCY_MISMATCH: 'NOTHING',
  IN_USE: 'NOTHING',
  NO_CONSENT: 'NOTHING',
  OPTED_OUT: 'NOTHING',
  CHANNEL_NOT_CHOSEN: 'NOTHING',
  TEST_LIMIT: 'WAIT',
  NOT_FOUND: 'NOTHING',
};

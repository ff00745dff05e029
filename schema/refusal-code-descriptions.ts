import type { RefusalCode } from '../domain/refusal.js';

export const REFUSAL_CODE_DESCRIPTIONS: Readonly<Record<RefusalCode, string>> = {
  TRANSITION_NOT_ALLOWED: 'The playbook has no such move from the present stage. Comes as TransitionNotAllowed.',
  CONDITIONS_UNMET: "The target stage's entry conditions are not all met. Comes as ConditionsUnmet.",
  FOLLOW_UP_INCOMPLETE: 'The record of a contact, or the next plan, is incomplete. Comes as ConditionsUnmet.',
  REASON_REQUIRED: 'A reason has to be given, or the note that the chosen one asks for. Comes as ConditionsUnmet.',
  VERSION_CONFLICT:
    'Somebody changed the record since it was read: read it again and decide anew. Comes as VersionConflict.',
  DAILY_CLAIM_LIMIT: "Today's claims are used up. Comes as LimitReached.",
  HOLDING_CAP: 'The person holds as many open customers as allowed. Comes as LimitReached.',
  CLAIM_COOL_DOWN:
    'The last owner, or by the pool’s `coolDownFor` any earlier one, has to wait before claiming the same customer. Comes as LimitReached.',
  CLAIM_SUSPENDED: 'Claiming is suspended after missed first contacts. Comes as LimitReached.',
  POOL_EMBARGO: 'What just entered the pool can not be claimed yet. Comes as LimitReached.',
  DUPLICATE: 'Somebody with the same phone, e-mail or WeChat id is known already. Comes as DuplicateFound.',
  PLAYBOOK_INVALID: 'The playbook has errors. Comes as RulesInvalid.',
  POOL_RULES_INVALID: "The pool's rules have errors. Comes as RulesInvalid.",
  APPROVAL_REQUIRED:
    'A superior has to approve first; or, of a request, one of this customer is pending already. Comes as OtherRefusal.',
  NOT_OWNER:
    'Neither you nor anybody whom you lead or stand in for owns it, or it is in a pool: claim it first; of a request for approval or a card, it is not yours to answer. Comes as OtherRefusal.',
  ALREADY_OWNED: 'Somebody owns it already. Comes as OtherRefusal.',
  NOT_IN_POOL: 'It is in no pool. Comes as OtherRefusal.',
  NOT_POOL_MEMBER: 'The pool is not open to your team. Comes as OtherRefusal.',
  PROTECTED: 'A superior protects it. Comes as OtherRefusal.',
  ALREADY_CLOSED: 'It is closed or done, and can not be changed any more. Comes as OtherRefusal.',
  IDEMPOTENCY_MISMATCH: 'The same idempotency key came with another input before. Comes as OtherRefusal.',
  IN_USE: 'Something else still uses it. Comes as OtherRefusal.',
  NO_CONSENT: 'They never agreed to be written to, or took it back. Comes as OtherRefusal.',
  NOT_FOUND:
    'Of one among many: there is none, or none that the caller may see. Comes as OtherRefusal; alone it is a top-level error.',
  CHANNEL_NOT_CHOSEN:
    'They don’t hear of their cards through this channel, or this server doesn’t serve it. Comes as OtherRefusal.',
  TEST_LIMIT: 'As many test messages as may be were sent within the last minute. Comes as LimitReached.',
  OPTED_OUT: 'They asked not to be written to. Comes as OtherRefusal.',
};

import type { TextCode } from '../texts.js';
import type { ApprovalKind, ApprovalOutcome } from './approval.js';

interface Words {
  /** Why there is a timer; why it escalates. */
  readonly due: TextCode;
  readonly unheeded: TextCode;
  /** Titles of the cards for whoever has to decide: at once, once it is due, and as it escalates. */
  readonly asked: TextCode;
  readonly reminder: TextCode;
  readonly escalation: TextCode;
  /** Title and body of the card for whoever asked. */
  readonly ended: { readonly [O in Exclude<ApprovalOutcome, 'PENDING'>]?: readonly [title: TextCode, body: TextCode] };
  /** The body where the superior gave a note. */
  readonly said: TextCode;
}

/** What is said around a request, by what it asks for. */
export const WORDS: Readonly<Record<ApprovalKind, Words>> = {
  MOVE: {
    due: 'BECAUSE_APPROVAL_DUE',
    unheeded: 'BECAUSE_APPROVAL_UNHEEDED',
    asked: 'NOTE_APPROVAL_ASKED',
    reminder: 'NOTE_APPROVAL_DUE',
    escalation: 'NOTE_APPROVAL_ESCALATION',
    ended: {
      MOVED: ['NOTE_APPROVAL_MOVED', 'NOTE_APPROVAL_MOVED_BODY'],
      MOVE_REFUSED: ['NOTE_APPROVAL_MOVE_REFUSED', 'NOTE_APPROVAL_MOVE_REFUSED_BODY'],
      REJECTED: ['NOTE_APPROVAL_REJECTED', 'NOTE_APPROVAL_REJECTED_BODY'],
      VOID: ['NOTE_APPROVAL_VOID', 'NOTE_APPROVAL_VOID_BODY'],
    },
    said: 'NOTE_APPROVAL_SAID',
  },
  OBJECTION: {
    due: 'BECAUSE_OBJECTION_DUE',
    unheeded: 'BECAUSE_OBJECTION_UNHEEDED',
    asked: 'NOTE_OBJECTION_ASKED',
    reminder: 'NOTE_OBJECTION_DUE',
    escalation: 'NOTE_OBJECTION_ESCALATION',
    ended: {
      KEPT: ['NOTE_OBJECTION_KEPT', 'NOTE_OBJECTION_KEPT_BODY'],
      REJECTED: ['NOTE_OBJECTION_REJECTED', 'NOTE_OBJECTION_REJECTED_BODY'],
      VOID: ['NOTE_OBJECTION_VOID', 'NOTE_OBJECTION_VOID_BODY'],
    },
    said: 'NOTE_OBJECTION_SAID',
  },
};

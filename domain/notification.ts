import type { Message } from './message.js';

export const NOTIFICATION_KINDS = [
  'REMINDER',
  'ESCALATION',
  'RECLAIM_WARNING',
  'RECLAIMED',
  'ASSIGNED',
  'DUPLICATE',
  'APPROVAL',
  'DIGEST',
  'SYSTEM',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Where the dashboard opens it: a path below its address. */
export function pathOf({ customerId, leadId, title, subject }: PathParts): string {
  if (customerId !== null) return `/customers/${customerId}`;
  if (leadId !== null) return `/leads/${leadId}`;
  const reports = PAGE_OF_REPORT[title.code];
  return reports && subject !== null ? `/${reports}/${subject}` : '/';
}

/** Cards that tell of a report open it. */
const PAGE_OF_REPORT: Partial<Record<Message['code'], string>> = {
  NOTE_PILOT_REPORT: 'pilots',
  NOTE_MONTHLY_REVIEW: 'monthly-reviews',
};

type PathParts = Pick<Notification, 'customerId' | 'leadId' | 'title' | 'subject'>;

/** One card in a person's inbox. */
export interface Notification {
  readonly id: string;
  readonly recipientId: string;
  readonly kind: NotificationKind;
  readonly title: Message;
  readonly body: Message;
  /** 0 to the owner, then the escalation step it belongs to. */
  readonly level: number;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly followUpId: string | null;
  readonly deadlineId: string | null;
  /** The instalment, delivery, lead or approval whose obligation it is about, where that is no follow-up; or what the card counts. */
  readonly subject: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** When it was decided where else its recipient hears of it. Left out: that is yet to be decided. */
  readonly pushedAt?: Date | null;
}

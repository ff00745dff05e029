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
export function pathOf({ customerId, leadId }: Pick<Notification, 'customerId' | 'leadId'>): string {
  if (customerId !== null) return `/customers/${customerId}`;
  return leadId !== null ? `/leads/${leadId}` : '/';
}

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

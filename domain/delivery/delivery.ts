/** Where people hear of a card. The inbox needs no delivery: the card itself is it. */
export const NOTIFICATION_CHANNELS = [
  'IN_APP',
  'WECOM_ROBOT',
  'WECOM_APP',
  'DINGTALK_ROBOT',
  'FEISHU_BOT',
  'EMAIL',
  'WEBHOOK',
] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];
export type OutsideChannel = Exclude<NotificationChannel, 'IN_APP'>;

/** How a message to one address stands. */
export const DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'RETRYING', 'DEAD', 'SUPPRESSED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Those that are still under way. */
export const OPEN_DELIVERIES = ['PENDING', 'RETRYING'] as const satisfies readonly DeliveryStatus[];

/**
 * Why something isn't sent outside: so many were already on that day (DAILY_LIMIT), about that customer (CUSTOMER_LIMIT); its recipient is on leave, has
 * read it, is no longer active, or no longer wants it there; it is too old to be news; a backup was put back, and it may have been sent before; or the
 * webhook that it was for was removed.
 */
export const SUPPRESSIONS = [
  'DAILY_LIMIT',
  'CUSTOMER_LIMIT',
  'ON_LEAVE',
  'READ',
  'RECIPIENT_LEFT',
  'CHANNEL_LEFT',
  'TOO_OLD',
  'RESTORED',
  'WEBHOOK_REMOVED',
] as const;
export type Suppression = (typeof SUPPRESSIONS)[number];

/** How a message goes out: cards through the channel that its recipient chose, events to an integrator's webhook. */
export type DeliveryRoute = OutsideChannel | 'EVENT';

/** What was wrong, by what to do about it: try again, wait for the limit, ask for a new token, correct the configuration, give the message up. */
export const DELIVERY_ERRORS = ['RETRY', 'RATE', 'TOKEN', 'CONFIGURATION', 'MESSAGE'] as const;
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];

/** What came of a call. `answer` is a line that may be shown: no secret, no address. */
export type Sent =
  | { readonly delivered: true; readonly answer: string }
  | {
      readonly delivered: false;
      readonly error: DeliveryError;
      readonly answer: string;
      /** What the receiver asked to wait; left out: as long as the schedule says. */
      readonly retryAfterMs?: number;
    };

/** At most so many calls in any span of this length. */
export interface Limit {
  readonly calls: number;
  readonly withinMs: number;
}

/** What holds for each address of a route. */
export interface RouteLimits {
  readonly limits: readonly Limit[];
  /** What holds besides for each recipient. */
  readonly perRecipient?: readonly Limit[];
  /** Calls under way at one time. */
  readonly atOnce: number;
}

/** Somebody tries a webhook out: it is told of no event, and called once. */
export const isTest = ({
  webhookId,
  eventTx,
}: {
  readonly webhookId: string | null;
  readonly eventTx: string | null;
}): boolean => webhookId !== null && eventTx === null;

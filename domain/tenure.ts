import type { EventType } from './event-types.js';

/** What the log says when somebody gets, loses or begins with a customer or lead. */
export const OWNER_EVENTS = [
  'CUSTOMER_CREATED',
  'CUSTOMER_TRANSFERRED',
  'CUSTOMER_RELEASED',
  'CUSTOMER_RECLAIMED',
  'CUSTOMER_CLAIMED',
  'CUSTOMER_ASSIGNED',
  'CUSTOMER_UNMERGED',
  'LEAD_ASSIGNED',
  'LEAD_CLAIMED',
  'LEAD_POOLED',
  'LEAD_UNMERGED',
] as const satisfies readonly EventType[];
export type OwnerEvent = (typeof OWNER_EVENTS)[number];

export const isOwnerEvent = (type: EventType): type is OwnerEvent => (OWNER_EVENTS as readonly string[]).includes(type);

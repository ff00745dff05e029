/** Where leads that aren't ready for a salesperson are written to: a system that we call, or a list that people work through. */
export const NURTURE_KINDS = ['WEBHOOK', 'LIST'] as const;
export type NurtureKind = (typeof NURTURE_KINDS)[number];

/** How sending one lead to a channel stands. LIST has delivered it once it is on the list. */
export const NURTURE_STATUSES = ['PENDING', 'RETRYING', 'DELIVERED', 'DEAD', 'SUPPRESSED'] as const;
export type NurtureStatus = (typeof NURTURE_STATUSES)[number];

/** Those that are still under way. */
export const OPEN_SENDS = ['PENDING', 'RETRYING'] as const satisfies readonly NurtureStatus[];

export const CONTRIBUTED_BY = ['RECLAIM', 'HAND_OVER'] as const;
/** How somebody lost a customer that another one won soon after. */
export type ContributedBy = (typeof CONTRIBUTED_BY)[number];

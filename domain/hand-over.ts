/** Who takes over what somebody leaves behind, where no one person is named. */
export const HAND_OVER_STRATEGIES = ['LEAST_LOAD', 'ROUND_ROBIN', 'TO_POOL'] as const;
export type HandOverStrategy = (typeof HAND_OVER_STRATEGIES)[number];

export const FUNNEL_MODES = ['SNAPSHOT', 'COHORT', 'PERIOD_FLOW'] as const;
export type FunnelMode = (typeof FUNNEL_MODES)[number];

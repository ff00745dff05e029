export const FUNNEL_MODES = ['SNAPSHOT', 'COHORT', 'PERIOD_FLOW'] as const;
export type FunnelMode = (typeof FUNNEL_MODES)[number];

export const REPORT_KINDS = [
  'FUNNEL',
  'PERFORMANCE',
  'FOLLOW_UP_HEATMAP',
  'NEGLECT_HEATMAP',
  'LEAKS',
  'CHANNELS',
  'REASONS',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const NEGLECT_BUCKETS = ['D0_1', 'D2_3', 'D4_7', 'D8_14', 'D15_30', 'D30_PLUS', 'NEVER'] as const;
export type NeglectBucket = (typeof NEGLECT_BUCKETS)[number];

export const LEAK_OUTCOMES = ['OPEN', 'RECOVERED', 'LOST', 'RECLAIMED'] as const;
export type LeakOutcome = (typeof LEAK_OUTCOMES)[number];

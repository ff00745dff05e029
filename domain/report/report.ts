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

/** The numbers of a person's performance, by what stands behind them. */
export const PERFORMANCE_NUMBERS = [
  'NEW_LEADS',
  'NEW_CUSTOMERS',
  'WON',
  'LOST',
  'FOLLOW_UPS',
  'CONTACT_DURATION',
  'HELD',
  'DUE',
  'ON_TIME',
  'LEAKED',
  'FIRST_RESPONSE',
  'CLAIMS_KEPT',
  'CLAIMS_MISSED',
  'FORWARD',
  'SLOWEST_STAGE',
] as const;
export type PerformanceNumber = (typeof PERFORMANCE_NUMBERS)[number];

export const CHANNEL_NUMBERS = ['LEADS', 'QUALIFIED', 'WON', 'FIRST_RESPONSE'] as const;
export type ChannelNumber = (typeof CHANNEL_NUMBERS)[number];

export const PILOT_NUMBERS = ['CUSTOMERS', 'DUE', 'LEAKED', 'WON'] as const;
export type PilotNumber = (typeof PILOT_NUMBERS)[number];

export const STAGE_NUMBERS = ['ENTERED', 'LEFT', 'FORWARD', 'OPEN', 'REFUSED'] as const;
export type StageNumber = (typeof STAGE_NUMBERS)[number];

/** Local hours in which nothing is sent outside; they may go past midnight. */
export interface Quiet {
  readonly from: string;
  readonly to: string;
}

/** The organisation's rules for what goes outside: settings.push. */
export interface PushRules {
  /** So many reminders about one customer go to one person on a day. */
  readonly perCustomerPerDay: number;
  /** So many cards go to one person on a day; the rest is told in the morning digest. */
  readonly perPersonPerDay: number;
  /** Local time, HH:mm. */
  readonly digestAt: string;
  readonly quiet: Quiet | null;
  /** Whether customers are named where a whole group reads it. */
  readonly namesInGroups: boolean;
}

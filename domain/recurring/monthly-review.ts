import { event, type Changes } from '../change.js';
import { everySuperior } from '../deadline/recipients.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import type { Person } from '../people.js';

/** What happened in a month. */
export interface MonthPast {
  readonly leads: number;
  readonly customers: number;
  readonly won: number;
  readonly lost: number;
  /** Taken back from their owners by the system. */
  readonly reclaimed: number;
}

/** Announced, and told to all managers, else to the administrators. */
export function monthlyReview(month: string, past: MonthPast, people: readonly Person[], call: Call): Changes {
  const title = message('NOTE_MONTHLY_REVIEW', { month });
  const body = message('NOTE_MONTHLY_REVIEW_BODY', { ...past, month });
  const cards = everySuperior({ people }, call.now).map((recipientId) =>
    notify(recipientId, { kind: 'SYSTEM', title, body, level: 0, subject: month }, call),
  );
  return [event('REPORT_READY', { data: { month } }), ...cards];
}

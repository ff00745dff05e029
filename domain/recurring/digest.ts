import type { Change } from '../change.js';
import { standIn } from '../deadline/recipients.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import type { Person } from '../people.js';

/** What lies before somebody this morning. */
export interface DayAhead {
  readonly userId: string;
  readonly name: string;
  /** Leads and customers whose next step is due until the end of the day. */
  readonly dueToday: number;
  readonly overdue: number;
  /** Customers that silence takes away within two days. */
  readonly reclaimSoon: number;
  /** Assigned, without a first contact. */
  readonly newLeads: number;
  /** Customers about whom they were told as a superior, and nobody has reacted. */
  readonly toStepIn: number;
}

/** The card of the morning, to whoever stands in while the person is on leave. Null where nothing lies before them. */
export function digest({ userId, name, ...counts }: DayAhead, people: readonly Person[], call: Call): Change | null {
  if (Object.values(counts).every((count) => count === 0)) return null;
  const recipientId = standIn({ people }, userId, call.now) ?? userId;
  const title =
    recipientId === userId ? message('NOTE_DIGEST', counts) : message('NOTE_DIGEST_FOR', { ...counts, person: name });
  const body = message('NOTE_DIGEST_BODY', counts);
  return notify(recipientId, { kind: 'DIGEST', title, body, level: 0, subject: userId }, call);
}

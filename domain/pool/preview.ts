import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { firstTakeaway, leadOf, type Takeaway } from '../deadline/silence.js';
import { latest } from '../latest.js';
import { at, type Message } from '../message.js';
import { poolOfOwner } from './reclaim.js';
import type { Pool } from './pool.js';

/** Whom a change of a pool hits, and how. */
export interface Hit {
  readonly customerId: string;
  /** When silence takes it from its owner as the rules are; null: nothing does. */
  readonly nowAt: Date | null;
  /** The same with the change. */
  readonly thenAt: Date | null;
  readonly because: Message | null;
}

/** What a change would mean for an owned customer if nothing else happened; null: nothing, or its owner loses it to other pools. */
export function hitOf(file: CustomerFile, changed: Pool, now: Date): Hit | null {
  const then = { ...file, pools: file.pools.map((pool) => (pool.id === changed.id ? changed : pool)) };
  if (![file, then].some((one) => poolOfOwner(one)?.id === changed.id)) return null;
  const [before, after] = [firstTakeaway(file), firstTakeaway(then)];
  const nowAt = before && actsAt(file, before, now);
  const thenAt = after && actsAt(then, after, now);
  if (nowAt?.getTime() === thenAt?.getTime()) return null;
  const because = after && { ...after.warning, params: { ...after.warning.params, due: at(thenAt!) } };
  return { customerId: file.customer.id, nowAt, thenAt, because };
}

/** Nobody loses a customer before the warning's time, counted from now where they haven't been warned. */
function actsAt(file: CustomerFile, { dueAt, isWarned }: Takeaway, now: Date): Date {
  const lead = leadOf(file);
  return isWarned || lead === null ? dueAt : latest([dueAt, dueAfter(now, lead, 'CLOCK', file.calendar)]);
}

import type { CustomerFile } from '../customer/customer.js';
import { dueAfter } from '../calendar.js';
import { spanBefore } from '../follow-up/plan.js';
import { latest } from '../latest.js';
import { at, type Message } from '../message.js';
import { poolOfOwner } from '../pool/reclaim.js';
import type { WantedDeadline } from './deadline.js';
import { clocksOf, firstTakeaway, leadOf } from './silence.js';

/**
 * The owner hears ahead of whatever takes the customer away first. The last warning is owed even where its time has gone by, as with a clock
 * shorter than it: nothing is taken away without.
 */
export function warningDeadlines(file: CustomerFile, clocks = clocksOf(file)): readonly WantedDeadline[] {
  const { customer } = file;
  const first = firstTakeaway(file, clocks);
  const { warnBefore = [] } = poolOfOwner(file)?.rules ?? {};
  if (!first) return [];
  const last = leadOf(file);
  return warnBefore.map((before, index) => ({
    kind: 'POOL_WARNING',
    subject: customer.id,
    rule: 'pool.warnBefore',
    step: index - warnBefore.length,
    customerId: customer.id,
    leadId: null,
    followUpId: null,
    dueAt: spanBefore(first.plannedAt, before),
    because: saying(first.warning, first.dueAt),
    onlyAhead: first.isWarned || before !== last,
  }));
}

/** What a warning that is told now says: no earlier than its own time from now. */
export function warningNow(file: CustomerFile, now: Date): Message | null {
  const first = firstTakeaway(file);
  const lead = leadOf(file);
  if (!first || lead === null) return null;
  return saying(first.warning, latest([first.dueAt, dueAfter(now, lead, 'CLOCK', file.calendar)]));
}

const saying = (warning: Message, due: Date): Message => ({ ...warning, params: { ...warning.params, due: at(due) } });

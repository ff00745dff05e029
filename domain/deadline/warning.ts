import type { CustomerFile } from '../customer/customer.js';
import { spanBefore } from '../follow-up/plan.js';
import { at } from '../message.js';
import { reclaimPool } from '../pool/reclaim.js';
import type { WantedDeadline } from './deadline.js';
import { clocksOf, takeaways, type Clock } from './silence.js';

/** The owner hears ahead of whatever takes the customer away first. */
export function warningDeadlines(file: CustomerFile, clocks = clocksOf(file)): readonly WantedDeadline[] {
  const { customer } = file;
  const first = takeaways(file, clocks).reduce<Clock | null>(
    (earliest, one) => (earliest && earliest.dueAt <= one.dueAt ? earliest : one),
    null,
  );
  const { warnBefore = [] } = reclaimPool(file)?.rules ?? {};
  if (!first?.warning) return [];
  const because = { ...first.warning, params: { ...first.warning.params, due: at(first.dueAt) } };
  return warnBefore.map((before, index) => ({
    kind: 'POOL_WARNING',
    subject: customer.id,
    rule: 'pool.warnBefore',
    step: index - warnBefore.length,
    customerId: customer.id,
    leadId: null,
    followUpId: null,
    dueAt: spanBefore(first.dueAt, before),
    because,
    onlyAhead: true,
  }));
}

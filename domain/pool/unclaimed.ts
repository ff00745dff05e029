import { dueAfter } from '../calendar.js';
import { set, type Change, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { moveToPool } from '../customer/enter-pool.js';
import type { Deadline, WantedDeadline } from '../deadline/deadline.js';
import type { Call } from '../decision.js';
import { message, span } from '../message.js';
import { poolOf } from './claim.js';
import { poolForAny, type Pool } from './pool.js';

const ruleOf = ({ id }: Pool): string => `pools.${id}.unclaimed`;

/** Whom nobody claims for so long, by the clock, isn't offered for ever. */
export function unclaimedDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const { customer, calendar } = file;
  const pool = poolOf(file);
  if (!pool || customer.pooledAt === null || pool.kind !== 'PUBLIC') return [];
  const { unclaimed } = pool.rules;
  if (unclaimed === null) return [];
  return [
    {
      kind: 'POOL_UNCLAIMED',
      subject: customer.id,
      rule: ruleOf(pool),
      step: 0,
      customerId: customer.id,
      leadId: null,
      followUpId: null,
      dueAt: dueAfter(customer.pooledAt, unclaimed.for, 'CLOCK', calendar),
      because: message('BECAUSE_UNCLAIMED', { pool: pool.name, span: span(unclaimed.for) }),
      onlyAhead: false,
    },
  ];
}

/** Nobody wanted it: to the dormant pool of the same teams. */
export function reachUnclaimed(file: CustomerFile, deadline: Deadline, fired: Change, call: Call): Changes {
  const [wanted] = unclaimedDeadlines(file);
  if (wanted?.rule !== deadline.rule) return []; // the rules are others by now, which disarms it
  if (wanted.dueAt > call.now) return [set('Deadline', deadline.id, { dueAt: wanted.dueAt })];
  const dormant = poolForAny(file.pools, 'DORMANT', poolOf(file)?.teamIds ?? []);
  if (!dormant) throw new Error(`There is no dormant pool for ${file.customer.id}`);
  return [fired, ...moveToPool(file, dormant, { reason: null, rule: deadline.rule, deadline }, call)];
}

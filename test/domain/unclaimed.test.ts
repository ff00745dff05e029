import { expect, test } from '@jest/globals';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { accept } from '../../domain/decision.js';
import { moveToPool } from '../../domain/customer/enter-pool.js';
import { decideMoveToPool } from '../../domain/pool/release.js';
import { settled } from '../../domain/settle.js';
import { DAY, DEFAULT_POOLS, NOW, ZHAO, aCall, aCustomerWhoEntered, aPool, accepted, later } from '../support/files.js';
import { SimulatedDays } from '../support/simulated-days.js';

const [PUBLIC, DORMANT] = DEFAULT_POOLS;

/** Given back now. */
function pooled(pools = DEFAULT_POOLS): SimulatedDays {
  const file = aCustomerWhoEntered('NEEDS_CONFIRMED', { pools }, aCall({ now: NOW }));
  const life = new SimulatedDays(file, NOW);
  const back = (one: CustomerFile) => moveToPool(one, pools[0]!, { reason: null, rule: null }, aCall({ now: NOW }));
  life.does((one, call) => accept(settled(one, back(one), call)));
  return life;
}

const unclaimed = ({ file }: SimulatedDays) => file.deadlines.filter(({ kind }) => kind === 'POOL_UNCLAIMED');

test('P1: thirty days unclaimed, a customer goes to the dormant pool, and its timer said so', () => {
  const life = pooled();
  expect(unclaimed(life)).toMatchObject([{ dueAt: later(30 * DAY), because: { code: 'BECAUSE_UNCLAIMED' } }]);
  life.passes(30 * DAY - 1);
  expect(life.file.customer.poolId).toBe(PUBLIC!.id);
  life.passes(1);
  expect(life.file.customer).toMatchObject({
    poolId: DORMANT!.id,
    pooledAt: later(30 * DAY),
    stage: 'NEEDS_CONFIRMED',
  });
  expect(life.diary.at(-1)).toBe(`04-03 CUSTOMER_RECLAIMED pools.${PUBLIC!.id}.unclaimed`);
  expect(unclaimed(life)).toEqual([]);
  life.passes(60 * DAY);
  expect(life.file.customer.poolId).toBe(DORMANT!.id);
});

test('P1: it goes to the dormant pool of the same teams', () => {
  const east = aPool('DORMANT', { id: 'pool_sleeping_east', teamIds: ['team_north', 'team_east'] });
  const open = { ...PUBLIC!, teamIds: ['team_east'] };
  const life = pooled([open, DORMANT!, east]);
  life.passes(30 * DAY);
  expect(life.file.customer.poolId).toBe(east.id);
});

test('another pool counts anew, and one whose rules ask for it never gives up', () => {
  const life = pooled([...DEFAULT_POOLS, aPool('PUBLIC', { id: 'pool_second' })]);
  life.passes(29 * DAY);
  const before = life.file;
  const there = decideMoveToPool(before, 'pool_second', aCall({ by: ZHAO, now: life.now }));
  expect(accepted(there)).toContainEqual(
    expect.objectContaining({ set: 'Deadline', to: expect.objectContaining({ status: 'DISARMED' }) as unknown }),
  );
  life.does(() => there);
  expect(unclaimed(life)).toEqual([]);
});

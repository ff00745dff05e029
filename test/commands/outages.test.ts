import { expect, test } from '@jest/globals';
import { beat } from '../../commands/beat.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { updateUser } from '../../commands/update-user.js';
import { rearmAll } from '../../jobs/rearm.js';
import { aNewCustomer, loadRow, rowsOf } from '../support/customers.js';
import { quiet } from '../support/quiet-log.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { setPublicRules } from '../support/pools.js';
import { passes, reachAllDue } from '../support/turned-back.js';

const HOUR = 3_600_000;

/** An hour without work, and it goes back; its owner hears of it half an hour before. */
async function anHourlyHouse(): Promise<House> {
  const house = await aHouse({ playbook: playbookWith(() => ({ idle: [] })) });
  const reclaim = [{ idleFor: 'PT1H', since: 'LAST_ACTIVITY' as const }];
  await setPublicRules(house, { reclaim, warnBefore: ['PT30M'], calendar: 'CLOCK' });
  return house;
}

const beats = (house: House, ...roles: ('api' | 'worker')[]) => house.as(null, beat, { roles, skewMs: 0 });
const silentFor = ({ database }: House, role: string, span: string) =>
  database.pool.query(`update "Heartbeat" set "beatAt" = now() - $2::interval where role = $1`, [role, span]);

test('P8: a time without any process of a kind is an outage; a restart isn’t, and two that start at once find one', async () => {
  const house = await aHouse();
  await beats(house, 'api', 'worker');
  await silentFor(house, 'worker', '5 minutes');
  await beats(house, 'worker');
  expect(await rowsOf(house, 'Outage')).toEqual([]);
  await silentFor(house, 'worker', '2 hours');
  await Promise.all([beats(house, 'worker'), beats(house, 'api', 'worker'), beats(house, 'worker')]);
  const [outage, ...others] = await rowsOf(house, 'Outage');
  expect(others).toEqual([]);
  expect(outage).toMatchObject({ role: 'worker' });
  expect(Number(outage!['endedAt']) - Number(outage!['beganAt'])).toBeGreaterThan(1.9 * HOUR);
});

test('P8: warned before an outage, an owner has what was left of the warning’s time after it', async () => {
  const house = await anHourlyHouse();
  const customerId = await aNewCustomer(house);
  await beats(house, 'api', 'worker');
  await passes(house, '31 minutes');
  await reachAllDue(house);
  expect(await rowsOf(house, 'Notification', `kind = 'RECLAIM_WARNING'`)).toHaveLength(1);
  await passes(house, '40 minutes');
  await silentFor(house, 'api', '40 minutes');

  const [reclaim] = await rowsOf(house, 'Deadline', `kind = 'POOL_RECLAIM'`);
  await house.as(null, reachDeadline, { deadlineId: reclaim!['id'] as string });
  expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: house.lin.id });
  await beats(house, 'api', 'worker');
  await reachAllDue(house);
  expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: house.lin.id });
  await passes(house, '31 minutes');
  await reachAllDue(house);
  expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ ownerId: null });
});

test('P8: a leave moves the timers of all the owner has, and coming back early moves them back', async () => {
  const house = await anHourlyHouse();
  const customerId = await aNewCustomer(house);
  const others = await aNewCustomer(house, house.wang, { phone: '13900139000' });
  const before = await loadRow(house, 'Customer', others);
  const follow = () => rearmAll({ run: house.run, log: quiet, signal: new AbortController().signal });
  const back = new Date(Date.now() + 48 * HOUR);
  await house.as(house.admin, updateUser, { userId: house.lin.id, onLeaveUntil: back });
  await follow();
  expect((await loadRow(house, 'Customer', customerId)).reclaimAt).toEqual(new Date(back.getTime() + HOUR / 2));
  expect((await loadRow(house, 'Customer', others)).reclaimAt).toEqual(before.reclaimAt);
  await house.as(house.admin, updateUser, { userId: house.lin.id, onLeaveUntil: null });
  await follow();
  const { reclaimAt, createdAt } = await loadRow(house, 'Customer', customerId);
  expect(Number(reclaimAt) - Number(createdAt)).toBe(HOUR);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { IN_A_WEEK, aNewCustomer, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { aPooledCustomer, pull, setPublicRules } from '../support/pools.js';
import { sweepAll } from '../support/sweeping.js';
import { passes } from '../support/turned-back.js';

const MINUTE = 60_000;

/** What products of this kind get wrong, as DESIGN.md lists it; what is about webhooks and streams is tested where they are. */
describe('known faults of peers', () => {
  let house: House;
  beforeEach(async () => {
    house = await aHouse({ playbook: playbookWith(() => ({ idle: [] })) });
    const reclaim = [{ idleFor: 'PT10M', since: 'LAST_ACTIVITY' as const }];
    await setPublicRules(house, { reclaim, warnBefore: [], coolDown: 'PT0S', calendar: 'CLOCK' });
  });

  const sweepDue = () => sweepAll(house, { restsMs: [MINUTE] });
  const claim = (customerId: string, by = house.lin) => house.as(by, claimCustomer, { customerId });
  const ownerOf = async (customerId: string) => (await loadRow(house, 'Customer', customerId)).ownerId;
  const holdsFor = async (customerId: string) => {
    const { reclaimAt, ownedSince } = await loadRow(house, 'Customer', customerId);
    return Number(reclaimAt) - Number(ownedSince);
  };

  test('a never-contacted customer is reclaimed at once: here it counts from when its owner got it', async () => {
    const customerId = await aPooledCustomer(house);
    await passes(house, '30 days');
    await claim(customerId);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ lastActivityAt: null });
    expect(await holdsFor(customerId)).toBe(10 * MINUTE);
    await passes(house, '9 minutes');
    await sweepDue();
    expect(await ownerOf(customerId)).toBe(house.lin.id);
  });

  test('a claim doesn’t reset the idle clock: here it does, like every way to get a customer', async () => {
    const customerId = await aNewCustomer(house);
    await passes(house, '9 minutes');
    await pull(house, customerId);
    await claim(customerId, house.wang);
    expect(await holdsFor(customerId)).toBe(10 * MINUTE);
    await passes(house, '9 minutes');
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.lin.id });
    expect(await holdsFor(customerId)).toBe(10 * MINUTE);
  });

  test('releasing refunds the daily quota, or a refused claim is charged: here neither', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push(await aPooledCustomer(house));
    await claim(ids[0]!, house.wang);
    for (const id of ids) await claim(id); // the first is refused, three are left
    await house.as(house.lin, releaseCustomer, { customerId: ids[1]!, reason: 'NO_CAPACITY' });
    expect((await claim(ids[1]!)).refusal).toMatchObject({ code: 'DAILY_CLAIM_LIMIT', used: 3, limit: 3 });
    expect(await rowsOf(house, 'Claim', `"userId" = '${house.lin.id}'`)).toHaveLength(3);
  });

  test('no lock on claim: here of two at once one gets it', async () => {
    const customerId = await aPooledCustomer(house);
    const both = await Promise.all([claim(customerId), claim(customerId, house.wang)]);
    expect(both.map(({ refusal }) => refusal?.code ?? 'CLAIMED').sort()).toEqual(['ALREADY_OWNED', 'CLAIMED']);
  });

  test('one failing record stops the whole sweep, and reclaims wait for the night: here the others go, within minutes of being due', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push(await aNewCustomer(house, house.lin, { phone: `1390013900${n}` }));
    const [broken, ...others] = ids as [string, string, string];
    await passes(house, '11 minutes');
    await house.database.pool.query(`update "Customer" set stage = 'NOWHERE' where id = $1`, [broken]);
    await sweepDue();
    for (const id of others) expect(await ownerOf(id)).toBeNull();
    expect(await ownerOf(broken)).toBe(house.lin.id);
    expect(await rowsOf(house, 'Deadline', `"customerId" = '${broken}' and attempts > 0`)).not.toEqual([]);
  });

  test('guards are bypassed by automation: here a claim or a transfer moves nothing, and the stage still asks for its conditions', async () => {
    const customerId = await aNewCustomer(house);
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
    const move = () => house.as(house.wang, advanceCustomer, { customerId, to: 'WON' });
    expect((await move()).refusal).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    expect((await loadRow(house, 'Customer', customerId)).stage).toBe('INITIAL_CONTACT');
  });

  test('a deadline flips only when somebody saves: here it is overdue by itself', async () => {
    await setPublicRules(house, { reclaim: [] });
    const customerId = await aNewCustomer(house);
    await passes(house, '25 hours');
    await sweepDue();
    expect(await rowsOf(house, 'Event', `type = 'FOLLOW_UP_OVERDUE'`)).toMatchObject([{ customerId, actorId: null }]);
  });

  test('a transfer loses follow-ups or resets closed deals: here both go along as they are', async () => {
    const customerId = await aNewCustomer(house);
    await house.as(house.lin, planFollowUp, { customerId, dueAt: IN_A_WEEK(), purpose: '回访' });
    const open = async () => (await rowsOf(house, 'FollowUp', `status = 'PLANNED' order by id`)).map(({ id }) => id);
    const before = await open();
    await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
    expect(await open()).toEqual(before);
    const owners = await rowsOf(house, 'FollowUp', `status = 'PLANNED'`);
    expect(owners.every(({ ownerId }) => ownerId === house.wang.id)).toBe(true);
  });
});

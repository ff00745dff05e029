import { beforeEach, describe, expect, test } from '@jest/globals';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { IN_A_WEEK, aNewCustomer, anotherTeam, everythingIn, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

const armed = () => rowsOf(house, 'Deadline', `status = 'ARMED'`);

test('C11: a transfer takes the open follow-ups along, tells the new owner, and leaves the stage alone', async () => {
  const customerId = await aNewCustomer(house);
  await house.as(house.lin, planFollowUp, { customerId, dueAt: IN_A_WEEK(), purpose: '拜访' });
  const before = await loadRow(house, 'Customer', customerId);
  const { refusal } = await house.as(house.teamLead, transferCustomer, {
    customerId,
    toUserId: house.wang.id,
    note: '老客户，先打电话',
  });
  expect(refusal).toBeNull();
  const after = await loadRow(house, 'Customer', customerId);
  expect(after).toMatchObject({
    ownerId: house.wang.id,
    lastOwnerId: house.lin.id,
    stage: before.stage,
    stageEnteredAt: before.stageEnteredAt,
    nextContactAt: before.nextContactAt,
    version: before.version + 1,
  });
  expect(after.ownedSince).not.toEqual(before.ownedSince);
  const followUps = await rowsOf(house, 'FollowUp');
  expect(followUps.map((row) => [row['ownerId'], row['status']])).toEqual([
    [house.wang.id, 'PLANNED'],
    [house.wang.id, 'PLANNED'],
  ]);
  expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_TRANSFERRED'`)).toMatchObject([
    { customerId, actorId: house.teamLead.id, data: { from: house.lin.id, ownerId: house.wang.id } },
  ]);
  expect(await rowsOf(house, 'Notification')).toMatchObject([
    { recipientId: house.wang.id, kind: 'ASSIGNED', customerId },
  ]);
});

test('C11: the timers that were armed for the old owner fire for the new one', async () => {
  const customerId = await aNewCustomer(house);
  await house.as(house.teamLead, transferCustomer, { customerId, toUserId: house.wang.id });
  await house.database.pool.query(`update "FollowUp" set "dueAt" = now() - interval '1 minute'`);
  await house.database.pool.query(
    `update "Deadline" set "dueAt" = now() - interval '1 minute' where kind = 'STAGE_ACTION' and step = 0`,
  );
  for (const { id } of await armed()) await house.run(reachDeadline, { deadlineId: String(id) }, { by: null });
  expect(await rowsOf(house, 'Notification', `kind = 'REMINDER'`)).toMatchObject([{ recipientId: house.wang.id }]);
});

test('pinned 5: the idle clocks start anew with the new owner', async () => {
  const customerId = await aNewCustomer(house);
  await house.database.pool.query(
    `update "Customer" set stage = 'QUOTED', "stageEnteredAt" = now() - interval '20 days', "ownedSince" = now() - interval '20 days'`,
  );
  await house.as(house.teamLead, transferCustomer, { customerId, toUserId: house.wang.id });
  const [idle] = (await armed()).filter(({ kind }) => kind === 'STAGE_IDLE');
  expect((idle!['dueAt'] as Date).getTime()).toBeGreaterThan(Date.now() + 2 * 86_400_000);
});

test('a closed deal changes its owner and nothing else', async () => {
  const customerId = await aNewCustomer(house);
  await house.database.pool.query(`update "FollowUp" set status = 'DONE'`);
  await house.database.pool.query(`update "Deadline" set status = 'DISARMED'`);
  await house.database.pool.query(
    `update "Customer" set stage = 'WON', "nextContactAt" = null, "reclaimAt" = null, "signedAt" = now()`,
  );
  const before = await loadRow(house, 'Customer', customerId);
  const visits = await rowsOf(house, 'StageVisit');
  await house.as(house.manager, transferCustomer, { customerId, toUserId: house.wang.id });
  const after = await loadRow(house, 'Customer', customerId);
  const changed = Object.keys(after).filter((name) => !isSame(after, before, name as keyof typeof after));
  expect(changed.sort()).toEqual(['lastOwnerId', 'ownedSince', 'ownerId', 'updatedAt', 'version']);
  expect(await rowsOf(house, 'StageVisit')).toEqual(visits);
  expect(await armed()).toEqual([]);
});

const isSame = <T extends object>(a: T, b: T, name: keyof T): boolean =>
  JSON.stringify(a[name]) === JSON.stringify(b[name]);

describe('who may', () => {
  test('a team lead within their teams only; another team’s people are not there', async () => {
    const customerId = await aNewCustomer(house);
    const { lead, sales } = await anotherTeam(house);
    const before = await everythingIn(house);
    await expect(house.as(house.teamLead, transferCustomer, { customerId, toUserId: sales.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'toUserId',
    });
    await expect(house.as(lead, transferCustomer, { customerId, toUserId: sales.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'customerId',
    });
    expect(await everythingIn(house)).toBe(before);
    expect((await house.as(house.manager, transferCustomer, { customerId, toUserId: sales.id })).refusal).toBeNull();
  });

  test('what lies in a pool is claimed or assigned, not transferred', async () => {
    const customerId = await aNewCustomer(house, house.manager);
    const { refusal } = await house.as(house.manager, transferCustomer, { customerId, toUserId: house.lin.id });
    expect(refusal).toEqual({ code: 'NOT_OWNER' });
  });

  test('nobody gets work who isn’t there, and to its owner nothing happens', async () => {
    const customerId = await aNewCustomer(house);
    const before = await everythingIn(house);
    expect(
      (await house.as(house.teamLead, transferCustomer, { customerId, toUserId: house.lin.id })).refusal,
    ).toBeNull();
    await house.database.pool.query(`update "User" set active = false where id = $1`, [house.wang.id]);
    await expect(
      house.as(house.teamLead, transferCustomer, { customerId, toUserId: house.wang.id }),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'toUserId' });
    expect(await everythingIn(house)).toBe(before);
  });
});

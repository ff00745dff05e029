import { beforeEach, expect, test } from '@jest/globals';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import type { Viewer } from '../../domain/policy.js';
import { IN_A_WEEK, aNewCustomer, anotherTeam, loadRow } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';

let house: House;
let delegate: Viewer;
let followUpId: string;
beforeEach(async () => {
  house = await aHouse();
  delegate = (await anotherTeam(house)).sales;
  await aNewCustomer(house);
  const followUp = await house.database.sql
    .updateTable('FollowUp')
    .set({ ownerId: delegate.id })
    .returning('id')
    .executeTakeFirstOrThrow();
  followUpId = followUp.id;
});

const contact = () => ({
  followUpId,
  channel: 'PHONE' as const,
  note: '聊了需求',
  goalMet: true,
  next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
});

test('whoever has to do a follow-up completes it, even where the customer is not theirs to see', async () => {
  expect((await house.as(delegate, completeFollowUp, contact())).refusal).toBeNull();
  expect(await loadRow(house, 'FollowUp', followUpId)).toMatchObject({ status: 'DONE', doneById: delegate.id });
  await expect(house.as(delegate, completeFollowUp, contact())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('but they move the customer nowhere', async () => {
  const { refusal } = await house.as(delegate, completeFollowUp, { ...contact(), advanceTo: 'LOST', reason: 'PRICE' });
  expect(refusal).toEqual({ code: 'NOT_OWNER' });
  expect(await loadRow(house, 'FollowUp', followUpId)).toMatchObject({ status: 'PLANNED' });
});

test('nobody else finds it', async () => {
  const stranger = { ...delegate, id: 'usr_stranger' };
  const { next } = contact();
  await expect(house.as(stranger, cancelFollowUp, { followUpId, reason: 'OTHER', next })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

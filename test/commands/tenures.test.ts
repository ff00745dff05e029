import { beforeEach, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignLead } from '../../commands/assign-lead.js';
import { captureLead } from '../../commands/capture-lead.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimLead } from '../../commands/claim-lead.js';
import { createCustomer } from '../../commands/create-customer.js';
import { disqualifyLead } from '../../commands/disqualify-lead.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp, type RecordFollowUp } from '../../commands/record-follow-up.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { unmerge } from '../../commands/unmerge.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { buildersOf } from '../support/builders.js';
import { rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

/** Who had it, by which event it began, in order; each begins where the one before it ended. */
async function tenuresOf(column: 'customerId' | 'leadId', id: string) {
  const rows = await rowsOf(house, 'Tenure', `"${column}" = '${id}' order by "beganAt", "endedAt" nulls last`);
  for (const [index, row] of rows.slice(1).entries()) expect(rows[index]!['endedAt']).toEqual(row['beganAt']);
  const names = new Map([[house.lin.id, '林'], [house.wang.id, '王'], [null, '公海']] as const); // prettier-ignore
  const last = rows.at(-1);
  return { by: rows.map((row) => `${names.get(row['ownerId'] as string)} ${String(row['cause'])}`), open: last !== undefined && last['endedAt'] === null }; // prettier-ignore
}

const aCustomer = async (phone: string, by = house.lin) => {
  const { answer } = await house.as(by, createCustomer, { name: '周敏', phone });
  return answer['customerId'] as string;
};

test('a customer is with one owner after the other, or in a pool', async () => {
  const { lin, wang, teamLead } = house;
  const customerId = await aCustomer('13800138000');
  await house.as(lin, updateCustomer, { customerId, version: 1, region: '浙江' });
  await house.as(teamLead, transferCustomer, { customerId, toUserId: wang.id });
  await house.as(wang, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });
  await house.as(lin, claimCustomer, { customerId });
  await house.as(lin, advanceCustomer, { customerId, to: 'PAUSED', reason: 'CUSTOMER_ASKED' });
  expect(await tenuresOf('customerId', customerId)).toEqual({
    by: [
      '林 CUSTOMER_CREATED',
      '王 CUSTOMER_TRANSFERRED',
      '公海 CUSTOMER_RELEASED',
      '林 CUSTOMER_CLAIMED',
      '公海 CUSTOMER_RELEASED',
    ],
    open: true,
  });
});

test('a lead is with somebody as long as it is open, and its customer from then on', async () => {
  const { lin, wang, teamLead } = house;
  const sourceId = await buildersOf(house).aSource();
  const captured = async (phone: string) =>
    (await house.as(null, captureLead, { sourceId, name: '周敏', phone })).answer['leadId'] as string;
  const leadId = await captured('13800138001');
  await house.as(lin, claimLead, { leadId });
  await house.as(teamLead, assignLead, { leadId, ownerId: wang.id });
  const { answer } = await house.as(wang, qualifyLead, { leadId });
  expect(await tenuresOf('leadId', leadId)).toEqual({
    by: ['公海 LEAD_POOLED', '林 LEAD_CLAIMED', '王 LEAD_ASSIGNED'],
    open: false,
  });
  expect(await tenuresOf('customerId', answer['customerId'] as string)).toEqual({
    by: ['王 CUSTOMER_CREATED'],
    open: true,
  });
  const given = await captured('13800138002');
  await house.as(lin, claimLead, { leadId: given });
  await house.as(lin, disqualifyLead, { leadId: given, reason: 'SPAM' });
  expect((await tenuresOf('leadId', given)).open).toBe(false);
  await captured('13800138002');
  expect(await rowsOf(house, 'Tenure', `"leadId" = '${given}' and "endedAt" is null`)).toHaveLength(1);
});

test('whoever is merged has no owner of their own any more; what went along comes back', async () => {
  const { lin, wang, teamLead } = house;
  const into = await aCustomer('13800138003');
  const from = await aCustomer('13800138004', wang);
  await house.as(teamLead, mergeCustomers, { into, from: [from] });
  const merged = await rowsOf(house, 'Tenure', `"customerId" = '${into}' order by "endedAt" nulls last`);
  expect(merged.map(({ ownerId, endedAt }) => [ownerId, endedAt === null])).toEqual([[wang.id, false], [lin.id, true]]); // prettier-ignore
  await house.as(teamLead, unmerge, { id: from });
  const apart = await rowsOf(house, 'Tenure', `"customerId" = '${from}' order by "beganAt"`);
  expect(apart.map(({ ownerId, endedAt }) => [ownerId, endedAt === null])).toEqual([[wang.id, false], [wang.id, true]]); // prettier-ignore
  expect(await rowsOf(house, 'Tenure', `"customerId" = '${into}'`)).toHaveLength(1);
});

test('a stay knows where it came from, and a follow-up whether it counts', async () => {
  const { lin, teamLead } = house;
  const customerId = await aCustomer('13800138005');
  const contact = (input: Partial<RecordFollowUp> = {}) => ({
    customerId,
    channel: 'PHONE' as const,
    note: '聊了进展',
    goalMet: true,
    next: { purposeCode: 'OTHER', dueAt: new Date(Date.now() + 86_400_000) },
    ...input,
  });
  await house.as(lin, recordFollowUp, contact());
  await house.as(teamLead, recordFollowUp, contact());
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await house.as(lin, recordFollowUp, contact({ occurredAt: hoursAgo(23) }));
  await house.as(lin, recordFollowUp, contact({ occurredAt: hoursAgo(25) }));
  const done = await rowsOf(house, 'FollowUp', `status = 'DONE' order by "doneAt"`);
  expect(done.map(({ qualifying }) => qualifying)).toEqual([true, false, true, false]);
  await house.as(lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
  const stays = await rowsOf(house, 'StageVisit', `"customerId" = '${customerId}' order by "enteredAt"`);
  expect(stays.map(({ from, stage }) => [from, stage])).toEqual([[null, 'INITIAL_CONTACT'], ['INITIAL_CONTACT', 'LOST']]); // prettier-ignore
  const other = await aCustomer('13800138006');
  await house.as(lin, advanceCustomer, { customerId: other, to: 'LOST', reason: 'PRICE' });
  const [lost] = await rowsOf(house, 'StageVisit', `"customerId" = '${other}' and stage = 'LOST'`);
  expect(await rowsOf(house, 'FollowUp', `"customerId" = '${other}'`)).toMatchObject([
    { status: 'CANCELLED', cancelReason: 'STAGE_LEFT', cancelledAt: lost!['enteredAt'] },
  ]);
});

import { expect, test } from '@jest/globals';
import { assignLead } from '../../commands/assign-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { IN_A_WEEK, aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { capture, letPass, promising, setAssignment } from '../support/leads.js';

/** Whose escalation runs by the clock, so that time can be moved. */
const byTheClock = (): Promise<House> => aHouse({ playbook: playbookWith(() => ({})) });

async function anOwnedLead(house: House) {
  const lead = await capture(house, promising(await aNewSource(house)));
  const owner = [house.lin, house.wang].find(({ id }) => id === lead.ownerId)!;
  const other = [house.lin, house.wang].find(({ id }) => id !== lead.ownerId)!;
  return { id: String(lead.id), owner, other };
}

const armed = async (house: House) => (await rowsOf(house, 'Deadline', `status = 'ARMED'`)).length;
const cards = async (house: House, kind: string) =>
  (await rowsOf(house, 'Notification', `kind = '${kind}'`)).map(({ recipientId }) => recipientId);

test('L8: due, the owner is reminded; then one superior after the other hears', async () => {
  const house = await byTheClock();
  const { id, owner } = await anOwnedLead(house);
  await letPass(house, id, 'lead.response', 0);
  expect(await cards(house, 'REMINDER')).toEqual([owner.id]);
  await letPass(house, id, 'lead.response', 1);
  expect(await cards(house, 'ESCALATION')).toEqual([house.teamLead.id]);
  await letPass(house, id, 'lead.response', 2);
  expect(await cards(house, 'ESCALATION')).toEqual([house.teamLead.id, house.manager.id]);
  expect(await armed(house)).toBe(1);
});

test('L8: in the end somebody else gets it, with timers of their own, and both are told', async () => {
  const house = await byTheClock();
  const { id, owner, other } = await anOwnedLead(house);
  await letPass(house, id, 'lead.reassign');
  expect(await loadRow(house, 'Lead', id)).toMatchObject({
    status: 'ASSIGNED',
    ownerId: other.id,
    lastOwnerId: owner.id,
    assignedBecause: { code: 'BECAUSE_REASSIGNED' },
  });
  expect(await cards(house, 'RECLAIMED')).toEqual([owner.id]);
  expect(await cards(house, 'ASSIGNED')).toEqual([owner.id, other.id]);
  expect(await armed(house)).toBe(4);
  const events = await rowsOf(house, 'Event', `type = 'LEAD_ASSIGNED' order by tx`);
  expect(events.map(({ rule }) => rule)).toEqual(['assignment.default', 'lead.reassign']);
});

test('L8: where nobody else is there it goes to the pool, and the team lead hears', async () => {
  const house = await byTheClock();
  const { id, owner, other } = await anOwnedLead(house);
  await house.database.sql.updateTable('User').set({ active: false }).where('id', '=', other.id).execute();
  await letPass(house, id, 'lead.reassign');
  expect(await loadRow(house, 'Lead', id)).toMatchObject({
    status: 'POOLED',
    ownerId: null,
    lastOwnerId: owner.id,
    poolId: house.pools.lead,
  });
  expect(await cards(house, 'SYSTEM')).toEqual([house.teamLead.id]);
  expect(await armed(house)).toBe(0);
});

test('L8: a first contact disarms it, even one without an answer', async () => {
  const house = await byTheClock();
  const { id, owner } = await anOwnedLead(house);
  const { refusal } = await house.as(owner, recordFollowUp, {
    leadId: id,
    channel: 'PHONE',
    outcome: 'NO_ANSWER',
    note: '无人接听',
    goalMet: false,
    next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
  });
  expect(refusal).toBeNull();
  expect(await rowsOf(house, 'Deadline', `status = 'ARMED' and kind = 'LEAD_RESPONSE'`)).toEqual([]);
});

test('a lead that a superior gives to somebody else owes its first contact anew', async () => {
  const house = await byTheClock();
  const { id, other } = await anOwnedLead(house);
  await letPass(house, id, 'lead.response', 1);
  await house.as(house.teamLead, assignLead, { leadId: id, ownerId: other.id });
  const rows = await rowsOf(house, 'Deadline', `status = 'ARMED' and "dueAt" > now() order by "dueAt"`);
  expect(rows.map(({ rule, step }) => [rule, step])).toEqual([
    ['lead.response', 0],
    ['lead.response', 1],
    ['lead.response', 2],
    ['lead.reassign', 0],
  ]);
});

test('without a time to respond in nothing is armed', async () => {
  const house = await byTheClock();
  await setAssignment(house, { responseWithin: null });
  await anOwnedLead(house);
  expect(await rowsOf(house, 'Deadline')).toEqual([]);
});

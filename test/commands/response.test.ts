import { expect, test } from '@jest/globals';
import { acknowledge } from '../../commands/acknowledge.js';
import { assignLead } from '../../commands/assign-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { snooze } from '../../commands/snooze.js';
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

/** Their newest card of this kind. */
async function cardOf(house: House, recipientId: string, kind: string): Promise<string> {
  const rows = await rowsOf(house, 'Notification', `kind = '${kind}' and "recipientId" = '${recipientId}' order by at`);
  return String(rows.at(-1)!['id']);
}

const armedRules = async (house: House) =>
  (await rowsOf(house, 'Deadline', `status = 'ARMED' order by "dueAt"`)).map(({ rule, step }) => [rule, step]);

test('T5: acknowledged by the owner or a superior, no superior hears any more; the lead goes on to somebody else all the same', async () => {
  for (const reached of [0, 1]) {
    const house = await byTheClock();
    const { id, owner } = await anOwnedLead(house);
    await letPass(house, id, 'lead.response', reached);
    const by = reached === 0 ? owner : house.teamLead;
    const notificationId = await cardOf(house, by.id, reached === 0 ? 'REMINDER' : 'ESCALATION');
    const { version } = await loadRow(house, 'Lead', id);
    expect((await house.as(by, acknowledge, { notificationId })).refusal).toBeNull();
    expect(await armedRules(house)).toEqual([['lead.reassign', 0]]);
    expect((await house.as(by, acknowledge, { notificationId })).cursor).toBeNull();
    expect(await loadRow(house, 'Lead', id)).toMatchObject({ version: version + 1, firstContactAt: null });
    await letPass(house, id, 'lead.reassign');
    expect(await loadRow(house, 'Lead', id)).not.toMatchObject({ ownerId: owner.id });
    expect(await armed(house)).toBe(4);
  }
});

test('T5: a card about whoever had the lead before silences nobody', async () => {
  const house = await byTheClock();
  const { id, other } = await anOwnedLead(house);
  await letPass(house, id, 'lead.response', 1);
  const notificationId = await cardOf(house, house.teamLead.id, 'ESCALATION');
  await house.as(house.teamLead, assignLead, { leadId: id, ownerId: other.id });
  await house.as(house.teamLead, acknowledge, { notificationId });
  expect(await armed(house)).toBe(4);
  expect(await loadRow(house, 'Lead', id)).toMatchObject({ responseHeededAt: null });
});

test('T5: acknowledged at the moment the next step fires, either the superior heard or nobody does', async () => {
  const house = await byTheClock();
  const { id, owner } = await anOwnedLead(house);
  await letPass(house, id, 'lead.response', 0);
  const notificationId = await cardOf(house, owner.id, 'REMINDER');
  await Promise.all([
    house.as(owner, acknowledge, { notificationId }),
    letPass(house, id, 'lead.response', 1).catch(() => undefined),
  ]);
  expect(await armedRules(house)).toEqual([['lead.reassign', 0]]);
  expect((await cards(house, 'ESCALATION')).length).toBeLessThanOrEqual(1);
});

test('a first contact can’t be put off', async () => {
  const house = await byTheClock();
  const { id, owner } = await anOwnedLead(house);
  await letPass(house, id, 'lead.response', 0);
  const notificationId = await cardOf(house, owner.id, 'REMINDER');
  const { refusal } = await house.as(owner, snooze, { notificationId, for: 'PT1H' });
  expect(refusal).toEqual({ code: 'ALREADY_CLOSED' });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assignLead } from '../../commands/assign-lead.js';
import { captureLead } from '../../commands/capture-lead.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { disqualifyLead } from '../../commands/disqualify-lead.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { mergeLeads } from '../../commands/merge-leads.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { setLeadConsent } from '../../commands/set-lead-consent.js';
import { unmerge } from '../../commands/unmerge.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { Viewer } from '../../domain/policy.js';
import { IN_A_WEEK, aNewCustomer, aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { expectKept } from '../support/kept.js';
import { aHouse, type House } from '../support/house.js';
import { aPhone, capture, modest, promising } from '../support/leads.js';
import { expectSound } from '../support/sound.js';

let house: House;
let sourceId: string;
beforeEach(async () => {
  house = await aHouse();
  sourceId = await aNewSource(house);
});
afterEach(() => expectKept(house.database));

const next = () => ({ dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
const lead = (id: string) => loadRow(house, 'Lead', id);
const of = (table: Parameters<typeof rowsOf>[1], id: string, also = 'true') =>
  rowsOf(house, table, `"leadId" = '${id}' and ${also}`);
const merge = (into: string, from: string | string[], by: Viewer = house.teamLead) =>
  house.as(by, mergeLeads, { into, from: [from].flat() });
const takeBack = (id: string, by: Viewer = house.teamLead) => house.as(by, unmerge, { id });

async function assigned(owner: Viewer, over: object = {}): Promise<string> {
  const { id } = await capture(house, modest(sourceId, over));
  await house.as(house.teamLead, assignLead, { leadId: String(id), ownerId: owner.id });
  return String(id);
}
const pooled = async (over: object = {}): Promise<string> => String((await capture(house, modest(sourceId, over))).id);

/** Everything that is armed belongs to an open lead with an owner, and to nothing that is over. */
async function expectTimersInLine(leadId: string): Promise<void> {
  const { ownerId, status, nextContactAt, firstContactAt } = await lead(leadId);
  const planned = await of('FollowUp', leadId, `status = 'PLANNED'`);
  const armed = await of('Deadline', leadId, `status = 'ARMED'`);
  const earliest = planned.map(({ dueAt }) => dueAt as Date).sort((a, b) => Number(a) - Number(b))[0] ?? null;
  expect(nextContactAt).toEqual(earliest);
  const ids = planned.map(({ id }) => id);
  const owed = armed.filter(({ followUpId }) => followUpId === null);
  expect(armed.filter(({ followUpId }) => followUpId !== null && !ids.includes(followUpId))).toEqual([]);
  expect(owed.length > 0).toBe(status === 'ASSIGNED' && ownerId !== null && firstContactAt === null);
  expect(owed.filter(({ subject }) => subject !== leadId)).toEqual([]);
}

describe('L5: leads', () => {
  test('touches, follow-ups, identities and timers go along; the old id leads to the survivor', async () => {
    const phone = aPhone();
    const [into, from] = [await assigned(house.lin), await assigned(house.wang, { phone, email: 'zhou@example.com' })];
    const plan = await house.as(house.wang, planFollowUp, { leadId: from, ...next() });
    const { refusal, answer } = await merge(into, from);
    expect(refusal).toBeNull();
    expect(answer).toMatchObject({ leadId: into, touches: 1, followUps: 1, identities: 2 });
    expect(await of('Touch', into)).toHaveLength(2);
    expect(await of('Identity', into)).toHaveLength(3);
    for (const table of ['Touch', 'FollowUp', 'Identity', 'Deadline'] as const)
      expect(await of(table, from)).toEqual([]);
    expect(await of('FollowUp', into)).toMatchObject([{ id: plan.answer['followUpId'], ownerId: house.lin.id }]);
    expect(await lead(from)).toMatchObject({ status: 'MERGED', mergedIntoId: into, ownerId: null, poolId: null });
    expect(await lead(into)).toMatchObject({ status: 'ASSIGNED', ownerId: house.lin.id, email: 'zhou@example.com' });
    await expectTimersInLine(into);
    const touch = await house.as(null, captureLead, modest(sourceId, { phone }));
    expect(touch.answer['duplicateOfLeadId']).toBe(into);
    const late = await house.as(house.lin, planFollowUp, { leadId: from, ...next() });
    expect(late.answer['leadId']).toBe(into);
    expect((await house.as(house.lin, qualifyLead, { leadId: from })).answer['leadId']).toBe(into);
  });

  test('what is known afterwards is scored, and brings a pooled one to somebody', async () => {
    const [into, from] = [await pooled(), await pooled()];
    await house.database.sql.updateTable('Lead').set({ productInterest: '岩棉板' }).where('id', '=', from).execute();
    const dry = await house.as(house.teamLead, mergeLeads, { into, from: [from], dryRun: true });
    expect(dry.foreseen?.lead).toMatchObject({ id: into, status: 'ASSIGNED', productInterest: '岩棉板' });
    expect(await lead(into)).toMatchObject({ status: 'POOLED', productInterest: null });
    await merge(into, from);
    expect(await lead(into)).toMatchObject({ status: 'ASSIGNED', productInterest: '岩棉板' });
    expect((await lead(into)).score).toBeGreaterThanOrEqual(60);
    await expectTimersInLine(into);
  });

  test('one that was given up may go into an open one, not the other way round', async () => {
    const [into, from] = [await pooled(), await assigned(house.lin)];
    await house.as(house.lin, disqualifyLead, { leadId: from, reason: 'SPAM' });
    expect((await merge(from, into)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(into, from)).refusal).toBeNull();
    expect((await takeBack(from)).refusal).toBeNull();
    expect(await lead(from)).toMatchObject({ status: 'DISQUALIFIED', ownerId: house.lin.id, disqualifyReason: 'SPAM' });
  });

  test('one that somebody works on isn’t merged into the pool; customers are merged as such', async () => {
    const [waiting, mine, qualified] = [await pooled(), await assigned(house.lin), await assigned(house.lin)];
    expect((await merge(waiting, mine)).refusal).toEqual({ code: 'ALREADY_OWNED' });
    await house.as(house.lin, qualifyLead, { leadId: qualified });
    expect((await merge(mine, qualified)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(qualified, mine)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(mine, waiting, house.lin)).refusal).toEqual({ code: 'NOT_OWNER' });
    await expect(merge(mine, await aNewCustomer(house, house.lin))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await merge(mine, waiting)).refusal).toBeNull();
  });

  test('their latest word on being written to counts', async () => {
    const [into, from, third] = [await pooled(), await pooled(), await pooled()];
    await house.as(house.lin, setLeadConsent, { leadId: into, consented: true });
    await house.as(house.lin, setLeadConsent, { leadId: from, optedOut: true });
    await merge(into, from);
    expect(await lead(into)).toMatchObject({ consentedAt: null, optedOutAt: expect.any(Date) });
    await house.as(house.lin, setLeadConsent, { leadId: third, consented: true });
    await merge(into, third);
    expect(await lead(into)).toMatchObject({ consentedAt: expect.any(Date), optedOutAt: null });
    await takeBack(third);
    expect(await lead(into)).toMatchObject({ consentedAt: null, optedOutAt: expect.any(Date) });
    await takeBack(from);
    expect(await lead(into)).toMatchObject({ consentedAt: expect.any(Date), optedOutAt: null });
  });
});

describe('unmerge of leads', () => {
  test('both are what they were; the first contact is owed anew', async () => {
    const phone = aPhone();
    const [into, from] = [await assigned(house.lin), await assigned(house.wang, { phone, company: '晨光' })];
    const plan = await house.as(house.wang, planFollowUp, { leadId: from, ...next() });
    await house.database.pool.query(`update "Lead" set "ownedSince" = now() - interval '9 days' where id = $1`, [from]);
    await merge(into, from);
    const { refusal, answer } = await takeBack(from);
    expect([refusal, answer]).toEqual([null, { leadId: from }]);
    expect(await lead(from)).toMatchObject({ status: 'ASSIGNED', ownerId: house.wang.id, mergedIntoId: null });
    expect(await lead(into)).toMatchObject({ company: null, companyFolded: null });
    expect(await of('FollowUp', from)).toMatchObject([{ id: plan.answer['followUpId'], ownerId: house.wang.id }]);
    expect(Date.now() - Number((await lead(from)).ownedSince)).toBeLessThan(60_000);
    for (const id of [into, from]) await expectTimersInLine(id);
    const touch = await house.as(null, captureLead, modest(sourceId, { phone }));
    expect(touch.answer['duplicateOfLeadId']).toBe(from);
  });

  test('one that was contacted owes nothing, and a pooled one waits again', async () => {
    const [into, contacted, waiting] = [await assigned(house.lin), await assigned(house.wang), await pooled()];
    const plan = await house.as(house.wang, planFollowUp, { leadId: contacted, ...next() });
    const followUpId = String(plan.answer['followUpId']);
    const done = { channel: 'PHONE' as const, note: '聊了', goalMet: true, next: next() };
    await house.as(house.wang, completeFollowUp, { followUpId, ...done });
    const { ownedSince } = await lead(contacted);
    await merge(into, [contacted, waiting]);
    await expectTimersInLine(into);
    await takeBack(contacted);
    await takeBack(waiting);
    expect(await lead(contacted)).toMatchObject({ ownedSince });
    expect(await lead(waiting)).toMatchObject({ status: 'POOLED', ownerId: null, poolId: house.pools.lead });
    for (const id of [into, contacted, waiting]) await expectTimersInLine(id);
  });

  test('also when the survivor has become a customer: what came in leaves it, and so do the gaps that it filled', async () => {
    const phone = aPhone();
    const into = await assigned(house.lin, { phone: null, email: 'lin@example.com' });
    const from = await assigned(house.wang, { phone, company: '晨光' });
    const plan = await house.as(house.wang, planFollowUp, { leadId: from, ...next() });
    await merge(into, from);
    const customerId = String((await house.as(house.lin, qualifyLead, { leadId: into })).answer['customerId']);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ phone: expect.any(String), company: '晨光' });
    expect((await takeBack(from)).refusal).toBeNull();
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ phone: null, company: null });
    expect(await of('FollowUp', from)).toMatchObject([
      { id: plan.answer['followUpId'], customerId: null, status: 'PLANNED' },
    ]);
    for (const table of ['Touch', 'Identity'] as const)
      expect(await of(table, from)).toMatchObject([{ customerId: null }]);
    await expectSound(house, customerId);
    await expectTimersInLine(from);
    const touch = await house.as(null, captureLead, modest(sourceId, { phone }));
    expect(touch.answer['duplicateOfLeadId']).toBe(from);
  });

  test('the customer’s own merge goes first, and its own contact details keep them together', async () => {
    const phone = aPhone();
    const into = await assigned(house.lin, { phone: null, email: 'lin@example.com' });
    const from = await assigned(house.wang, { phone });
    await merge(into, from);
    const customerId = String((await house.as(house.lin, qualifyLead, { leadId: into })).answer['customerId']);
    const other = await aNewCustomer(house, house.lin, { phone: aPhone() });
    await house.as(house.lin, mergeCustomers, { into: other, from: [customerId] });
    expect((await takeBack(from)).refusal).toEqual({ code: 'IN_USE' });
    await takeBack(customerId);
    const change = async (to: string | null) => {
      const { version } = await loadRow(house, 'Customer', customerId);
      return house.as(house.lin, updateCustomer, { customerId, version, phone: to });
    };
    await change(null);
    await change(phone);
    expect((await takeBack(from)).refusal).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
    await change(null);
    expect((await takeBack(from)).refusal).toBeNull();
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ phone: null });
    await expectSound(house, customerId);
  });

  test('an assigned one comes back to the pool where nobody is left', async () => {
    const [into, from] = [await pooled(), await pooled()];
    await merge(into, from);
    await house.as(house.teamLead, assignLead, { leadId: into, ownerId: house.lin.id });
    await takeBack(from);
    expect(await lead(from)).toMatchObject({ status: 'POOLED', poolId: house.pools.lead });
    expect(await lead(into)).toMatchObject({ status: 'ASSIGNED', ownerId: house.lin.id });
  });

  test('promising ones keep who they were assigned to', async () => {
    const [one, other] = [await capture(house, promising(sourceId)), await capture(house, promising(sourceId))];
    expect(new Set([one.ownerId, other.ownerId])).toEqual(new Set([house.lin.id, house.wang.id]));
    await merge(String(one.id), String(other.id));
    expect(await lead(String(one.id))).toMatchObject({ ownerId: one.ownerId });
    await takeBack(String(other.id));
    expect(await lead(String(other.id))).toMatchObject({
      ownerId: other.ownerId,
      assignedBecause: other.assignedBecause,
    });
  });
});

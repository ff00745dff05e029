import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { captureLead } from '../../commands/capture-lead.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { createCustomer } from '../../commands/create-customer.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { assignLead } from '../../commands/assign-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { unmerge } from '../../commands/unmerge.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { Viewer } from '../../domain/policy.js';
import {
  IN_A_WEEK,
  aNewCustomer,
  aNewLead,
  aNewSource,
  anotherTeam,
  everythingIn,
  loadRow,
  rowsOf,
} from '../support/customers.js';
import { aCustomField, FLOOR, withFields } from '../support/custom-fields.js';
import { expectKept } from '../support/kept.js';
import { aHouse, type House } from '../support/house.js';
import { expectSound } from '../support/sound.js';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(() => expectKept(house.database));

const contact = () => ({
  channel: 'PHONE' as const,
  note: '聊了需求',
  goalMet: true,
  next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
});

/** Lin's customer, and Wang's of whom it turns out to be the same. */
async function two({ into = {}, from = {} }: { into?: object; from?: object } = {}) {
  return {
    into: await aNewCustomer(house, house.lin, { phone: '13800138001', ...into }),
    from: await aNewCustomer(house, house.wang, { name: '周小敏', phone: '13800138002', ...from }),
  };
}

const merge = (into: string, from: string | string[], by: Viewer = house.teamLead) =>
  house.as(by, mergeCustomers, { into, from: [from].flat() });
const takeBack = (id: string, by: Viewer = house.teamLead) => house.as(by, unmerge, { id });
const customer = (id: string) => loadRow(house, 'Customer', id);
const of = (table: Parameters<typeof rowsOf>[1], id: string, also = 'true') =>
  rowsOf(house, table, `"customerId" = '${id}' and ${also}`);

describe('L5: everything goes along', () => {
  test('touches, follow-ups, quotes, stays, leads, cards and identities are the survivor’s', async () => {
    const sourceId = await aNewSource(house);
    const leadId = await aNewLead(house, { sourceId, phone: '13800138002' });
    await house.as(house.teamLead, assignLead, { leadId, ownerId: house.wang.id });
    const from = (await house.as(house.wang, qualifyLead, { leadId })).answer['customerId'] as string;
    await house.as(null, captureLead, { sourceId, name: '周敏', phone: '13800138002' });
    await house.as(house.wang, recordQuote, { customerId: from, amount: '12.00' });
    await house.as(house.wang, recordFollowUp, { customerId: from, ...contact() });
    const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
    const before = {
      FollowUp: await of('FollowUp', from),
      Touch: await of('Touch', from),
      Quote: await of('Quote', from),
      StageVisit: await of('StageVisit', from),
      Lead: await of('Lead', from),
      Notification: await of('Notification', from),
      Identity: await of('Identity', from),
    };

    const { answer, refusal } = await merge(into, from);

    expect(refusal).toBeNull();
    expect(answer).toMatchObject({ customerId: into, touches: 2, quotes: 1, leads: 1, stageVisits: 1, identities: 1 });
    for (const [table, rows] of Object.entries(before)) {
      expect(rows).not.toEqual([]);
      expect(await of(table as 'Touch', from)).toEqual([]);
      const ids = (await of(table as 'Touch', into)).map((row) => row['id'] ?? row['value']);
      expect(ids).toEqual(expect.arrayContaining(rows.map((row) => row['id'] ?? row['value'])));
    }
    expect(await of('Deadline', from)).toEqual([]);
    await expectSound(house, into);
    expect(await customer(from)).toMatchObject({
      mergedIntoId: into,
      ownerId: null,
      poolId: null,
      nextContactAt: null,
    });
  });

  test('the survivor keeps owner and stage; the other stage’s action is called off, what people planned is the survivor’s owner’s', async () => {
    const { into, from } = await two();
    const own = await house.as(house.wang, planFollowUp, { customerId: from, ...contact().next });
    const superiors = await house.as(house.teamLead, planFollowUp, { customerId: from, ...contact().next });
    await house.database.sql
      .updateTable('FollowUp')
      .set({ ownerId: house.teamLead.id })
      .where('id', '=', String(superiors.answer['followUpId']))
      .execute();

    await merge(into, from);

    const followUps = await of('FollowUp', into, `stage is null`);
    expect(new Map(followUps.map(({ id, ownerId }) => [id, ownerId]))).toEqual(
      new Map([
        [own.answer['followUpId'], house.lin.id],
        [superiors.answer['followUpId'], house.teamLead.id],
      ]),
    );
    expect(await of('FollowUp', into, `"cancelReason" = 'MERGED'`)).toHaveLength(1);
    expect(await of('FollowUp', into, `status = 'PLANNED' and stage is not null`)).toHaveLength(1);
    expect(await customer(into)).toMatchObject({ ownerId: house.lin.id, stage: 'INITIAL_CONTACT' });
    await expectSound(house, into);
  });

  test('what the survivor says stands, gaps are filled in order, tags and own fields are united', async () => {
    await withFields(house, [aCustomField(), aCustomField({ code: 'floor', label: FLOOR.label })]);
    const { into, from } = await two({
      into: { company: '晨光', tags: ['展会'], customFields: { size: 5 } },
      from: {
        company: '别家',
        email: 'zhou@example.com',
        tags: ['展会', '老客户'],
        customFields: { size: 9, floor: 2 },
      },
    });
    const third = await aNewCustomer(house, house.wang, {
      phone: '13800138003',
      email: 'x@example.com',
      wechat: 'zhoumin',
    });
    await house.as(house.wang, updateCustomer, { customerId: from, version: 1, need: '岩棉板', intent: 'HIGH' });

    await merge(into, [from, third]);

    expect(await customer(into)).toMatchObject({
      name: '周敏',
      company: '晨光',
      phone: '+8613800138001',
      email: 'zhou@example.com',
      wechat: 'zhoumin',
      need: '岩棉板',
      intent: 'HIGH',
      tags: ['展会', '老客户'],
      customFields: { size: 5, floor: 2 },
    });
  });

  test('it is no work on anybody: an overdue follow-up goes on escalating', async () => {
    const { into, from } = await two();
    await house.as(house.wang, recordFollowUp, { customerId: from, ...contact() });
    const { rows } = await house.database.pool.query<{ id: string }>(
      `update "FollowUp" set "reachedStep" = 0, "dueAt" = now() - interval '1 minute' where "customerId" = $1 and status = 'PLANNED' returning id`,
      [into],
    );
    await merge(into, from, house.teamLead);
    expect(await loadRow(house, 'FollowUp', rows[0]!.id)).toMatchObject({ acknowledgedAt: null });
    expect((await customer(into)).lastActivityAt).not.toBeNull();
  });

  test('a touch on the old number reaches the survivor, and nobody can be made with it', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const sourceId = await aNewSource(house);
    const { answer } = await house.as(null, captureLead, { sourceId, name: '周敏', phone: '13800138002' });
    expect(answer).toMatchObject({ duplicateOfCustomerId: into });
    const again = await house.as(house.lin, createCustomer, { name: '周敏', phone: '13800138002' });
    expect(again.refusal).toEqual({ code: 'DUPLICATE', standing: 'YOURS' });
  });

  test('it is still known by the old number after its own contact data have changed', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const { version } = await customer(into);
    await house.as(house.lin, updateCustomer, { customerId: into, version, phone: '13800138009' });
    const numbers = (await of('Identity', into)).map(({ value }) => value).sort();
    expect(numbers).toEqual(['+8613800138002', '+8613800138009']);
  });

  test('a repeated delivery of the merged one’s first touch gets its first answer, under the survivor’s id', async () => {
    const sourceId = await aNewSource(house);
    const first = { sourceId, name: '周敏', phone: '13800138002', externalId: 'form-7' };
    const { answer } = await house.as(null, captureLead, first);
    const from = (await house.as(house.manager, qualifyLead, { leadId: answer['leadId'] as string })).answer;
    const into = await aNewCustomer(house, house.lin);
    await merge(into, from['customerId'] as string, house.manager);
    const again = await house.as(null, captureLead, first);
    expect(again.answer).toMatchObject({ leadId: answer['leadId'], touchId: answer['touchId'] });
  });

  test('both tell of it, and the owners concerned hear of it', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const events = await rowsOf(house, 'Event', `type = 'CUSTOMER_MERGED'`);
    const [merged] = await rowsOf(house, 'Merge');
    const byCustomer = new Map(events.map(({ customerId, data }) => [customerId, data]));
    expect(byCustomer).toEqual(
      new Map([
        [from, { mergeId: merged!['id'], intoId: into }],
        [into, { mergeId: merged!['id'], fromId: from }],
      ]),
    );
    const told = await rowsOf(house, 'Notification', `kind = 'DUPLICATE'`);
    expect(told.map(({ recipientId, customerId }) => [recipientId, customerId])).toEqual(
      expect.arrayContaining([
        [house.lin.id, into],
        [house.wang.id, null],
      ]),
    );
    expect(told).toHaveLength(2);
  });
});

describe('L5: old ids resolve', () => {
  test('a change that names the old id is made on the survivor; a version that was read of either before the merge is stale', async () => {
    const { into, from } = await two();
    for (let version = 1; version < 6; version++)
      await house.as(house.wang, updateCustomer, { customerId: from, version, need: `${version}` });
    await merge(into, from);
    for (const version of [1, 2, 5, 6]) {
      const late = await house.as(house.lin, updateCustomer, { customerId: from, version, need: '?' });
      expect(late.refusal).toMatchObject({ code: 'VERSION_CONFLICT' });
    }
    const { version } = await customer(into);
    const { refusal, answer } = await house.as(house.lin, updateCustomer, { customerId: from, version, need: '新' });
    expect([refusal, answer['customerId']]).toEqual([null, into]);
    const moved = await house.as(house.lin, advanceCustomer, { customerId: from, to: 'LOST', reason: 'PRICE' });
    expect(moved.answer['customerId']).toBe(into);
    const wang = await house.as(house.wang, advanceCustomer, { customerId: into, to: 'INITIAL_CONTACT' }).catch(String);
    expect(wang).toContain('NOT_FOUND');
  });

  test('through several merges every id leads to the last survivor at once', async () => {
    const { into, from } = await two();
    const last = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    await merge(into, from);
    await merge(last, into);
    expect(await customer(from)).toMatchObject({ mergedIntoId: last });
    const planned = await house.as(house.lin, planFollowUp, { customerId: from, ...contact().next });
    expect(await loadRow(house, 'FollowUp', String(planned.answer['followUpId']))).toMatchObject({ customerId: last });
    expect((await merge(from, last)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
  });

  test('the survivor may be named by an old id', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const third = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    expect((await merge(from, third)).answer['customerId']).toBe(into);
    expect(await customer(third)).toMatchObject({ mergedIntoId: into });
  });
});

describe('who and what', () => {
  const callerError = async (attempt: Promise<unknown>) => attempt.catch((error: object) => ({ ...error }));

  test('whoever may work on both: their owner, or a superior of both owners', async () => {
    const { into, from } = await two();
    expect(await callerError(merge(into, from, house.lin))).toMatchObject({ code: 'NOT_FOUND', field: 'from.0' });
    expect(await callerError(merge(into, from, house.wang))).toMatchObject({ code: 'NOT_FOUND', field: 'into' });
    const { lead } = await anotherTeam(house);
    expect(await callerError(merge(into, from, lead))).toMatchObject({ code: 'NOT_FOUND', field: 'into' });
    expect((await merge(into, from, house.teamLead)).refusal).toBeNull();
    const third = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    expect((await merge(into, third, house.lin)).refusal).toBeNull();
  });

  test('what is in a pool is merged by superiors, so that nobody claims by merging', async () => {
    const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
    const pooled = await aNewCustomer(house, house.manager, { phone: '13800138002' });
    expect((await merge(into, pooled, house.lin)).refusal).toEqual({ code: 'NOT_OWNER' });
    expect((await merge(into, pooled, house.teamLead)).refusal).toBeNull();
  });

  test('nothing that goes on ends by it: not in a pool, not in a closed deal', async () => {
    const mine = await aNewCustomer(house, house.lin, { phone: '13800138001' });
    const pooled = await aNewCustomer(house, house.manager, { phone: '13800138002' });
    expect((await merge(pooled, mine)).refusal).toEqual({ code: 'ALREADY_OWNED' });
    const lost = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    await house.as(house.lin, advanceCustomer, { customerId: lost, to: 'LOST', reason: 'PRICE' });
    expect((await merge(lost, mine)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(lost, pooled)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(mine, [lost, pooled])).refusal).toBeNull();
    await expectSound(house, mine);
  });

  test('a deal that is over says nothing of the one that goes on', async () => {
    const mine = await aNewCustomer(house, house.lin, { phone: '13800138001' });
    const lost = await aNewCustomer(house, house.lin, { phone: '13800138003', email: 'zhou@example.com' });
    await house.as(house.lin, updateCustomer, { customerId: lost, version: 1, need: '岩棉板', intent: 'HIGH' });
    await house.as(house.lin, advanceCustomer, { customerId: lost, to: 'LOST', reason: 'PRICE' });
    await merge(mine, lost);
    expect(await customer(mine)).toMatchObject({ email: 'zhou@example.com', need: null, intent: 'UNKNOWN' });
  });

  test('with itself, with nobody, twice, and with what isn’t there', async () => {
    const { into, from } = await two();
    expect(await callerError(merge(into, into))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'from.0' });
    expect(await callerError(merge(into, [from, into]))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'from.1' });
    expect(await callerError(merge(into, []))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'from' });
    expect(await callerError(merge(into, [from, 'cus_nobody']))).toMatchObject({ code: 'NOT_FOUND', field: 'from.1' });
    expect(await callerError(merge('cus_nobody', from))).toMatchObject({ code: 'NOT_FOUND', field: 'into' });
    const before = await everythingIn(house);
    expect(before).not.toContain('MERGED');
    expect((await merge(into, [from, from])).refusal).toBeNull();
    expect(await rowsOf(house, 'Merge')).toHaveLength(1);
    const merged = await everythingIn(house);
    expect((await merge(into, from)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await merge(from, into)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect(await everythingIn(house)).toBe(merged);
  });

  test('a merged one whose survivor isn’t visible is not found', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const mine = await aNewCustomer(house, house.wang, { phone: '13800138003' });
    expect(await callerError(merge(mine, from, house.wang))).toMatchObject({ code: 'NOT_FOUND', field: 'from.0' });
  });
});

describe('dryRun', () => {
  test('decides as the real call, answers what would come of it, writes nothing, and leaves its key free', async () => {
    const { into, from } = await two({ from: { email: 'zhou@example.com' } });
    const before = await everythingIn(house);
    const input = { into, from: [from] };
    const dry = await house.as(house.teamLead, mergeCustomers, { ...input, dryRun: true }, 'a key');
    expect(dry).toMatchObject({
      answer: { customerId: into, followUps: 1, identities: 2, stageVisits: 1, dryRun: 1 },
      refusal: null,
      cursor: null,
      foreseen: { customer: { id: into, email: 'zhou@example.com' } },
    });
    expect(await everythingIn(house)).toBe(before);
    const real = await house.as(house.teamLead, mergeCustomers, input, 'a key');
    expect(real.answer).toEqual({ ...dry.answer, dryRun: 0 });
    expect(await customer(into)).toMatchObject({ email: 'zhou@example.com' });
    expect(await house.as(house.teamLead, mergeCustomers, input, 'a key')).toEqual(real);
    const again = await house.as(house.teamLead, mergeCustomers, { ...input, dryRun: true });
    expect(again.refusal).toEqual({ code: 'ALREADY_CLOSED' });
  });
});

describe('unmerge', () => {
  const ignored = new Set(['version', 'updatedAt', 'ownedSince', 'nextContactAt', 'reclaimAt']);
  const comparable = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !ignored.has(column)));

  test('both are what they were, with what was theirs; their history stays', async () => {
    const { into, from } = await two({ from: { email: 'zhou@example.com', company: '晨光', tags: ['老客户'] } });
    const plan = await house.as(house.wang, planFollowUp, { customerId: from, ...contact().next });
    await house.as(house.wang, recordQuote, { customerId: from, amount: '12.00' });
    const before = { into: comparable(await customer(into)), from: comparable(await customer(from)) };
    const theirs = async () => ({
      followUps: (await of('FollowUp', from, `stage is null`)).map(({ id, ownerId, status }) => [id, ownerId, status]),
      quotes: (await of('Quote', from)).map(({ id }) => id),
      visits: (await of('StageVisit', from)).map(({ id, leftAt }) => [id, leftAt]),
      identities: (await of('Identity', from)).map(({ value }) => value).sort(),
    });
    const had = await theirs();
    await merge(into, from);
    const { refusal, answer } = await takeBack(from);
    expect([refusal, answer]).toEqual([null, { customerId: from }]);
    expect({ into: comparable(await customer(into)), from: comparable(await customer(from)) }).toEqual(before);
    expect(await theirs()).toEqual(had);
    expect(had.followUps).toContainEqual([plan.answer['followUpId'], house.wang.id, 'PLANNED']);
    await expectSound(house, into);
    await expectSound(house, from);
    expect(await of('FollowUp', from, `status = 'PLANNED' and stage is not null`)).toHaveLength(1);
    const types = (await rowsOf(house, 'Event', `"customerId" = '${from}' order by tx, ordinal`)).map(
      ({ type }) => type,
    );
    expect(types.filter((type) => String(type).includes('MERGED'))).toEqual(['CUSTOMER_MERGED', 'CUSTOMER_UNMERGED']);
    expect(
      await rowsOf(house, 'Notification', `"recipientId" = '${house.wang.id}' and kind = 'ASSIGNED'`),
    ).toHaveLength(1);
    expect((await takeBack(from)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
  });

  test('what happened after the merge stays with the survivor', async () => {
    const { into, from } = await two();
    const plan = await house.as(house.wang, planFollowUp, { customerId: from, ...contact().next });
    const followUpId = String(plan.answer['followUpId']);
    await merge(into, from);
    const sourceId = await aNewSource(house);
    const touch = await house.as(null, captureLead, { sourceId, name: '周敏', phone: '13800138002' });
    const quote = await house.as(house.lin, recordQuote, { customerId: from, amount: '12.00' });
    await house.as(house.lin, completeFollowUp, { followUpId, ...contact() });
    expect(quote.refusal).toBeNull();
    await takeBack(from);
    expect((await of('Touch', into)).map(({ id }) => id)).toEqual([touch.answer['touchId']]);
    expect(await of('Quote', into)).toHaveLength(1);
    expect(await loadRow(house, 'FollowUp', followUpId)).toMatchObject({ customerId: from, status: 'DONE' });
    const { nextId } = await loadRow(house, 'FollowUp', followUpId);
    expect(await loadRow(house, 'FollowUp', String(nextId))).toMatchObject({ customerId: into, ownerId: house.lin.id });
    await expectSound(house, into);
    await expectSound(house, from);
  });

  test('a filled gap that somebody has changed since stays as they left it', async () => {
    const { into, from } = await two({ from: { email: 'zhou@example.com', company: '晨光' } });
    await merge(into, from);
    const { version } = await customer(into);
    await house.as(house.lin, updateCustomer, { customerId: into, version, company: '晨光建材' });
    await takeBack(from);
    expect(await customer(into)).toMatchObject({ company: '晨光建材', companyFolded: '晨光建材', email: null });
  });

  test('of several merged at once one can go back: its gap is the next one’s to fill, its owner’s work its own', async () => {
    const { into, from } = await two({ from: { email: 'zhou@example.com', tags: ['甲', '乙'] } });
    const third = await aNewCustomer(house, house.wang, { phone: '13800138003', email: 'x@example.com', tags: ['乙'] });
    await merge(into, [from, third]);
    expect(await customer(into)).toMatchObject({ email: 'zhou@example.com', tags: ['甲', '乙'] });
    await takeBack(from);
    expect(await customer(into)).toMatchObject({ email: 'x@example.com', tags: ['乙'] });
    await takeBack(third);
    expect(await customer(into)).toMatchObject({ email: null, tags: [] });
    for (const id of [into, from, third]) await expectSound(house, id);
  });

  test('of merges that stand on each other the newest goes first', async () => {
    const { into, from } = await two();
    const last = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    await house.as(house.wang, recordQuote, { customerId: from, amount: '12.00' });
    await merge(into, from);
    await merge(last, into);
    expect((await takeBack(from)).refusal).toEqual({ code: 'IN_USE' });
    await takeBack(into);
    expect(await customer(from)).toMatchObject({ mergedIntoId: into });
    expect(await of('Quote', into)).toHaveLength(1);
    await takeBack(from);
    expect(await of('Quote', from)).toHaveLength(1);
    for (const id of [into, from, last]) await expectSound(house, id);
  });

  test('by the id of the merge as well; an id that leads nowhere is not found', async () => {
    const { into, from } = await two();
    await merge(into, from);
    const [{ id } = {}] = await rowsOf(house, 'Merge');
    expect((await takeBack(String(id))).answer).toEqual({ customerId: from });
    expect((await takeBack(String(id))).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    expect((await takeBack(into)).refusal).toEqual({ code: 'ALREADY_CLOSED' });
    for (const nothing of ['mrg_nobody', 'cus_nobody', 'lead_nobody', 'usr_1'])
      await expect(takeBack(nothing)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' });
  });

  test('only by whoever may work on both as they will stand', async () => {
    const { into, from } = await two();
    await merge(into, from);
    expect((await takeBack(from, house.lin)).refusal).toEqual({ code: 'NOT_OWNER' });
    await expect(takeBack(from, house.wang)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await takeBack(from, house.manager)).refusal).toBeNull();
  });

  test('where its owner has left meanwhile it is the survivor’s owner’s', async () => {
    const { into, from } = await two();
    await merge(into, from);
    await house.database.sql.updateTable('User').set({ active: false }).where('id', '=', house.wang.id).execute();
    await takeBack(from);
    expect(await customer(from)).toMatchObject({ ownerId: house.lin.id });
    await expectSound(house, from);
  });

  test('a pooled one goes back into its pool', async () => {
    const into = await aNewCustomer(house, house.lin, { phone: '13800138001' });
    const pooled = await aNewCustomer(house, house.manager, { phone: '13800138002' });
    await merge(into, pooled);
    await takeBack(pooled);
    expect(await customer(pooled)).toMatchObject({ ownerId: null, poolId: house.pools.public });
    await expectSound(house, pooled);
  });

  test('a contact detail that is somebody else’s by now keeps them together', async () => {
    const { into, from } = await two({ into: { phone: null, email: 'a@example.com' } });
    await merge(into, from);
    expect(await customer(into)).toMatchObject({ phone: '+8613800138002' });
    await house.as(house.lin, updateCustomer, {
      customerId: into,
      version: (await customer(into)).version,
      phone: '13800138009',
    });
    await aNewCustomer(house, house.wang, { phone: '13800138002' });
    const before = await everythingIn(house);
    expect((await takeBack(from)).refusal).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
    expect(await everythingIn(house)).toBe(before);
  });

  test('one that the survivor gave up is the merged one’s again; one that it gave itself since isn’t', async () => {
    const { into, from } = await two({ into: { phone: null, email: 'a@example.com' } });
    await merge(into, from);
    const update = async (phone: string) =>
      house.as(house.lin, updateCustomer, { customerId: into, version: (await customer(into)).version, phone });
    await update('13800138009');
    await takeBack(from);
    expect((await of('Identity', from)).map(({ value }) => value)).toEqual(['+8613800138002']);
    await merge(into, from);
    await update('13800138002');
    expect((await takeBack(from)).refusal).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
    await update('13800138009');
    expect((await takeBack(from)).refusal).toBeNull();
  });

  test('merging again after taking back works as the first time', async () => {
    const { into, from } = await two({ from: { email: 'zhou@example.com' } });
    for (let round = 0; round < 3; round++) {
      expect((await merge(into, from)).refusal).toBeNull();
      await expectSound(house, into);
      expect((await takeBack(from)).refusal).toBeNull();
      await expectSound(house, from);
    }
    expect(await rowsOf(house, 'Merge', `"undoneAt" is not null`)).toHaveLength(3);
  });
});

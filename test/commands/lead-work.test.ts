import { describe, expect, test } from '@jest/globals';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimLead } from '../../commands/claim-lead.js';
import type { Outcome } from '../../commands/command.js';
import { disqualifyLead } from '../../commands/disqualify-lead.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { releaseLead } from '../../commands/release-lead.js';
import { setLeadConsent } from '../../commands/set-lead-consent.js';
import { updateLead } from '../../commands/update-lead.js';
import { IN_A_WEEK, aNewCustomer, aNewSource, anotherTeam, loadRow, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aPooledCustomer } from '../support/pools.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { capture, modest, promising, setAssignment } from '../support/leads.js';

const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';
const onServer = onRealServer ? test : test.skip;

async function aPooledLead(house: House, over: object = {}) {
  return String((await capture(house, modest(await aNewSource(house), over))).id);
}

async function openPoolTo(house: House, teamId: string): Promise<void> {
  await house.database.sql.insertInto('PoolTeam').values({ poolId: house.pools.lead, teamId }).execute();
}

describe('claiming a lead', () => {
  test('makes it one’s own, says so, and the first contact is owed', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    expect(codeOf(await house.as(house.lin, claimLead, { leadId }))).toBe('ACCEPTED');
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({
      status: 'ASSIGNED',
      ownerId: house.lin.id,
      poolId: null,
      assignedBecause: { code: 'BECAUSE_CLAIMED', params: { pool: '线索池' } },
    });
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED'`)).toHaveLength(4);
    expect(await rowsOf(house, 'Event', `type = 'LEAD_CLAIMED'`)).toMatchObject([{ actorId: house.lin.id }]);
  });

  test('of many at once, exactly one gets it', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, n) => seedPerson(house.database, `销售${n}`, 'SALES', house.teamId)),
    );
    const outcomes = await Promise.all(people.map((by) => house.as(by, claimLead, { leadId })));
    expect(outcomes.map(codeOf).filter((code) => code === 'ACCEPTED')).toHaveLength(1);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ACCEPTED', 'ALREADY_OWNED']));
  });

  test('somebody at their cap gets no more, not even with many claims at once', async () => {
    const house = await aHouse();
    await setAssignment(house, { capPerPerson: 3 });
    await aNewCustomer(house);
    const sourceId = await aNewSource(house);
    const ids = [];
    for (let n = 0; n < 6; n++) ids.push(String((await capture(house, modest(sourceId))).id));
    const outcomes = await Promise.all(ids.map((leadId) => house.as(house.lin, claimLead, { leadId })));
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(2);
    expect(outcomes.find(({ refusal }) => refusal)!.refusal).toEqual({
      code: 'HOLDING_CAP',
      limit: 3,
      used: 3,
      retryAt: null,
    });
  });

  test('P3: counts towards the day’s claims, together with customers, not even with many at once; a release gives nothing back', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    await house.as(house.lin, claimCustomer, { customerId: await aPooledCustomer(house) });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(String((await capture(house, modest(sourceId))).id));
    const outcomes = await Promise.all(ids.map((leadId) => house.as(house.lin, claimLead, { leadId })));
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(2);
    const { refusal } = outcomes.find((one) => one.refusal)!;
    expect(refusal).toMatchObject({ code: 'DAILY_CLAIM_LIMIT', limit: 3, used: 3 });
    const own = await rowsOf(house, 'Lead', `"ownerId" = '${house.lin.id}'`);
    await house.as(house.lin, releaseLead, { leadId: String(own[0]!['id']), reason: 'NO_CAPACITY' });
    const free = ids[outcomes.findIndex((one) => one.refusal)]!;
    expect(codeOf(await house.as(house.lin, claimLead, { leadId: free }))).toBe('DAILY_CLAIM_LIMIT');
    expect(codeOf(await house.as(house.lin, claimCustomer, { customerId: await aPooledCustomer(house) }))).toBe(
      'DAILY_CLAIM_LIMIT',
    );
    expect(await rowsOf(house, 'LeadClaim')).toHaveLength(2);
  });

  test('P3: its pool’s cool-down and embargo hold as for customers', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    const rules = (own: object) =>
      house.database.pool.query('update "Pool" set rules = $1 where id = $2', [JSON.stringify(own), house.pools.lead]);
    await rules({ embargo: 'PT1H' });
    expect((await house.as(house.lin, claimLead, { leadId })).refusal).toMatchObject({ code: 'POOL_EMBARGO' });
    await rules({});
    await house.as(house.lin, claimLead, { leadId });
    await house.as(house.lin, releaseLead, { leadId, reason: 'NO_CAPACITY' });
    const { refusal } = await house.as(house.lin, claimLead, { leadId });
    expect(refusal).toMatchObject({ code: 'CLAIM_COOL_DOWN', retryAt: expect.any(String) as unknown });
    expect(codeOf(await house.as(house.wang, claimLead, { leadId }))).toBe('ACCEPTED');
  });

  test('is for members of the pool’s teams', async () => {
    const house = await aHouse();
    const south = await anotherTeam(house);
    const leadId = await aPooledLead(house);
    await openPoolTo(house, south.id);
    await expect(house.as(house.lin, claimLead, { leadId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(codeOf(await house.as(house.manager, claimLead, { leadId }))).toBe('NOT_POOL_MEMBER');
    expect(codeOf(await house.as(south.lead, claimLead, { leadId }))).toBe('ACCEPTED');
  });

  test('of a closed one is refused, and so is one that is in no pool', async () => {
    const house = await aHouse();
    const closed = await aPooledLead(house);
    await house.as(house.lin, claimLead, { leadId: closed });
    await house.as(house.lin, disqualifyLead, { leadId: closed, reason: 'SPAM' });
    expect(codeOf(await house.as(house.lin, claimLead, { leadId: closed }))).toBe('ALREADY_CLOSED');
    const loose = await capture(house, modest(await sourceOf(house)));
    await house.database.sql
      .updateTable('Lead')
      .set({ poolId: null, status: 'NEW' })
      .where('id', '=', String(loose.id))
      .execute();
    expect(codeOf(await house.as(house.manager, claimLead, { leadId: String(loose.id) }))).toBe('NOT_IN_POOL');
  });
});

const sourceOf = async (house: House): Promise<string> => String((await rowsOf(house, 'Source'))[0]!['id']);

describe('releasing a lead', () => {
  test('ends its follow-ups and timers, remembers who had it, and lets others claim it', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    await house.as(house.lin, claimLead, { leadId });
    await house.as(house.lin, planFollowUp, { leadId, dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
    expect(codeOf(await house.as(house.teamLead, releaseLead, { leadId, reason: 'WRONG_FIT' }))).toBe('ACCEPTED');
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({
      status: 'POOLED',
      ownerId: null,
      lastOwnerId: house.lin.id,
      poolId: house.pools.lead,
      nextContactAt: null,
    });
    expect(await rowsOf(house, 'FollowUp')).toMatchObject([{ status: 'CANCELLED', cancelReason: 'POOLED' }]);
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED' and kind <> 'POOL_UNCLAIMED'`)).toEqual([]);
    expect(await rowsOf(house, 'Notification', `kind = 'RECLAIMED'`)).toMatchObject([{ recipientId: house.lin.id }]);
    expect(codeOf(await house.as(house.wang, claimLead, { leadId }))).toBe('ACCEPTED');
  });

  test('is its owner’s or a superior’s, and takes a listed reason', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    expect(codeOf(await house.as(house.lin, releaseLead, { leadId, reason: 'OTHER' }))).toBe('NOT_OWNER');
    await house.as(house.lin, claimLead, { leadId });
    await expect(house.as(house.wang, releaseLead, { leadId, reason: 'OTHER' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(house.as(house.lin, releaseLead, { leadId, reason: 'SPAM' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
  });
});

describe('updating a lead', () => {
  test('corrects data without moving a clock, and keeps identities in step', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    await house.as(house.lin, claimLead, { leadId });
    const seen = await loadRow(house, 'Lead', leadId);
    const change = {
      leadId,
      version: seen.version,
      phone: '139 0013 9000',
      company: '晨光有限公司',
      tags: ['展会', '展会'],
    };
    expect(codeOf(await house.as(house.lin, updateLead, change))).toBe('ACCEPTED');
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({
      phone: '+8613900139000',
      companyFolded: '晨光',
      tags: ['展会'],
      lastActivityAt: null,
      score: (seen.score as number) + 10,
    });
    expect(await rowsOf(house, 'Identity')).toMatchObject([{ kind: 'PHONE', value: '+8613900139000', leadId }]);
    expect(codeOf(await house.as(house.lin, updateLead, change))).toBe('VERSION_CONFLICT');
  });

  test('a contact of somebody else is refused with how they stand', async () => {
    const house = await aHouse();
    await aNewCustomer(house, house.wang, { phone: '13700137000' });
    const leadId = await aPooledLead(house);
    await house.as(house.lin, claimLead, { leadId });
    const { refusal } = await house.as(house.lin, updateLead, { leadId, phone: '13700137000' });
    expect(refusal).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
  });

  test('L11: a pooled one that reaches the threshold is somebody’s at once', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    expect(codeOf(await house.as(house.lin, updateLead, { leadId, productInterest: '岩棉板' }))).toBe('NOT_OWNER');
    expect(codeOf(await house.as(house.teamLead, updateLead, { leadId, tags: ['培育'] }))).toBe('ACCEPTED');
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({ status: 'POOLED', tags: ['培育'] });
    await house.as(house.teamLead, updateLead, { leadId, productInterest: '岩棉板' });
    const lead = await loadRow(house, 'Lead', leadId);
    expect(lead).toMatchObject({ status: 'ASSIGNED', score: 80, assignedBecause: { code: 'BECAUSE_RULE_LEAST_LOAD' } });
    const types = (await rowsOf(house, 'Event', `"leadId" = '${leadId}' order by tx, ordinal`)).map(({ type }) => type);
    expect(types.slice(-4)).toEqual(['LEAD_CHANGED', 'LEAD_SCORED', 'LEAD_ASSIGNED', 'NOTIFIED']);
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED'`)).toHaveLength(4);
  });

  test('a closed one stays as it is', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    await house.as(house.lin, claimLead, { leadId });
    await house.as(house.lin, disqualifyLead, { leadId, reason: 'INVALID', note: '空号' });
    expect(codeOf(await house.as(house.lin, updateLead, { leadId, name: '张三' }))).toBe('ALREADY_CLOSED');
    expect(await rowsOf(house, 'Event', `type = 'LEAD_DISQUALIFIED'`)).toMatchObject([
      { data: { reason: 'INVALID', note: '空号' } },
    ]);
  });
});

describe('L4: who comes back is somebody’s again', () => {
  test('a lead that was given up goes to its last owner, with a contact due within four hours', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const first = await capture(house, modest(sourceId, { phone: '13900139001' }));
    const leadId = String(first.id);
    await house.as(house.wang, claimLead, { leadId });
    await house.as(house.wang, disqualifyLead, { leadId, reason: 'NOT_A_BUYER' });
    const again = await capture(house, modest(sourceId, { phone: '13900139001' }));
    expect(again).toMatchObject({
      status: 'ASSIGNED',
      ownerId: house.wang.id,
      disqualifyReason: null,
      assignedBecause: { code: 'BECAUSE_LAST_OWNER' },
    });
    const [plan] = await rowsOf(house, 'FollowUp', `status = 'PLANNED'`);
    expect(plan).toMatchObject({ ownerId: house.wang.id, leadId });
    expect(Number(plan!['dueAt']) - Date.now()).toBeGreaterThan(3.9 * 3_600_000);
    expect(await rowsOf(house, 'Notification', `title ->> 'code' = 'NOTE_REOPENED'`)).toHaveLength(1);
  });

  test('whose last owner is gone goes by the rules if promising, else it waits in the pool', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const phone = '13900139002';
    const leadId = String((await capture(house, modest(sourceId, { phone }))).id);
    await house.as(house.wang, claimLead, { leadId });
    await house.as(house.wang, disqualifyLead, { leadId, reason: 'NOT_A_BUYER' });
    await house.database.sql.updateTable('User').set({ active: false }).where('id', '=', house.wang.id).execute();
    expect(await capture(house, modest(sourceId, { phone }))).toMatchObject({
      status: 'POOLED',
      ownerId: null,
      lastOwnerId: house.wang.id,
    });
    expect(await capture(house, promising(sourceId, { phone }))).toMatchObject({
      status: 'ASSIGNED',
      ownerId: house.lin.id,
      productInterest: '岩棉板',
      score: 80,
    });
  });

  test('a pooled lead that never was anybody’s stays where it is until it is promising', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const phone = '13900139003';
    await capture(house, modest(sourceId, { phone }));
    expect(await capture(house, modest(sourceId, { phone }))).toMatchObject({ status: 'POOLED' });
    expect(await rowsOf(house, 'Notification')).toEqual([]);
    expect(await capture(house, promising(sourceId, { phone }))).toMatchObject({ status: 'ASSIGNED' });
  });

  const customerAs = async (house: House, customer: object) => {
    const customerId = await aNewCustomer(house, house.wang, { phone: '13900139004' });
    await house.database.sql.updateTable('FollowUp').set({ status: 'CANCELLED' }).execute();
    await house.database.sql.updateTable('Customer').set(customer).where('id', '=', customerId).execute();
    await capture(house, promising(await aNewSource(house), { phone: '13900139004' })).catch(() => undefined);
    return loadRow(house, 'Customer', customerId);
  };

  test('a pooled customer goes to their last owner and keeps the stage', async () => {
    const house = await aHouse();
    const pool = { ownerId: null, ownedSince: null, poolId: house.pools.public, pooledAt: new Date() };
    const stands = await customerAs(house, { ...pool, lastOwnerId: house.wang.id, stage: 'PAUSED' });
    expect(stands).toMatchObject({ ownerId: house.wang.id, poolId: null, pooledAt: null, stage: 'PAUSED' });
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_ASSIGNED'`)).toMatchObject([
      { rule: 'reopen', data: { chosenBy: 'lastOwner' } },
    ]);
    expect(await rowsOf(house, 'FollowUp', `status = 'PLANNED'`)).toMatchObject([
      { ownerId: house.wang.id, stage: null },
    ]);
  });

  test('one without a last owner goes by the rules; where nobody is there they stay, and the team lead hears', async () => {
    const house = await aHouse();
    await setAssignment(house, { capPerPerson: 0 });
    const pool = { ownerId: null, ownedSince: null, poolId: house.pools.public, pooledAt: new Date() };
    expect(await customerAs(house, pool)).toMatchObject({ ownerId: null, poolId: house.pools.public });
    expect(await rowsOf(house, 'Notification', `title ->> 'code' = 'NOTE_CUSTOMER_UNASSIGNED'`)).toMatchObject([
      { recipientId: house.teamLead.id },
    ]);
  });

  test('a lost one begins anew with its owner by the playbook’s edge', async () => {
    const house = await aHouse();
    const stands = await customerAs(house, { stage: 'LOST', lossReason: 'PRICE' });
    expect(stands).toMatchObject({ ownerId: house.wang.id, stage: 'INITIAL_CONTACT', lossReason: null });
    expect(await rowsOf(house, 'StageVisit', `rule = 'reopen'`)).toMatchObject([{ stage: 'INITIAL_CONTACT' }]);
    expect(await rowsOf(house, 'FollowUp', `status = 'PLANNED'`)).toHaveLength(1);
  });

  test('a won one gets a touch and its owner a notice', async () => {
    const house = await aHouse();
    expect(await customerAs(house, { stage: 'WON' })).toMatchObject({ ownerId: house.wang.id, stage: 'WON' });
    expect(await rowsOf(house, 'Notification', `kind = 'DUPLICATE'`)).toMatchObject([{ recipientId: house.wang.id }]);
  });
});

describe('L11: consent', () => {
  test('comes with an arrival that says so, also a later one; but a form never takes an opt-out back', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const first = modest(sourceId);
    const lead = await capture(house, first);
    expect(lead).toMatchObject({ consentedAt: null });
    expect(await capture(house, { ...first, consented: true })).toMatchObject({ consentedAt: expect.any(Date) });
    expect(await capture(house, modest(sourceId, { consented: true }))).toMatchObject({
      consentedAt: expect.any(Date),
    });
    await house.as(house.manager, setLeadConsent, { leadId: String(lead.id), optedOut: true });
    expect(await capture(house, { ...first, consented: true })).toMatchObject({
      consentedAt: null,
      optedOutAt: expect.any(Date),
    });
  });

  test('is kept with its time, each answer is a touch, and opting out takes it back', async () => {
    const house = await aHouse();
    const leadId = await aPooledLead(house);
    await house.as(house.lin, setLeadConsent, { leadId, consented: true });
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({ consentedAt: expect.any(Date), optedOutAt: null });
    await house.as(house.lin, setLeadConsent, { leadId, optedOut: true });
    expect(await loadRow(house, 'Lead', leadId)).toMatchObject({ consentedAt: null, optedOutAt: expect.any(Date) });
    expect(await rowsOf(house, 'Touch', `payload ? 'optedOut'`)).toHaveLength(2);
    await expect(house.as(house.lin, setLeadConsent, { leadId })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

onServer('40 people claim 40 leads at once, every one once', async () => {
  const house = await aHouse();
  const sourceId = await aNewSource(house);
  const ids: string[] = [];
  for (let n = 0; n < 40; n++) ids.push(String((await capture(house, modest(sourceId))).id));
  await house.database.pool.query('update "Pool" set rules = $1 where id = $2', [
    JSON.stringify({ dailyClaimLimit: null }),
    house.pools.lead,
  ]);
  const people = [house.lin, house.wang, house.teamLead];
  const outcomes = await Promise.all(people.flatMap((by) => ids.map((leadId) => house.as(by, claimLead, { leadId }))));
  expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(40);
  expect(await rowsOf(house, 'Lead', `"ownerId" is not null`)).toHaveLength(40);
});

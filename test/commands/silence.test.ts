import { describe, expect, test } from '@jest/globals';
import { acknowledge } from '../../commands/acknowledge.js';
import { assignLead } from '../../commands/assign-lead.js';
import { markRead } from '../../commands/mark-read.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { snooze } from '../../commands/snooze.js';
import { IN_A_WEEK, aNewCustomer, aNewLead, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { setPublicRules } from '../support/pools.js';
import { passes, reachAllDue } from '../support/turned-back.js';

/** Days are seconds here, and none has to be waited for: time is turned back in the database. */
const QUICK = playbookWith(
  (stage) => ({
    ...(stage['idle'] ? { idle: [{ for: 'PT60S', since: 'LAST_INTERACTION', then: { moveTo: 'PAUSED' } }] } : {}),
  }),
  {
    escalation: [
      { to: 'OWNER', after: 'PT0S' },
      { to: 'TEAM_LEAD', after: 'PT10S' },
      { to: 'MANAGER', after: 'PT20S' },
    ],
  },
);

const cardsOf = async (house: House) =>
  (await rowsOf(house, 'Notification', 'true order by tx, ordinal')).map(({ recipientId, kind, level }) => [
    recipientId,
    kind,
    level,
  ]);

describe('C9: a customer that nobody reached', () => {
  const silent = async () => {
    const house = await aHouse({ playbook: QUICK });
    await setPublicRules(house, { reclaim: [], warnBefore: [] });
    const customerId = await aNewCustomer(house);
    return { house, customerId };
  };

  test('is paused, goes to the dormant pool, and the history names the rule', async () => {
    const { house, customerId } = await silent();
    await passes(house, '61 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({
      stage: 'PAUSED',
      ownerId: null,
      lastOwnerId: house.lin.id,
      poolId: house.pools.dormant,
      nextContactAt: null,
      version: 2,
    });
    const visits = await rowsOf(house, 'StageVisit', 'true order by "enteredAt"');
    expect(visits).toMatchObject([
      { stage: 'INITIAL_CONTACT', rule: null, byId: house.lin.id },
      { stage: 'PAUSED', rule: 'stages.INITIAL_CONTACT.idle.0', byId: null, leftAt: null },
    ]);
    expect(visits[0]!['leftAt']).toEqual(visits[1]!['enteredAt']);
    const events = await rowsOf(house, 'Event', `rule is not null order by tx, ordinal`);
    expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
      ['CUSTOMER_MOVED', null],
      ['CUSTOMER_RECLAIMED', null],
    ]);
    expect(await rowsOf(house, 'Deadline', `status = 'ARMED' and kind <> 'POOL_UNCLAIMED'`)).toEqual([]);
    expect(await rowsOf(house, 'FollowUp', `status = 'PLANNED'`)).toEqual([]);
    expect(await cardsOf(house)).toEqual([[house.lin.id, 'RECLAIMED', 0]]);
  });

  test('T2: delivered 20 times at once, the move happens once', async () => {
    const { house } = await silent();
    await passes(house, '61 seconds');
    const [deadline] = await rowsOf(house, 'Deadline', `kind = 'STAGE_IDLE'`);
    const deliveries = Array.from({ length: 20 }, () =>
      house.as(null, reachDeadline, { deadlineId: deadline!['id'] as string }),
    );
    const outcomes = (await Promise.all(deliveries)).map(({ answer }) => answer['outcome']);
    expect(outcomes.filter((outcome) => outcome === 'HANDLED')).toHaveLength(1);
    expect(await rowsOf(house, 'StageVisit', `stage = 'PAUSED'`)).toHaveLength(1);
  });

  test('stays where somebody reached them in time', async () => {
    const { house, customerId } = await silent();
    await passes(house, '50 seconds');
    const contact = {
      channel: 'PHONE',
      note: '聊了需求',
      goalMet: true,
      next: { dueAt: new Date(Date.now() + 30_000), purposeCode: 'OTHER' },
    } as const;
    await house.as(house.lin, recordFollowUp, { customerId, ...contact });
    await passes(house, '50 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({
      stage: 'INITIAL_CONTACT',
      ownerId: house.lin.id,
    });
    await passes(house, '15 seconds');
    await reachAllDue(house);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'PAUSED' });
  });

  test('T4: contacted while the timer already runs, in either order, ends owned by one or pooled, never both', async () => {
    const { house, customerId } = await silent();
    await passes(house, '61 seconds');
    const [deadline] = await rowsOf(house, 'Deadline', `kind = 'STAGE_IDLE'`);
    const contact = {
      channel: 'PHONE',
      note: '聊了需求',
      goalMet: true,
      next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
    } as const;
    const [, recorded] = await Promise.allSettled([
      house.as(null, reachDeadline, { deadlineId: deadline!['id'] as string }),
      house.as(house.lin, recordFollowUp, { customerId, ...contact }),
    ]);
    const wasRecorded = recorded.status === 'fulfilled' && recorded.value.refusal === null;
    const customer = await loadRow(house, 'Customer', customerId);
    expect(customer.ownerId === null).toBe(customer.stage === 'PAUSED');
    expect(customer.ownerId !== null).toBe(wasRecorded);
  });
});

describe('T5: a follow-up that nobody does', () => {
  /** Overdue and told to the owner. */
  const overdue = async () => {
    const house = await aHouse({ playbook: playbookWith(() => ({ idle: [] }), { escalation: QUICK.escalation! }) });
    const customerId = await aNewCustomer(house);
    const planned = await house.as(house.lin, planFollowUp, {
      customerId,
      dueAt: new Date(Date.now() + 3_600_000),
      purposeCode: 'OTHER',
    });
    await passes(house, '3601 seconds');
    await reachAllDue(house);
    const cards = await rowsOf(house, 'Notification', `kind = 'REMINDER' order by tx desc, ordinal desc`);
    return {
      house,
      customerId,
      notificationId: cards[0]!['id'] as string,
      followUpId: planned.answer['followUpId'] as string,
    };
  };
  const escalations = async (house: House) => (await cardsOf(house)).filter(([, kind]) => kind === 'ESCALATION');

  test('goes up to the team lead, then to the managers, in their inbox and in the log', async () => {
    const { house, followUpId } = await overdue();
    await passes(house, '10 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([[house.teamLead.id, 'ESCALATION', 1]]);
    await passes(house, '10 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([
      [house.teamLead.id, 'ESCALATION', 1],
      [house.manager.id, 'ESCALATION', 2],
    ]);
    const told = await rowsOf(house, 'Event', `type = 'NOTIFIED' order by tx, ordinal`);
    expect(told.map((row) => row['recipientId'])).toEqual([house.lin.id, house.teamLead.id, house.manager.id]);
    expect(await rowsOf(house, 'Event', `type = 'FOLLOW_UP_OVERDUE'`)).toHaveLength(1);
    expect(await loadRow(house, 'FollowUp', followUpId)).toMatchObject({ status: 'PLANNED', reachedStep: 2 });
  });

  test.each([
    ['acknowledged by its recipient', (house: House) => [house.lin, null] as const],
    ['acknowledged by the team lead on their behalf', (house: House) => [house.teamLead, house.lin.id] as const],
    ['acknowledged by a manager on their behalf', (house: House) => [house.manager, house.lin.id] as const],
  ])('%s, goes no further', async (_, who) => {
    const { house, notificationId, followUpId } = await overdue();
    const [by, onBehalfOf] = who(house);
    expect((await house.as(by, acknowledge, { notificationId, onBehalfOf })).refusal).toBeNull();
    await passes(house, '30 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([]);
    expect(await loadRow(house, 'FollowUp', followUpId)).toMatchObject({ status: 'PLANNED' });
    expect(await rowsOf(house, 'Event', `type = 'ACKNOWLEDGED'`)).toMatchObject([
      { actorId: by.id, data: { recipientId: house.lin.id } },
    ]);
    expect((await house.as(by, acknowledge, { notificationId, onBehalfOf })).cursor).toBeNull();
  });

  test('goes no further once somebody worked on the customer', async () => {
    const { house, customerId } = await overdue();
    await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
    await passes(house, '30 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([]);
  });

  test('snoozed, goes on later by the span', async () => {
    const { house, notificationId } = await overdue();
    await house.as(house.lin, snooze, { notificationId, for: 'PT15S' });
    await passes(house, '20 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([]);
    await passes(house, '6 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([[house.teamLead.id, 'ESCALATION', 1]]);
  });

  test('of a lead that has become a customer is acknowledged there', async () => {
    const house = await aHouse({ playbook: playbookWith(() => ({ idle: [] }), { escalation: QUICK.escalation! }) });
    const leadId = await aNewLead(house);
    await house.as(house.teamLead, assignLead, { leadId, ownerId: house.lin.id });
    await house.as(house.lin, planFollowUp, { leadId, dueAt: new Date(Date.now() + 3_600_000), purposeCode: 'OTHER' });
    await passes(house, '3601 seconds');
    await reachAllDue(house);
    const [card] = await rowsOf(house, 'Notification', `kind = 'REMINDER'`);
    const { answer } = await house.as(house.lin, qualifyLead, { leadId });
    const lead = await loadRow(house, 'Lead', leadId);
    await house.as(house.lin, acknowledge, { notificationId: card!['id'] as string });
    expect(await loadRow(house, 'Lead', leadId)).toEqual(lead);
    await passes(house, '30 seconds');
    await reachAllDue(house);
    expect(await escalations(house)).toEqual([]);
    expect(await loadRow(house, 'Customer', answer['customerId'] as string)).toMatchObject({
      stage: 'INITIAL_CONTACT',
    });
  });
});

describe('pinned 13: marking cards as read', () => {
  test('is for one’s own, once each; others’ are passed over', async () => {
    const house = await aHouse();
    await aNewCustomer(house, house.teamLead, { ownerId: house.lin.id });
    await aNewCustomer(house, house.teamLead, { ownerId: house.wang.id, phone: '13900139000' });
    const ids = (await rowsOf(house, 'Notification')).map((row) => row['id'] as string);
    const read = async (notificationIds: readonly string[]) =>
      (await house.as(house.lin, markRead, { notificationIds })).answer['read'];
    expect(await read([...ids, ...ids, 'ntf_none'])).toBe(1);
    expect(await read(ids)).toBe(0);
    expect(await read([])).toBe(0);
    const unread = await rowsOf(house, 'Notification', '"readAt" is null');
    expect(unread.map((row) => row['recipientId'])).toEqual([house.wang.id]);
    expect(await rowsOf(house, 'Event', `data->>'read' = 'true'`)).toMatchObject([{ recipientId: house.lin.id }]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { acknowledge } from '../../commands/acknowledge.js';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignLead } from '../../commands/assign-lead.js';
import { attachContract } from '../../commands/attach-contract.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { confirmInvoice } from '../../commands/confirm-invoice.js';
import { decideApproval } from '../../commands/decide-approval.js';
import { handOverDelivery } from '../../commands/hand-over-delivery.js';
import { moveToPool } from '../../commands/move-to-pool.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordPayment } from '../../commands/record-payment.js';
import { requestApproval } from '../../commands/request-approval.js';
import { setInstalments } from '../../commands/set-instalments.js';
import { signContract } from '../../commands/sign-contract.js';
import { IN_A_WEEK, aNewCustomer, aNewLead, anUploadedFile, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { expectKept } from '../support/kept.js';
import { passes, reachAllDue } from '../support/turned-back.js';

const escalation = [{ to: 'TEAM_LEAD', after: 'PT10S' }];

/** A superior hears of everything ten seconds after it was due; nobody is moved or taken back. */
const playbookOf = (idle: readonly object[] = []) =>
  playbookWith(
    ({ code }) => ({
      idle: code === 'INITIAL_CONTACT' ? idle : [],
      ...(code === 'INITIAL_CONTACT' ? { mayGoTo: ['WON', 'LOST'], needsApproval: ['LOST'] } : {}),
    }),
    {
      escalation,
      reclaim: [],
      approval: { within: 'PT1H', escalation },
      deal: {
        payment: { remindBefore: ['PT10M'], escalation },
        delivery: { handOverWithin: 'PT1H', checklist: [] },
      },
    },
  );

interface Owing {
  readonly house: House;
  readonly customerId: string;
  /** What was owed is done: that is the end of it too. */
  readonly done: () => Promise<unknown>;
}

const next = () => ({ dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
const inAnHour = () => new Date(Date.now() + 3_600_000);

async function aCustomerOf(idle?: readonly object[]) {
  const house = await aHouse({ playbook: playbookOf(idle) });
  return { house, customerId: await aNewCustomer(house) };
}

async function aStep(): Promise<Owing> {
  const { house, customerId } = await aCustomerOf();
  const planned = await house.as(house.lin, planFollowUp, { customerId, dueAt: inAnHour(), purposeCode: 'OTHER' });
  const followUpId = planned.answer['followUpId'] as string;
  const done = () =>
    house.as(house.lin, completeFollowUp, {
      followUpId,
      channel: 'PHONE',
      note: '聊了',
      goalMet: true,
      next: next(),
    });
  return { house, customerId, done };
}

async function aRequest(): Promise<Owing> {
  const { house, customerId } = await aCustomerOf();
  const { answer } = await house.as(house.lin, requestApproval, { customerId, to: 'LOST', reason: 'PRICE' });
  const approvalId = answer['approvalId'] as string;
  const done = () => house.as(house.teamLead, decideApproval, { approvalId, approve: false, note: '再跟一次' });
  return { house, customerId, done };
}

async function aWonCustomer() {
  const { house, customerId } = await aCustomerOf();
  const signedAt = new Date(Date.now() - 1000);
  await house.as(house.lin, signContract, { customerId, amount: '300.00', signedAt });
  const instalments = [{ amount: '300.00', dueAt: inAnHour() }];
  await house.as(house.lin, setInstalments, { customerId, instalments });
  await house.as(house.lin, attachContract, { customerId, fileId: await anUploadedFile(house, house.lin) });
  const invoice = { title: '杭州晨光建材有限公司', taxNumber: '91330100799655058B' };
  await house.as(house.lin, confirmInvoice, { customerId, ...invoice });
  const won = await house.as(house.lin, advanceCustomer, { customerId, to: 'WON', note: '交期最短' });
  expect(won.refusal).toBeNull();
  const pay = { customerId, amount: '300.00', paidAt: signedAt, instalmentId: null };
  return {
    house,
    customerId,
    pay: () => house.as(house.lin, recordPayment, pay),
    handOver: () => house.as(house.lin, handOverDelivery, { customerId, toUserId: house.wang.id, note: '交给王先生' }),
  };
}

async function anInstalment(): Promise<Owing> {
  const { handOver, pay, ...rest } = await aWonCustomer();
  await handOver();
  return { ...rest, done: pay };
}

async function aDelivery(): Promise<Owing> {
  const { handOver, pay, ...rest } = await aWonCustomer();
  await pay();
  return { ...rest, done: handOver };
}

async function aSilence(): Promise<Owing> {
  const idle = [{ for: 'PT1H', since: 'LAST_ACTIVITY', then: { escalateTo: 'TEAM_LEAD' } }];
  const { house, customerId } = await aCustomerOf(idle);
  const done = () =>
    house.as(house.lin, recordFollowUp, { customerId, channel: 'PHONE', note: '聊了', goalMet: true, next: next() });
  return { house, customerId, done };
}

/** Planned with the lead that the customer was. */
async function aLeadsStep(): Promise<Owing> {
  const house = await aHouse({ playbook: playbookOf() });
  const leadId = await aNewLead(house);
  await house.as(house.teamLead, assignLead, { leadId, ownerId: house.lin.id });
  await house.as(house.lin, planFollowUp, { leadId, dueAt: inAnHour(), purposeCode: 'OTHER' });
  await passes(house, '3601 seconds');
  await reachAllDue(house);
  await passes(house, '11 seconds');
  await reachAllDue(house);
  const { answer } = await house.as(house.lin, qualifyLead, { leadId });
  const customerId = answer['customerId'] as string;
  const [step] = await rowsOf(house, 'FollowUp', `status = 'PLANNED' and "reachedStep" > 0`);
  const input = {
    followUpId: step!['id'] as string,
    channel: 'PHONE',
    note: '聊了',
    goalMet: true,
    next: next(),
  } as const;
  return { house, customerId, done: () => house.as(house.lin, completeFollowUp, input) };
}

const OWED = {
  'a next step': aStep,
  'an approval': aRequest,
  'an instalment': anInstalment,
  'a delivery': aDelivery,
  'a silence': aSilence,
  'a step that was planned with a lead': aLeadsStep,
};

/** As it is kept, which a count from the beginning confirms. */
async function owedSince({ house, customerId }: Owing): Promise<Date | null> {
  await expectKept(house.database);
  return (await loadRow(house, 'Customer', customerId))['owedSince'] as Date | null;
}

/** Until a superior was told of it. */
async function escalated(what: keyof typeof OWED): Promise<Owing> {
  const owing = await OWED[what]();
  const { house } = owing;
  expect(await owedSince(owing)).toEqual(what === 'a step that was planned with a lead' ? expect.any(Date) : null);
  await passes(house, '3601 seconds');
  await reachAllDue(house);
  await passes(house, '11 seconds');
  await reachAllDue(house);
  expect(await owedSince(owing)).toBeInstanceOf(Date);
  return owing;
}

describe.each(Object.keys(OWED) as (keyof typeof OWED)[])('T5 V1: of %s a superior was told', (what) => {
  test('and it is open until somebody has noted it', async () => {
    const owing = await escalated(what);
    const { house } = owing;
    const cards = await rowsOf(house, 'Notification', `kind = 'ESCALATION'`);
    for (const { id, recipientId } of cards) {
      const recipient = [house.teamLead, house.manager].find((person) => person.id === recipientId)!;
      expect((await house.as(recipient, acknowledge, { notificationId: id as string })).refusal).toBeNull();
    }
    expect(await owedSince(owing)).toBeNull();
    const noted = await rowsOf(house, 'Event', `type = 'ACKNOWLEDGED'`);
    expect(noted.map(({ customerId }) => customerId)).toEqual(cards.map(() => owing.customerId));
    expect(cards).not.toEqual([]);
  });

  test('and it is open until it is done', async () => {
    const owing = await escalated(what);
    expect(((await owing.done()) as { refusal: unknown }).refusal).toBeNull();
    expect(await owedSince(owing)).toBeNull();
  });
});

test('two things that are owed are noted by two people at once: nothing is open any more', async () => {
  const { house, customerId, pay } = await aWonCustomer();
  const owing = { house, customerId, done: pay };
  await passes(house, '3601 seconds');
  await reachAllDue(house);
  await passes(house, '11 seconds');
  await reachAllDue(house);
  expect(await owedSince(owing)).toBeInstanceOf(Date);
  const cards = await rowsOf(house, 'Notification', `kind = 'ESCALATION'`);
  expect(new Set(cards.map(({ subject }) => subject)).size).toBe(2);
  const noted = cards.map(({ id, recipientId }) =>
    house.as(null, acknowledge, { notificationId: id as string, onBehalfOf: recipientId as string }),
  );
  expect((await Promise.all(noted)).map(({ refusal }) => refusal)).toEqual(cards.map(() => null));
  expect(await owedSince(owing)).toBeNull();
});

test('the oldest counts; of whoever was taken back nobody owes anything', async () => {
  const owing = await escalated('a silence');
  const { house, customerId } = owing;
  const silentSince = (await owedSince(owing))!;
  await house.as(house.lin, planFollowUp, { customerId, dueAt: inAnHour(), purposeCode: 'OTHER' });
  await passes(house, '3601 seconds');
  await reachAllDue(house);
  await passes(house, '11 seconds');
  await reachAllDue(house);
  const later = (await owedSince(owing))!;
  expect(later.getTime()).not.toBe(silentSince.getTime());
  await house.as(house.teamLead, moveToPool, { customerId, poolId: house.pools.public, reason: 'OTHER', note: '换人' });
  expect(await owedSince(owing)).toBeNull();
});

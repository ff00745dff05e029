import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignLead } from '../../commands/assign-lead.js';
import { captureLead } from '../../commands/capture-lead.js';
import type { Command, Outcome } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { createCustomer } from '../../commands/create-customer.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { mergeLeads } from '../../commands/merge-leads.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordQuote } from '../../commands/record-quote.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { unmerge } from '../../commands/unmerge.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { Viewer } from '../../domain/policy.js';
import { IN_A_WEEK, aNewCustomer, aNewLead, aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { oneAfterTheOther } from '../support/one-after-the-other.js';
import { expectMergesSound } from '../support/sound-merges.js';

const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';
const next = () => ({ dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
const PHONES = { into: '13800138001', from: '13800138002' };

async function twoCustomers() {
  const house = await aHouse();
  const sourceId = await aNewSource(house);
  const into = await aNewCustomer(house, house.lin, { phone: PHONES.into });
  const from = await aNewCustomer(house, house.wang, { phone: PHONES.from });
  const as =
    <I>(by: Viewer | null, command: Command<I>, input: I) =>
    () =>
      house.as(by, command, input);
  const merge = as(house.teamLead, mergeCustomers, { into, from: [from] });
  return { house, sourceId, into, from, as, merge };
}

/** Both orders: the merge first, and the merge second. */
const ORDERS = [
  ['the merge first', true],
  ['the merge second', false],
] as const;
const inOrder = <T>(mergeFirst: boolean, merge: T, other: T): T[] => (mergeFirst ? [merge, other] : [other, merge]);
const split = <T>(mergeFirst: boolean, [a, b]: T[]) => ({
  merged: (mergeFirst ? a : b)!,
  other: (mergeFirst ? b : a)!,
});

describe('customers', () => {
  test.each(['into', 'from'] as const)('A into B and B into A, waiting for %s: exactly one', async (row) => {
    const { house, into, from, as, merge } = await twoCustomers();
    const crossing = as(house.teamLead, mergeCustomers, { into: from, from: [into] });
    const id = row === 'into' ? into : from;
    const outcomes = await oneAfterTheOther(house, { table: 'Customer', id }, [merge, crossing]);
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', 'ALREADY_CLOSED']);
    await expectMergesSound(house);
  });

  test('20 merges of three into each other at once leave one survivor or a refusal for each', async () => {
    const { house, into, from } = await twoCustomers();
    const third = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    const ids = [into, from, third];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        house.as(house.teamLead, mergeCustomers, { into: ids[n % 3]!, from: [ids[(n + 1 + (n % 2)) % 3]!] }),
      ),
    );
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(2);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ACCEPTED', 'ALREADY_CLOSED']));
    expect(await rowsOf(house, 'Customer', '"mergedIntoId" is null')).toHaveLength(1);
    await expectMergesSound(house);
  });

  test.each(ORDERS)('a touch on the merged one’s number, %s: it is the survivor’s', async (_, mergeFirst) => {
    const { house, sourceId, into, from, as, merge } = await twoCustomers();
    const touch = as(null, captureLead, { sourceId, name: '周敏', phone: PHONES.from });
    const outcomes = await oneAfterTheOther(house, { table: 'Customer', id: from }, inOrder(mergeFirst, merge, touch));
    const { other } = split(mergeFirst, outcomes);
    expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(other.answer['duplicateOfCustomerId']).toBe(mergeFirst ? into : from);
    expect(await rowsOf(house, 'Touch')).toMatchObject([{ id: other.answer['touchId'], customerId: into }]);
    expect(await rowsOf(house, 'Lead')).toEqual([]);
    await expectMergesSound(house);
  });

  test.each(ORDERS)('a move of the merged one, %s: made on it before, on the survivor after', async (_, mergeFirst) => {
    const { house, into, from, as, merge } = await twoCustomers();
    const move = as(house.teamLead, advanceCustomer, { customerId: from, to: 'PAUSED', reason: 'SILENT' });
    const outcomes = await oneAfterTheOther(house, { table: 'Customer', id: from }, inOrder(mergeFirst, merge, move));
    expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(await loadRow(house, 'Customer', into)).toMatchObject({ stage: mergeFirst ? 'PAUSED' : 'INITIAL_CONTACT' });
    await expectMergesSound(house);
  });

  test.each(ORDERS)(
    'a change with the version that was seen, %s: written before, stale after',
    async (_, mergeFirst) => {
      const { house, from, as, merge } = await twoCustomers();
      const update = as(house.wang, updateCustomer, { customerId: from, version: 1, need: '岩棉板' });
      const updateByLead = as(house.teamLead, updateCustomer, { customerId: from, version: 1, need: '岩棉板' });
      const other = mergeFirst ? updateByLead : update;
      const outcomes = await oneAfterTheOther(
        house,
        { table: 'Customer', id: from },
        inOrder(mergeFirst, merge, other),
      );
      expect(codeOf(split(mergeFirst, outcomes).other)).toBe(mergeFirst ? 'VERSION_CONFLICT' : 'ACCEPTED');
      expect(codeOf(split(mergeFirst, outcomes).merged)).toBe('ACCEPTED');
      await expectMergesSound(house);
    },
  );

  test.each(ORDERS)(
    'a follow-up of the merged one is completed, %s: it is done, and its next step is the survivor’s',
    async (_, mergeFirst) => {
      const { house, into, from, as, merge } = await twoCustomers();
      const plan = await house.as(house.wang, planFollowUp, { customerId: from, ...next() });
      const followUpId = String(plan.answer['followUpId']);
      const record = { channel: 'PHONE' as const, note: '聊了', goalMet: true, next: next() };
      const complete = as(house.teamLead, completeFollowUp, { followUpId, ...record });
      const outcomes = await oneAfterTheOther(
        house,
        { table: 'Customer', id: from },
        inOrder(mergeFirst, merge, complete),
      );
      expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
      const { nextId, ...done } = await loadRow(house, 'FollowUp', followUpId);
      expect(done).toMatchObject({ status: 'DONE', customerId: into });
      expect(await loadRow(house, 'FollowUp', String(nextId))).toMatchObject({
        customerId: into,
        status: 'PLANNED',
        ownerId: house.lin.id,
      });
      await expectMergesSound(house);
    },
  );

  test.each(ORDERS)('a timer of the merged one fires, %s: its effect is there once', async (_, mergeFirst) => {
    const { house, into, from, as, merge } = await twoCustomers();
    const plan = await house.as(house.wang, planFollowUp, { customerId: from, ...next() });
    const followUpId = String(plan.answer['followUpId']);
    await house.database.pool.query(
      `update "FollowUp" set "dueAt" = now() - interval '1 second', "remindAt" = '{}' where id = $1`,
      [followUpId],
    );
    await house.database.pool.query(
      `update "Deadline" set "dueAt" = now() - interval '1 second' where "followUpId" = $1 and step = 0`,
      [followUpId],
    );
    await house.database.pool.query(`update "Deadline" set status = 'DISARMED' where "followUpId" = $1 and step < 0`, [
      followUpId,
    ]);
    const [deadline] = await rowsOf(house, 'Deadline', `"followUpId" = '${followUpId}' and status = 'ARMED'`);
    const fire = as(null, reachDeadline, { deadlineId: String(deadline!['id']) });
    const outcomes = await oneAfterTheOther(house, { table: 'Customer', id: from }, inOrder(mergeFirst, merge, fire));
    expect(split(mergeFirst, outcomes).other.answer['outcome']).toBe('HANDLED');
    expect(await rowsOf(house, 'Event', `type = 'FOLLOW_UP_OVERDUE'`)).toHaveLength(1);
    expect(await rowsOf(house, 'Notification', `kind = 'REMINDER'`)).toMatchObject([
      { customerId: into, recipientId: mergeFirst ? house.lin.id : house.wang.id },
    ]);
    await expectMergesSound(house);
  });

  test.each(ORDERS)('its owner gives it away, %s: it is merged all the same', async (_, mergeFirst) => {
    const { house, from, as, merge } = await twoCustomers();
    const transfer = as(house.teamLead, transferCustomer, { customerId: from, toUserId: house.teamLead.id });
    const outcomes = await oneAfterTheOther(
      house,
      { table: 'Customer', id: from },
      inOrder(mergeFirst, merge, transfer),
    );
    expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
    await expectMergesSound(house);
  });

  test('a chain at once, in both orders: all lead to the last', async () => {
    for (const firstFirst of [true, false]) {
      const { house, into, from, as, merge } = await twoCustomers();
      const last = await aNewCustomer(house, house.lin, { phone: '13800138003' });
      const further = as(house.teamLead, mergeCustomers, { into: last, from: [into] });
      const outcomes = await oneAfterTheOther(
        house,
        { table: 'Customer', id: into },
        inOrder(firstFirst, merge, further),
      );
      expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
      expect(await loadRow(house, 'Customer', from)).toMatchObject({ mergedIntoId: last });
      await expectMergesSound(house);
    }
  });

  test('10 times taken back at once: once', async () => {
    const { house, from, merge } = await twoCustomers();
    await merge();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => house.as(house.teamLead, unmerge, { id: from })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', ...Array.from({ length: 9 }, () => 'ALREADY_CLOSED')]);
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_UNMERGED'`)).toHaveLength(2);
    await expectMergesSound(house);
  });

  test.each([
    ['taking back first', true],
    ['the further merge first', false],
  ])('taken back while the survivor is merged on, %s: never half', async (_, takenFirst) => {
    const { house, into, from, as, merge } = await twoCustomers();
    await merge();
    const last = await aNewCustomer(house, house.lin, { phone: '13800138003' });
    const further = as(house.teamLead, mergeCustomers, { into: last, from: [into] });
    const takeBack = as(house.teamLead, unmerge, { id: from });
    const actions = takenFirst ? [takeBack, further] : [further, takeBack];
    const outcomes = await oneAfterTheOther(house, { table: 'Customer', id: into }, actions);
    expect(outcomes.map(codeOf)).toEqual(takenFirst ? ['ACCEPTED', 'ACCEPTED'] : ['ACCEPTED', 'IN_USE']);
    await expectMergesSound(house);
  });

  test('a contact detail that the survivor gave up goes to one of two: the merged one, or somebody new', async () => {
    const house = await aHouse();
    const into = await aNewCustomer(house, house.lin, { email: 'lin@example.com', phone: null });
    const from = await aNewCustomer(house, house.wang, { phone: PHONES.from });
    await house.as(house.teamLead, mergeCustomers, { into, from: [from] });
    const { version } = await loadRow(house, 'Customer', into);
    await house.as(house.lin, updateCustomer, { customerId: into, version, phone: null });
    const [taken, made] = await Promise.all([
      house.as(house.teamLead, unmerge, { id: from }),
      house.as(house.lin, createCustomer, { name: '新人', phone: PHONES.from }),
    ]);
    expect([codeOf(taken), codeOf(made)].sort()).toEqual(['ACCEPTED', 'DUPLICATE']);
    expect(await rowsOf(house, 'Identity', `value = '+86${PHONES.from}'`)).toHaveLength(1);
    await expectMergesSound(house);
  });

  test('whatever runs at once, nothing is lost: every touch, quote and plan hangs on a survivor', async () => {
    const kinds = ['merge', 'cross', 'third', 'unmerge', 'touch', 'quote', 'plan', 'lose', 'update', 'give'] as const;
    const actions = fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 7 });
    const { house, sourceId } = await twoCustomers();
    let made = 0;
    await fc.assert(
      fc.asyncProperty(actions, fc.boolean(), async (together, isMerged) => {
        const phones = Array.from({ length: 3 }, () => `1380013${String(8100 + made++)}`);
        const [a, b, c] = await Promise.all(
          phones.map((phone, n) => aNewCustomer(house, n === 1 ? house.wang : house.lin, { phone })),
        );
        const as = <I>(command: Command<I>, input: I) => house.as(house.teamLead, command, input);
        if (isMerged) await as(mergeCustomers, { into: a!, from: [b!] });
        const ours = `"customerId" in ('${a}', '${b}', '${c}')`;
        const doing: Record<(typeof kinds)[number], () => Promise<Outcome>> = {
          merge: () => as(mergeCustomers, { into: a!, from: [b!] }),
          cross: () => as(mergeCustomers, { into: b!, from: [a!] }),
          third: () => as(mergeCustomers, { into: c!, from: [a!] }),
          unmerge: () => as(unmerge, { id: b! }),
          touch: () => house.as(null, captureLead, { sourceId, name: '周敏', phone: phones[1]! }),
          quote: () => as(recordQuote, { customerId: b!, amount: '1.00' }),
          plan: () => as(planFollowUp, { customerId: b!, ...next() }),
          lose: () => as(advanceCustomer, { customerId: a!, to: 'LOST', reason: 'PRICE' }),
          update: () => as(updateCustomer, { customerId: a!, version: 1, need: '岩棉板' }),
          give: () => as(transferCustomer, { customerId: b!, toUserId: house.lin.id }),
        };
        const outcomes = await Promise.all(together.map((action) => doing[action]()));
        for (const { refusal } of outcomes) if (refusal) expect(refusal.code).toMatch(/^[A-Z_]+$/);
        const done = (action: string) =>
          together.filter((one, n) => one === action && outcomes[n]!.refusal === null).length;
        expect(await rowsOf(house, 'Touch', ours)).toHaveLength(done('touch'));
        expect(await rowsOf(house, 'Quote', ours)).toHaveLength(done('quote'));
        const planned = await rowsOf(house, 'Event', `type = 'FOLLOW_UP_PLANNED' and ${ours}`);
        expect(await rowsOf(house, 'FollowUp', ours)).toHaveLength(planned.length);
        expect(await rowsOf(house, 'Identity', ours)).toHaveLength(3);
        await expectMergesSound(house);
        for (const id of [a, b, c]) await unpick(house, String(id));
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

/** So that the next round looks at its own only. */
async function unpick(house: House, id: string): Promise<void> {
  await house.database.pool.query(`delete from "Merge" where "fromId" = $1`, [id]);
  await house.database.pool.query(`update "Customer" set "mergedIntoId" = null where id = $1`, [id]);
  for (const table of [
    'Deadline',
    'Notification',
    'FollowUp',
    'Touch',
    'Identity',
    'Quote',
    'StageVisit',
    'Tenure',
    'RefusedMove',
  ])
    await house.database.pool.query(`delete from "${table}" where "customerId" = $1`, [id]);
  await house.database.pool.query(`delete from "Customer" where id = $1`, [id]);
}

describe('leads', () => {
  async function twoLeads() {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const into = await aNewLead(house, { sourceId, phone: PHONES.into });
    const from = await aNewLead(house, { sourceId, phone: PHONES.from });
    await house.as(house.teamLead, assignLead, { leadId: into, ownerId: house.lin.id });
    await house.as(house.teamLead, assignLead, { leadId: from, ownerId: house.wang.id });
    const merge = () => house.as(house.teamLead, mergeLeads, { into, from: [from] });
    return { house, sourceId, into, from, merge };
  }

  test.each(ORDERS)(
    'the merged one is qualified, %s: it is a customer alone, or the survivor is one',
    async (_, mergeFirst) => {
      const { house, into, from, merge } = await twoLeads();
      const qualify = () => house.as(house.teamLead, qualifyLead, { leadId: from });
      const outcomes = await oneAfterTheOther(house, { table: 'Lead', id: from }, inOrder(mergeFirst, merge, qualify));
      const { merged, other } = split(mergeFirst, outcomes);
      expect([codeOf(merged), codeOf(other)]).toEqual(
        mergeFirst ? ['ACCEPTED', 'ACCEPTED'] : ['ALREADY_CLOSED', 'ACCEPTED'],
      );
      expect(other.answer['leadId']).toBe(mergeFirst ? into : from);
      expect(await rowsOf(house, 'Customer')).toHaveLength(1);
      expect(await rowsOf(house, 'Touch', '"customerId" is not null')).toHaveLength(mergeFirst ? 2 : 1);
      await expectMergesSound(house);
    },
  );

  test.each(ORDERS)('the survivor is qualified, %s: nothing is merged into a customer', async (_, mergeFirst) => {
    const { house, into, merge } = await twoLeads();
    const qualify = () => house.as(house.teamLead, qualifyLead, { leadId: into });
    const outcomes = await oneAfterTheOther(house, { table: 'Lead', id: into }, inOrder(mergeFirst, merge, qualify));
    expect(codeOf(split(mergeFirst, outcomes).merged)).toBe(mergeFirst ? 'ACCEPTED' : 'ALREADY_CLOSED');
    await expectMergesSound(house);
  });

  test.each(ORDERS)(
    '20 deliveries of the merged one’s number beside the merge, %s: 20 touches more, no lead more',
    async (_, mergeFirst) => {
      const { house, sourceId, into, from, merge } = await twoLeads();
      const touches = Array.from(
        { length: 20 },
        () => () => house.as(null, captureLead, { sourceId, name: '周敏', phone: PHONES.from }),
      );
      const all = mergeFirst ? [merge, ...touches] : [...touches.slice(0, 10), merge, ...touches.slice(10)];
      await Promise.all(all.map((act) => act()));
      expect(await rowsOf(house, 'Lead')).toHaveLength(2);
      expect(await rowsOf(house, 'Touch', `"leadId" = '${into}'`)).toHaveLength(22);
      expect(await loadRow(house, 'Lead', from)).toMatchObject({ status: 'MERGED' });
      await expectMergesSound(house);
    },
  );

  test('crossing merges: exactly one', async () => {
    const { house, into, from, merge } = await twoLeads();
    const crossing = () => house.as(house.teamLead, mergeLeads, { into: from, from: [into] });
    const outcomes = await oneAfterTheOther(house, { table: 'Lead', id: from }, [crossing, merge]);
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', 'ALREADY_CLOSED']);
    await expectMergesSound(house);
  });

  test('taken back while the survivor is qualified, in both orders: what came in goes back', async () => {
    for (const takenFirst of [true, false]) {
      const { house, into, from, merge } = await twoLeads();
      await merge();
      const takeBack = () => house.as(house.teamLead, unmerge, { id: from });
      const qualify = () => house.as(house.teamLead, qualifyLead, { leadId: into });
      const actions = takenFirst ? [takeBack, qualify] : [qualify, takeBack];
      const outcomes = await oneAfterTheOther(house, { table: 'Lead', id: into }, actions);
      expect(outcomes.map(codeOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
      expect(await rowsOf(house, 'Touch', `"leadId" = '${from}'`)).toMatchObject([{ customerId: null }]);
      await expectMergesSound(house);
    }
  });
});

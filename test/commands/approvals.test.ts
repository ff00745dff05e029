import { describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import type { Command, Outcome } from '../../commands/command.js';
import { decideApproval } from '../../commands/decide-approval.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { requestApproval } from '../../commands/request-approval.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { updateUser } from '../../commands/update-user.js';
import type { Viewer } from '../../domain/policy.js';
import { aNewCustomer, everythingIn, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { oneAfterTheOther } from '../support/one-after-the-other.js';

/** Nobody gives a customer up without their superior. */
const playbook = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['LOST'] } : {}), {
  approval: { within: 'PT4H' },
});
const lost = (customerId: string) => ({ customerId, to: 'LOST', reason: 'PRICE' });

const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';
const approvals = (house: House) => rowsOf(house, 'Approval');
const armed = (house: House, kind: string) => rowsOf(house, 'Deadline', `status = 'ARMED' and kind = '${kind}'`);
const outcomes = async (house: House) => (await approvals(house)).map(({ outcome }) => outcome);

async function aRequest() {
  const house = await aHouse({ playbook });
  const customerId = await aNewCustomer(house);
  const { answer, refusal } = await house.as(house.lin, requestApproval, lost(customerId));
  expect(refusal).toBeNull();
  const approvalId = answer['approvalId'] as string;
  const as =
    <I>(by: Viewer | null, command: Command<I>, input: I) =>
    () =>
      house.as(by, command, input);
  return { house, customerId, approvalId, as };
}

test('C12 C4: asking, deciding and moving are each one transaction, with their events in the log', async () => {
  const { house, customerId, approvalId } = await aRequest();
  expect(await armed(house, 'APPROVAL')).toMatchObject([{ subject: approvalId, customerId, step: 0 }]);
  expect(await armed(house, 'STAGE_IDLE')).toEqual([]);
  const { refusal, cursor } = await house.as(house.teamLead, decideApproval, { approvalId, approve: true });
  expect([refusal, cursor === null]).toEqual([null, false]);
  expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'LOST', lossReason: 'PRICE' });
  expect(await approvals(house)).toMatchObject([{ outcome: 'MOVED', decidedById: house.teamLead.id }]);
  expect(await armed(house, 'APPROVAL')).toEqual([]);
  const types = ['APPROVAL_REQUESTED', 'APPROVAL_DECIDED', 'CUSTOMER_MOVED'].map((type) => `'${type}'`).join();
  const events = await rowsOf(house, 'Event', `type in (${types}) order by tx, ordinal`);
  expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
    ['APPROVAL_REQUESTED', house.lin.id],
    ['APPROVAL_DECIDED', house.teamLead.id],
    ['CUSTOMER_MOVED', house.teamLead.id],
  ]);
});

test('L1: the same key answers with the same request, and decides once', async () => {
  const house = await aHouse({ playbook });
  const customerId = await aNewCustomer(house);
  const ask = () => house.as(house.lin, requestApproval, lost(customerId), 'ask');
  const [first, again] = [await ask(), await ask()];
  expect(again).toEqual(first);
  expect(await approvals(house)).toHaveLength(1);
  const input = { approvalId: first.answer['approvalId'] as string, approve: false, note: '再跟一次' };
  const decided = [1, 2].map(() => house.as(house.teamLead, decideApproval, input, 'decide'));
  const [one, two] = await Promise.all(decided);
  expect(two).toEqual(one);
  expect(await rowsOf(house, 'Event', `type = 'APPROVAL_DECIDED'`)).toHaveLength(1);
});

test('C6: a request carries the version it saw', async () => {
  const house = await aHouse({ playbook });
  const customerId = await aNewCustomer(house);
  const stale = await house.as(house.lin, requestApproval, { ...lost(customerId), version: 7 });
  expect(stale.refusal).toEqual({ code: 'VERSION_CONFLICT', expected: 7, current: 1 });
  expect(await approvals(house)).toEqual([]);
});

test('pinned 1: who may not see the customer finds no request', async () => {
  const { house, approvalId } = await aRequest();
  const before = await everythingIn(house);
  const decide = (by: Viewer) => house.as(by, decideApproval, { approvalId, approve: true });
  await expect(decide(house.wang)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'approvalId' });
  expect(codeOf(await decide(house.lin))).toBe('NOT_OWNER');
  const unknown = { approvalId: 'apr_00000000000000000000000000', approve: true };
  await expect(house.as(house.manager, decideApproval, unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await everythingIn(house)).toBe(before);
});

describe('C12: two at once', () => {
  const race = async (
    work: (request: Awaited<ReturnType<typeof aRequest>>) => readonly (() => Promise<Outcome>)[],
  ): Promise<{ house: House; customerId: string; codes: readonly string[] }> => {
    const request = await aRequest();
    const { house, customerId } = request;
    const done = await oneAfterTheOther(house, { table: 'Customer', id: customerId }, work(request));
    return { house, customerId, codes: done.map(codeOf) };
  };
  const verdict = (approvalId: string, approve: boolean) => ({ approvalId, approve });

  test('two superiors decide differently: the first counts', async () => {
    const { house, customerId, codes } = await race(({ house, approvalId, as }) => [
      as(house.teamLead, decideApproval, verdict(approvalId, false)),
      as(house.manager, decideApproval, verdict(approvalId, true)),
    ]);
    expect(codes).toEqual(['ACCEPTED', 'ALREADY_CLOSED']);
    expect([await outcomes(house), (await loadRow(house, 'Customer', customerId)).stage]).toEqual([
      ['REJECTED'],
      'INITIAL_CONTACT',
    ]);
  });

  test('the owner asks twice: one request', async () => {
    const house = await aHouse({ playbook });
    const customerId = await aNewCustomer(house);
    const ask = () => house.as(house.lin, requestApproval, lost(customerId));
    const done = await oneAfterTheOther(house, { table: 'Customer', id: customerId }, [ask, ask]);
    expect(done.map(codeOf)).toEqual(['ACCEPTED', 'APPROVAL_REQUIRED']);
    expect(await outcomes(house)).toEqual(['PENDING']);
  });

  test.each([
    ['before', ['ACCEPTED', 'ALREADY_CLOSED'], ['VOID'], 'PAUSED'],
    ['after', ['ACCEPTED', 'TRANSITION_NOT_ALLOWED'], ['MOVED'], 'LOST'],
  ])('a superior moves the customer elsewhere %s it is approved', async (when, expected, ended, stage) => {
    const { house, customerId, codes } = await race(({ house, customerId, approvalId, as }) => {
      const move = as(house.teamLead, advanceCustomer, { customerId, to: 'PAUSED', reason: 'CUSTOMER_ASKED' });
      const approve = as(house.manager, decideApproval, verdict(approvalId, true));
      return when === 'before' ? [move, approve] : [approve, move];
    });
    expect([codes, await outcomes(house)]).toEqual([expected, ended]);
    expect((await loadRow(house, 'Customer', customerId)).stage).toBe(stage);
  });

  test('the customer goes to a colleague first: there is nothing left to approve', async () => {
    const { house, customerId, codes } = await race(({ house, customerId, approvalId, as }) => [
      as(house.teamLead, transferCustomer, { customerId, toUserId: house.wang.id }),
      as(house.manager, decideApproval, verdict(approvalId, true)),
    ]);
    expect([codes, await outcomes(house)]).toEqual([['ACCEPTED', 'ALREADY_CLOSED'], ['VOID']]);
    expect(await armed(house, 'STAGE_IDLE')).not.toEqual([]);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'INITIAL_CONTACT' });
  });

  test('it is merged away first: nothing is left to approve, and the request stays in the survivor’s history', async () => {
    const request = await aRequest();
    const { house, customerId, approvalId, as } = request;
    const into = await aNewCustomer(house, house.wang, { phone: '13800138001' });
    const [merged, approved] = await oneAfterTheOther(house, { table: 'Customer', id: customerId }, [
      as(house.teamLead, mergeCustomers, { into, from: [customerId] }),
      as(house.manager, decideApproval, verdict(approvalId, true)),
    ]);
    expect([merged!, approved!].map(codeOf)).toEqual(['ACCEPTED', 'ALREADY_CLOSED']);
    expect(await approvals(house)).toMatchObject([{ customerId: into, outcome: 'VOID' }]);
    expect(await armed(house, 'APPROVAL')).toEqual([]);
  });
});

describe('C12: people go', () => {
  const leave = (house: House, userId: string) => house.as(house.admin, updateUser, { userId, active: false });

  test('with whoever asked the request ends', async () => {
    const { house } = await aRequest();
    expect(codeOf(await leave(house, house.lin.id))).toBe('ACCEPTED');
    expect(await outcomes(house)).toEqual(['VOID']);
    expect(await armed(house, 'APPROVAL')).toEqual([]);
  });

  test('without whoever was to decide, the managers are asked', async () => {
    const { house } = await aRequest();
    await leave(house, house.teamLead.id);
    expect(await approvals(house)).toMatchObject([{ outcome: 'PENDING', approverId: house.manager.id }]);
    const told = await rowsOf(house, 'Notification', `"recipientId" = '${house.manager.id}'`);
    expect(told).toMatchObject([{ kind: 'APPROVAL' }]);
  });
});

test('T2: its timer has its effect once, and a late alarm after the decision none', async () => {
  const { house, approvalId } = await aRequest();
  const [deadline] = await armed(house, 'APPROVAL');
  const wake = () => house.run(reachDeadline, { deadlineId: String(deadline!['id']) }, { by: null });
  const past = `now() - interval '1 minute'`;
  await house.database.pool.query(`update "Deadline" set "dueAt" = ${past} where kind = 'APPROVAL'`);
  await house.database.pool.query(`update "Approval" set "dueAt" = ${past}`);
  const [first, second] = [await wake(), await wake()];
  expect([first.answer['outcome'], second.answer['outcome']]).toEqual(['HANDLED', 'STALE']);
  const reminded = () => rowsOf(house, 'Notification', `kind in ('REMINDER', 'ESCALATION')`);
  expect(await reminded()).toMatchObject([{ recipientId: house.teamLead.id, subject: approvalId }]);

  const [next] = await armed(house, 'APPROVAL');
  expect(next).toMatchObject({ step: 1 });
  await house.as(house.teamLead, decideApproval, { approvalId, approve: false });
  const late = await house.run(reachDeadline, { deadlineId: String(next!['id']) }, { by: null });
  expect(late.answer['outcome']).toBe('STALE');
  expect(await reminded()).toHaveLength(1);
});

import { describe, expect, test } from '@jest/globals';
import { advanceCustomers, type AdvanceCustomers } from '../../commands/advance-customers.js';
import { releaseCustomers } from '../../commands/release-customers.js';
import { overrideStage } from '../../commands/override-stage.js';
import { requestApproval } from '../../commands/request-approval.js';
import type { Viewer } from '../../domain/policy.js';
import { aNewCustomer, anotherTeam, everythingIn, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, defaultPlaybook, playbookWith, seedPlaybook, type House } from '../support/house.js';

const move = (house: House, by: Viewer, input: AdvanceCustomers, until?: number) =>
  advanceCustomers(
    (command, { idempotencyKey = null, ...one }) => house.run(command, one as never, { by, idempotencyKey }),
    input,
    until,
  );
const LOST = { to: 'LOST', reason: 'PRICE' };

const phone = (at: number) => `1380013${String(8000 + at)}`;
const someCustomers = async (house: House, count: number, by = house.lin): Promise<string[]> => {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push(await aNewCustomer(house, by, { phone: phone(at) }));
  return ids;
};
const stages = async (house: House, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await loadRow(house, 'Customer', id)).stage));
const codes = (items: readonly { refusal: { code: string } | null }[]) =>
  items.map(({ refusal }) => refusal?.code ?? null);

describe('moving many', () => {
  test('each goes or is refused by itself: one that may not go takes nothing from the others', async () => {
    const house = await aHouse();
    const [first, second] = (await someCustomers(house, 2)) as [string, string];
    const theirs = await aNewCustomer(house, house.wang, { phone: phone(7) });
    const elsewhere = await aNewCustomer(house, (await anotherTeam(house)).sales, { phone: phone(8) });
    await house.as(house.manager, overrideStage, { customerId: second, to: 'QUOTED', reason: '线下已报价' });
    const ids = [first, elsewhere, 'cus_00000000000000000000000000', theirs, second];
    const needs = await move(house, house.lin, { customerIds: ids, to: 'NEEDS_CONFIRMED' });
    expect(codes(needs.items)).toEqual([
      'CONDITIONS_UNMET',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
      'TRANSITION_NOT_ALLOWED',
    ]);
    expect(needs.items.map(({ id }) => id)).toEqual(ids);
    expect(needs.cursor).toBeNull();
    const lost = await move(house, house.teamLead, { customerIds: ids, ...LOST });
    expect(codes(lost.items)).toEqual([null, 'NOT_FOUND', 'NOT_FOUND', null, null]);
    expect(await stages(house, [first, elsewhere, theirs, second])).toEqual([
      'LOST',
      'INITIAL_CONTACT',
      'LOST',
      'LOST',
    ]);
    expect(lost.cursor).not.toBeNull();
  });

  test('C3: a refusal of one names all that is unmet, as with the move by itself', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 1);
    const { items } = await move(house, house.lin, { customerIds, to: 'NEEDS_CONFIRMED' });
    expect(items[0]!.refusal).toMatchObject({
      unmet: [{ code: 'FOLLOW_UP_DONE' }, { code: 'NEED' }, { code: 'BUDGET' }, { code: 'TIMELINE' }],
    });
  });

  test('C12: a move that has to be approved is refused for each', async () => {
    const strict = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['LOST'] } : {}));
    const house = await aHouse({ playbook: strict });
    const customerIds = await someCustomers(house, 2);
    expect(codes((await move(house, house.lin, { customerIds, ...LOST })).items)).toEqual([
      'APPROVAL_REQUIRED',
      'APPROVAL_REQUIRED',
    ]);
    expect(codes((await move(house, house.teamLead, { customerIds, ...LOST })).items)).toEqual([null, null]);
  });

  test('one that stands twice is moved once', async () => {
    const house = await aHouse();
    const [id] = (await someCustomers(house, 1)) as [string];
    const { items } = await move(house, house.lin, { customerIds: [id, id], ...LOST });
    expect(items).toEqual([{ id, refusal: null }]);
  });

  test('C1: a stage or reason that none of their playbooks knows is the caller’s mistake, and nothing moves', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 2);
    const before = await everythingIn(house);
    const wrong = (over: object) => move(house, house.lin, { customerIds, ...LOST, ...over });
    await expect(wrong({ to: 'NOWHERE' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'to' });
    await expect(wrong({ reason: 'BECAUSE' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    expect(await everythingIn(house)).toBe(before);
  });

  test('where their playbooks differ, one whose own has no such stage is refused by itself', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 2);
    const stages = defaultPlaybook.stages.map((stage) => (stage.code === 'LOST' ? { ...stage, code: 'GONE' } : stage));
    const mayGoTo = (to: readonly string[]) => to.map((code) => (code === 'LOST' ? 'GONE' : code));
    const other = {
      ...defaultPlaybook,
      stages: stages.map((stage) => ({ ...stage, mayGoTo: mayGoTo(stage.mayGoTo) })),
    };
    const playbookId = await seedPlaybook(house.database, { ...other, key: 'other' });
    await house.database.sql.updateTable('Customer').set({ playbookId }).where('id', '=', customerIds[0]!).execute();
    const { items } = await move(house, house.lin, { customerIds, ...LOST });
    expect(items.map(({ refusal }) => refusal)).toEqual([
      {
        code: 'TRANSITION_NOT_ALLOWED',
        from: 'INITIAL_CONTACT',
        to: 'LOST',
        allowed: ['NEEDS_CONFIRMED', 'PAUSED', 'GONE'],
      },
      null,
    ]);
  });
});

test('P6 C1: put back many of two playbooks: one whose own has no such reason is refused by itself, one that nobody has stops the whole', async () => {
  const house = await aHouse();
  const customerIds = await someCustomers(house, 3);
  const reasons = { RELEASE: [{ code: 'OURS', label: { 'zh-CN': '自有原因', en: 'Ours' } }] };
  const playbookId = await seedPlaybook(house.database, { ...defaultPlaybook, key: 'other', reasons });
  await house.database.sql.updateTable('Customer').set({ playbookId }).where('id', '=', customerIds[1]!).execute();
  const putBack = (reason: string) =>
    releaseCustomers(
      (command, { idempotencyKey = null, ...one }) =>
        house.run(command, one as never, { by: house.lin, idempotencyKey }),
      { customerIds, reason, idempotencyKey: 'back' },
    );
  const before = await everythingIn(house);
  await expect(putBack('BECAUSE')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
  expect(await everythingIn(house)).toBe(before);
  const back = await putBack('NO_CAPACITY');
  expect(codes(back.items)).toEqual([null, 'REASON_REQUIRED', null]);
  expect(await putBack('NO_CAPACITY')).toEqual(back);
  expect((await putBack('OURS')).refusal).toEqual({ code: 'IDEMPOTENCY_MISMATCH' });
});

describe('moving many once more', () => {
  test('the same key gives the same answer and moves nothing again', async () => {
    const house = await aHouse();
    const customerIds = [...(await someCustomers(house, 3)), 'cus_00000000000000000000000000'];
    const input = { customerIds, ...LOST, idempotencyKey: 'lot' };
    const first = await move(house, house.lin, input);
    const moved = () => rowsOf(house, 'Event', `type = 'CUSTOMER_MOVED'`);
    expect(await moved()).toHaveLength(3);
    expect(await move(house, house.lin, input)).toEqual(first);
    expect(await Promise.all([move(house, house.lin, input), move(house, house.lin, input)])).toEqual([first, first]);
    expect(await moved()).toHaveLength(3);
  });

  test('the same key with others is refused as a whole, whoever is among them', async () => {
    const house = await aHouse();
    const [first, second] = (await someCustomers(house, 2)) as [string, string];
    await move(house, house.lin, { customerIds: [first], ...LOST, idempotencyKey: 'lot' });
    const other = await move(house, house.lin, { customerIds: [first, second], ...LOST, idempotencyKey: 'lot' });
    expect(other).toEqual({ items: [], refusal: { code: 'IDEMPOTENCY_MISMATCH' }, cursor: null });
    expect(await stages(house, [second])).toEqual(['INITIAL_CONTACT']);
  });

  test('one that was interrupted goes on where it stopped', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 3);
    const input = { customerIds, ...LOST, idempotencyKey: 'lot' };
    let runs = 0;
    const dying = advanceCustomers((command, { idempotencyKey = null, ...one }) => {
      if (++runs > 3) return Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));
      return house.run(command, one as never, { by: house.lin, idempotencyKey });
    }, input);
    await expect(dying).rejects.toMatchObject({ code: '57P01' });
    expect(await stages(house, customerIds)).toEqual(['LOST', 'LOST', 'INITIAL_CONTACT']);
    const { items } = await move(house, house.lin, input);
    expect(codes(items)).toEqual([null, null, null]);
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_MOVED'`)).toHaveLength(3);
  });

  test('a fault with one is told once the others are done', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 3);
    const faulty = advanceCustomers(
      (command, { idempotencyKey = null, ...one }) => {
        const isSecond = (one as { customerId?: string }).customerId === customerIds[1];
        if (isSecond) return Promise.reject(new Error('a fault of ours'));
        return house.run(command, one as never, { by: house.lin, idempotencyKey });
      },
      { customerIds, ...LOST },
    );
    await expect(faulty).rejects.toThrow('a fault of ours');
    expect(await stages(house, customerIds)).toEqual(['LOST', 'INITIAL_CONTACT', 'LOST']);
  });

  test('out of time it says so, and nothing is half done', async () => {
    const house = await aHouse();
    const customerIds = await someCustomers(house, 2);
    const input = { customerIds, ...LOST, idempotencyKey: 'lot' };
    await expect(move(house, house.lin, input, Date.now() - 1)).rejects.toMatchObject({ name: 'TookTooLong' });
    expect(await stages(house, customerIds)).toEqual(['INITIAL_CONTACT', 'INITIAL_CONTACT']);
    expect(codes((await move(house, house.lin, input)).items)).toEqual([null, null]);
  });
});

describe('a manager’s override', () => {
  const override = (house: House, customerId: string, over: object = {}, by = house.manager) =>
    house.as(by, overrideStage, { customerId, to: 'WON', reason: '合同已线下签署', ...over });

  test('C4 C7: past edges and conditions to 成交: it lands with its deal and timers, and the log tells what was passed over', async () => {
    const house = await aHouse();
    const [customerId] = (await someCustomers(house, 1)) as [string];
    expect((await override(house, customerId)).refusal).toBeNull();
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'WON', ownerId: house.lin.id });
    expect(await rowsOf(house, 'Event', `type = 'CUSTOMER_MOVED'`)).toMatchObject([
      {
        actorId: house.manager.id,
        data: {
          from: 'INITIAL_CONTACT',
          to: 'WON',
          reason: '合同已线下签署',
          override: {
            hasEdge: false,
            unmet: ['CONTRACT_FILE', 'INVOICE_CONFIRMED', 'SIGNED_OR_FIRST_PAYMENT'],
          },
        },
      },
    ]);
    expect(await rowsOf(house, 'Deal')).toMatchObject([{ customerId, paymentOpenedAt: expect.any(Date) }]);
    expect(await rowsOf(house, 'DealDelivery')).toHaveLength(1);
    const armed = await rowsOf(house, 'Deadline', `status = 'ARMED'`);
    expect([...new Set(armed.map(({ kind }) => kind))].sort()).toEqual([
      'DELIVERY_HANDOVER',
      'PAYMENT_DUE',
      'STAGE_ACTION',
    ]);
    expect(await rowsOf(house, 'FollowUp', `status = 'PLANNED'`)).toEqual([]);
    expect(await rowsOf(house, 'StageVisit', '"leftAt" is null')).toMatchObject([
      { stage: 'WON', byId: house.manager.id, reason: '合同已线下签署' },
    ]);
  });

  test('a reason is needed; without one nothing moves', async () => {
    const house = await aHouse();
    const [customerId] = (await someCustomers(house, 1)) as [string];
    for (const reason of [null, undefined, '  ']) {
      const { refusal } = await override(house, customerId, { reason });
      expect(refusal).toMatchObject({ code: 'REASON_REQUIRED', unmet: [{ code: 'REASON', field: 'reason' }] });
    }
    expect(await stages(house, [customerId])).toEqual(['INITIAL_CONTACT']);
  });

  test('C1: where the stage has a list of reasons it is one of these, and an unknown stage is the caller’s mistake', async () => {
    const house = await aHouse();
    const [customerId] = (await someCustomers(house, 1)) as [string];
    await expect(override(house, customerId, { to: 'LOST' })).rejects.toMatchObject({ field: 'reason' });
    await expect(override(house, customerId, { to: 'NOWHERE' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'to',
    });
    expect((await override(house, customerId, { to: 'LOST', reason: 'PRICE' })).refusal).toBeNull();
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ stage: 'LOST', lossReason: 'PRICE' });
  });

  test('C6: it carries the version that was seen, and one who stands there already isn’t put there', async () => {
    const house = await aHouse();
    const [customerId] = (await someCustomers(house, 1)) as [string];
    const stale = await override(house, customerId, { version: 9 });
    expect(stale.refusal).toEqual({ code: 'VERSION_CONFLICT', expected: 9, current: 1 });
    const { refusal } = await override(house, customerId, { to: 'INITIAL_CONTACT' });
    expect(refusal).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', to: 'INITIAL_CONTACT' });
  });

  test('C12: what was to be approved is void once a manager has put the customer elsewhere', async () => {
    const strict = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['LOST'] } : {}));
    const house = await aHouse({ playbook: strict });
    const [customerId] = (await someCustomers(house, 1)) as [string];
    await house.as(house.lin, requestApproval, { customerId, ...LOST });
    await override(house, customerId, { to: 'DECIDING' });
    expect(await rowsOf(house, 'Approval')).toMatchObject([{ outcome: 'VOID' }]);
  });
});

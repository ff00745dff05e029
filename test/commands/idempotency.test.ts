import { expect, test } from '@jest/globals';
import { captureLead } from '../../commands/capture-lead.js';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { createCustomer } from '../../commands/create-customer.js';
import { createSource } from '../../commands/create-source.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { onRealServer } from '../support/database.js';
import { IN_A_WEEK, aNewCustomer, aNewSource, everythingIn, rowsOf } from '../support/customers.js';
import { aHouse } from '../support/house.js';

const AT_ONCE = onRealServer ? 100 : 20;
const zhou = { name: '周敏', phone: '13800138000' };

test('R25: the same key again gets the first answer, and has no second effect', async () => {
  const house = await aHouse();
  const first = await house.as(house.lin, createCustomer, zhou, 'key');
  const before = await everythingIn(house);
  const again = await house.as(house.lin, createCustomer, zhou, 'key');
  expect(again).toEqual(first);
  expect(first.refusal).toBeNull();
  expect(await everythingIn(house)).toBe(before);
});

test(`R25: ${AT_ONCE} parallel requests with one key: one effect, ${AT_ONCE} equal answers`, async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const plan = { customerId, dueAt: IN_A_WEEK(), purposeCode: 'OTHER' };
  const outcomes = await Promise.all(
    Array.from({ length: AT_ONCE }, () => house.as(house.lin, planFollowUp, plan, 'key')),
  );
  expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
  expect(outcomes[0]!.answer['followUpId']).toBeTruthy();
  expect(await rowsOf(house, 'FollowUp', `"purposeCode" = 'OTHER'`)).toHaveLength(1);
});

test('R25: another input under the same key is refused, and the first answer stays', async () => {
  const house = await aHouse();
  const first = await house.as(house.lin, createCustomer, zhou, 'key');
  const other = await house.as(house.lin, createCustomer, { ...zhou, phone: '13900139000' }, 'key');
  expect(other.refusal).toEqual({ code: 'IDEMPOTENCY_MISMATCH' });
  expect(await house.as(house.lin, createCustomer, zhou, 'key')).toEqual(first);
  expect(await rowsOf(house, 'Customer')).toHaveLength(1);
});

test('R25: a refusal is kept and replayed, even where the request would now be accepted', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const move = { customerId, to: 'LOST' };
  const refused = await house.as(house.lin, advanceCustomer, move, 'key');
  expect(refused.refusal).toMatchObject({
    code: 'CONDITIONS_UNMET',
    unmet: [{ code: 'LOSS_REASON', field: 'reason' }],
  });
  expect(await house.as(house.lin, advanceCustomer, move, 'key')).toEqual(refused);

  const stale = { customerId, version: 7, need: '岩棉板' };
  const conflict = await house.as(house.lin, updateCustomer, stale, 'another');
  expect(conflict.refusal).toEqual({ code: 'VERSION_CONFLICT', expected: 7, current: 1 });
  await house.database.sql.updateTable('Customer').set({ version: 7 }).execute();
  expect(await house.as(house.lin, updateCustomer, stale, 'another')).toEqual(conflict);
});

test('a bad request is not kept: mended, it may use its key', async () => {
  const house = await aHouse();
  await expect(house.as(house.lin, createCustomer, { ...zhou, phone: '12' }, 'key')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'phone',
  });
  expect(await rowsOf(house, 'IdempotencyKey')).toEqual([]);
  expect((await house.as(house.lin, createCustomer, zhou, 'key')).refusal).toBeNull();
});

test('two people may use one key, and one person for two mutations', async () => {
  const house = await aHouse();
  await house.as(house.lin, createCustomer, zhou, 'key');
  const wang = await house.as(house.wang, createCustomer, { ...zhou, phone: '13900139000' }, 'key');
  const customerId = wang.answer['customerId'] as string;
  const plan = await house.as(
    house.wang,
    planFollowUp,
    { customerId, dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
    'key',
  );
  expect([wang.refusal, plan.refusal]).toEqual([null, null]);
  expect(await rowsOf(house, 'IdempotencyKey')).toHaveLength(3);
});

test('a secret is answered once and kept nowhere', async () => {
  const house = await aHouse();
  const made = { name: '官网', channel: 'WEBSITE' };
  const first = await house.as(house.admin, createSource, made, 'key');
  const secret = first.answer['secret'] as string;
  expect(secret).toMatch(/^ik_[\w-]{32}$/);
  const again = await house.as(house.admin, createSource, made, 'key');
  expect(again.answer).toEqual({ sourceId: first.answer['sourceId'] });
  expect(await everythingIn(house)).not.toContain(secret);
});

test('L1: the same delivery of a source again gets the first answer and creates nothing, key or not', async () => {
  const house = await aHouse();
  const delivery = { sourceId: await aNewSource(house), externalId: 'form-1', ...zhou };
  const first = await house.as(null, captureLead, delivery);
  const before = await everythingIn(house);
  const again = await house.as(null, captureLead, { ...delivery, name: '周小姐' });
  expect(again.answer).toMatchObject({ leadId: first.answer['leadId'], touchId: first.answer['touchId'] });
  expect(await everythingIn(house)).toBe(before);
});

test('L1: the same delivery at the same instant makes one lead and one touch', async () => {
  const house = await aHouse();
  const delivery = { sourceId: await aNewSource(house), externalId: 'form-1', ...zhou };
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => house.as(null, captureLead, delivery)));
  expect(new Set(outcomes.map(({ answer }) => answer['touchId'])).size).toBe(1);
  expect([await rowsOf(house, 'Lead'), await rowsOf(house, 'Touch')].map((rows) => rows.length)).toEqual([1, 1]);
});

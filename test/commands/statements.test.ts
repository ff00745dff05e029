import { expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { createCustomer } from '../../commands/create-customer.js';
import { countStatements } from '../support/count-statements.js';
import { aHouse, type House } from '../support/house.js';

async function statementsOf(house: House, act: () => Promise<unknown>): Promise<number> {
  const before = countStatements(house.database.pool);
  await act();
  return countStatements(house.database.pool) - before;
}

test('a change is a handful of round trips: begin, the key, lock, load, write, timers, the answer, commit', async () => {
  const house = await aHouse();
  const created = await house.as(house.lin, createCustomer, { name: '周敏', phone: '13800138000' });
  const customerId = created.answer['customerId'] as string;
  const { id } = await house.database.sql.selectFrom('FollowUp').select('id').executeTakeFirstOrThrow();
  const next = { dueAt: new Date(Date.now() + 86_400_000), purposeCode: 'PROPOSE' };
  const record = { followUpId: id, channel: 'PHONE' as const, note: '已发资料', goalMet: true, next };
  const facts = { need: '岩棉板', budget: '180000', timeline: '九月' };

  expect(await statementsOf(house, () => house.as(house.lin, completeFollowUp, record, 'a key'))).toBe(9);
  expect(
    await statementsOf(house, () => house.as(house.lin, advanceCustomer, { customerId, to: 'NEEDS_CONFIRMED', facts })),
  ).toBe(7);
});

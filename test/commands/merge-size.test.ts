import { expect, test } from '@jest/globals';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { unmerge } from '../../commands/unmerge.js';
import { countStatements } from '../support/count-statements.js';
import { aNewCustomer, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { expectMergesSound } from '../support/sound-merges.js';

/** Many copies of the customer's first follow-up, of which some are open, each with its due time armed. */
async function manyFollowUps({ database }: House, customerId: string, { done, open }: { done: number; open: number }) {
  await database.pool.query(
    `insert into "FollowUp" select r.* from "FollowUp" f, generate_series(1, $2::int + $3::int) n,
      lateral jsonb_populate_record(f, jsonb_build_object('id', 'fup_' || $1::text || n, 'stage', null, 'remindAt', '{}'::text[],
        'status', case when n <= $2::int then 'DONE' else 'PLANNED' end,
        'doneAt', case when n <= $2::int then now() end)) r
      where f.id = (select id from "FollowUp" where "customerId" = $1 limit 1)`,
    [customerId, done, open],
  );
  await database.pool.query(
    `insert into "Deadline" (id, kind, status, subject, rule, step, "customerId", "followUpId", "dueAt", because, "createdAt")
      select 'ddl_' || f.id, 'FOLLOW_UP_DUE', 'ARMED', f.id, 'followUp', 0, f."customerId", f.id, f."dueAt", '{"code": "BECAUSE_DUE"}', now()
      from "FollowUp" f where f."customerId" = $1 and f.status = 'PLANNED' and f.stage is null`,
    [customerId],
  );
}

async function costOf(house: House, phones: readonly [string, string], size: { done: number; open: number }) {
  const into = await aNewCustomer(house, house.lin, { phone: phones[0] });
  const from = await aNewCustomer(house, house.wang, { phone: phones[1] });
  await manyFollowUps(house, from, size);
  const counted = async (act: () => Promise<unknown>) => {
    const [before, began] = [countStatements(house.database.pool), performance.now()];
    await act();
    return { statements: countStatements(house.database.pool) - before, ms: performance.now() - began };
  };
  const merge = await counted(() => house.as(house.teamLead, mergeCustomers, { into, from: [from] }));
  expect(await rowsOf(house, 'FollowUp', `"customerId" = '${into}'`)).toHaveLength(size.done + size.open + 2);
  const back = await counted(() => house.as(house.teamLead, unmerge, { id: from }));
  expect(await rowsOf(house, 'FollowUp', `"customerId" = '${into}'`)).toHaveLength(1);
  return { merge, back };
}

test('ten thousand follow-ups are merged, and given back, in as many statements as ten', async () => {
  const house = await aHouse();
  const few = await costOf(house, ['13800138001', '13800138002'], { done: 5, open: 12 });
  const many = await costOf(house, ['13800138003', '13800138004'], { done: 10_000, open: 100 });
  expect(many.merge.statements).toBe(few.merge.statements);
  expect(many.back.statements).toBe(few.back.statements);
  expect(many.merge.statements).toBeLessThanOrEqual(17);
  expect(many.back.statements).toBeLessThanOrEqual(26);
  await expectMergesSound(house);
}, 120_000);

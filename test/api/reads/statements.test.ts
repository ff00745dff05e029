import { beforeEach, expect, test } from '@jest/globals';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, type House } from '../../support/house.js';
import { read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

/** A customer with something in every corner. */
async function aFullCustomer(index: number): Promise<void> {
  const customerId = await build.aCustomer({
    nextContactAt: new Date(),
    sourceId: await build.aSource(),
    ownerId: [house.lin, house.wang][index % 2]!.id,
  });
  await build.aLead({ customerId, status: 'QUALIFIED' });
  for (let day = 0; day < 4; day++) await build.aFollowUp({ customerId, dueAt: new Date(Date.now() + day) });
  await build.aDeadline({ customerId });
  await build.aQuote({ customerId });
  await build.aStageVisit({ customerId, byId: house.lin.id });
  await build.anEvent({ customerId, actorId: house.lin.id });
}

async function statementsFor(customers: number, fields: string): Promise<number> {
  const query = `query ($first: Int!) { customers(first: $first) { nodes { ${fields} } } }`;
  await read(house, house.teamLead, query, { first: 1 }); // playbooks are read once per process
  const { errors, statements, data } = await read<{ customers: { nodes: unknown[] } }>(house, house.teamLead, query, {
    first: customers,
  });
  expect(errors).toBeUndefined();
  expect(data.customers.nodes).toHaveLength(customers);
  return statements;
}

test.each([
  ['the workbench page', 3, 'name owner { name } followUps(first: 3) { nodes { purpose owner { name } } }'],
  ['transitions', 3, 'transitions { to { label } reachable unmet { message guide { title } } }'],
  [
    'suggestions',
    5,
    'followUpSuggestions { channel followUp { purpose } phrases { text } nextDates { dueAt } missing { message } giveUp { because } }',
  ],
  [
    'reasons in the history',
    5,
    'facts { lossReasonLabel } stageHistory { reasonLabel } transitions { reasons { label } }',
  ],
  ['timers and the next step', 3, 'deadlines { because } nextFollowUp { dueAt }'],
  ['history', 4, 'stageHistory { stage { label } by { name } } timeline(first: 5) { nodes { type actor { name } } }'],
  [
    'facts, leads and touches',
    8,
    'facts { quotes { amount } } leads { source { name } owner { name } } touches { nodes { at } } source { name } team: owner { team { name } }',
  ],
])('%s cost the same for twenty customers as for two', async (_, atMost, fields) => {
  for (let index = 0; index < 20; index++) await aFullCustomer(index);
  const few = await statementsFor(2, fields);
  const many = await statementsFor(20, fields);
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(atMost);
});

test('totals of nested lists are counted together', async () => {
  for (let index = 0; index < 5; index++) await aFullCustomer(index);
  const fields = 'followUps(first: 1) { totalCount pageInfo { hasNextPage } }';
  expect(await statementsFor(5, fields)).toBe(await statementsFor(2, fields));
});

test('what is not selected is not read', async () => {
  await aFullCustomer(0);
  expect(await statementsFor(1, 'name phone stageEnteredAt')).toBe(1);
});

test('P3: the quotas of many pools are counted in one statement', async () => {
  const query = '{ pools { name quota { claimedToday held dailyLimit } } }';
  const few = await read<{ pools: unknown[] }>(house, house.lin, query, {});
  for (let n = 0; n < 9; n++) {
    const row = { id: `pool_${n}`, name: `公海${n}`, kind: 'PUBLIC' as const, rules: '{}', createdAt: new Date() };
    await house.database.sql.insertInto('Pool').values(row).execute();
  }
  const many = await read<{ pools: unknown[] }>(house, house.lin, query, {});
  expect(many.errors).toBeUndefined();
  expect([few.data.pools.length, many.data.pools.length]).toEqual([3, 12]);
  expect(many.statements).toBe(few.statements);
});

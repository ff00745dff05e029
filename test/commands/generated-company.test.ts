import { beforeEach, expect, test } from '@jest/globals';
import { generateCompany, type CompanyOptions } from '../../commands/demo/generate-company.js';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimLead } from '../../commands/claim-lead.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { aNewCustomer, aNewLead, IN_A_WEEK } from '../support/customers.js';
import { expectLawful } from '../support/company-laws.js';
import { aHouse, type House } from '../support/house.js';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

const generated = (options: Partial<CompanyOptions> = {}) =>
  generateCompany(house.database, { seed: 11, customers: 40, ...options });

const counted = async (table: string, where = 'true'): Promise<number> =>
  (await house.database.pool.query<{ n: number }>(`select count(*)::int as n from "${table}" where ${where}`)).rows[0]!
    .n;

test('a company made by the commands keeps the laws', async () => {
  const { lin, wang, teamLead } = house;
  const customerId = await aNewCustomer(house);
  const next = { purposeCode: 'OTHER', dueAt: IN_A_WEEK() };
  const told = { customerId, channel: 'PHONE', note: '聊了进展', goalMet: true, next } as const;
  const facts = { need: '岩棉板', budget: '1000.00', timeline: '九月' };
  await house.as(lin, recordFollowUp, { ...told, facts, advanceTo: 'NEEDS_CONFIRMED' });
  await house.as(teamLead, transferCustomer, { customerId, toUserId: wang.id });
  await house.as(wang, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });
  await house.as(lin, claimCustomer, { customerId });
  await house.as(lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
  const leadId = await aNewLead(house, { phone: '13800138001' });
  await house.as(lin, claimLead, { leadId });
  await house.as(lin, qualifyLead, { leadId });
  await expectLawful(house.database);
});

test('a generated company keeps the same laws', async () => {
  const company = await generated({ customers: 120, days: 90 });
  expect(company.customers).toBe(120);
  expect(await counted('Customer')).toBe(120);
  await expectLawful(house.database);
});

test('it has everything that reports read', async () => {
  await generated({ customers: 120, days: 90 });
  const kinds: readonly (readonly [table: string, where: string])[] = [
    ['FollowUp', 'qualifying'],
    ['FollowUp', `status = 'DONE' and not qualifying`],
    ['FollowUp', `status = 'CANCELLED'`],
    ['RefusedMove', 'true'],
    ['Claim', 'true'],
    ['Tenure', `cause = 'CUSTOMER_RECLAIMED'`],
    ['Tenure', `cause = 'CUSTOMER_TRANSFERRED'`],
    ['StageVisit', `stage = 'INITIAL_CONTACT' and "from" = 'LOST'`],
    ['StageVisit', `stage = 'WON'`],
    ['StageVisit', `stage = 'LOST' and reason = 'PRICE'`],
    ['Payment', 'true'],
    ['Lead', `status = 'DISQUALIFIED'`],
    ['Customer', `"poolId" is not null`],
    ['Deadline', `status = 'ARMED'`],
  ];
  for (const [table, where] of kinds)
    expect([table, where, await counted(table, where)]).not.toEqual([table, where, 0]);
  const playbooks = await house.database.pool.query('select distinct "playbookId" from "Customer"');
  expect(playbooks.rows).toHaveLength(2);
});

test('the same seed makes the same company, another seed another one', async () => {
  const until = new Date('2026-10-05T04:00:00Z');
  const story = async (seed: number) => {
    house = await aHouse();
    await generated({ seed, until, customers: 15 });
    const { rows } = await house.database.pool.query(
      `select type, at, "customerId", "leadId", changes from "Event" where type <> 'LEAD_POOLED' order by tx, ordinal`,
    );
    return JSON.stringify(rows).replaceAll(/(pool|pb)_\w+/g, '$1');
  };
  const first = await story(1);
  expect(await story(1)).toBe(first);
  expect(await story(2)).not.toBe(first);
});

test('it may be empty, small, and live by another clock, also where that jumps', async () => {
  for (const customers of [0, 1, 3]) {
    house = await aHouse();
    const until = new Date('2026-04-20T12:00:00Z');
    await generated({ customers, until, days: 60, timeZone: 'Europe/Berlin' });
    expect(await counted('Customer')).toBe(customers);
    await expectLawful(house.database);
  }
});

import { expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { captureLead } from '../../commands/capture-lead.js';
import type { Outcome } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { confirmQuoteReceipt } from '../../commands/confirm-quote-receipt.js';
import { createSource } from '../../commands/create-source.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordQuote } from '../../commands/record-quote.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { aHouse, type House } from '../support/house.js';

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000);

async function aQualifiedCustomer(house: House): Promise<string> {
  const source = await house.as(house.admin, createSource, { name: '官网', channel: 'WEBSITE', quality: 4 });
  const lead = await house.as(house.lin, captureLead, {
    sourceId: source.answer['sourceId'] as string,
    name: '周敏',
    company: '杭州晨光建材有限公司',
    phone: '138 0013 8000',
    productInterest: '岩棉板',
    message: '我们九月开工，需要两千平米A级防火岩棉板，请报价',
  });
  const qualified = await house.as(house.lin, qualifyLead, { leadId: lead.answer['leadId'] as string });
  return qualified.answer['customerId'] as string;
}

const unmetIn = ({ refusal }: Outcome) => (refusal && 'unmet' in refusal ? refusal.unmet.map(({ code }) => code) : []);

const stageOf = async ({ database }: House, id: string) =>
  database.sql.selectFrom('Customer').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('C2 C3 C4: a lead becomes a customer, is refused what it is not ready for, and moves once the facts are there', async () => {
  const house = await aHouse();
  const id = await aQualifiedCustomer(house);
  expect(await stageOf(house, id)).toMatchObject({
    stage: 'INITIAL_CONTACT',
    ownerId: house.lin.id,
    phone: '+8613800138000',
  });

  const jump = await house.as(house.lin, advanceCustomer, { customerId: id, to: 'WON' });
  expect(jump.refusal).toEqual({
    code: 'TRANSITION_NOT_ALLOWED',
    from: 'INITIAL_CONTACT',
    to: 'WON',
    allowed: ['NEEDS_CONFIRMED', 'PAUSED', 'LOST'],
  });

  const early = await house.as(house.lin, advanceCustomer, { customerId: id, to: 'NEEDS_CONFIRMED' });
  expect(early.refusal).toMatchObject({ code: 'CONDITIONS_UNMET' });
  expect(unmetIn(early)).toEqual(['FOLLOW_UP_DONE', 'NEED', 'BUDGET', 'TIMELINE']);

  const [action] = await house.database.sql.selectFrom('FollowUp').selectAll().where('customerId', '=', id).execute();
  const done = await house.as(house.lin, completeFollowUp, {
    followUpId: action!.id,
    channel: 'PHONE',
    note: '客户确认需要岩棉板两千平米',
    goalMet: true,
    next: { dueAt: inAWeek(), purposeCode: 'PROPOSE' },
    facts: { need: '岩棉板 2000㎡', budget: '180000.00', timeline: '九月开工' },
    advanceTo: 'NEEDS_CONFIRMED',
  });
  expect(done.refusal).toBeNull();

  const quote = await house.as(house.lin, recordQuote, { customerId: id, amount: '176000.50' });
  const unconfirmed = await house.as(house.lin, advanceCustomer, { customerId: id, to: 'QUOTED' });
  expect(unconfirmed.refusal).toMatchObject({ code: 'CONDITIONS_UNMET', unmet: [{ code: 'QUOTE_RECEIPT_CONFIRMED' }] });
  await house.as(house.lin, confirmQuoteReceipt, { quoteId: quote.answer['quoteId'] as string });
  const quoted = await house.as(house.lin, advanceCustomer, { customerId: id, to: 'QUOTED' });
  expect(quoted.refusal).toBeNull();

  const visits = await house.database.sql
    .selectFrom('StageVisit')
    .selectAll()
    .where('customerId', '=', id)
    .orderBy('enteredAt')
    .execute();
  expect(visits.map(({ stage, leftAt }) => [stage, leftAt !== null])).toEqual([
    ['INITIAL_CONTACT', true],
    ['NEEDS_CONFIRMED', true],
    ['QUOTED', false],
  ]);
  const armed = await house.database.sql
    .selectFrom('Deadline')
    .select(['kind', 'rule', 'step'])
    .where('status', '=', 'ARMED')
    .execute();
  expect(armed).toEqual(
    expect.arrayContaining([
      { kind: 'STAGE_IDLE', rule: 'stages.QUOTED.idle.0', step: 0 },
      { kind: 'STAGE_ACTION', rule: 'stages.QUOTED.nextAction', step: 0 },
      { kind: 'FOLLOW_UP_DUE', rule: 'followUp', step: 0 },
    ]),
  );
  expect(armed.some(({ rule }) => rule.includes('INITIAL_CONTACT') || rule.includes('NEEDS_CONFIRMED'))).toBe(false);
});

test('C6: a stale version is refused with the current one and overwrites nothing', async () => {
  const house = await aHouse();
  const id = await aQualifiedCustomer(house);
  const { version } = await stageOf(house, id);
  const first = await house.as(house.lin, updateCustomer, { customerId: id, version, need: '岩棉板' });
  const second = await house.as(house.lin, updateCustomer, { customerId: id, version, need: '玻璃棉' });
  expect(first.refusal).toBeNull();
  expect(second.refusal).toEqual({ code: 'VERSION_CONFLICT', expected: version, current: version + 1 });
  expect(await stageOf(house, id)).toMatchObject({ need: '岩棉板', version: version + 1 });
});

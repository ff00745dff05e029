import { describe, expect, test } from '@jest/globals';
import { acknowledge } from '../../commands/acknowledge.js';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignLead } from '../../commands/assign-lead.js';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import type { Command } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { confirmQuoteReceipt } from '../../commands/confirm-quote-receipt.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { snooze } from '../../commands/snooze.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { Viewer } from '../../domain/policy.js';
import {
  IN_A_WEEK,
  aNewCustomer,
  aNewLead,
  aNewSource,
  anotherTeam,
  everythingIn,
  loadRow,
  rowsOf,
} from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';

interface Ids {
  readonly customerId: string;
  readonly followUpId: string;
  readonly quoteId: string;
  readonly leadId: string;
}

const next = () => ({ dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
const contact = () => ({ channel: 'PHONE' as const, note: '聊了需求', goalMet: true, next: next() });

/** Every command about one customer or lead of Lin's, with the field in which it is named. */
const COMMANDS: readonly [string, string, (ids: Ids) => readonly [Command<never>, object]][] = [
  ['advanceCustomer', 'customerId', ({ customerId }) => [advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' }]],
  ['updateCustomer', 'customerId', ({ customerId }) => [updateCustomer, { customerId, version: 2, need: '岩棉板' }]],
  ['recordQuote', 'customerId', ({ customerId }) => [recordQuote, { customerId, amount: '1.00' }]],
  ['confirmQuoteReceipt', 'quoteId', ({ quoteId }) => [confirmQuoteReceipt, { quoteId }]],
  ['planFollowUp', 'customerId', ({ customerId }) => [planFollowUp, { customerId, ...next() }]],
  ['recordFollowUp', 'customerId', ({ customerId }) => [recordFollowUp, { customerId, ...contact() }]],
  ['completeFollowUp', 'followUpId', ({ followUpId }) => [completeFollowUp, { followUpId, ...contact() }]],
  ['cancelFollowUp', 'followUpId', ({ followUpId }) => [cancelFollowUp, { followUpId, reason: 'OTHER', next: next() }]],
  ['planFollowUp on a lead', 'leadId', ({ leadId }) => [planFollowUp, { leadId, ...next() }]],
  ['recordFollowUp on a lead', 'leadId', ({ leadId }) => [recordFollowUp, { leadId, ...contact() }]],
  ['qualifyLead', 'leadId', ({ leadId }) => [qualifyLead, { leadId }]],
];

let house: Promise<House> | undefined;
let others: ReturnType<typeof anotherTeam> | undefined;

/** One for all commands: each test has a customer and a lead of its own. */
const theHouse = (): Promise<House> => (house ??= aHouse());
let phones = 13_800_138_000;

/** Another customer and another lead of Lin's. */
async function furnished(house: House): Promise<Ids> {
  const customerId = await aNewCustomer(house, house.lin, { phone: String(phones++) });
  const [followUp] = await rowsOf(house, 'FollowUp', `"customerId" = '${customerId}'`);
  const quote = await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
  const [source] = await rowsOf(house, 'Source');
  const sourceId = (source?.['id'] as string | undefined) ?? (await aNewSource(house));
  const leadId = await aNewLead(house, { sourceId, phone: String(phones++) });
  await house.as(house.teamLead, assignLead, { leadId, ownerId: house.lin.id });
  return {
    customerId,
    followUpId: followUp!['id'] as string,
    quoteId: quote.answer['quoteId'] as string,
    leadId,
  };
}

describe.each(COMMANDS)('pinned 1: %s', (_, field, of) => {
  test('is NOT_FOUND for whoever may not see it, and for what isn’t there, in the same words', async () => {
    const house = await theHouse();
    const ids = await furnished(house);
    const { lead, sales } = await (others ??= anotherTeam(house));
    const before = await everythingIn(house);
    const nothing = Object.fromEntries(Object.keys(ids).map((name) => [name, `${name}_none`])) as unknown as Ids;
    const attempts: [Viewer, Ids][] = [
      [house.wang, ids],
      [sales, ids],
      [lead, ids],
      [house.manager, nothing],
    ];
    for (const [by, named] of attempts) {
      const [command, input] = of(named);
      const attempt = house.as(by, command as Command<object>, input);
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND', field, text: { code: 'NOT_FOUND' } });
    }
    expect(await everythingIn(house)).toBe(before);
  });

  test('is for the owner, the team lead, managers and administrators, recorded as the actor', async () => {
    for (const role of ['lin', 'teamLead', 'manager', 'admin'] as const) {
      const house = await theHouse();
      const ids = await furnished(house);
      const before = (await rowsOf(house, 'Event')).length;
      const [command, input] = of(ids);
      expect((await house.as(house[role], command as Command<object>, input)).refusal).toBeNull();
      const actors = (await rowsOf(house, 'Event', 'true order by tx, ordinal'))
        .slice(before)
        .map((row) => row['actorId']);
      expect(new Set(actors)).toEqual(new Set([house[role].id]));
    }
  });
});

test('pinned 1: what lies in a pool is seen by its teams, and worked on by nobody', async () => {
  const house = await aHouse();
  const { id: teamId, sales } = await anotherTeam(house);
  const customerId = await aNewCustomer(house, house.manager);
  const move = { customerId, to: 'LOST', reason: 'PRICE' };
  for (const by of [house.lin, house.teamLead, house.manager, sales])
    expect((await house.as(by, advanceCustomer, move)).refusal).toEqual({ code: 'NOT_OWNER' });

  await house.database.sql.insertInto('PoolTeam').values({ poolId: house.pools.public, teamId }).execute();
  expect((await house.as(sales, advanceCustomer, move)).refusal).toEqual({ code: 'NOT_OWNER' });
  await expect(house.as(house.lin, advanceCustomer, move)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('pinned 12: an unowned lead of the pool may be qualified by whoever sees it, and is theirs', async () => {
  const house = await aHouse();
  const leadId = await aNewLead(house);
  const { answer } = await house.as(house.wang, qualifyLead, { leadId });
  expect(await loadRow(house, 'Customer', answer['customerId'] as string)).toMatchObject({ ownerId: house.wang.id });
});

describe('cards', () => {
  const aCard = async (house: House) => {
    await aNewCustomer(house, house.teamLead, { ownerId: house.lin.id });
    const [card] = await rowsOf(house, 'Notification');
    return card!['id'] as string;
  };

  test.each([
    ['acknowledge', acknowledge as Command<never>, {}],
    ['snooze', snooze as Command<never>, { for: 'PT1H' }],
  ])('%s: somebody else’s card isn’t there, not even on their behalf', async (_, command, rest) => {
    const house = await aHouse();
    const notificationId = await aCard(house);
    const { lead } = await anotherTeam(house);
    const attempts: [Viewer, string | null][] = [
      [house.wang, null],
      [house.wang, house.lin.id],
      [lead, house.lin.id],
      [house.teamLead, null],
      [house.teamLead, house.wang.id],
    ];
    for (const [by, onBehalfOf] of attempts) {
      const attempt = house.as(by, command as Command<object>, { notificationId, onBehalfOf, ...rest });
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'notificationId' });
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignLead } from '../../commands/assign-lead.js';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import { captureLead } from '../../commands/capture-lead.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { createCustomer } from '../../commands/create-customer.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { Command, Outcome } from '../../commands/command.js';
import { IN_A_WEEK, aNewCustomer, aNewLead, aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aHouse, type House } from '../support/house.js';
import { expectSound } from '../support/sound.js';

const facts = { need: '岩棉板', budget: '180000.00', timeline: '九月' };
const contact = () => ({
  channel: 'PHONE' as const,
  note: '聊了需求',
  goalMet: true,
  next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
});
const codeOf = ({ refusal }: Outcome) => refusal?.code ?? 'ACCEPTED';

async function openAction(house: House, customerId: string): Promise<string> {
  const [row] = await rowsOf(
    house,
    'FollowUp',
    `"customerId" = '${customerId}' and status = 'PLANNED' and stage is not null`,
  );
  return row!['id'] as string;
}

describe('C6: two at once on one customer', () => {
  test('two moves with the version both saw: one moves, the other learns of it', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const move = (to: string, reason: string) =>
      house.as(house.lin, advanceCustomer, { customerId, version: 1, to, reason });
    const outcomes = await Promise.all([move('LOST', 'PRICE'), move('PAUSED', 'SILENT')]);
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', 'VERSION_CONFLICT']);
    expect(outcomes.find(({ refusal }) => refusal)!.refusal).toEqual({
      code: 'VERSION_CONFLICT',
      expected: 1,
      current: 2,
    });
    await expectSound(house, customerId);
  });

  test('two moves without a version: the second is decided on what the first left', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const move = () => house.as(house.lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
    const outcomes = await Promise.all([move(), move()]);
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', 'TRANSITION_NOT_ALLOWED']);
    expect(await rowsOf(house, 'StageVisit', `stage = 'LOST'`)).toHaveLength(1);
  });

  test('20 changes with one version: exactly one is written', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        house.as(house.lin, updateCustomer, { customerId, version: 1, need: `${place}` }),
      ),
    );
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({
      version: 2,
      need: `${outcomes.findIndex(({ refusal }) => !refusal)}`,
    });
  });

  test.each([
    ['completing first', true],
    ['moving first', false],
  ])('completing the stage’s action and moving away from it, %s', async (_, completesFirst) => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const followUpId = await openAction(house, customerId);
    const complete = () => house.as(house.lin, completeFollowUp, { followUpId, ...contact() });
    const lose = () => house.as(house.lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
    const [first, second] = completesFirst ? [complete, lose] : [lose, complete];
    const outcomes = [codeOf(await first()), codeOf(await second())];
    expect(outcomes).toEqual(['ACCEPTED', completesFirst ? 'ACCEPTED' : 'ALREADY_CLOSED']);
    await expectSound(house, customerId);
  });

  test('completing one follow-up 10 times at once: it is done once', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const followUpId = await openAction(house, customerId);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => house.as(house.lin, completeFollowUp, { followUpId, ...contact() })),
    );
    expect(outcomes.map(codeOf).filter((code) => code === 'ACCEPTED')).toHaveLength(1);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ACCEPTED', 'ALREADY_CLOSED']));
    expect(await rowsOf(house, 'Event', `type = 'FOLLOW_UP_DONE'`)).toHaveLength(1);
    await expectSound(house, customerId);
  });

  test('whatever runs at once in whatever order, the customer stays sound and every refusal has a code', async () => {
    const house = await aHouse();
    const actions = fc.array(
      fc.constantFrom(
        'complete',
        'record',
        'lose',
        'reopen',
        'pause',
        'cancel',
        'plan',
        'quote',
        'learn',
        'needs',
        'touch',
      ),
      {
        minLength: 2,
        maxLength: 6,
      },
    );
    const sourceId = await aNewSource(house);
    let customers = 0;
    await fc.assert(
      fc.asyncProperty(actions, async (together) => {
        const phone = `1380013${String(8000 + customers++)}`;
        const customerId = await aNewCustomer(house, house.lin, { phone });
        const followUpId = await openAction(house, customerId);
        const as = <I>(command: Command<I>, input: I) => house.as(house.lin, command, input);
        const doing: Record<string, () => Promise<Outcome>> = {
          complete: () => as(completeFollowUp, { followUpId, ...contact(), facts, advanceTo: 'NEEDS_CONFIRMED' }),
          record: () => as(recordFollowUp, { customerId, ...contact() }),
          lose: () => as(advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' }),
          reopen: () => as(advanceCustomer, { customerId, to: 'INITIAL_CONTACT' }),
          pause: () => as(advanceCustomer, { customerId, to: 'PAUSED', reason: 'SILENT' }),
          cancel: () => as(cancelFollowUp, { followUpId, reason: 'OTHER', next: contact().next }),
          plan: () => as(planFollowUp, { customerId, ...contact().next }),
          quote: () => as(recordQuote, { customerId, amount: '1.00', receiptConfirmed: true }),
          learn: () => as(updateCustomer, { customerId, version: 1, ...facts }),
          needs: () => as(advanceCustomer, { customerId, to: 'NEEDS_CONFIRMED', facts }),
          touch: () => house.as(null, captureLead, { sourceId, name: '周敏', phone }),
        };
        const outcomes = await Promise.all(together.map((action) => doing[action]!()));
        for (const { refusal } of outcomes) if (refusal) expect(refusal.code).toMatch(/^[A-Z_]+$/);
        await expectSound(house, customerId);
      }),
      { numRuns: 50 },
    );
  });
});

describe('L4: one phone at the same instant', () => {
  const SPELLINGS = ['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '１３８００１３８０００'];

  test('20 deliveries in five spellings: one lead, 20 touches', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        house.as(null, captureLead, { sourceId, name: `周敏${place}`, phone: SPELLINGS[place % 5]! }),
      ),
    );
    expect(outcomes.filter(({ answer }) => answer['leadId'])).toHaveLength(1);
    const [lead, ...others] = await rowsOf(house, 'Lead');
    expect(others).toEqual([]);
    const duplicates = outcomes.flatMap(({ answer }) => answer['duplicateOfLeadId'] ?? []);
    expect(duplicates).toEqual(Array.from({ length: 19 }, () => lead!['id']));
    const touches = await rowsOf(house, 'Touch');
    expect(touches.filter((touch) => touch['leadId'] === lead!['id'])).toHaveLength(20);
    expect(await rowsOf(house, 'Identity')).toEqual([
      { kind: 'PHONE', value: '+8613800138000', leadId: lead!['id'], customerId: null },
    ]);
  });

  test('20 customers created at once: one is made, the others are told how it stands', async () => {
    const house = await aHouse();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        house.as(place % 2 ? house.lin : house.wang, createCustomer, { name: '周敏', phone: SPELLINGS[place % 5]! }),
      ),
    );
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect(await rowsOf(house, 'Customer')).toHaveLength(1);
    const standings = outcomes.flatMap(({ refusal }) => (refusal?.code === 'DUPLICATE' ? [refusal.standing] : []));
    expect(standings).toHaveLength(19);
    expect(new Set(standings)).toEqual(new Set(['YOURS', 'OWNED']));
  });

  test('leads and customers of one phone at once: one of either, never both', async () => {
    const house = await aHouse();
    const sourceId = await aNewSource(house);
    await Promise.all(
      Array.from({ length: 12 }, (_, place) =>
        place % 2
          ? house.as(null, captureLead, { sourceId, name: '周敏', phone: SPELLINGS[place % 5]! })
          : house.as(house.lin, createCustomer, { name: '周敏', phone: SPELLINGS[place % 5]! }),
      ),
    );
    const [leads, customers] = [await rowsOf(house, 'Lead'), await rowsOf(house, 'Customer')];
    expect(leads.length + customers.length).toBe(1);
  });
});

describe('L4: a known identity is DUPLICATE, with its standing', () => {
  const zhou = { name: '周敏', phone: '138 0013 8000' };
  const standingFor = async (house: House, by = house.lin) => (await house.as(by, createCustomer, zhou)).refusal;

  test('YOURS, OWNED', async () => {
    const house = await aHouse();
    await aNewCustomer(house);
    expect(await standingFor(house)).toEqual({ code: 'DUPLICATE', standing: 'YOURS' });
    expect(await standingFor(house, house.wang)).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
  });

  test('POOLED: a customer in a pool, a lead in the lead pool', async () => {
    const pooled = await aHouse();
    await aNewCustomer(pooled, pooled.manager);
    expect(await standingFor(pooled)).toEqual({ code: 'DUPLICATE', standing: 'POOLED' });
    const house = await aHouse();
    await aNewLead(house);
    expect(await standingFor(house)).toEqual({ code: 'DUPLICATE', standing: 'POOLED' });
  });

  test('CLOSED: one that was lost', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    await house.as(house.lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
    expect(await standingFor(house, house.wang)).toEqual({ code: 'DUPLICATE', standing: 'CLOSED' });
  });

  test('updateCustomer as well, and one’s own details are no duplicate', async () => {
    const house = await aHouse();
    await aNewCustomer(house);
    const customerId = await aNewCustomer(house, house.wang, { phone: '13900139000' });
    const update = (change: object) => house.as(house.wang, updateCustomer, { customerId, version: 1, ...change });
    expect((await update({ phone: zhou.phone })).refusal).toEqual({ code: 'DUPLICATE', standing: 'OWNED' });
    expect((await update({ phone: '139 0013 9000', email: 'Wang@Example.com' })).refusal).toBeNull();
    expect(await rowsOf(house, 'Identity', `"customerId" = '${customerId}'`)).toHaveLength(2);
  });

  test('an e-mail given up is free for somebody else', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house, house.lin, { email: 'zhou@example.com' });
    await house.as(house.lin, updateCustomer, { customerId, version: 1, email: null });
    const other = await house.as(house.wang, createCustomer, { name: '周敏', email: 'zhou@example.com' });
    expect(other.refusal).toBeNull();
  });
});

describe('L9: qualifying', () => {
  test('10 times at once: one customer', async () => {
    const house = await aHouse();
    const leadId = await aNewLead(house);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => house.as(house.lin, qualifyLead, { leadId })));
    expect(outcomes.map(codeOf).sort()).toEqual(['ACCEPTED', ...Array.from({ length: 9 }, () => 'ALREADY_CLOSED')]);
    expect(await rowsOf(house, 'Customer')).toHaveLength(1);
  });

  const planned = async () => {
    const house = await aHouse();
    const leadId = await aNewLead(house);
    await house.as(house.teamLead, assignLead, { leadId, ownerId: house.lin.id });
    const plan = await house.as(house.lin, planFollowUp, { leadId, ...contact().next });
    return { house, leadId, followUpId: plan.answer['followUpId'] as string };
  };

  test('pinned 9: the lead’s follow-ups, timers, touches and identities go on with the customer', async () => {
    const { house, leadId, followUpId } = await planned();
    const { answer } = await house.as(house.lin, qualifyLead, { leadId });
    const customerId = answer['customerId'] as string;
    for (const table of ['FollowUp', 'Touch', 'Identity'] as const) {
      const rows = await rowsOf(house, table, `"leadId" = '${leadId}'`);
      expect(rows.map((row) => row['customerId'])).toEqual(rows.map(() => customerId));
      expect(rows).toHaveLength(1);
    }
    expect(
      await rowsOf(
        house,
        'Deadline',
        `"followUpId" = '${followUpId}' and "customerId" = '${customerId}' and status = 'ARMED'`,
      ),
    ).toHaveLength(2);
    const done = await house.as(house.lin, completeFollowUp, {
      followUpId,
      ...contact(),
      facts,
      advanceTo: 'NEEDS_CONFIRMED',
    });
    expect(done.refusal).toBeNull();
    await expectSound(house, customerId);
  });

  test('while its follow-up is completed: in both orders the contact counts for the customer', async () => {
    const { house, leadId, followUpId } = await planned();
    const [qualified, completed] = await Promise.all([
      house.as(house.lin, qualifyLead, { leadId }),
      house.as(house.lin, completeFollowUp, { followUpId, ...contact() }),
    ]);
    expect([codeOf(qualified), codeOf(completed)]).toEqual(['ACCEPTED', 'ACCEPTED']);
    const customerId = qualified.answer['customerId'] as string;
    const needs = await house.as(house.lin, advanceCustomer, { customerId, to: 'NEEDS_CONFIRMED', facts });
    expect(needs.refusal).toBeNull();
    await expectSound(house, customerId);
  });

  test('while the same person arrives again: the touch is on whoever they are by then', async () => {
    const { house, leadId } = await planned();
    const sourceId = (await rowsOf(house, 'Source'))[0]!['id'] as string;
    await Promise.all([
      house.as(house.lin, qualifyLead, { leadId }),
      house.as(null, captureLead, { sourceId, name: '周敏', phone: '13800138000' }),
    ]);
    const [customer] = await rowsOf(house, 'Customer');
    const touches = await rowsOf(house, 'Touch');
    expect(touches.map((touch) => touch['customerId'])).toEqual([customer!['id'], customer!['id']]);
  });
});

(onRealServer ? test : test.skip)(
  'a waiting command decides on what it finds once it has the lock, by the clock of then',
  async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const holder = await house.database.sql.startTransaction().execute();
    await holder.selectFrom('Customer').select('id').where('id', '=', customerId).forUpdate().execute();
    const waiting = house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
    const waits = async () => {
      const { rows } = await house.database.pool.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rows.length > 0;
    };
    while (!(await waits())) await new Promise((resolve) => setImmediate(resolve));
    await holder.updateTable('Customer').set({ version: 5 }).where('id', '=', customerId).execute();
    const { rows } = await house.database.pool.query<{ now: Date }>('select clock_timestamp() as now');
    await holder.commit().execute();
    expect((await waiting).refusal).toBeNull();
    const customer = await loadRow(house, 'Customer', customerId);
    expect(customer.version).toBe(6);
    expect((customer.lastActivityAt as Date).getTime()).toBeGreaterThanOrEqual(rows[0]!.now.getTime());
  },
);

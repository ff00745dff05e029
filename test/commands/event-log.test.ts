import { describe, expect, test } from '@jest/globals';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { command } from '../../commands/command.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { decodeCursor, encodeCursor, type Position } from '../../commands/store/cursor.js';
import { TX_NUMBER, headOfLog, readLog, settleLogEpoch } from '../../commands/store/event-log.js';
import { comparePositions } from '../../commands/store/position.js';
import { add, set, type Change } from '../../domain/change.js';
import { accept } from '../../domain/decision.js';
import { acceptFor } from '../../domain/settle.js';
import { decideRecordQuote } from '../../domain/customer/quote.js';
import { IN_A_WEEK, aNewCustomer, everythingIn, loadRow, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aHouse, type House } from '../support/house.js';
import { aFollowUp } from '../support/files.js';

const START: Position = { tx: '0', ordinal: 0 };
const facts = { need: '岩棉板', budget: '180000.00', timeline: '九月' };

async function wholeLog({ database }: House) {
  return (await readLog(database.sql, START, 1000)).events;
}

describe('positions', () => {
  test('grow from change to change, and within one in the order of what happened', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
    const moved = await house.as(house.lin, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' });
    const events = await wholeLog(house);
    for (const [index, one] of events.slice(1).entries()) expect(comparePositions(events[index]!, one)).toBeLessThan(0);
    expect(events.map(({ type }) => type)).toEqual([
      'CUSTOMER_CREATED',
      'FOLLOW_UP_PLANNED',
      'QUOTE_RECORDED',
      'FOLLOW_UP_CANCELLED',
      'CUSTOMER_MOVED',
    ]);
    expect(moved.cursor).toBe(encodeCursor(events.at(-1)!));
    expect(events.every(({ actorId }) => actorId === house.lin.id)).toBe(true);
  });

  test('of a notification are its own event’s', async () => {
    const house = await aHouse();
    await aNewCustomer(house, house.teamLead, { ownerId: house.lin.id });
    const [card] = await rowsOf(house, 'Notification');
    const told = (await wholeLog(house)).find(({ type }) => type === 'NOTIFIED')!;
    expect([card!['tx'], card!['ordinal']]).toEqual([told.tx, told.ordinal]);
    expect(told).toMatchObject({ recipientId: house.lin.id, data: { notificationId: card!['id'] } });
  });

  test('pages join without a gap or a repetition', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    for (const amount of ['1.00', '2.00', '3.00']) await house.as(house.lin, recordQuote, { customerId, amount });
    const paged = [];
    for (let after = START; ;) {
      const page = await readLog(house.database.sql, after, 2);
      paged.push(...page.events);
      if (page.events.length === 0) break;
      after = page.cursor;
    }
    expect(paged).toEqual(await wholeLog(house));
  });

  test('the head is after everything there is, and before everything to come', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const head = await headOfLog(house.database.sql);
    expect((await readLog(house.database.sql, decodeCursor(head), 10)).events).toEqual([]);
    await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
    expect((await readLog(house.database.sql, decodeCursor(head), 10)).events).toHaveLength(1);
  });
});

describe('cursors', () => {
  const positions: Position[] = [
    { tx: '0', ordinal: 0 },
    { tx: '9', ordinal: 65_535 },
    { tx: '10', ordinal: 0 },
    { tx: '10', ordinal: 2 },
    { tx: '10', ordinal: 10 },
    { tx: '4294967296', ordinal: 1 },
    { tx: '72057594037927935', ordinal: 1_048_575 },
  ];

  test('come back as they went, and sort as text the way the log is ordered', () => {
    const cursors = positions.map(encodeCursor);
    expect(cursors.map((cursor) => decodeCursor(cursor))).toEqual(positions);
    expect([...cursors].reverse().sort()).toEqual(cursors);
    expect([...positions].reverse().sort(comparePositions)).toEqual(positions);
  });

  test.each([
    '',
    '1',
    'zz',
    `${encodeCursor(positions[2]!)}0`,
    encodeCursor(positions[5]!).toUpperCase().replace('1', 'A'),
  ])('“%s” is none', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }));
  });
});

test('C10: `changes` hold old and new of every field that changed', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  await house.as(house.lin, updateCustomer, { customerId, version: 1, company: '晨光', need: '岩棉板' });
  const changed = (await wholeLog(house)).filter(({ type }) => type === 'CUSTOMER_CHANGED');
  const activity = (await loadRow(house, 'Customer', customerId)).lastActivityAt as Date;
  expect(changed.map(({ changes }) => changes)).toEqual([
    [{ field: 'company', old: null, new: '晨光' }],
    [
      { field: 'need', old: null, new: '岩棉板' },
      { field: 'lastActivityAt', old: null, new: activity.toISOString() },
    ],
  ]);
});

test('C10: replayed from the start, the changes of the log make the row as it stands', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const { version: _, reclaimAt: __, updatedAt: ___, ...created } = await loadRow(house, 'Customer', customerId);
  const contact = {
    channel: 'PHONE' as const,
    note: '聊了需求',
    goalMet: true,
    next: { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' },
  };
  await house.as(house.lin, recordFollowUp, { customerId, ...contact, facts, advanceTo: 'NEEDS_CONFIRMED' });
  await house.as(house.teamLead, recordQuote, { customerId, amount: '176000.50', receiptConfirmed: true });
  await house.as(house.lin, updateCustomer, { customerId, version: 3, phone: '13900139000', budget: null });
  await house.as(house.lin, advanceCustomer, { customerId, to: 'PAUSED', reason: 'SILENT' });
  const fields = JSON.parse(JSON.stringify({ ...created, nextContactAt: null })) as Record<string, unknown>;
  for (const { changes } of await wholeLog(house)) {
    for (const change of changes) {
      expect(change.old).toEqual(fields[change.field]);
      fields[change.field] = change.new;
    }
  }
  const { version, reclaimAt, updatedAt, ...row } = await loadRow(house, 'Customer', customerId);
  expect(fields).toEqual(JSON.parse(JSON.stringify(row)));
  expect({ version, reclaimAt }).toEqual({ version: 5, reclaimAt: null });
  expect(updatedAt).toEqual(row.stageEnteredAt);
});

describe('a fault in the middle', () => {
  const followUp = (customerId: string) => ({ ...aFollowUp({ id: 'fup_fault', customerId }), ownerId: null });
  const FAULTS: readonly [string, (customerId: string) => Change][] = [
    ['in the first statement', (customerId) => add('FollowUp', { ...followUp(customerId), ownerId: 'usr_nobody' })],
    [
      'with the timers',
      (customerId) =>
        add('Deadline', {
          id: 'ddl_fault',
          kind: 'FOLLOW_UP_DUE',
          status: 'ARMED',
          subject: customerId,
          rule: 'followUp',
          step: 0,
          customerId,
          leadId: null,
          followUpId: 'fup_nobody',
          dueAt: new Date(),
          because: { code: 'BECAUSE_DUE' },
          attempts: 0,
          firedAt: null,
          disarmedAt: null,
          createdAt: new Date(),
        }),
    ],
    [
      'in the last statement',
      () => ({ identities: [{ kind: 'EMAIL', value: 'zhou@example.com' }], of: { customerId: 'cus_nobody' } }),
    ],
    ['of ours', (customerId) => set('Customer', customerId, { version: 'two' as never })],
  ];

  test.each(FAULTS)('%s leaves no row, no event, no timer and no key', async (_, fault) => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const before = await everythingIn(house);
    const faulty = command('faulty', async (tx, _input: object, call) => {
      const decision = decideRecordQuote(await tx.lockCustomer(customerId), { amount: '1.00' }, call);
      if (!decision.accepted) return decision;
      return accept([add('FollowUp', followUp(customerId)), ...decision.changes, fault(customerId)].filter(once()));
    });
    await expect(house.as(house.lin, faulty, {}, 'key')).rejects.toThrow();
    expect(await everythingIn(house)).toBe(before);
    expect((await house.as(house.lin, recordQuote, { customerId, amount: '1.00' }, 'key')).refusal).toBeNull();
  });

  test('a change that no event tells of is a fault', async () => {
    const house = await aHouse();
    const customerId = await aNewCustomer(house);
    const silent = command('silent', async (tx, _input: object, call) => {
      return acceptFor(await tx.lockCustomer(customerId), [set('Customer', customerId, { name: '周' })], call, {});
    });
    await expect(house.as(house.lin, silent, {})).rejects.toThrow('changes without an event');
  });
});

/** Of two rows with one id, the later. */
function once() {
  return (change: Change, place: number, all: readonly Change[]) =>
    !('add' in change) || all.findLastIndex((other) => 'add' in other && other.row.id === change.row.id) === place;
}

describe('S2: a slower transaction', () => {
  const logged = (note: string) => ({
    tx: TX_NUMBER,
    ordinal: 0,
    type: 'SETTINGS_CHANGED',
    at: new Date(),
    changes: '[]' as never,
    data: JSON.stringify({ note }) as never,
  });
  const notesIn = (events: readonly { data: unknown }[]) => events.map(({ data }) => (data as { note: string }).note);

  (onRealServer ? test : test.skip)(
    'begun first and committed last is never skipped: what came after it waits',
    async () => {
      const { database } = await aHouse();
      const { sql } = database;
      const slow = await sql.startTransaction().execute();
      await slow.insertInto('Event').values(logged('slow')).execute();
      const quick = await sql.startTransaction().execute();
      await quick.insertInto('Event').values(logged('quick')).execute();
      await quick.commit().execute();

      const between = await readLog(sql, START, 10);
      expect(between).toMatchObject({ events: [], cursor: START, heldBack: true });
      const head = decodeCursor(await headOfLog(sql));
      await slow.commit().execute();
      const after = await readLog(sql, between.cursor, 10);
      expect(notesIn(after.events)).toEqual(['slow', 'quick']);
      expect(after.heldBack).toBe(false);
      expect(notesIn((await readLog(sql, head, 10)).events)).toEqual(['slow', 'quick']);
    },
  );

  (onRealServer ? test : test.skip)('that is rolled back leaves no gap that anybody waits for', async () => {
    const { database } = await aHouse();
    const { sql } = database;
    const slow = await sql.startTransaction().execute();
    await slow.insertInto('Event').values(logged('slow')).execute();
    await sql.insertInto('Event').values(logged('quick')).execute();
    await slow.rollback().execute();
    expect(notesIn((await readLog(sql, START, 10)).events)).toEqual(['quick']);
  });

  (onRealServer ? test : test.skip)(
    'read by page while 10 writers are at it: everything, in order, nothing twice',
    async () => {
      const house = await aHouse();
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, place) => aNewCustomer(house, house.lin, { phone: `1380013800${place}` })),
      );
      let writing = true;
      const writers = ids.map(async (customerId) => {
        for (let turn = 0; turn < 10; turn += 1) await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
      });
      const done = Promise.all(writers).then(() => (writing = false));
      const seen: Position[] = [];
      for (let after = START, idle = false; writing || !idle;) {
        const page = await readLog(house.database.sql, after, 7);
        seen.push(...page.events.map(({ tx, ordinal }) => ({ tx, ordinal })));
        idle = page.events.length === 0;
        after = page.cursor;
      }
      await done;
      const all = (await readLog(house.database.sql, START, 10_000)).events.map(({ tx, ordinal }) => ({ tx, ordinal }));
      expect(seen).toEqual(all);
      expect(all).toHaveLength(20 + 100);
    },
  );
});

describe('R19: after a restore into a younger database', () => {
  const OLD = '1000000000000';

  test('new positions lie above those of the log', async () => {
    const house = await aHouse();
    const { sql } = house.database;
    await sql
      .insertInto('Event')
      .values({
        tx: OLD,
        ordinal: 3,
        type: 'SETTINGS_CHANGED',
        at: new Date(),
        changes: '[]' as never,
        data: '{}' as never,
      })
      .execute();
    await settleLogEpoch(sql);
    await aNewCustomer(house);
    const events = await wholeLog(house);
    expect(events[0]!.tx).toBe(OLD);
    expect(events.slice(1).every(({ tx }) => BigInt(tx) > BigInt(OLD))).toBe(true);
    expect(events.length).toBeGreaterThan(1);
    const head = decodeCursor(await headOfLog(sql));
    expect(comparePositions(head, events.at(-1)!)).toBeGreaterThan(0);
  });

  test('settling again without a restore changes nothing', async () => {
    const house = await aHouse();
    await settleLogEpoch(house.database.sql);
    const [before] = await rowsOf(house, 'LogEpoch');
    await aNewCustomer(house);
    await settleLogEpoch(house.database.sql);
    expect(await rowsOf(house, 'LogEpoch')).toEqual([before]);
  });
});

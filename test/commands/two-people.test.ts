import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advanceCustomer } from '../../commands/advance-customer.js';
import type { Outcome } from '../../commands/command.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { decodeCursor } from '../../commands/store/cursor.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { updateCustomer } from '../../commands/update-customer.js';
import type { FieldChange } from '../../domain/change.js';
import { CallerError } from '../../domain/refusal.js';
import { IN_A_WEEK, loadRow, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { expectKept } from '../support/kept.js';
import { aHouse, type House } from '../support/house.js';
import { standingCustomers } from '../support/recorded.js';

/** One thing that one of two people does with the version that they have before them: the present one, or the one from a step ago. */
interface Action {
  readonly by: 'lin' | 'teamLead';
  readonly what: 'FACTS' | 'MOVE' | 'CONTACT' | 'QUOTE' | 'PLAN' | 'TRANSFER';
  readonly sees: 'NOW' | 'BEFORE';
  readonly to: 'QUOTED' | 'DECIDING' | 'TO_REACTIVATE';
}
/** What is done at once: by one, or by both. */
type Step = readonly Action[];

interface Done extends Action {
  /** Stands nowhere but in what this action writes. */
  readonly mark: string;
  readonly version: number;
  /** NOT_FOUND: the customer was somebody else's by then. */
  readonly outcome: Outcome | 'NOT_FOUND';
}

const action: fc.Arbitrary<Action> = fc.record({
  by: fc.constantFrom('lin', 'teamLead'),
  what: fc.constantFrom('FACTS', 'FACTS', 'MOVE', 'MOVE', 'CONTACT', 'QUOTE', 'PLAN', 'TRANSFER'),
  sees: fc.constantFrom('NOW', 'NOW', 'BEFORE'),
  to: fc.constantFrom('QUOTED', 'DECIDING', 'TO_REACTIVATE'),
});
const lifeOfOne: fc.Arbitrary<readonly Step[]> = fc.array(fc.array(action, { minLength: 1, maxLength: 2 }), {
  minLength: 2,
  maxLength: 5,
});

const AT_ONCE = 25;
const ROUNDS = onRealServer ? 40 : 2;

test(`C6: two people edit one customer at once, ${AT_ONCE * ROUNDS} times: whoever was late is told the current version, and nothing is lost`, async () => {
  const house = await aHouse();
  const tally = { written: 0, conflicts: 0 };
  const lives = fc.array(lifeOfOne, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const law = fc.asyncProperty(lives, async (all) => {
    const whose = { ownerId: house.lin.id, playbookId: house.playbookId };
    const ids = await standingCustomers(
      house.database,
      whose,
      all.map(() => ({ stage: 'QUOTED', met: [] })),
    );
    await Promise.all(all.map((steps, at) => livesSoundly(house, ids[at]!, steps, tally)));
  });
  await fc.assert(law, { numRuns: ROUNDS, endOnFailure: true }); // smaller lives would meet in other ways
  expect(tally.written).toBeGreaterThan(AT_ONCE * ROUNDS);
  await expectKept(house.database);
  expect(tally.conflicts).toBeGreaterThan((AT_ONCE * ROUNDS) / 10);
}, 300_000);

async function livesSoundly(
  house: House,
  id: string,
  steps: readonly Step[],
  tally: { written: number; conflicts: number },
): Promise<void> {
  const before = await loadRow(house, 'Customer', id);
  const done = await live(house, id, steps);
  const after = await loadRow(house, 'Customer', id);
  const written = inLogOrder(done);
  expectVersionsGrow(before.version, written, after.version);
  expectConflictsTold(done, after.version);
  await expectChained(house, id, before, after);
  await expectAllThere(house, id, done);
  tally.written += written.length;
  tally.conflicts += done.filter(({ outcome }) => refusalOf(outcome) === 'VERSION_CONFLICT').length;
}

async function live(house: House, id: string, steps: readonly Step[]): Promise<readonly Done[]> {
  const done: Done[] = [];
  let seenBefore = 1;
  for (const [at, step] of steps.entries()) {
    const { version: now } = await loadRow(house, 'Customer', id);
    const acts = step.map((one, place) =>
      act(house, id, { ...one, mark: `${id} ${at}.${place}`, version: one.sees === 'NOW' ? now : seenBefore }),
    );
    done.push(...(await Promise.all(acts)));
    seenBefore = now;
  }
  return done;
}

async function act(house: House, customerId: string, given: Omit<Done, 'outcome'>): Promise<Done> {
  try {
    return { ...given, outcome: await run(house, customerId, given) };
  } catch (error) {
    if (error instanceof CallerError && error.code === 'NOT_FOUND') return { ...given, outcome: 'NOT_FOUND' };
    throw error;
  }
}

function run(
  house: House,
  customerId: string,
  { by, what, to, mark, version }: Omit<Done, 'outcome'>,
): Promise<Outcome> {
  const who = house[by];
  const next = { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' };
  switch (what) {
    case 'FACTS':
      return house.as(who, updateCustomer, { customerId, version, need: mark });
    case 'MOVE':
      return house.as(who, advanceCustomer, { customerId, version, to, facts: { decisionMaker: mark } });
    case 'CONTACT':
      return house.as(who, recordFollowUp, { customerId, channel: 'PHONE', note: mark, goalMet: false, next });
    case 'QUOTE':
      return house.as(who, recordQuote, { customerId, amount: '1000', currency: 'CNY', receiptConfirmed: true });
    case 'PLAN':
      return house.as(who, planFollowUp, { customerId, purpose: mark, dueAt: IN_A_WEEK() });
    case 'TRANSFER': {
      const toUserId = by === 'lin' ? house.lin.id : house.wang.id;
      return house.as(house.teamLead, transferCustomer, { customerId, toUserId, note: mark });
    }
  }
}

const refusalOf = (outcome: Done['outcome']) => (outcome === 'NOT_FOUND' ? outcome : (outcome.refusal?.code ?? null));
const cursorOf = ({ outcome }: Done) => (outcome === 'NOT_FOUND' ? null : outcome.cursor);
const isVersioned = ({ what }: Done) => what === 'FACTS' || what === 'MOVE';
/** A plan is the customer's next contact, and no change of what people see and send back. */
const isChange = ({ what }: Done) => what !== 'PLAN';

/** What was written, also with a move that was refused, in the order in which it came to be. */
function inLogOrder(done: readonly Done[]): readonly Done[] {
  const placed = done.flatMap((one) => {
    const cursor = cursorOf(one);
    return cursor === null ? [] : [{ one, tx: BigInt(decodeCursor(cursor).tx) }];
  });
  return placed.sort((a, b) => (a.tx < b.tx ? -1 : 1)).map(({ one }) => one);
}

/** Each change makes one new version, and was made on the very version that its author had seen. */
function expectVersionsGrow(start: number, written: readonly Done[], end: number): void {
  let version = start;
  for (const one of written) {
    if (isVersioned(one)) expect([one.mark, one.version]).toEqual([one.mark, version]);
    if (isChange(one)) version++;
  }
  expect(end).toBe(version);
}

/** Whoever was late is told what they saw and what is current, and nothing of theirs was written. */
function expectConflictsTold(done: readonly Done[], end: number): void {
  for (const one of done) {
    if (one.outcome === 'NOT_FOUND' || one.outcome.refusal?.code !== 'VERSION_CONFLICT') continue;
    const { expected, current } = one.outcome.refusal;
    expect([expected, one.outcome.cursor]).toEqual([one.version, null]);
    expect(current).toBeGreaterThan(expected);
    expect(current).toBeLessThanOrEqual(end);
  }
}

/** In the log each change begins where the one before it ended, and the last ends where the customer stands. */
async function expectChained(house: House, id: string, before: object, after: object): Promise<void> {
  const events = await rowsOf(house, 'Event', `"customerId" = '${id}' order by tx, ordinal`);
  const state = new Map<string, unknown>(Object.entries(asJson(before)));
  for (const { field, old, new: now } of events.flatMap(({ changes }) => changes as FieldChange[])) {
    if (!state.has(field)) continue; // of what hangs on the customer
    expect([id, field, old]).toEqual([id, field, state.get(field)]);
    state.set(field, now);
  }
  const end = asJson(after);
  for (const field of TOLD) expect([id, field, end[field]]).toEqual([id, field, state.get(field)]);
}

const TOLD = [
  'need',
  'decisionMaker',
  'stage',
  'stageEnteredAt',
  'ownerId',
  'ownedSince',
  'lastOwnerId',
  'lastActivityAt',
  'lastInteractionAt',
];
const asJson = (row: object) => JSON.parse(JSON.stringify(row)) as Record<string, unknown>;

/** What was written is there once; what was refused or came too late is nowhere. */
async function expectAllThere(house: House, id: string, done: readonly Done[]): Promise<void> {
  const parts = await Promise.all(
    (['Event', 'FollowUp', 'StageVisit', 'Quote'] as const).map((table) =>
      rowsOf(house, table, `"customerId" = '${id}'`),
    ),
  );
  const [events, followUps, visits, quotes] = parts as [Row[], Row[], Row[], Row[]];
  const learned = events.flatMap(({ changes }) => changes as FieldChange[]).map(({ new: now }) => now);
  for (const one of done) {
    const expected = cursorOf(one) === null ? 0 : 1;
    expect([one.what, one.mark, timesFound(one, { learned, followUps, events })]).toEqual([
      one.what,
      one.mark,
      expected,
    ]);
  }
  const count = (what: Action['what']) => done.filter((one) => one.what === what && cursorOf(one) !== null).length;
  expect(quotes).toHaveLength(count('QUOTE'));
  const moved = done.filter((one) => one.what === 'MOVE' && refusalOf(one.outcome) === null).length;
  expect(visits).toHaveLength(moved + 1);
  expect(events.filter(({ type }) => type === 'CUSTOMER_MOVED')).toHaveLength(moved);
  expect(events.filter(({ type }) => type === 'FOLLOW_UP_DONE')).toHaveLength(count('CONTACT'));
}

type Row = Record<string, unknown>;

function timesFound(
  { what, mark, outcome }: Done,
  { learned, followUps, events }: { learned: readonly unknown[]; followUps: readonly Row[]; events: readonly Row[] },
): number {
  switch (what) {
    case 'FACTS':
    case 'MOVE':
      return learned.filter((value) => value === mark).length;
    case 'CONTACT':
      return followUps.filter(({ note, status }) => note === mark && status === 'DONE').length;
    case 'PLAN':
      return followUps.filter(({ purpose }) => (purpose as { en: string }).en === mark).length;
    case 'TRANSFER':
      return events.filter(({ data }) => (data as { note?: string }).note === mark).length;
    case 'QUOTE':
      return outcome === 'NOT_FOUND' || outcome.cursor === null ? 0 : 1;
  }
}

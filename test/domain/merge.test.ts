import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, event, type Changes } from '../../domain/change.js';
import type { Customer, CustomerFile } from '../../domain/customer/customer.js';
import { nextActionOf } from '../../domain/follow-up/next-action.js';
import type { Merge, MergeKind } from '../../domain/merge/merge.js';
import { joined } from '../../domain/merge/join.js';
import { mergeRefusal } from '../../domain/merge/rights.js';
import { decideSurvivingCustomer, decideSurvivingLead } from '../../domain/merge/survive.js';
import { columnsOf, isSame, takenOf, traitsOf, type Json } from '../../domain/merge/traits.js';
import { stillThere, withoutMerge } from '../../domain/merge/undo.js';
import { stageOf } from '../../domain/playbook/playbook.js';
import { settled } from '../../domain/settle.js';
import {
  CHEN,
  DAY,
  EAST,
  GAO,
  LIN,
  NOW,
  PEOPLE,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aFollowUp,
  aLeadFile,
  accepted,
  eventsIn,
  inPool,
  later,
  rowsAdded,
} from '../support/files.js';

const AROUND = { people: [...PEOPLE, WANG] };

/** Wang's record of the same person, in the first stage, with its next action and timers. */
function wangs(customer: Partial<Customer> = {}, around: Partial<CustomerFile> = {}): CustomerFile {
  return begun(
    aCustomerFile({ id: 'cus_other', name: '周小敏', ownerId: WANG.id, ...customer }, { ...AROUND, ...around }),
  );
}

const begun = (file: CustomerFile): CustomerFile => {
  const call = aCall();
  const stage = stageOf(file.playbook, file.customer.stage);
  return after(file, settled(file, nextActionOf(file, stage, call), call));
};

const lins = (customer: Partial<Customer> = {}): CustomerFile => begun(aCustomerFile(customer, AROUND));

/** What comes of a merge: all changes, and the survivor as it stands then. */
function merged(into: CustomerFile, from: CustomerFile[], by = CHEN): { changes: Changes; survivor: CustomerFile } {
  const call = aCall({ by });
  const { changes, merges } = joined(into, from, call);
  const file = from.reduce((so, one) => withAllOf(so, one, changes), into);
  const stays = accepted(decideSurvivingCustomer(file, { merges, from }, call));
  return { changes: [...changes, ...stays], survivor: after(file, stays) };
}

/** As the store moves what hangs on one customer to another. */
function withAllOf(into: CustomerFile, from: CustomerFile, changes: Changes): CustomerFile {
  const customerId = into.customer.id;
  const { followUps, deadlines } = after(from, changes);
  return {
    ...into,
    followUps: [...into.followUps, ...followUps.map((one) => ({ ...one, customerId }))],
    deadlines: [...into.deadlines, ...deadlines.map((one) => ({ ...one, customerId }))],
  };
}

const setOf = (changes: Changes, id: string) =>
  Object.assign({}, ...changes.flatMap((change) => ('set' in change && change.id === id ? [change.to] : []))) as object;

describe('merging customers', () => {
  test('the survivor stays where it stands, whatever the other was', () => {
    const into = lins({ stage: 'NEEDS_CONFIRMED' });
    const { customer } = merged(into, [wangs({ stage: 'QUOTED' })]).survivor;
    const { stage, ownerId, playbookId, name, id } = customer;
    expect({ stage, ownerId, playbookId, name, id }).toEqual({
      stage: 'NEEDS_CONFIRMED',
      ownerId: LIN.id,
      playbookId: into.customer.playbookId,
      name: '周敏',
      id: 'cus_zhou',
    });
  });

  test('a timer of what people planned goes on; those of the merged one’s stage and silence are disarmed', () => {
    const plan = aFollowUp({ id: 'fup_theirs', customerId: 'cus_other', ownerId: WANG.id });
    const base = wangs({ stage: 'QUOTED', ownedSince: NOW });
    const from = after(
      base,
      settled(base, [{ add: 'FollowUp', row: plan }, event('FOLLOW_UP_PLANNED', { customerId: 'cus_other' })], aCall()),
    );
    const into = lins({ ownedSince: NOW });
    const { changes, survivor: stands } = merged(into, [from]);
    const disarmed = from.deadlines
      .filter(({ id }) => 'status' in setOf(changes, id))
      .map(({ followUpId }) => followUpId);
    expect(from.deadlines.length).toBeGreaterThan(2);
    expect(disarmed).not.toContain('fup_theirs');
    expect(disarmed).toHaveLength(from.deadlines.filter(({ followUpId }) => followUpId !== 'fup_theirs').length);
    expect(stands.followUps.find(({ id }) => id === 'fup_theirs')).toMatchObject({
      customerId: 'cus_zhou',
      ownerId: LIN.id,
    });
    expect(rowsAdded(changes, 'Deadline')).toEqual([]);
    expect(stands.deadlines.filter(({ followUpId }) => followUpId === 'fup_theirs')).toMatchObject([
      { customerId: 'cus_zhou' },
    ]);
  });

  test('F5: a survivor without a next step gets its stage’s', () => {
    const into = aCustomerFile({}, AROUND);
    const stands = merged(into, [wangs()]).survivor;
    expect(stands.followUps).toMatchObject([{ stage: 'INITIAL_CONTACT', ownerId: LIN.id, customerId: 'cus_zhou' }]);
    expect(stands.customer.nextContactAt).toEqual(stands.followUps[0]!.dueAt);
    expect(stands.deadlines.length).toBeGreaterThan(0);
  });

  test('it reacts to nothing that is overdue, though the clock of the one last worked on counts', () => {
    const overdue = aFollowUp({ reachedStep: 1, dueAt: later(-DAY) });
    const into = aCustomerFile({ lastActivityAt: later(-9 * DAY) }, { ...AROUND, followUps: [overdue] });
    const stands = merged(into, [wangs({ lastActivityAt: later(-DAY) })]).survivor;
    expect(stands.customer.lastActivityAt).toEqual(later(-DAY));
    expect(stands.followUps).toMatchObject([{ id: 'fup_plan', acknowledgedAt: null }]);
  });

  test('its version lies beyond all that anybody read of any of them', () => {
    const into = lins({ version: 3 });
    const { changes } = merged(into, [wangs({ version: 9 })]);
    expect(setOf(changes, 'cus_zhou')).toMatchObject({ version: 10 });
    expect(setOf(changes, 'cus_other')).toMatchObject({ version: 10, mergedIntoId: 'cus_zhou' });
  });

  test('the log tells of each which fields changed', () => {
    const into = lins({ email: null });
    const { changes } = merged(into, [wangs({ email: 'zhou@example.com' })]);
    const told = eventsIn(changes).filter(({ type }) => type === 'CUSTOMER_MERGED');
    expect(
      told.map(({ customerId, changes: fields }) => [customerId, fields!.map(({ field }) => field).sort()]),
    ).toEqual([
      ['cus_other', ['mergedIntoId', 'nextContactAt', 'ownedSince', 'ownerId']],
      ['cus_zhou', ['email']],
    ]);
  });

  test.each([
    ['whoever owns neither', GAO, lins(), wangs(), 'NOT_OWNER'],
    ['whoever owns one of them', LIN, lins(), wangs(), 'NOT_OWNER'],
    ['a seller, of what is in the pool', LIN, lins(), wangs({ ...inPool() }), 'NOT_OWNER'],
    ['into the pool', ZHAO, aCustomerFile(inPool()), wangs(), 'ALREADY_OWNED'],
    ['into a deal that is over', ZHAO, lins({ stage: 'WON' }), wangs(), 'ALREADY_CLOSED'],
    ['what is merged already', ZHAO, lins(), wangs({ mergedIntoId: 'cus_x' }), 'ALREADY_CLOSED'],
    ['what is one already', ZHAO, lins(), lins(), 'ALREADY_CLOSED'],
  ])('refused: %s', (_, by, into, from, code) => {
    expect(mergeRefusal(into, [from], aCall({ by }))?.code).toBe(code);
  });

  test('the lead of another team’s owner merges nothing of this one’s', () => {
    const west = { ownerTeam: { id: 'team_west', leadId: 'usr_he' } };
    const refusal = mergeRefusal(lins(), [wangs({}, west)], aCall({ by: CHEN }));
    expect([refusal?.code, EAST.leadId]).toEqual(['NOT_OWNER', CHEN.id]);
  });
});

describe('merging leads', () => {
  test.each([
    ['QUALIFIED', 'ASSIGNED'],
    ['MERGED', 'ASSIGNED'],
    ['DISQUALIFIED', 'ASSIGNED'],
    ['ASSIGNED', 'QUALIFIED'],
    ['ASSIGNED', 'MERGED'],
  ] as const)('one that is %s takes none in that is %s', (status, other) => {
    const [into, from] = [aLeadFile({ status }), aLeadFile({ id: 'lead_x', status: other })];
    expect(mergeRefusal(into, [from], aCall())).toEqual({ code: 'ALREADY_CLOSED' });
  });

  test('what was contacted owes no first contact any more', () => {
    const from = aLeadFile({ id: 'lead_x', firstContactAt: later(-DAY) });
    const owed = aLeadFile({ ownedSince: NOW });
    const into = after(owed, settled(owed, [], aCall()));
    expect(into.deadlines.length).toBeGreaterThan(0);
    const { merges } = joined(into, [from], aCall());
    const worth = { score: { score: 60, reasons: [] }, place: null };
    const stands = after(into, accepted(decideSurvivingLead(into, { merges, from: [from] }, worth, aCall())));
    expect([stands.lead.firstContactAt, stands.deadlines]).toEqual([later(-DAY), []]);
  });
});

describe('what a merge fills in, and taking it back', () => {
  type Row = Customer;
  const KIND: MergeKind = 'CUSTOMER';
  const some = <T>(...values: T[]) => fc.constantFrom(null, ...values);
  const at = some(...[1, 2, 3, 4].map((day) => later(-day * DAY)));
  const customers = fc.record({
    company: some('晨光', '港建'),
    phone: some('+861', '+862', '+863'),
    email: some('a@x.cn', 'b@x.cn'),
    intent: fc.constantFrom('UNKNOWN' as const, 'LOW' as const, 'HIGH' as const),
    protected: fc.boolean(),
    budget: some('1.00', '2.00'),
    decisionDate: at,
    invoiceTitle: some('晨光', '港建'),
    invoiceTaxNumber: some('91', '92'),
    invoiceConfirmedAt: at,
    lastActivityAt: at,
    signedAt: at,
    firstPaidAt: at,
    tags: fc.uniqueArray(fc.constantFrom('甲', '乙', '丙', 'mergedIntoId')),
    customFields: fc.dictionary(
      fc.constantFrom('size', 'floor'),
      fc.oneof(fc.integer(), fc.constant({ b: 1, a: [2] })),
    ),
  });
  const rowOf = (over: Partial<Row>): Row => aCustomerFile(over).customer;

  interface State {
    readonly row: Row;
    readonly merges: readonly Merge[];
  }

  /** As the database gives JSON back: keys in an order of its own. */
  const stored = <T>(value: T): T => reversed(JSON.parse(JSON.stringify(value)) as Json) as T;
  function reversed(value: Json | null): Json | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, one]) => [key, reversed(one)]),
    );
  }

  function takeIn({ row, merges }: State, from: Row, id: string): State {
    const offered = traitsOf(KIND, from);
    const taken = takenOf(KIND, traitsOf(KIND, row), offered);
    const pieces = Object.fromEntries(Object.entries(taken).map(([piece, { now }]) => [piece, now]));
    const merge = stored({ id, undo: { offered, taken } }) as unknown as Merge;
    return { row: { ...row, ...columnsOf(KIND, row, pieces) }, merges: [...merges, merge] };
  }

  function giveBack({ row, merges }: State, id: string): State {
    const { back, retaken } = withoutMerge(
      KIND,
      traitsOf(KIND, row),
      merges,
      merges.find((one) => one.id === id)!,
    );
    const rest = merges
      .filter((one) => one.id !== id)
      .map((one) => stored({ ...one, undo: { ...one.undo, taken: retaken.get(one.id) ?? one.undo.taken } }));
    return { row: { ...row, ...columnsOf(KIND, row, stillThere(traitsOf(KIND, row), back)) }, merges: rest };
  }

  const allOf = (row: Row, from: readonly (readonly [string, Row])[]): State =>
    from.reduce<State>((state, [id, one]) => takeIn(state, one, id), { row, merges: [] });
  const comparable = ({ row }: State) => ({ ...row, tags: [...row.tags].sort() });
  const several = fc.array(customers.map(rowOf), { minLength: 1, maxLength: 4 });

  test('without one of them it is as if there had only been the others', () => {
    fc.assert(
      fc.property(customers.map(rowOf), several, fc.nat(), (row, from, which) => {
        const named = from.map((one, index) => [`mrg_${index}`, one] as const);
        const [gone] = named[which % named.length]!;
        const others = named.filter(([id]) => id !== gone);
        expect(comparable(giveBack(allOf(row, named), gone))).toEqual(comparable(allOf(row, others)));
      }),
      { numRuns: 500 },
    );
  });

  test('taken back all, in whatever order, nothing is left of them', () => {
    fc.assert(
      fc.property(
        customers.map(rowOf),
        several,
        fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        (row, from, order) => {
          const ids = from.map((_, index) => `mrg_${index}`);
          let state = allOf(
            row,
            from.map((one, index) => [`mrg_${index}`, one] as const),
          );
          while (ids.length > 0) state = giveBack(state, ids.splice(order[ids.length - 1]! % ids.length, 1)[0]!);
          expect(comparable(state)).toEqual(comparable({ row, merges: [] }));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what somebody changed since stays', () => {
    fc.assert(
      fc.property(customers.map(rowOf), several, fc.nat(), (row, from, which) => {
        const named = from.map((one, index) => [`mrg_${index}`, one] as const);
        const state = allOf(row, named);
        const edited = {
          ...state,
          row: { ...state.row, phone: '+869', budget: null, tags: [...state.row.tags, '新'] },
        };
        const after = giveBack(edited, named[which % named.length]![0]).row;
        expect({ phone: after.phone, hasTag: after.tags.includes('新') }).toEqual({ phone: '+869', hasTag: true });
        if (state.row.budget !== null) expect(after.budget).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('invoice details are one piece: those of two companies are never mixed', () => {
    const into = rowOf({ invoiceTitle: '晨光' });
    const from = rowOf({ invoiceTitle: '港建', invoiceTaxNumber: '92', invoiceConfirmedAt: NOW });
    expect(takeIn({ row: into, merges: [] }, from, 'm').row).toMatchObject({
      invoiceTaxNumber: null,
      invoiceConfirmedAt: null,
    });
  });

  test('the same JSON with its keys in another order says the same', () => {
    expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: 2 })).toBe(false);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after } from '../../domain/change.js';
import type { Customer } from '../../domain/customer/customer.js';
import { dealChanges } from '../../domain/deal/audit.js';
import { currentDeal } from '../../domain/deal/deal.js';
import { isOwed, settledInstalments } from '../../domain/deal/settlement.js';
import { asLongAfter } from '../../domain/calendar.js';
import { stepTimes } from '../../domain/deadline/chain.js';
import { byDueOrder, type Deadline } from '../../domain/deadline/deadline.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { rearm } from '../../domain/deadline/rearm.js';
import { takeaways } from '../../domain/deadline/silence.js';
import { calendarOf, stageOf, stepsAbove, type Playbook } from '../../domain/playbook/playbook.js';
import { TEXTS } from '../../domain/texts.js';
import { DAY, HOUR, aCall, aCustomerWhoEntered, aPlaybook, accepted, later, DEFAULT_POOLS } from '../support/files.js';
import { BUSY, STEP, lived, nth, pick, type Seen, BUSY_POOLS } from '../support/lives.js';
import type { PaperStore } from '../support/paper-store.js';

const GO_ON: ReadonlySet<string> = new Set(['PAYMENT_DUE', 'DELIVERY_HANDOVER', 'POOL_UNCLAIMED']);
const keyOf = ({ subject, rule, step }: Deadline) => `${subject} ${rule} ${step}`;
const armed = (store: PaperStore) => store.deadlines.rows.filter(({ status }) => status === 'ARMED');
const BOOKKEPT = new Set(['version', 'updatedAt', 'nextContactAt', 'reclaimAt']);
const told = (customer: Customer) =>
  Object.fromEntries(Object.entries(customer).filter(([field]) => !BOOKKEPT.has(field)));
const startOf = (playbook: Playbook, stage = 'QUOTED') =>
  aCustomerWhoEntered(stage, { playbook, pools: playbook === BUSY ? BUSY_POOLS : DEFAULT_POOLS });

/** Whatever is accepted, in whatever order, these hold after it. */
const LAWS: readonly [string, (seen: Seen) => void][] = [
  [
    'pinned 7: at most one armed row per subject, rule and step',
    ({ store }) => expect(new Set(armed(store).map(keyOf)).size).toBe(armed(store).length),
  ],
  [
    'T4: no timer stays armed for a follow-up that is closed',
    ({ store }) => {
      const open = new Set(store.load(new Date()).followUps.map(({ id }) => id));
      expect(armed(store).filter(({ followUpId }) => followUpId !== null && !open.has(followUpId))).toEqual([]);
    },
  ],
  [
    'pinned 11: what lies in a pool has no open follow-up and no armed timer, but for being unclaimed, and a debt and a delivery of before',
    ({ store, now }) => {
      const { customer, followUps, deadlines } = store.load(now);
      const others = deadlines.filter(({ kind }) => !GO_ON.has(kind));
      if (customer.ownerId === null) expect([followUps, others]).toEqual([[], []]);
    },
  ],
  [
    'C7: what each instalment has got follows from the payments, and the first payment is the earliest of the present deal',
    ({ store, now }) => {
      const file = store.load(now);
      for (const deal of file.deals) expect(deal.instalments).toEqual(settledInstalments(deal));
      expect(file.customer.firstPaidAt).toEqual(currentDeal(file)?.payments[0]?.paidAt ?? null);
    },
  ],
  [
    'C7: an unpaid instalment of an open deal has its one timer at or after its time, or somebody reacted, or all steps were sent',
    ({ store, now }) => {
      const { deals, deadlines, customer, playbook } = store.load(now);
      const isLost = customer.stage === 'LOST';
      for (const deal of deals)
        for (const { id, paidAt, reachedStep, acknowledgedAt } of deal.instalments) {
          const isAsked = !isLost && deal.paymentOpenedAt !== null && isOwed(deal) && paidAt === null;
          const isSilent = acknowledgedAt !== null || reachedStep === playbook.deal.payment.escalation.length;
          const main = deadlines.filter(({ subject, step }) => subject === id && step >= 0);
          const next = reachedStep === null ? 0 : reachedStep + 1;
          expect(main.map(({ step }) => step)).toEqual(isAsked && !(reachedStep !== null && isSilent) ? [next] : []);
        }
    },
  ],
  [
    'F5: an open owned customer has at least one open next step',
    ({ store, now }) => {
      const { customer, followUps, playbook } = store.load(now);
      if (customer.ownerId !== null && !stageOf(playbook, customer.stage).end)
        expect(followUps.length).toBeGreaterThan(0);
    },
  ],
  [
    'T1: every open follow-up has its one due timer, or its next escalation, or somebody reacted, or all steps were sent',
    ({ store, now }) => {
      const { followUps, deadlines, playbook } = store.load(now);
      const steps = (playbook.definition.escalation ?? []).filter(({ to }) => to !== 'OWNER').length;
      for (const { id, reachedStep, acknowledgedAt } of followUps) {
        const main = deadlines.filter((one) => one.followUpId === id && one.step >= 0);
        const isSilent = acknowledgedAt !== null || reachedStep === steps;
        expect(main.map(({ step }) => step)).toEqual(isSilent ? [] : [reachedStep === null ? 0 : reachedStep + 1]);
      }
    },
  ],
  [
    'F3: the next contact is the earliest open follow-up',
    ({ store, now }) => {
      const { customer, followUps } = store.load(now);
      expect(customer.nextContactAt).toEqual(followUps[0]?.dueAt ?? null);
    },
  ],
  [
    'C6: the version grows by one when the row changes, and not without',
    ({ store, before, decision, now }) => {
      const grown = store.load(now).customer.version - before.customer.version;
      const isSet = decision.changes.some(
        (change) =>
          'set' in change && change.set === 'Customer' && Object.keys(change.to).some((field) => !BOOKKEPT.has(field)),
      );
      expect(grown).toBe(isSet ? 1 : 0);
      if (!isSet) expect(told(store.load(now).customer)).toEqual(told(before.customer));
    },
  ],
  [
    'C10: the events tell every change of every field, old and new',
    ({ store, before, decision, now }) => {
      const changes = decision.changes.flatMap((change) => ('event' in change ? (change.event.changes ?? []) : []));
      const ofDeals = changes.filter(({ field }) => /^(deal|delivery)\./.test(field));
      const fields = new Map<string, unknown>(Object.entries(told(before.customer)));
      for (const change of changes.filter(({ field }) => fields.has(field))) {
        expect(change.old).toEqual(fields.get(change.field));
        fields.set(change.field, change.new);
      }
      expect(Object.fromEntries(fields)).toEqual(told(store.load(now).customer));
      expect(ofDeals).toEqual(dealChanges(before.deals, store.load(now).deals));
    },
  ],
  [
    'C10: exactly one visit is open, that of the stage, and they join without a gap',
    ({ store, now }) => {
      const visits = store.visits.rows;
      expect(visits.filter(({ leftAt }) => leftAt === null).map(({ stage }) => stage)).toEqual([
        store.load(now).customer.stage,
      ]);
      visits.slice(1).forEach((visit, index) => expect(visits[index]!.leftAt).toEqual(visit.enteredAt));
    },
  ],
  [
    'after() tells what the store will load',
    ({ store, before, decision, now }) => {
      const byId = <T extends { id: string }>(rows: readonly T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
      const folded = after(before, decision.changes);
      const loaded = store.load(now);
      expect({ ...folded, followUps: byId(folded.followUps), deadlines: byId(folded.deadlines) }).toEqual({
        ...loaded,
        followUps: byId(loaded.followUps),
        deadlines: byId(loaded.deadlines),
      });
    },
  ],
  [
    'P2: when its owner loses it is when the first timer fires that takes it away, and only the owned have such a time',
    ({ store, now }) => {
      const { customer, deadlines } = store.load(now);
      const taking = new Set(takeaways(store.load(now)).map(({ rule }) => rule));
      const times = deadlines.filter(({ rule }) => taking.has(rule)).map(({ dueAt }) => dueAt);
      expect(customer.reclaimAt).toEqual(times[0] ?? null);
    },
  ],
  [
    'nothing is left to arm, move or disarm',
    ({ store, call, now }) => expect(rearm(store.load(now), call)).toEqual([]),
  ],
  [
    'T2: no timer has fired before it was due',
    ({ store }) => {
      for (const { firedAt, dueAt, status } of store.deadlines.rows)
        if (status === 'FIRED') expect(firedAt!.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
    },
  ],
  [
    'N4: no step of an escalation is told before the one before it, nor sooner after it than in calm, but for minutes',
    ({ store, now }) => {
      const { playbook, calendar } = store.load(now);
      for (const { id, dueAt, snoozedMs } of store.followUps.rows) {
        const told = store.deadlines.rows.filter(
          (one) => one.followUpId === id && one.status === 'FIRED' && one.step >= 0,
        );
        const at = told.sort((a, b) => a.step - b.step).map(({ firedAt }) => firedAt!);
        expect(told.map(({ step }) => step)).toEqual(at.map((_, index) => index));
        if (dueAt === null || snoozedMs > 0) continue;
        const calm = [dueAt, ...stepTimes({ playbook, calendar }, dueAt, stepsAbove(playbook))];
        at.slice(1).forEach((time, index) => {
          const before = later(-5 * 60_000, at[index]);
          const earliest = asLongAfter(before, [calm[index]!, calm[index + 1]!], calendarOf(playbook), calendar);
          expect(time.getTime()).toBeGreaterThanOrEqual(earliest.getTime());
        });
      }
    },
  ],
  [
    'T2: reached again, the same timer has no second effect',
    ({ store, decision, now }) => {
      const fired = decision.changes.flatMap((change) =>
        'set' in change && change.set === 'Deadline' && 'status' in change.to ? [change.id] : [],
      );
      for (const id of fired)
        expect(decideReach(store.load(now), id, aCall({ now, by: null }))).toMatchObject({
          changes: [],
          answer: { outcome: 'STALE' },
        });
    },
  ],
  [
    'N3: every sentence has all its parameters',
    ({ store }) => {
      const said = [
        ...store.notifications.rows.flatMap(({ title, body }) => [title, body]),
        ...store.deadlines.rows.map(({ because }) => because),
      ];
      for (const { code, params = {} } of said) {
        const places = [...TEXTS[code].en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        expect(Object.keys(params)).toEqual(expect.arrayContaining(places));
      }
    },
  ],
];

describe('whatever people and timers do to a customer', () => {
  test.each(LAWS)('%s', (_, law) => {
    const lives = fc.record({
      steps: fc.array(STEP, { maxLength: 14 }),
      stage: fc.constantFrom('INITIAL_CONTACT', 'QUOTED', 'DECIDING', 'WON'),
    });
    fc.assert(
      fc.property(lives, ({ steps, stage }) => void lived(startOf(BUSY, stage), steps, law)),
      { numRuns: 150 },
    );
  });

  test('and in working time, with the playbook as shipped', () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 10 }), (steps) => {
        lived(startOf(aPlaybook()), steps, (seen) => LAWS.forEach(([, law]) => law(seen)));
      }),
      { numRuns: 40 },
    );
  });
});

/** Reaches a timer as its command does: what is due before it on the same customer goes first. */
function delivered(store: PaperStore, id: string, now: Date): void {
  for (;;) {
    const file = store.load(now);
    const own = file.deadlines.find((one) => one.id === id);
    const [first] = file.deadlines
      .filter((one) => own && one.dueAt <= now && byDueOrder(one, own) < 0)
      .sort(byDueOrder);
    store.write(accepted(decideReach(file, first?.id ?? id, aCall({ now, by: null }))));
    if (!first) return;
  }
}

/** All that is due is delivered, in the order and as often as `orders` says, until nothing is due any more. */
function settledAt(now: Date, store: PaperStore, orders: readonly number[]): void {
  for (let round = 0; round < 60; round += 1) {
    const due = store.load(now).deadlines.filter(({ dueAt }) => dueAt <= now);
    if (due.length === 0) return;
    const ids = due.map(({ id }) => id);
    const deliveries = orders.length === 0 ? ids : [...orders.map((order) => nth(ids, order)!), ...ids.reverse()];
    for (const id of deliveries) delivered(store, id, now);
  }
  throw new Error('the timers never come to rest');
}

/** Everything but ids, which count up in the order of work. */
function stateOf(store: PaperStore, now: Date) {
  const { customer, ...file } = store.load(now);
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    customer: told(customer),
    visits: store.visits.rows.map(({ stage, rule, leftAt, byId }) => ({ stage, rule, leftAt, byId })),
    followUps: sorted(store.followUps.rows.map(({ id: _, nextId: __, ...row }) => row)),
    armed: sorted(file.deadlines.map(({ kind, rule, step, dueAt }) => ({ kind, rule, step, dueAt }))),
    history: sorted(
      store.deadlines.rows.map(({ kind, rule, step, dueAt, status, firedAt }) => ({
        kind,
        rule,
        step,
        dueAt,
        status,
        firedAt,
      })),
    ),
    cards: sorted(
      store.notifications.rows.map(({ recipientId, kind, title, body, level }) => ({
        recipientId,
        kind,
        title,
        body,
        level,
      })),
    ),
  };
}

describe('R14: late, twice, in any order', () => {
  const pasts = fc.record({
    steps: fc.array(STEP, { maxLength: 8 }),
    stage: fc.constantFrom('INITIAL_CONTACT', 'QUOTED', 'DECIDING', 'WON'),
    lateHours: fc.integer({ min: 0, max: 300 }),
    orders: fc.array(pick, { minLength: 2, maxLength: 15 }),
  });

  test('deliveries 2–5 times in any order end in the same state as once in due order', () => {
    fc.assert(
      fc.property(pasts, ({ steps, stage, lateHours, orders }) => {
        const start = startOf(BUSY, stage);
        const [once, often] = [lived(start, steps), lived(start, steps)];
        const now = later(lateHours * HOUR, once.now);
        settledAt(now, once.store, []);
        settledAt(now, often.store, orders);
        expect(stateOf(often.store, now)).toEqual(stateOf(once.store, now));
      }),
      { numRuns: 1000 },
    );
  });

  test('T2: rung early, nothing happens', () => {
    fc.assert(
      fc.property(pasts, ({ steps, stage }) => {
        const { store, now } = lived(startOf(BUSY, stage), steps);
        const file = store.load(now);
        for (const { id } of file.deadlines.filter(({ dueAt }) => dueAt > now))
          expect(decideReach(file, id, aCall({ now, by: null }))).toEqual({
            accepted: true,
            changes: [],
            answer: { outcome: 'NOT_DUE' },
          });
      }),
      { numRuns: 100 },
    );
  });

  test('left alone, the timers come to rest, and the customer is in the end lost or in the dormant pool', () => {
    fc.assert(
      fc.property(pasts, ({ steps, stage }) => {
        const { store, now } = lived(startOf(BUSY, stage), steps);
        let present = now;
        for (let day = 0; day < 40; day += 1) settledAt((present = later(DAY, present)), store, []);
        const { customer, playbook } = store.load(present);
        expect(customer.ownerId === null || stageOf(playbook, customer.stage).end).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { migrated } from '../../domain/customer/migrate.js';
import type { Message } from '../../domain/message.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import { settingFor } from '../../domain/simulation/setting.js';
import { simulateCustomer } from '../../domain/simulation/simulate.js';
import { EFFECTS, Tally, type Effect, type Sample } from '../../domain/simulation/tally.js';
import {
  DAY,
  CHEN,
  DEFAULT_POOLS,
  HOUR,
  LIN,
  NOW,
  WANG,
  ZHAO,
  aCall,
  aPlaybook,
  later,
  playbookWith,
} from '../support/files.js';
import {
  LIFE,
  ORGANISATION,
  livedOnTime,
  organisationWith,
  really,
  simulated,
  type Life,
  type LifeStep,
} from '../support/lived-on-time.js';
import { BUSY_POOLS, DEALING } from '../support/lives.js';
import { pastOf } from '../support/past.js';

const SHIPPED = aPlaybook();

describe('a simulation of the playbook that really was in force', () => {
  test.each([
    ['with every kind of timer within days', DEALING, BUSY_POOLS],
    ['as shipped', SHIPPED, DEFAULT_POOLS],
  ])('%s gives exactly what really happened, and refuses nothing', (_, playbook, pools) => {
    const setting = settingFor(playbook, organisationWith(pools));
    const lives = fc.record({
      steps: fc.array(LIFE, { maxLength: 16 }),
      from: fc.integer({ min: 0, max: 300 }),
      days: fc.integer({ min: 1, max: 30 }),
    });
    const seen = new Set<Effect>();
    fc.assert(
      fc.property(lives, ({ steps, from, days }) => {
        const life = livedOnTime(steps, setting);
        const window = { from: later(from * HOUR + 1_234), to: later(from * HOUR + days * DAY) };
        const until = { from: window.from, to: life.end < window.to ? life.end : window.to };
        if (until.from >= until.to) return;
        const happened = really(life, until);
        happened.forEach(({ effect }) => seen.add(effect));
        expect(simulated(life, until, setting)).toEqual(happened);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(['ESCALATION', 'MOVE', 'RECLAIM', 'REMINDER']);
  });
});

const step = (waitHours: number, what: object, by: object = LIN): LifeStep => ({ waitHours, by, what }) as LifeStep;
const CONTACT = { do: 'record', pick: 0, outcome: 'REACHED', agoHours: 0, nextInHours: 72, to: null, knowsAll: true };

/** Contacted, needs confirmed after a day, quoted and decided in the days after. */
const STEADY = [
  step(2, CONTACT),
  step(22, { do: 'advance', to: 'NEEDS_CONFIRMED', isReasonGiven: 0 }),
  step(20, { do: 'quote', isConfirmed: true }),
  step(1, { do: 'advance', to: 'QUOTED', isReasonGiven: 0 }),
  step(30, { do: 'learn', need: '岩棉板', decisionMaker: '刘总' }),
  step(1, { do: 'advance', to: 'DECIDING', isReasonGiven: 0 }),
];
const steady = livedOnTime(STEADY, settingFor(SHIPPED, ORGANISATION));
const silent = livedOnTime([step(20 * 24, CONTACT)], settingFor(SHIPPED, ORGANISATION));

function tried(life: Life, draft: Playbook, days = 15, from = NOW): readonly Sample[] {
  const window = { from, to: later(days * DAY, from) };
  const tally = new Tally(1_000);
  simulateCustomer(pastOf(life.store, life.writings, from), window, settingFor(draft, ORGANISATION), tally);
  return tally.samples();
}

const refusals = (samples: readonly Sample[]) => samples.filter(({ effect }) => effect === 'MOVE_REFUSED');
const codes = (because: readonly Message[]) => because.map(({ code }) => code);

/** A purchase with its money planned, some of it paid, and nobody yet who delivers. */
const BOUGHT = [
  step(2, CONTACT),
  step(1, { do: 'advance', to: 'WON', isReasonGiven: 0 }),
  step(1, { do: 'sign', amount: 9 }),
  step(1, {
    do: 'plan payments',
    plan: [
      { amount: 4, inHours: 40 },
      { amount: 5, inHours: 80 },
    ],
  }),
  step(20, { do: 'pay', amount: 2, pick: null }),
];

describe('what stood when the window began is taken as it stood', () => {
  const setting = settingFor(DEALING, organisationWith(BUSY_POOLS));

  test.each<[string, readonly LifeStep[], number, string]>([
    ['P4: a first contact that is owed for a claim', [step(45, { do: 'claim' }, WANG)], 60, 'NOTE_RECLAIMED'],
    ['C12: a request that waits', [step(2, { do: 'ask', to: 'PAUSED' })], 12, 'NOTE_APPROVAL_DUE'],
    ['C7: instalments that are due', BOUGHT, 26, 'NOTE_PAYMENT_DUE'],
    ['C7: a delivery that nobody has taken over', BOUGHT, 26, 'NOTE_DELIVERY_DUE'],
    [
      'C7: instalments that are paid and planned anew',
      [
        ...BOUGHT,
        step(24, { do: 'pay', amount: 2, pick: null }),
        step(2, { do: 'plan payments', plan: [{ amount: 9, inHours: 30 }] }),
        step(1, { do: 'void', pick: 1 }),
      ],
      26,
      'NOTE_PAYMENT_DUE',
    ],
  ])('%s', (_, steps, fromHour, card) => {
    const life = livedOnTime(steps, setting);
    const window = { from: later(fromHour * HOUR), to: life.end };
    const cards = life.writings
      .filter(({ call }) => call.now >= window.from)
      .flatMap(({ changes }) =>
        changes.flatMap((one) => ('add' in one && one.add === 'Notification' ? one.row.title.code : [])),
      );
    expect(cards).toContain(card);
    expect(simulated(life, window, setting)).toEqual(really(life, window));
  });
});

test('a timer whose time is over when it is armed acts then, not before', () => {
  const setting = settingFor(DEALING, organisationWith(BUSY_POOLS));
  const steps = [
    step(14, { do: 'sign', amount: 1 }),
    step(11, { do: 'pay', amount: 1, pick: null }),
    step(1, { do: 'quote', isConfirmed: false }),
    step(10, { do: 'confirm' }),
  ];
  const life = livedOnTime(steps, setting);
  const window = { from: later(1_234), to: later(2 * DAY) };
  expect(really(life, window)).toContainEqual({ effect: 'REMINDER', at: later(36 * HOUR + 4 * 60_000) });
  expect(simulated(life, window, setting)).toEqual(really(life, window));
});

describe('on another draft', () => {
  test('C2: moves without an edge are refused, and so is every later one that presupposes them', () => {
    const draft = playbookWith((code) => (code === 'NEEDS_CONFIRMED' ? { mayGoTo: ['PAUSED', 'LOST'] } : {}));
    const refused = refusals(tried(steady, draft));
    expect(refused.map(({ because }) => codes(because))).toEqual([
      ['TRANSITION_NOT_ALLOWED'],
      ['TRANSITION_NOT_ALLOWED'],
    ]);
    expect(refused[0]!.because[0]!.params).toMatchObject({ from: { en: 'Needs confirmed' }, to: { en: 'Quoted' } });
  });

  test('C3: a new condition refuses the moves that don’t meet it, with every sentence that is missing', () => {
    const draft = playbookWith((code) =>
      code === 'QUOTED' ? { entryConditions: ['QUOTE_SENT', 'DECISION_MAKER_OR_DATE', 'CONTRACT_FILE'] } : {},
    );
    const [first] = refusals(tried(steady, draft));
    expect(codes(first!.because)).toEqual(['UNMET_DECISION_MAKER_OR_DATE', 'UNMET_CONTRACT_FILE']);
  });

  test('a stage that the draft doesn’t have can’t be moved to', () => {
    const { definition } = SHIPPED;
    const stages = definition.stages
      .filter(({ code }) => code !== 'DECIDING')
      .map((stage) => ({ ...stage, mayGoTo: stage.mayGoTo.filter((code) => code !== 'DECIDING') }));
    const refused = refusals(tried(steady, aPlaybook({ ...definition, stages })));
    expect(refused.map(({ because }) => because)).toEqual([[{ code: 'UNKNOWN_STAGE', params: { code: 'DECIDING' } }]]);
  });

  test('a customer in a stage that the draft doesn’t have is left alone until it enters one that it has', () => {
    const stages = SHIPPED.definition.stages
      .filter(({ code }) => code !== 'INITIAL_CONTACT' && code !== 'NEEDS_CONFIRMED')
      .map((stage) => ({
        ...stage,
        mayGoTo: stage.mayGoTo.filter((code) => !['INITIAL_CONTACT', 'NEEDS_CONFIRMED'].includes(code)),
      }));
    const samples = tried(steady, aPlaybook({ ...SHIPPED.definition, stages }), 15, later(HOUR));
    const quotedAt = steady.store.visits.rows.find(({ stage }) => stage === 'QUOTED')!.enteredAt;
    expect(refusals(samples)).toEqual([]);
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter(({ at }) => at < quotedAt)).toEqual([]);
  });

  test('C9: a shorter silence moves the customer, and what its owner did later would have been refused', () => {
    const draft = playbookWith((code) =>
      code === 'NEEDS_CONFIRMED'
        ? { idle: [{ for: 'PT10H', since: 'LAST_STAGE_CHANGE', then: { moveTo: 'PAUSED' } }] }
        : {},
    );
    const samples = tried(steady, draft);
    expect(samples.filter(({ effect }) => effect === 'MOVE' || effect === 'RECLAIM')).toMatchObject([
      { effect: 'MOVE', because: [{ code: 'BECAUSE_IDLE_MOVE_LAST_STAGE_CHANGE' }] },
      { effect: 'RECLAIM' },
    ]);
    expect(refusals(samples).map(({ because }) => codes(because))).toEqual([
      ['SIMULATED_IN_POOL'],
      ['SIMULATED_IN_POOL'],
    ]);
  });

  test('what a manager overrode is never refused, not even where the draft has no such way or stage', () => {
    const life = livedOnTime(
      [step(2, CONTACT), step(2, { do: 'override', to: 'DECIDING' }), step(3, { do: 'override', to: 'QUOTED' })],
      settingFor(SHIPPED, ORGANISATION),
    );
    const { definition } = SHIPPED;
    const stages = definition.stages
      .filter(({ code }) => code !== 'DECIDING')
      .map((stage) => ({ ...stage, mayGoTo: stage.mayGoTo.filter((code) => code === 'LOST') }));
    const samples = tried(life, aPlaybook({ ...definition, stages }));
    expect(refusals(samples)).toEqual([]);
    expect(samples.length).toBeGreaterThan(0);
  });

  test('who was migrated to another stage stands in that one on the draft, and no move of it is refused', () => {
    const life = livedOnTime([step(2, CONTACT)], settingFor(SHIPPED, ORGANISATION));
    const call = aCall({ now: later(3 * HOUR), by: ZHAO });
    const next = { ...SHIPPED, id: 'pb_2', version: 2 };
    const file = life.store.load(call.now);
    const done = migrated(file, { playbook: next, stageMap: { INITIAL_CONTACT: 'NEEDS_CONFIRMED' } }, call);
    const changes = 'changes' in done ? done.changes : [];
    const writings = [...life.writings.filter((one) => one.call.now < call.now), { call, changes, byTimer: false }];
    const idle = [{ for: 'PT1H', since: 'LAST_STAGE_CHANGE', then: { escalateTo: 'MANAGER' } }];
    const draft = playbookWith((code) => ({ idle: code === 'NEEDS_CONFIRMED' ? idle : [] }));
    const tally = new Tally(100);
    const window = { from: NOW, to: later(5 * HOUR) };
    simulateCustomer(pastOf(life.store, writings, NOW), window, settingFor(draft, ORGANISATION), tally);
    expect(tally.counts).toMatchObject({ MOVE_REFUSED: 0, MOVE: 0, ESCALATION: 1 });
  });

  test('C12: a move that the draft leaves to a superior is refused to its owner, not to the superior', () => {
    const draft = playbookWith((code) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['NEEDS_CONFIRMED'] } : {}));
    const life = (by: object) =>
      livedOnTime(
        [step(2, CONTACT), step(22, { do: 'advance', to: 'NEEDS_CONFIRMED', isReasonGiven: 0 }, by)],
        settingFor(SHIPPED, ORGANISATION),
      );
    expect(refusals(tried(life(LIN), draft)).map(({ because }) => codes(because))).toEqual([['APPROVAL_REQUIRED']]);
    expect(refusals(tried(life(CHEN), draft))).toEqual([]);
  });

  test('C12: where the draft asks nobody, whoever asked just moves', () => {
    const { definition } = SHIPPED;
    const asking = playbookWith((code) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['NEEDS_CONFIRMED'] } : {}));
    const life = livedOnTime(
      [
        step(2, CONTACT),
        step(2, { do: 'ask', to: 'NEEDS_CONFIRMED' }),
        step(2, { do: 'approve', isApproved: false }, ZHAO),
        step(2, { do: 'quote', isConfirmed: true }),
        step(1, { do: 'override', to: 'QUOTED' }),
      ],
      settingFor(asking, ORGANISATION),
    );
    const idle = [{ for: 'PT1H', since: 'LAST_STAGE_CHANGE', then: { escalateTo: 'MANAGER' } }];
    const stages = definition.stages.map((stage) => ({ ...stage, idle: stage.code === 'NEEDS_CONFIRMED' ? idle : [] }));
    const draft = aPlaybook({ ...definition, calendar: 'CLOCK', stages } as typeof definition);
    const silence = tried(life, draft).filter(({ because }) => codes(because)[0]?.startsWith('BECAUSE_IDLE_ESCALATE'));
    expect(silence).toHaveLength(1);
  });

  test('P1: reclaims are told with the rule and the pool of each', () => {
    const pools = organisationWith(DEFAULT_POOLS);
    const life = livedOnTime([step(2, CONTACT)], settingFor(SHIPPED, pools));
    const tally = new Tally(1_000);
    const window = { from: NOW, to: later(30 * DAY) };
    simulateCustomer(pastOf(life.store, life.writings, NOW), window, settingFor(SHIPPED, pools), tally);
    const [reclaim] = tally.samples().filter(({ effect }) => effect === 'RECLAIM');
    expect(reclaim!.because.map(({ code }) => code)).toEqual(['BECAUSE_RECLAIM_LAST_ACTIVITY']);
    expect(reclaim!.because[0]!.params).toMatchObject({ to: 'PUBLIC' });
    expect([...tally.reclaimed]).toEqual([['pool_public', { reclaims: 1, customers: 1 }]]);
  });

  test('a move to where the draft has the customer already is none', () => {
    const draft = playbookWith((code) =>
      code === 'INITIAL_CONTACT'
        ? { idle: [{ for: 'PT20H', since: 'LAST_STAGE_CHANGE', then: { moveTo: 'NEEDS_CONFIRMED' } }] }
        : {},
    );
    expect(refusals(tried(steady, draft))).toEqual([]);
  });

  test('N1: another step of the escalation tells one more person of everything that nobody did', () => {
    const escalation = [...SHIPPED.definition.escalation!, { to: 'MANAGER' as const, after: 'P2D' }];
    const count = (draft: Playbook) => tried(silent, draft).filter(({ effect }) => effect === 'ESCALATION').length;
    const more = aPlaybook({ ...SHIPPED.definition, escalation });
    expect([count(SHIPPED), count(more)]).toEqual([2, 3]);
  });

  test('a rule that acts without end is told, not followed', () => {
    const draft = playbookWith(() => ({
      idle: [{ for: 'PT1S', since: 'LAST_ACTIVITY', unless: ['CONTACT_METHOD'], then: { moveTo: 'LOST' } }],
    }));
    expect(() => tried(silent, draft)).toThrow('SIMULATED_TOO_OFTEN');
  });
});

test('what several counted is added up to what one would have counted', () => {
  const sample = (place: number) => ({
    effect: EFFECTS[place % EFFECTS.length]!,
    at: later(place * 1_000),
    customerId: `cus_${place}`,
    because: [],
  });
  const one = new Tally(50);
  const several = [new Tally(50), new Tally(50)];
  for (let place = 0; place < 2_000; place += 1) {
    const pool = place % 5 === 0 ? `pool_${place % 2}` : null;
    one.count(sample(place), pool);
    several[place % 3 === 0 ? 0 : 1]!.count(sample(place), pool);
  }
  const sum = new Tally(50);
  for (const part of several) sum.add(structuredClone(part.counted()));
  expect(sum.counts).toEqual(one.counts);
  expect(sum.reclaimed).toEqual(one.reclaimed);
  expect(one.reclaimed.get('pool_0')).toEqual({ reclaims: 200, customers: 200 });
  expect(sum.samples()).toEqual(one.samples());
});

test('samples are bounded and spread over the effects and the customers, the same each time', () => {
  const filled = () => {
    const tally = new Tally(50);
    for (let place = 0; place < 10_000; place += 1)
      for (const effect of EFFECTS.slice(0, place < 3 ? 5 : 4))
        tally.count({ effect, at: later(place * 1_000), customerId: `cus_${place}`, because: [] });
    return tally;
  };
  const samples = filled().samples();
  const countOf = (effect: Effect) => samples.filter((one) => one.effect === effect).length;
  expect(EFFECTS.map(countOf)).toEqual([12, 12, 12, 11, 3]);
  expect(filled().samples()).toEqual(samples);
  expect(filled().counts.ESCALATION).toBe(3);
  expect(samples.filter(({ at }) => at > later(5_000_000)).length).toBeGreaterThan(10);
});

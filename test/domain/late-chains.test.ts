import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideAcknowledge, decideSnooze } from '../../domain/acknowledge.js';
import { decideRequestApproval } from '../../domain/approval/request.js';
import { asLongAfter } from '../../domain/calendar.js';
import { after } from '../../domain/change.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { stepTimes } from '../../domain/deadline/chain.js';
import { byDueOrder } from '../../domain/deadline/deadline.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { decideSetInstalments } from '../../domain/deal/instalments.js';
import { decideSignContract } from '../../domain/deal/sign.js';
import type { Decision } from '../../domain/decision.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import type { Notification } from '../../domain/notification.js';
import { calendarOf, stepsAbove, type Playbook } from '../../domain/playbook/playbook.js';
import { settled } from '../../domain/settle.js';
import {
  CALENDAR,
  CHEN,
  DAY,
  DEFAULT_POOL_RULES,
  HOUR,
  LIN,
  NOW,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aLeadFile,
  aPool,
  accepted,
  later,
  local,
  playbookWith,
  rowsAdded,
} from '../support/files.js';
import { SimulatedDays } from '../support/simulated-days.js';

const MINUTE = 60_000;

/** Somebody whose timers fire only while a worker is up. */
class Served {
  readonly cards: Notification[] = [];

  constructor(public file: CustomerFile | LeadFile) {}

  /** A worker is there at this moment: all that is due fires, in due order. */
  at(now: Date): this {
    for (let next = this.next; next && next.dueAt <= now; next = this.next)
      this.write(decideReach(this.file, next.id, aCall({ now, by: null })));
    return this;
  }

  /** A worker is there all the time until a moment. */
  until(end: Date): this {
    for (let next = this.next; next && next.dueAt <= end; next = this.next) this.at(next.dueAt);
    return this;
  }

  get next() {
    return [...this.file.deadlines].sort(byDueOrder)[0];
  }

  get told(): readonly (readonly [at: Date, to: string])[] {
    return this.cards.map(({ at, recipientId }) => [at, recipientId]);
  }

  write(decision: Decision): this {
    const changes = accepted(decision);
    this.cards.push(...rowsAdded(changes, 'Notification'));
    this.file = after(this.file, changes);
    return this;
  }
}

const CLOCK = playbookWith(() => ({ idle: [] }));
const WORKING = playbookWith(() => ({ idle: [] }), { calendar: 'WORKING' });

/** A follow-up that Lin planned on Wednesday, 10:00. The office is open from 08:30 to 18:30, Sundays off. */
function planned(dueAt: Date, playbook: Playbook = WORKING): Served {
  const start = aCustomerFile({ stage: 'NEEDS_CONFIRMED' }, { playbook, pools: [] });
  const file = after(start, accepted(decidePlanFollowUp(start, { dueAt, purposeCode: 'OTHER' }, aCall())));
  return new Served({ ...file, deadlines: file.deadlines.filter(({ step }) => step >= 0) });
}

const THURSDAY = local('2026-03-05', '10:00');

describe('N4: a superior hears only after the reminder was told and the step’s working time passed', () => {
  test('T5: in calm at four hours and at a day after the due time, seconds late or not', () => {
    const life = planned(THURSDAY).at(later(90_000, THURSDAY)).at(local('2026-03-05', '14:01'));
    expect(life.next!.dueAt).toEqual(local('2026-03-06', '10:00'));
    expect(life.told).toEqual([
      [later(90_000, THURSDAY), LIN.id],
      [local('2026-03-05', '14:01'), CHEN.id],
    ]);
  });

  test('R11: down over all three, the owner hears first, each superior after their own working time from then', () => {
    const back = local('2026-03-06', '16:30');
    const life = planned(THURSDAY).at(back);
    expect(life.told).toEqual([[back, LIN.id]]);
    expect(life.until(later(30 * DAY)).told).toEqual([
      [back, LIN.id],
      [local('2026-03-07', '10:30'), CHEN.id],
      [local('2026-03-07', '16:30'), ZHAO.id],
    ]);
  });

  test('R11: down over both superiors’ times, the manager still hears six working hours after the team lead', () => {
    const back = local('2026-03-06', '12:30');
    const life = planned(THURSDAY).at(THURSDAY).at(back);
    expect(life.told).toEqual([
      [THURSDAY, LIN.id],
      [back, CHEN.id],
    ]);
    expect(life.next!.dueAt).toEqual(local('2026-03-06', '18:30'));
  });

  test('down again: each late step puts off only those after it', () => {
    const life = planned(THURSDAY).at(local('2026-03-05', '16:30')).at(local('2026-03-07', '10:30'));
    expect(life.told.map(([, to]) => to)).toEqual([LIN.id, CHEN.id]);
    expect(life.next!.dueAt).toEqual(local('2026-03-07', '16:30'));
  });

  test('T5: a reaction to the late reminder ends it', () => {
    const life = planned(THURSDAY).at(local('2026-03-06', '16:30'));
    const call = aCall({ now: local('2026-03-06', '16:45') });
    life.write(decideAcknowledge(life.cards[0]!, life.file, call));
    expect(life.until(later(30 * DAY)).told).toHaveLength(1);
  });

  test('pinned 14: snoozing moves what remains by its span, from where it stands by then', () => {
    const life = planned(THURSDAY, CLOCK).at(later(5 * HOUR, THURSDAY));
    life.write(decideSnooze(life.cards[0]!, life.file, 'PT3H', aCall({ now: later(6 * HOUR, THURSDAY) })));
    expect(life.next!.dueAt).toEqual(later(12 * HOUR, THURSDAY));
  });

  test('a superior who would hear of silence waits for the owner who was reminded late, too', () => {
    const idle = [{ for: 'P1D', since: 'LAST_ACTIVITY', then: { escalateTo: 'TEAM_LEAD' } }];
    const playbook = playbookWith((code) => (code === 'NEEDS_CONFIRMED' ? { idle } : {}));
    const begin = () => planned(later(20 * HOUR), playbook);
    expect(begin().until(later(25 * HOUR)).told).toEqual([
      [later(20 * HOUR), LIN.id],
      [later(24 * HOUR), CHEN.id],
      [later(24 * HOUR), CHEN.id],
    ]);
    const late = begin().at(later(30 * HOUR));
    expect(late.told).toEqual([[later(30 * HOUR), LIN.id]]);
    expect(late.until(later(40 * HOUR)).told.slice(1)).toEqual([
      [later(34 * HOUR), CHEN.id],
      [later(34 * HOUR), CHEN.id],
    ]);
  });

  test('of two reminders ahead that come late at once, the last one speaks', () => {
    const start = aCustomerFile({ stage: 'NEEDS_CONFIRMED' }, { playbook: CLOCK, pools: [] });
    const remindAt = [later(HOUR), later(2 * HOUR)];
    const due = after(start, accepted(decidePlanFollowUp(start, { dueAt: later(DAY), purposeCode: 'OTHER' }, aCall())));
    const followUps = due.followUps.map((one) => ({ ...one, remindAt }));
    const file = { ...due, followUps, deadlines: [] };
    const life = new Served(after(file, settled(file, [], aCall()))).at(later(3 * HOUR));
    expect(life.told).toEqual([[later(3 * HOUR), LIN.id]]);
    expect(life.next).toMatchObject({ step: 0, dueAt: later(DAY) });
  });
});

describe('N4: the same of everything that is owed', () => {
  test('C7: an instalment, by the clock three and seven days after its time', () => {
    const won = aCustomerWhoEntered('WON', { playbook: CLOCK });
    const sold = new Served(won).write(decideSignContract(won, { amount: '500.00', signedAt: NOW }, aCall()));
    const file = sold.file as CustomerFile;
    sold.write(decideSetInstalments(file, [{ amount: '500.00', dueAt: later(10 * DAY) }], aCall()));
    sold.file = { ...sold.file, deadlines: sold.file.deadlines.filter(({ rule }) => rule === 'deal.payment') };
    const ofMoney = () =>
      sold.cards.filter(({ subject }) => subject !== null).map(({ at, recipientId }) => [at, recipientId]);
    sold.at(later(20 * DAY));
    expect(ofMoney().slice(-1)).toEqual([[later(20 * DAY), LIN.id]]);
    sold.until(later(40 * DAY));
    expect(ofMoney().filter(([, to]) => to !== LIN.id)).toEqual(
      expect.arrayContaining([
        [later(23 * DAY), CHEN.id],
        [later(27 * DAY), ZHAO.id],
      ]),
    );
  });

  test('C7: a plan of payments that is missing: the owner first, then the superiors, none of them twice', () => {
    const won = aCustomerWhoEntered('WON', { playbook: CLOCK });
    const life = new Served(won).write(decideSignContract(won, { amount: '500.00', signedAt: NOW }, aCall()));
    const ofPlan = () =>
      life.cards.filter(({ title }) => title.code === 'NOTE_PLAN_DUE').map(({ at, recipientId }) => [at, recipientId]);
    life.at(later(9 * DAY));
    expect(ofPlan()).toEqual([[later(9 * DAY), LIN.id]]);
    life.at(later(14 * DAY));
    life.until(later(60 * DAY));
    expect(ofPlan()).toEqual([
      [later(9 * DAY), LIN.id],
      [later(14 * DAY), CHEN.id],
      [later(18 * DAY), ZHAO.id],
    ]);
  });

  test('C12: a request that a superior has to decide', () => {
    const playbook = playbookWith((code) => (code === 'DECIDING' ? { needsApproval: ['LOST'], idle: [] } : {}), {
      approval: { within: 'PT4H', escalation: [{ to: 'MANAGER', after: 'PT2H' }] },
    });
    const file = aCustomerWhoEntered('DECIDING', { playbook, pools: [] });
    const life = new Served(file).write(
      decideRequestApproval(file, { to: 'LOST', reason: 'PRICE', note: '报价太高' }, LIN, aCall()),
    );
    const ofRequest = () =>
      life.cards
        .filter(({ title }) => /APPROVAL_(DUE|REMIND|ESCAL)/.test(title.code))
        .map(({ at, recipientId }) => [at, recipientId]);
    life.at(later(7 * HOUR)).until(later(20 * HOUR));
    expect(ofRequest()).toEqual([
      [later(7 * HOUR), CHEN.id],
      [later(9 * HOUR), ZHAO.id],
    ]);
  });

  /** Lin got it on Wednesday at 10:00, and owes the first contact by noon. */
  const aLead = () => {
    const file = aLeadFile({}, { playbook: WORKING });
    return new Served(after(file, settled(file, [], aCall())));
  };

  test('L8: the first contact of a lead, and that somebody else gets it, which nobody reaches unwarned', () => {
    const back = local('2026-03-06', '17:00');
    const life = aLead().at(back);
    expect(life.told).toEqual([[back, LIN.id]]);
    expect(life.file.deadlines.map(({ dueAt }) => dueAt)).toEqual([
      local('2026-03-07', '11:00'),
      local('2026-03-07', '17:00'),
      local('2026-03-09', '17:00'),
    ]);
    life.until(local('2026-03-09', '16:59'));
    expect(life.told.slice(1)).toEqual([
      [local('2026-03-07', '11:00'), CHEN.id],
      [local('2026-03-07', '17:00'), ZHAO.id],
    ]);
    expect(life.file).toMatchObject({ lead: { ownerId: LIN.id } });
  });

  test('L8: down over the manager’s time and the reassignment, it isn’t given away with the manager being told', () => {
    const back = local('2026-03-07', '13:00');
    const life = aLead().until(local('2026-03-04', '16:30')).at(back);
    expect(life.told.map(([, to]) => to)).toEqual([LIN.id, CHEN.id, ZHAO.id]);
    expect(life.file).toMatchObject({ lead: { ownerId: LIN.id } });
    expect(life.next!.dueAt).toEqual(local('2026-03-09', '13:00'));
  });

  test('L8: a new owner owes it anew, in calm', () => {
    const life = aLead().at(local('2026-03-06', '17:00'));
    const { lead } = life.file as LeadFile;
    const anew = {
      ...(life.file as LeadFile),
      lead: { ...lead, ownedSince: local('2026-03-10', '10:00') },
      deadlines: [],
    };
    const given = after(anew, settled(anew, [], aCall({ now: local('2026-03-10', '10:00') })));
    expect(given.deadlines.map(({ dueAt }) => dueAt)).toEqual([
      local('2026-03-10', '12:00'),
      local('2026-03-10', '16:00'),
      local('2026-03-11', '12:00'),
      local('2026-03-12', '12:00'),
    ]);
  });
});

describe('N4, T5: whenever workers are down', () => {
  const outages = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 60 }), hours: fc.integer({ min: 0, max: 90 }) }),
    {
      maxLength: 6,
    },
  );
  const lags = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 5 });
  const lives = fc.record({ outages, lags, isWorking: fc.boolean(), dueInHours: fc.integer({ min: 1, max: 200 }) });

  interface Ups {
    readonly outages: readonly { readonly after: number; readonly hours: number }[];
    readonly lags: readonly number[];
  }

  /** Fires what is due when a worker is there to do it, a few seconds late; outages follow one another, so many hours apart. */
  function live(life: Served, { outages: all, lags: seconds }: Ups): Served {
    let from = NOW.getTime();
    const down = all.map((one) => {
      const began = from + one.after * HOUR;
      return { began, ended: (from = began + one.hours * HOUR) };
    });
    for (let fired = 0; life.next && fired < 50; fired += 1) {
      const dueAt = life.next.dueAt.getTime() + seconds[fired % seconds.length]!;
      const outage = down.find(({ began, ended }) => began <= dueAt && dueAt < ended);
      life.at(new Date(Math.max(outage?.ended ?? dueAt, life.cards.at(-1)?.at.getTime() ?? 0)));
    }
    return life;
  }

  test('every superior hears once, in order, and no sooner after whoever heard before than in calm, but for minutes', () => {
    fc.assert(
      fc.property(lives, ({ isWorking, dueInHours, ...times }) => {
        const playbook = isWorking ? WORKING : CLOCK;
        const dueAt = later(dueInHours * HOUR);
        const heard = live(planned(dueAt, playbook), times).told;
        expect(heard.map(([, to]) => to)).toEqual([LIN.id, CHEN.id, ZHAO.id]);
        const calm = [dueAt, ...stepTimes({ playbook, calendar: CALENDAR }, dueAt, stepsAbove(playbook))];
        heard.slice(1).forEach(([at], index) => {
          const gap = [calm[index]!, calm[index + 1]!] as const;
          const before = later(-5 * MINUTE, heard[index]![0]);
          const earliest = asLongAfter(before, gap, calendarOf(playbook), CALENDAR);
          expect(at.getTime()).toBeGreaterThanOrEqual(earliest.getTime());
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('without an outage every time is what it was', () => {
    fc.assert(
      fc.property(lives, ({ isWorking, dueInHours, lags: seconds }) => {
        const playbook = isWorking ? WORKING : CLOCK;
        const dueAt = later(dueInHours * HOUR);
        const life = planned(dueAt, playbook);
        const dues: Date[] = [];
        for (let next = life.next; next; next = life.next) {
          dues.push(next.dueAt);
          const now = later(seconds[dues.length % seconds.length]!, next.dueAt);
          life.write(decideReach(life.file, next.id, aCall({ now, by: null })));
        }
        expect(dues).toEqual([dueAt, ...stepTimes({ playbook, calendar: CALENDAR }, dueAt, stepsAbove(playbook))]);
      }),
    );
  });

  test('P8: nobody is taken back but a warning’s time after they were warned, once', () => {
    const rules = {
      ...DEFAULT_POOL_RULES,
      calendar: 'CLOCK' as const,
      reclaim: [{ idleFor: 'P5D', since: 'LAST_ACTIVITY' as const }],
      warnBefore: ['P2D', 'P1D'],
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 40, maxLength: 40 }), (gaps) => {
        const pools = [aPool('PUBLIC', { rules }), aPool('DORMANT')];
        const life = new SimulatedDays(aCustomerWhoEntered('NEEDS_CONFIRMED', { playbook: CLOCK, pools }), NOW);
        for (const hours of gaps) {
          life.now = later(hours * HOUR, life.now);
          life.passes(0);
        }
        const fired = life.store.deadlines.rows.filter(({ status }) => status === 'FIRED');
        const warned = fired.filter(({ kind }) => kind === 'POOL_WARNING').map(({ firedAt }) => firedAt!.getTime());
        const taken = fired.find(({ kind }) => kind === 'POOL_RECLAIM')!.firedAt!.getTime();
        expect(new Set(warned).size).toBe(warned.length);
        expect(Math.min(...warned.map((at) => taken - at))).toBeGreaterThanOrEqual(DAY);
      }),
      { numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { decideAcknowledge, decideSnooze } from '../../domain/acknowledge.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { decideAttachContract } from '../../domain/customer/contract.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideConfirmInvoice } from '../../domain/customer/invoice.js';
import { decideConfirmReceipt, decideRecordQuote } from '../../domain/customer/quote.js';
import { decideReview } from '../../domain/customer/review.js';
import { decideUpdateCustomer } from '../../domain/customer/update.js';
import { decideCheckDeliveryItem, decideHandOverDelivery } from '../../domain/deal/deliver.js';
import { decideSetInstalments } from '../../domain/deal/instalments.js';
import { decideRecordPayment, decideVoidPayment } from '../../domain/deal/payment.js';
import { decideSignContract } from '../../domain/deal/sign.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { accept, refuse, type Call, type Decision, type Happened } from '../../domain/decision.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decideCompleteFollowUp, decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { CONTACT_OUTCOMES } from '../../domain/follow-up/follow-up.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import { decideTouchCustomer } from '../../domain/lead/capture.js';
import { stageOf } from '../../domain/playbook/playbook.js';
import { CallerError } from '../../domain/refusal.js';
import {
  ARRIVAL,
  CHEN,
  DEFAULT_POOL_RULES,
  GAO,
  HOUR,
  LIN,
  WANG,
  aCall,
  aDocument,
  aPlaybook,
  aPool,
  defaultDefinition,
  later,
  playbookWith,
} from './files.js';
import { PaperStore } from './paper-store.js';

export const STAGES = defaultDefinition.stages.map(({ code }) => code);

/** Every kind of timer within a few days, counted by the clock. */
export const BUSY = playbookWith((code) => {
  const { nextAction } = stageOf(aPlaybook(), code);
  const quick = { ...nextAction, dueIn: 'PT20H', remindBefore: ['PT12H', 'PT2H'], remindAt: [] };
  const idle = [
    { for: 'P1D', since: 'LAST_ACTIVITY', then: { escalateTo: 'TEAM_LEAD' } },
    { for: 'P2D', since: 'LAST_STAGE_CHANGE', unless: ['CLEAR_INTENT'], then: { moveTo: 'LOST' } },
    { for: 'P3D', since: 'LAST_INTERACTION', then: { moveTo: 'PAUSED' } },
  ];
  // Whoever has bought may buy again, or be lost after all.
  if (code === 'WON') return { mayGoTo: ['INITIAL_CONTACT', 'LOST'] };
  return nextAction ? { nextAction: quick, idle } : {};
});

/** The same where whoever says so has bought, and some moves are a superior's to approve. */
export const DEALING = aPlaybook({
  ...BUSY.definition,
  approval: { within: 'PT30H', escalation: [{ to: 'MANAGER', after: 'PT20H' }] },
  deal: {
    ...BUSY.definition.deal,
    payment: {
      ...BUSY.deal.payment,
      remindBefore: ['PT20H'],
      escalation: [{ to: 'TEAM_LEAD', after: 'PT20H' }],
      planWithin: 'PT30H',
    },
  },
  stages: BUSY.definition.stages.map((stage) =>
    stage.code === 'WON'
      ? { ...stage, entryConditions: [] }
      : { ...stage, mayGoTo: [...new Set([...stage.mayGoTo, 'WON'])], needsApproval: ['PAUSED', 'QUOTED'] },
  ),
});

/** And a pool that takes back, and warns of it, as quickly. */
export const BUSY_POOLS = [
  aPool('PUBLIC', {
    rules: {
      ...DEFAULT_POOL_RULES,
      calendar: 'CLOCK',
      reclaim: [
        { idleFor: 'PT40H', since: 'LAST_ACTIVITY' },
        { idleFor: 'PT60H', since: 'LAST_INTERACTION', when: ['CLEAR_INTENT'] },
        { idleFor: 'P5D', since: 'LAST_ACTIVITY', stages: ['WON', 'LOST'] },
      ],
      longestHold: 'P12D',
      warnBefore: ['P1D', 'PT2H'],
    },
  }),
  aPool('DORMANT'),
  aPool('LEAD'),
];

const hours = fc.oneof({ weight: 3, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(240) });
const ahead = fc.integer({ min: 1, max: 120 });
export const pick = fc.nat(7);
export const STEP = fc.record({
  waitHours: hours,
  by: fc.constantFrom(LIN, CHEN),
  what: fc.oneof(
    fc.record({ do: fc.constant('advance' as const), to: fc.constantFrom(...STAGES), isReasonGiven: fc.nat(3) }),
    fc.record({
      do: fc.constantFrom('record' as const, 'complete' as const),
      pick,
      outcome: fc.constantFrom(...CONTACT_OUTCOMES),
      agoHours: fc.nat(40),
      nextInHours: fc.option(ahead),
      to: fc.option(fc.constantFrom(...STAGES)),
      knowsAll: fc.boolean(),
    }),
    fc.record({ do: fc.constant('plan' as const), inHours: ahead }),
    fc.record({ do: fc.constant('cancel' as const), pick, nextInHours: fc.option(ahead) }),
    fc.record({ do: fc.constant('quote' as const), isConfirmed: fc.boolean() }),
    fc.record({ do: fc.constant('confirm' as const) }),
    fc.record({ do: fc.constantFrom('attach' as const, 'invoice' as const, 'review' as const) }),
    fc.record({ do: fc.constant('sign' as const), amount: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      do: fc.constant('plan payments' as const),
      plan: fc.array(
        fc.record({ amount: fc.integer({ min: 1, max: 4 }), inHours: fc.integer({ min: -60, max: 120 }) }),
        {
          maxLength: 3,
        },
      ),
    }),
    fc.record({ do: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 5 }), pick: fc.option(pick) }),
    fc.record({ do: fc.constant('void' as const), pick }),
    fc.record({ do: fc.constantFrom('deliver' as const, 'tick' as const), pick }),
    fc.record({
      do: fc.constant('learn' as const),
      need: fc.constantFrom('岩棉板', null),
      decisionMaker: fc.constantFrom('刘总', null),
    }),
    fc.record({ do: fc.constant('touch' as const) }),
    fc.record({ do: fc.constant('reach' as const), pick, times: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constantFrom('acknowledge' as const, 'snooze' as const), pick, hours: ahead }),
  ),
});
export type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

export const nth = <T>(rows: readonly T[], place: number): T | undefined => rows[place % Math.max(rows.length, 1)];
const plan = (inHours: number | null, now: Date) =>
  inHours === null ? null : { dueAt: later(inHours * HOUR, now), purposeCode: 'OTHER' };
export const reasonFor = (to: string | null) => (to === 'LOST' ? 'PRICE' : to === 'PAUSED' ? 'SILENT' : null);

export function decide(store: PaperStore, file: CustomerFile, { what }: Step, call: Call): Decision {
  switch (what.do) {
    case 'advance':
      return decideAdvance(file, { to: what.to, reason: what.isReasonGiven === 0 ? reasonFor(what.to) : null }, call);
    case 'record':
    case 'complete': {
      const followUp = nth(file.followUps, what.pick);
      const contact = {
        channel: 'PHONE' as const,
        outcome: what.outcome,
        note: '聊了进展',
        goalMet: what.outcome === 'REACHED',
        occurredAt: later(-what.agoHours * HOUR, call.now),
        next: plan(what.nextInHours, call.now),
        facts: what.knowsAll ? { need: '岩棉板', budget: '1.00', timeline: '九月' } : null,
        advanceTo: what.to,
        reason: reasonFor(what.to),
      };
      if (what.do === 'record' || !followUp) return decideRecordFollowUp(file, contact, call);
      return decideCompleteFollowUp(file, followUp, contact, call);
    }
    case 'plan':
      return decidePlanFollowUp(file, plan(what.inHours, call.now)!, call);
    case 'cancel': {
      const followUp = nth(file.followUps, what.pick);
      if (!followUp) return refuse({ code: 'ALREADY_CLOSED' });
      return decideCancelFollowUp(file, followUp, { reason: 'OTHER', next: plan(what.nextInHours, call.now) }, call);
    }
    case 'quote':
      return decideRecordQuote(file, { amount: '1.00', receiptConfirmed: what.isConfirmed }, call);
    case 'confirm':
      return decideConfirmReceipt(file, file.quotes[0]?.id ?? 'none', call);
    case 'learn':
      return decideUpdateCustomer(
        file,
        { need: what.need, decisionMaker: what.decisionMaker },
        { identities: [], duplicate: null },
        call,
      );
    case 'attach':
      return decideAttachContract(file, aDocument({ id: call.newId('File') }), call);
    case 'invoice':
      return decideConfirmInvoice(file, { title: '杭州晨光', taxNumber: '91330100799655058B' }, call);
    case 'review':
      return decideReview(file, '价格合适', call);
    case 'sign':
      return decideSignContract(file, { amount: `${what.amount}.00`, signedAt: call.now }, call);
    case 'plan payments': {
      const plan = what.plan.map(({ amount, inHours }) => ({
        amount: `${amount}.00`,
        dueAt: later(inHours * HOUR, call.now),
      }));
      return decideSetInstalments(file, plan, call);
    }
    case 'pay': {
      const meant = what.pick === null ? undefined : nth(store.instalments.rows, what.pick);
      const payment = { amount: `${what.amount}.00`, paidAt: call.now, instalmentId: meant?.id ?? null };
      return decideRecordPayment(file, payment, call);
    }
    case 'void':
      return decideVoidPayment(file, nth(store.payments.rows, what.pick)?.id ?? 'none', '重复', call);
    case 'deliver':
      return decideHandOverDelivery(file, what.pick % 2 === 0 ? WANG : GAO, null, call);
    case 'tick': {
      const items = file.deals.flatMap(({ delivery }) => delivery?.items ?? []);
      return decideCheckDeliveryItem(file, nth(items, what.pick)?.id ?? 'none', what.pick % 3 > 0, call);
    }
    case 'touch':
      return decideTouchCustomer(file, ARRIVAL, { ...call, by: null });
    case 'reach': {
      const deadline = nth(file.deadlines, what.pick);
      return deadline ? decideReach(file, deadline.id, { ...call, by: null }) : accept([]);
    }
    case 'acknowledge':
    case 'snooze': {
      const card = nth(store.notifications.rows, what.pick);
      if (!card) return accept([]);
      return what.do === 'snooze'
        ? decideSnooze(card, file, `PT${what.hours}H`, call)
        : decideAcknowledge(card, file, call);
    }
  }
}

/** A decision, or null where the caller asked for something that can't be. */
export function tried(work: () => Decision): Decision | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof CallerError) return null;
    throw error;
  }
}

export interface Past {
  readonly store: PaperStore;
  readonly now: Date;
}

/** Lives through the steps; `check` sees the file before and after each accepted one. */
export function lived(
  start: CustomerFile,
  steps: readonly Step[],
  check: (seen: Seen) => void = () => undefined,
): Past {
  const store = new PaperStore(start);
  let now = start.customer.stageEnteredAt;
  for (const step of steps) {
    now = later(step.waitHours * HOUR + 60_000, now); // nothing happens twice in one instant
    const times = step.what.do === 'reach' ? step.what.times : 1;
    for (let time = 0; time < times; time += 1) {
      const before = store.load(now);
      const call = aCall({ now, by: step.by });
      const decision = tried(() => decide(store, before, step, call));
      const written = decision && (decision.accepted ? decision : decision.happened);
      if (!written) continue;
      store.write(written.changes);
      check({ store, before, decision: written, call, now });
    }
  }
  return { store, now };
}

export interface Seen {
  readonly store: PaperStore;
  readonly before: CustomerFile;
  readonly decision: Happened;
  readonly call: Call;
  readonly now: Date;
}

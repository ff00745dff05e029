import fc from 'fast-check';
import { pendingApproval } from '../../domain/approval/approval.js';
import { decideApproval } from '../../domain/approval/decide.js';
import { decideObjectToReclaim } from '../../domain/approval/objection.js';
import { decideRequestApproval } from '../../domain/approval/request.js';
import { decideOverride } from '../../domain/customer/override.js';
import { decideAssignFromPool } from '../../domain/pool/assign.js';
import { decideClaim } from '../../domain/pool/claim.js';
import { decideProtect } from '../../domain/pool/protect.js';
import { decideRelease } from '../../domain/pool/release.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { byDueOrder } from '../../domain/deadline/deadline.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { accept, type Call, type Decision } from '../../domain/decision.js';
import { decideTouchCustomer } from '../../domain/lead/capture.js';
import { comesBack, needsOwner, type ComeBack } from '../../domain/lead/came-back.js';
import type { LeadAround } from '../../domain/lead/place.js';
import { latest } from '../../domain/latest.js';
import { message } from '../../domain/message.js';
import type { Pool } from '../../domain/pool/pool.js';
import { type Organisation, type Setting } from '../../domain/simulation/setting.js';
import { simulateCustomer, type Window } from '../../domain/simulation/simulate.js';
import { effectsIn, Tally, type Effect } from '../../domain/simulation/tally.js';
import {
  ARRIVAL,
  CHEN,
  DAY,
  EAST,
  GAO,
  HOUR,
  LIN,
  NOW,
  PEOPLE,
  SETTING,
  WANG,
  ZHAO,
  aCall,
  aCustomerWhoEntered,
  later,
} from './files.js';
import { STAGES, STEP, decide, reasonFor, tried, type Step } from './lives.js';
import { PaperStore } from './paper-store.js';
import { pastOf, type Written } from './past.js';

export const ORGANISATION: Organisation = {
  shared: SETTING,
  reopenFollowUpWithin: 'PT4H',
  people: [...PEOPLE, WANG, GAO],
  outages: [],
  teams: [EAST],
};

/** The same with other pools. */
export const organisationWith = (pools: readonly Pool[]): Organisation => ({
  ...ORGANISATION,
  shared: { ...SETTING, pools },
});

export const LIFE = fc.oneof(
  { weight: 12, arbitrary: STEP },
  {
    weight: 1,
    arbitrary: fc.record({
      waitHours: fc.nat(40),
      by: fc.constant(LIN),
      what: fc.record({ do: fc.constant('transfer' as const), to: fc.constantFrom(WANG, LIN, GAO) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      waitHours: fc.nat(40),
      by: fc.constantFrom(LIN, WANG, CHEN, ZHAO),
      what: fc.oneof(
        fc.record({ do: fc.constantFrom('claim' as const, 'release' as const, 'protect' as const, 'object' as const) }),
        fc.record({ do: fc.constant('assign' as const), to: fc.constantFrom(WANG, LIN, GAO) }),
        fc.record({ do: fc.constant('override' as const), to: fc.constantFrom(...STAGES) }),
        fc.record({ do: fc.constant('ask' as const), to: fc.constantFrom(...STAGES) }),
        fc.record({ do: fc.constant('approve' as const), isApproved: fc.boolean() }),
      ),
    }),
  },
);
export type LifeStep = typeof LIFE extends fc.Arbitrary<infer T> ? T : never;

export interface Life {
  readonly start: CustomerFile;
  readonly store: PaperStore;
  readonly writings: readonly Written[];
  readonly end: Date;
}

/** Lives through the steps with a clock that rings every timer on time. */
export function livedOnTime(steps: readonly LifeStep[], setting: Setting, until = NOW): Life {
  const start = aCustomerWhoEntered('INITIAL_CONTACT', setting.shared);
  const store = new PaperStore(start);
  const writings: Written[] = [];
  const load = (now: Date): CustomerFile => {
    const file = store.load(now);
    return {
      ...file,
      ...setting.around(
        file.customer.ownerId,
        file.followUps.map(({ ownerId }) => ownerId),
      ),
    };
  };
  const take = (decision: Decision | null, call: Call, byTimer: boolean) => {
    const written = decision && (decision.accepted ? decision : decision.happened);
    if (!written || written.changes.length === 0) return;
    store.write(written.changes);
    writings.push({ call, changes: written.changes, byTimer });
  };
  let now = start.customer.stageEnteredAt;
  const ringUntil = (end: Date) => {
    for (;;) {
      const [next] = [...load(end).deadlines].sort(byDueOrder);
      if (!next || next.dueAt > end) return;
      now = latest([now, next.dueAt]);
      const call = aCall({ now, by: null });
      take(decideReach(load(call.now), next.id, call), call, true);
    }
  };
  for (const step of steps) {
    const next = later(step.waitHours * HOUR + 60_000, now);
    ringUntil(next);
    now = next;
    const by = step.what.do === 'touch' ? null : step.by;
    const call = aCall({ now, by });
    take(
      tried(() => lifeDecision(store, load(now), step, call, setting)),
      call,
      false,
    );
  }
  const end = latest([until, later(5 * DAY, now)]);
  ringUntil(end);
  return { start, store, writings, end };
}

function lifeDecision(store: PaperStore, file: CustomerFile, step: LifeStep, call: Call, setting: Setting): Decision {
  if (step.what.do === 'transfer') return decideTransfer(file, step.what.to, null, { ...call, by: null });
  if (step.what.do === 'touch')
    return decideTouchCustomer(file, { ...ARRIVAL, externalId: null }, call, comeBack(file, setting));
  return superiorDecision(file, step, call, setting) ?? decide(store, file, step as Step, call);
}

const NOBODYS = { claimedToday: 0, held: 0, misses: [], gaveUpAt: null };

/** About who has the customer, and what superiors say. */
function superiorDecision(file: CustomerFile, { what, by }: LifeStep, call: Call, setting: Setting): Decision | null {
  const around = (id: string) => setting.around(id, []);
  if (what.do === 'claim') return decideClaim(file, by, { record: NOBODYS, around: around(by.id) }, call);
  if (what.do === 'assign')
    return decideAssignFromPool(file, what.to, { around: around(what.to.id), exceptions: [] }, { ...call, by: null });
  if (what.do === 'release') return decideRelease(file, { reason: 'OTHER', note: '太忙', poolId: null }, call);
  if (what.do === 'protect')
    return decideProtect(file, { protected: !file.customer.protected, until: null, note: '老客户' }, call);
  if (what.do === 'override')
    return decideOverride(file, { to: what.to, reason: reasonFor(what.to) ?? '实际如此' }, { ...call, by: ZHAO });
  if (what.do === 'ask') return decideRequestApproval(file, { to: what.to, reason: reasonFor(what.to) }, by, call);
  if (what.do === 'object') return decideObjectToReclaim(file, '马上联系', by, call);
  if (what.do !== 'approve') return null;
  const pending = pendingApproval(file);
  return pending ? decideApproval(file, pending.id, { approve: what.isApproved, note: null }, by, call) : accept([]);
}

function comeBack(file: CustomerFile, setting: Setting): ComeBack | null {
  if (!comesBack(file)) return null;
  const ownerId = file.customer.lastOwnerId!;
  const chosen = { ownerId, because: message('BECAUSE_LAST_OWNER'), rule: 'lastOwner', turnOf: null };
  const around = setting.around(ownerId, []) as LeadAround;
  return { place: needsOwner(file) ? { chosen, around } : null, followUpWithin: setting.reopenFollowUpWithin };
}

export interface Happened {
  readonly effect: Effect;
  readonly at: Date;
}

export const byTime = (a: Happened, b: Happened) => Number(a.at) - Number(b.at) || (a.effect < b.effect ? -1 : 1);

export const really = ({ writings }: Life, { from, to }: Window): readonly Happened[] =>
  writings
    .filter(({ byTimer, call: { now } }) => byTimer && now >= from && now < to)
    .flatMap(({ call, changes }) => effectsIn(changes).map(({ effect }) => ({ effect, at: call.now })))
    .sort(byTime);

export function simulated({ store, writings }: Life, window: Window, setting: Setting): readonly Happened[] {
  const tally = new Tally(1_000);
  simulateCustomer(pastOf(store, writings, window.from), window, setting, tally);
  return tally
    .samples()
    .map(({ effect, at }) => ({ effect, at }))
    .sort(byTime);
}

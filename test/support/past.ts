import type { Change, Changes } from '../../domain/change.js';
import type { Customer } from '../../domain/customer/customer.js';
import type { Call } from '../../domain/decision.js';
import type { Deal } from '../../domain/deal/deal.js';
import type { Logged, Past, PastDeadline, PastDeal } from '../../domain/simulation/past.js';
import { latest } from '../../domain/latest.js';
import { DAY } from './files.js';
import type { PaperStore } from './paper-store.js';

/** What was written in one go. */
export interface Written {
  readonly call: Call;
  readonly changes: Changes;
  readonly byTimer: boolean;
}

/** A customer's life on paper, as a simulation from a moment on reads it: what the database would answer. */
export function pastOf(store: PaperStore, writings: readonly Written[], from: Date): Past {
  const { customer } = store.load(from);
  const log = writings.flatMap((written, index) => (written.call.now < from ? [] : logged(store, written, `${index}`)));
  const moment = latest([from, customer.createdAt]);
  const done = store.followUps.rows.filter(({ doneAt }) => doneAt !== null && doneAt < moment);
  const attempts = done.filter(({ countsAsActivity, outcome }) => countsAsActivity && isUnanswered(outcome));
  return {
    customer: theCustomer(store),
    log: structuredClone(log).map((entry) => ({
      ...entry,
      changes: JSON.parse(JSON.stringify(entry.changes)) as Logged['changes'],
    })),
    followUps: store.followUps.rows,
    warnedAt: store.warnedAt(moment),
    spoken: store.spoken(moment),
    lastDoneAt: done.length > 0 ? latest(done.map(({ doneAt }) => doneAt)) : null,
    countedAttempts: attempts
      .map(({ occurredAt }) => occurredAt!)
      .filter((at) => Number(moment) - Number(at) < 60 * DAY)
      .sort((a, b) => Number(a) - Number(b)),
    quotes: store.quoteRows.toReversed(),
    deals: store.deals.rows.toReversed().map((deal) => dealOf(store, deal, termsBefore(writings, deal.id, moment))),
    claim: store.claims.rows.findLast(({ claimedAt }) => claimedAt < moment) ?? null,
    approvals: store.approvals.rows.toReversed(),
    contracts: store.contractRows.map(({ attachedAt }) => attachedAt),
    visit:
      store.visits.rows.findLast(
        ({ enteredAt, leftAt }) => enteredAt < moment && !(leftAt !== null && leftAt < moment),
      ) ?? null,
    reached: reachedBefore(store, moment),
    armed: store.deadlines.rows.flatMap((row) => armedAt(store, row, moment)),
  };
}

const theCustomer = (store: PaperStore): Customer => store.load(new Date()).customer;
const isUnanswered = (outcome: string | null) => outcome === 'NO_ANSWER' || outcome === 'WRONG_NUMBER';

function logged(store: PaperStore, { call, changes }: Written, tx: string): readonly Logged[] {
  return changes.flatMap((change) => {
    if (!('event' in change)) return [];
    const { type, rule = null, changes: fields = [], data = {} } = change.event;
    const card = store.notifications.rows.find(({ id }) => id === data['notificationId']);
    const about = card?.followUpId ?? card?.subject ?? null;
    return [{ tx, type, at: call.now, actorId: call.by?.id ?? null, rule, changes: fields, data, about }];
  });
}

function dealOf(store: PaperStore, deal: Deal, termsBefore: Date | null): PastDeal {
  const ofDeal = ({ dealId }: { dealId: string }) => dealId === deal.id;
  return {
    ...deal,
    instalments: store.instalments.rows.filter(ofDeal).sort((a, b) => Number(a.dueAt) - Number(b.dueAt)),
    payments: store.payments.rows.filter(ofDeal).sort((a, b) => Number(a.paidAt) - Number(b.paidAt)),
    delivery: store.deliveries.rows.find(ofDeal) ?? null,
    termsBefore,
  };
}

function termsBefore(writings: readonly Written[], dealId: string, moment: Date): Date | null {
  const set = writings.filter(
    ({ call, changes }) => call.now < moment && changes.some((one) => setsTerms(one, dealId)),
  );
  return set.at(-1)?.call.now ?? null;
}

const setsTerms = (change: Change, dealId: string) =>
  'event' in change &&
  (change.event.type === 'CONTRACT_SIGNED' || change.event.type === 'INSTALMENTS_SET') &&
  change.event.data?.['dealId'] === dealId;

function reachedBefore(store: PaperStore, moment: Date): Past['reached'] {
  const fired = store.deadlines.rows.filter(({ firedAt, step }) => firedAt !== null && firedAt < moment && step >= 0);
  const steps = new Map<string, number>();
  for (const { subject, step } of fired) steps.set(subject, Math.max(step, steps.get(subject) ?? 0));
  return Object.fromEntries(steps);
}

function armedAt(
  store: PaperStore,
  row: PaperStore['deadlines']['rows'][number],
  moment: Date,
): readonly PastDeadline[] {
  const { subject, rule, step, dueAt, createdAt, firedAt, disarmedAt, kind, followUpId } = row;
  const isArmed = createdAt < moment && ![firedAt, disarmedAt].some((time) => time !== null && time < moment);
  const held = store.notifications.rows.filter(({ deadlineId, at }) => deadlineId === row.id && at < moment);
  const isHeld = kind === 'STAGE_IDLE' && held.length > 0;
  const isSnoozed = ({ id, snoozedMs }: { id: string; snoozedMs: number }) =>
    snoozedMs > 0 && (id === followUpId || id === subject);
  const isPutOff = step < 0 && [...store.followUps.rows, ...store.instalments.rows].some(isSnoozed);
  if (!isArmed || !(isHeld || isPutOff)) return [];
  return [{ subject, rule, step, dueAt, heldAt: isHeld ? latest(held.map(({ at }) => at)) : null }];
}

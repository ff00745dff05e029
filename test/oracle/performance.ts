import type { PerformanceRow } from '../../api/queries/reports/performance.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { counts, isFrom, ofSources, stageOf, under, within, type Question } from './asked.js';
import { contactsOf } from './contacts.js';
import type { Contact, History, Holding, Stay } from './history-types.js';
import { distinct, durations, earliest, money, quantile, ratio } from './numbers.js';
import { obligationsOf, type Obligation } from './obligations.js';
import { firstWinOf, worthOf } from './wins.js';
import { workedBetween } from './working-time.js';

type Row = Omit<
  PerformanceRow,
  'withCustomers' | 'customerDays' | 'due' | 'customersDue' | 'customersLeaked' | 'kept' | 'missed' | 'forward'
>;

/** What each person did: all of it asked once more for that person alone. */
export function performanceOf(history: History, question: Question): readonly Row[] {
  const done = { contacts: contactsOf(history, question), owed: obligationsOf(history, question) };
  return history.people
    .filter(({ id }) => counts(history, question, id))
    .map(({ id, active }) => ({ row: rowOf(history, question, id, done), active }))
    .filter(({ row, active }) => active || hasSomething(row))
    .map(({ row }) => row);
}

const hasSomething = ({
  newLeads,
  newCustomers,
  won,
  lost,
  followUps,
  followUpsPerCustomerMonth,
  ...row
}: Row): boolean =>
  [
    newLeads,
    newCustomers,
    won,
    lost,
    followUps,
    row.onTime.denominator,
    row.claimsKept.denominator,
    row.firstResponse!.count,
  ].some((n) => n > 0) ||
  followUpsPerCustomerMonth !== null ||
  row.slowest !== null;

const DAY = 86_400_000;

interface Done {
  readonly contacts: readonly Contact[];
  readonly owed: readonly Obligation[];
}

function rowOf(history: History, question: Question, userId: string, done: Done): Row {
  const holdings = history.holdings.filter(({ ownerId }) => ownerId === userId);
  const stays = history.stays.filter(
    (stay) => isFrom(history, question, stay.customerId) && under(question, stay.playbookId),
  );
  const came = stays.filter((stay) => stay.ownerId === userId && within(stay.at, question));
  const contacts = done.contacts.filter(({ byId }) => byId === userId);
  const owed = done.owed.filter(({ ownerId }) => ownerId === userId);
  const wins = came.filter((stay) => firstWinOf(history, stay.customerId) === stay);
  const forward = came.filter((stay) => isForward(history, stay)).length;
  const claims = history.claims.filter(
    (claim) => claim.userId === userId && within(claim.dueAt, question) && isFrom(history, question, claim.customerId),
  );
  const kept = claims.filter(({ contacted }) => contacted).length;
  const missed = claims.filter((claim) => claim.missed).length;
  const months = daysHeld(history, question, holdings) / 30;
  const withCustomers = contacts.filter(({ customerId }) => customerId !== null);
  return {
    userId,
    newLeads: distinct(
      holdings
        .filter((one) => one.isLead && within(one.at, question) && leadIsFrom(history, question, one))
        .map(({ subjectId }) => subjectId),
    ),
    newCustomers: distinct(
      holdings
        .filter(
          (one) => one.cause === 'CUSTOMER_CREATED' && within(one.at, question) && isAskedFor(history, question, one),
        )
        .map(({ subjectId }) => subjectId),
    ),
    won: wins.length,
    wonAmount: money(wins.map((win) => worthOf(history, win))),
    lost: distinct(came.filter((stay) => isLost(history, stay)).map(({ customerId }) => customerId)),
    followUps: contacts.length,
    customersTouched: distinct(withCustomers.map(({ customerId }) => customerId)),
    followUpsPerCustomerMonth: months > 0 ? withCustomers.length / months : null,
    contactDuration: durations(contacts.flatMap(({ minutes }) => (minutes === null ? [] : [minutes * 60_000]))),
    onTime: ratio(owed.filter(({ onTime }) => onTime).length, owed.length),
    leaks: ratio(
      distinct(owed.filter(({ leaked }) => leaked).map(({ customerId }) => customerId)),
      distinct(owed.map(({ customerId }) => customerId)),
    ),
    firstResponse: durations(holdings.flatMap((one) => responseTo(history, question, one))),
    slowest: slowestOf(
      history,
      question,
      stays.filter(({ ownerId }) => ownerId === userId),
    ),
    claimsKept: ratio(kept, kept + missed),
    efficiency: contacts.length === 0 ? null : (forward * 10) / contacts.length,
  };
}

/** A stage further along the way than the one that they came from. */
export const isForward = (history: History, stay: Stay): boolean =>
  stay.from !== null && stageOf(history, stay).rank > stageOf(history, { ...stay, stage: stay.from }).rank;

/** Those that come with another version were lost before. */
export const isLost = (history: History, stay: Stay): boolean =>
  stageOf(history, stay).outcome === 'LOST' && !stay.isMigration;

export const leadIsFrom = ({ leads }: History, question: Question, { subjectId }: Holding): boolean =>
  ofSources(question, leads.find(({ id }) => id === subjectId)!.sourceId);

export const isAskedFor = (history: History, question: Question, { subjectId }: Holding): boolean =>
  isFrom(history, question, subjectId) &&
  under(question, history.customers.find(({ id }) => id === subjectId)!.playbookId);

const daysHeld = (history: History, question: Question, holdings: readonly Holding[]): number =>
  holdings
    .filter((one) => !one.isLead && isAskedFor(history, question, one))
    .reduce((sum, one) => sum + daysOf(history, question, one), 0);

/** How much of the window it lasted. */
export function daysOf({ asOf }: History, { from, to }: Question, { at, until }: Holding): number {
  const end = Math.min(Number(to), Number(asOf));
  return Math.max(0, Math.min(Number(until ?? end), end) - Math.max(Number(at), Number(from))) / DAY;
}

const BEGINNINGS = ['LEAD_ASSIGNED', 'LEAD_CLAIMED', 'CUSTOMER_CLAIMED', 'CUSTOMER_ASSIGNED'];

/** From when somebody got them to that person's first follow-up that counts, in working time. */
export function responseTo(history: History, question: Question, holding: Holding): readonly number[] {
  if (!BEGINNINGS.includes(holding.cause) || !within(holding.at, question)) return [];
  const at = firstContactIn(history, holding);
  return at === null ? [] : [workedBetween(holding.at, at, history.calendar)];
}

export const firstContactIn = (
  { contacts }: History,
  { subjectId, isLead, ownerId, at, until }: Holding,
): Date | null =>
  earliest(
    contacts
      .filter((one) => one.qualifies && one.byId === ownerId && (isLead ? one.leadId : one.customerId) === subjectId)
      .filter((one) => one.at >= at && (until === null || one.at < until))
      .map((one: Contact) => one.at),
  );

/** The open stage that they left whose middle stay was the longest, as far as the stay was theirs. */
export function slowestOf(history: History, question: Question, stays: readonly Stay[]): Row['slowest'] {
  const left = stays.filter((stay) => within(stay.until, question) && !stageOf(history, stay).end);
  const byStage = groupedBy(left, ({ playbookId, stage }) => `${playbookId} ${stage}`);
  const medians = [...byStage.values()].flatMap((some) => {
    const dwell = quantile(
      some.flatMap((stay) => ownTime(history, stay)),
      0.5,
    );
    return dwell === null ? [] : [{ playbookId: some[0]!.playbookId, stage: some[0]!.stage, dwell }];
  });
  medians.sort((a, b) => b.dwell - a.dwell || (a.stage < b.stage ? -1 : 1));
  return medians[0] ? { playbookId: medians[0].playbookId, stage: medians[0].stage } : null;
}

/** A stay of no time at all is one, too. */
export function ownTime({ holdings }: History, { customerId, ownerId, at, until }: Stay): readonly number[] {
  const spans = holdings
    .filter((one) => one.subjectId === customerId && one.ownerId === ownerId)
    .filter((one) => one.at < until! && (one.until === null || one.until > at))
    .map((one) => Math.min(Number(one.until ?? until), Number(until)) - Math.max(Number(one.at), Number(at)));
  return spans.length === 0 ? [] : [spans.reduce((sum, ms) => sum + ms, 0)];
}

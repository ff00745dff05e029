import { medianDifference, shareDifference } from '../../domain/report/intervals.js';
import { counts, isFrom, under, within, type Question } from './asked.js';
import type { History } from './history-types.js';
import { distinct, durations, earliest, ratio } from './numbers.js';
import { obligationsOf } from './obligations.js';
import { firstWinOf } from './wins.js';

/** One arm, and how long each of those who were won took from when they were first known. */
export function armOf(history: History, question: Question) {
  const held = heldIn(history, question);
  const owed = obligationsOf(history, question);
  const customersDue = distinct(owed.map(({ customerId }) => customerId));
  const leaked = distinct(owed.filter((one) => one.leaked).map(({ customerId }) => customerId));
  const wins = winsOf(history, question);
  const cycles = wins.map(({ customerId, at }) => at.getTime() - knownSince(history, customerId).getTime());
  const arm = {
    customers: distinct(held.map(({ subjectId }) => subjectId)),
    leaks: ratio(leaked, customersDue),
    cycle: durations(cycles),
    won: wins.length,
  };
  return { arm, cycles: cycles.map((ms) => ms / 86_400_000) };
}

export const heldIn = (history: History, question: Question) =>
  history.holdings.filter(
    ({ isLead, subjectId, ownerId, at, until }) =>
      !isLead &&
      at < question.to &&
      (until === null || until > question.from) &&
      ownerId !== null &&
      counts(history, question, ownerId) &&
      isFrom(history, question, subjectId) &&
      under(question, history.customers.find(({ id }) => id === subjectId)!.playbookId),
  );

export const winsOf = (history: History, question: Question) =>
  history.customers
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id }) => firstWinOf(history, id) ?? [])
    .filter((win) => within(win.at, question) && win.ownerId !== null && counts(history, question, win.ownerId))
    .filter((win) => isFrom(history, question, win.customerId) && under(question, win.playbookId));

const knownSince = ({ customers, leads }: History, customerId: string): Date =>
  earliest([
    customers.find(({ id }) => id === customerId)!.createdAt,
    ...leads.filter((lead) => lead.customerId === customerId).map(({ receivedAt }) => receivedAt),
  ])!;

export function comparisonOf(history: History, a: Question, b: Question) {
  const [one, other] = [armOf(history, a), armOf(history, b)];
  const leakDifference = shareDifference(one.arm.leaks, other.arm.leaks);
  const cycleDifference = medianDifference(one.cycles, other.cycles);
  const isClear = [leakDifference, cycleDifference].some(
    ({ low, high }) => low !== null && high !== null && low * high > 0,
  );
  const isLarge = one.arm.customers >= 30 && other.arm.customers >= 30;
  return { a: one.arm, b: other.arm, leakDifference, cycleDifference, conclusive: isLarge && isClear };
}

import { counts, isFrom, ofSources, under, within, type Question } from './asked.js';
import type { Contact, History } from './history-types.js';

const TEN_MINUTES = 600_000;

/** The follow-ups that count; one within ten minutes after another with the same customer in the same channel is the same. */
export function contactsOf(history: History, question: Question): readonly Contact[] {
  const qualifying = history.contacts.filter(
    (one) => one.qualifies && counts(history, question, one.byId) && isOf(history, question, one),
  );
  return qualifying.filter(
    (one) => within(one.at, question) && !qualifying.some((other) => isAlike(one, other) && isJustBefore(other, one)),
  );
}

function isOf(history: History, question: Question, { customerId, leadId }: Contact): boolean {
  if (customerId === null) {
    const lead = history.leads.find(({ id }) => id === leadId)!;
    return ofSources(question, lead.sourceId) && !question.playbookId;
  }
  const { playbookId } = history.customers.find(({ id }) => id === customerId)!;
  return isFrom(history, question, customerId) && under(question, playbookId);
}

const isAlike = (one: Contact, other: Contact): boolean =>
  one.byId === other.byId &&
  one.channel === other.channel &&
  (one.customerId ?? one.leadId) === (other.customerId ?? other.leadId);

function isJustBefore(earlier: Contact, later: Contact): boolean {
  const gap = later.at.getTime() - earlier.at.getTime();
  return gap < TEN_MINUTES && (gap > 0 || (gap === 0 && earlier.id < later.id));
}

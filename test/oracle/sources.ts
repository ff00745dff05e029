import type { ChannelRow, ReasonRow } from '../../api/queries/reports/sources.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { counts, isFrom, ofSources, stageOf, under, within, type Question } from './asked.js';
import type { History, KnownLead } from './history-types.js';
import { distinct, durations, money } from './numbers.js';
import { firstContactIn } from './performance.js';
import { firstWinOf, worthOf } from './wins.js';
import { workedBetween } from './working-time.js';

export function channelReportOf(history: History, question: Question): readonly ChannelRow[] {
  const arrived = leadsArrived(history, question).map((lead) => ({
    ...lead,
    channel: lead.channel ?? history.sources.get(lead.sourceId)!,
  }));
  const rows = groupedBy(arrived, ({ sourceId, channel, campaign }) => JSON.stringify([sourceId, channel, campaign]));
  return [...rows.values()].map((leads) => {
    const wins = leads.flatMap(({ customerId }) => firstWinOf(history, customerId) ?? []);
    return {
      sourceId: leads[0]!.sourceId,
      channel: leads[0]!.channel,
      campaign: leads[0]!.campaign,
      leads: leads.length,
      qualified: leads.filter(({ customerId }) => customerId !== null).length,
      won: wins.length,
      wonAmount: money(wins.map((win) => worthOf(history, win))),
      responses: durations(leads.flatMap((lead) => responseOf(history, lead))),
    };
  });
}

/** Leads that stand by themselves, by whoever got them when they arrived. */
export const leadsArrived = (history: History, question: Question): readonly KnownLead[] =>
  history.leads.filter(
    (lead) =>
      within(lead.receivedAt, question) &&
      ofSources(question, lead.sourceId) &&
      counts(history, question, firstHolding(history, lead).ownerId),
  );

export const firstHolding = ({ holdings }: History, { id }: KnownLead) =>
  holdings.filter(({ subjectId }) => subjectId === id).sort((a, b) => Number(a.at) - Number(b.at))[0]!;

export function responseOf(history: History, lead: KnownLead): readonly number[] {
  const owned = history.holdings.filter(({ subjectId, ownerId }) => subjectId === lead.id && ownerId !== null);
  const first = owned.sort((a, b) => Number(a.at) - Number(b.at))[0];
  const at = first ? firstContactIn(history, first) : null;
  return at === null ? [] : [workedBetween(first!.at, at, history.calendar)];
}

export function reasonReportOf(history: History, question: Question): readonly ReasonRow[] {
  const settled = history.stays
    .map((stay) => ({ ...stay, outcome: stageOf(history, stay).outcome }))
    .filter(({ outcome, isMigration }) => (outcome === 'WON' || outcome === 'LOST') && !isMigration)
    .filter((stay) => within(stay.at, question) && counts(history, question, stay.ownerId))
    .filter((stay) => isFrom(history, question, stay.customerId) && under(question, stay.playbookId))
    .map((stay) => ({ ...stay, sourceId: history.customers.find(({ id }) => id === stay.customerId)!.sourceId }));
  const rows = groupedBy(settled, (one) =>
    JSON.stringify([one.outcome, one.reason, one.from, one.sourceId, one.ownerId]),
  );
  return [...rows.values()].map((some) => {
    const { outcome, reason, from: stage, sourceId, ownerId: userId } = some[0]!;
    const count = distinct(some.map(({ customerId }) => customerId));
    const { playbookId } = some.toSorted(
      (a, b) => Number(b.at) - Number(a.at) || (a.playbookId < b.playbookId ? -1 : 1),
    )[0]!;
    return { outcome: outcome as 'WON' | 'LOST', reason: reason ?? 'NONE', playbookId, stage, sourceId, userId, count };
  });
}

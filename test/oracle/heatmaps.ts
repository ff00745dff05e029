import { DateTime } from 'luxon';
import type { HeatCell, NeglectCell } from '../../api/queries/reports/heatmaps.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { counts, holdingsAt, isFrom, stageOf, under, type Question } from './asked.js';
import { contactsOf } from './contacts.js';
import type { History } from './history-types.js';

export function followUpHeatmapOf(history: History, question: Question): readonly HeatCell[] {
  const local = contactsOf(history, question).map(({ at }) =>
    DateTime.fromJSDate(at, { zone: history.calendar.timeZone }),
  );
  const cells = groupedBy(local, ({ weekday, hour }) => `${weekday} ${hour}`);
  return [...cells.values()].map((some) => ({ weekday: some[0]!.weekday, hour: some[0]!.hour, count: some.length }));
}

/** Customers who were open at the window's end, by whoever had them then, with the days since anybody was in touch. */
export function neglectedOf(history: History, question: Question) {
  const at = new Date(Math.min(Number(question.to), Number(history.asOf)));
  return history.customers.flatMap(({ id: customerId }) => {
    const isOpen = history.stays.some(
      (stay) =>
        stay.customerId === customerId &&
        stay.at <= at &&
        (stay.until === null || stay.until > at) &&
        !stageOf(history, stay).end &&
        under(question, stay.playbookId),
    );
    if (!isOpen || !isFrom(history, question, customerId)) return [];
    const holders = holdingsAt(history, customerId, at).filter(
      ({ ownerId }) => ownerId !== null && counts(history, question, ownerId),
    );
    const last = Math.max(
      ...history.contacts.filter((one) => one.customerId === customerId && one.at <= at).map((one) => Number(one.at)),
    );
    return holders.map(({ ownerId }) => ({
      customerId,
      ownerId: ownerId!,
      bucket: bucketOf((Number(at) - last) / 86_400_000),
    }));
  });
}

export function neglectHeatmapOf(history: History, question: Question): readonly NeglectCell[] {
  const cells = groupedBy(neglectedOf(history, question), ({ ownerId, bucket }) => `${ownerId} ${bucket}`);
  return [...cells.values()].map((some) => ({
    ownerId: some[0]!.ownerId,
    bucket: some[0]!.bucket,
    count: new Set(some.map(({ customerId }) => customerId)).size,
  }));
}

function bucketOf(days: number): NeglectCell['bucket'] {
  if (days === Infinity) return 'NEVER';
  if (days < 2) return 'D0_1';
  if (days < 4) return 'D2_3';
  if (days < 8) return 'D4_7';
  if (days < 15) return 'D8_14';
  return days < 31 ? 'D15_30' : 'D30_PLUS';
}

import { useSearchParams } from 'wouter';
import { useTimeZone } from '../../connection/viewer.js';
import type { ReportInput } from '../../generated/operations.js';
import { dayAt, daysAfter, monthAfter, startOfDayIn } from '../../language/days.js';

export const WINDOWS = ['7d', '30d', '90d', 'month', 'last', 'custom'] as const;
export type Window = (typeof WINDOWS)[number];

/** What a report is about. It stands in the address, so that it outlives a reload and can be sent to somebody. */
export interface Filters {
  readonly window: Window;
  /** Days of the organisation, such as 2026-11-26; `to` is the last one that counts. */
  readonly from: string;
  readonly to: string;
  readonly teamId: string | null;
  readonly userId: string | null;
}

export function useFilters() {
  const [params, setParams] = useSearchParams();
  const timeZone = useTimeZone();
  const filters = filtersIn(params, timeZone);
  const choose = (changed: Readonly<Record<string, string | null>>) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changed))
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      return next;
    });
  return { filters, input: inputOf(filters, timeZone), params, choose };
}

export function filtersIn(params: URLSearchParams, timeZone: string): Filters {
  const window = WINDOWS.find((one) => one === params.get('window')) ?? '30d';
  const given = { from: dayIn(params.get('from')), to: dayIn(params.get('to')) };
  return {
    window,
    ...(window === 'custom' && given.from && given.to
      ? { from: given.from, to: given.to < given.from ? given.from : given.to }
      : daysOf(window, dayAt(new Date(), timeZone))),
    teamId: params.get('team'),
    userId: params.get('person'),
  };
}

/** As the API takes it: from the first moment of the first day to the first after the last. */
export const inputOf = ({ from, to, teamId, userId }: Filters, timeZone: string): ReportInput => ({
  from: startOfDayIn(from, timeZone).toISOString(),
  to: startOfDayIn(daysAfter(to, 1), timeZone).toISOString(),
  ...(teamId && { teamIds: [teamId] }),
  ...(userId && { userIds: [userId] }),
});

function daysOf(window: Window, today: string): { readonly from: string; readonly to: string } {
  const back = (days: number) => ({ from: daysAfter(today, 1 - days), to: today });
  switch (window) {
    case '7d':
      return back(7);
    case '90d':
      return back(90);
    case 'month':
      return { from: monthAfter(today, 0), to: today };
    case 'last':
      return { from: monthAfter(today, -1), to: daysAfter(monthAfter(today, 0), -1) };
    case '30d':
    case 'custom':
      return back(30);
  }
}

function dayIn(text: string | null): string | null {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

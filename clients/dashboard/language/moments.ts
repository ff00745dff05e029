import { useTimeZone } from '../connection/viewer.js';
import { languageTag } from './locale.js';
import { texts, useLocale, useTexts } from './texts.js';

const DAY_MS = 86_400_000;
const DAY = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

/** Instants as people say them, in their own time zone. */
export function useMoments() {
  const tag = languageTag(useLocale());
  const t = useTexts(words);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { hourCycle: 'h23', ...options });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const near = format({ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const far = format(DAY);
  const farAhead = format({ ...DAY, hour: '2-digit', minute: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: 'short' });

  /** 今天 14:30, 8/2 14:30, 2025/8/2; what is still to come keeps its time: 2099/8/2 14:30. */
  function moment(at: string): string {
    const date = new Date(at);
    const days = dayOf(date) - dayOf(new Date());
    const named = days === 0 ? t.today : days === 1 ? t.tomorrow : days === -1 ? t.yesterday : null;
    if (named) return `${named} ${clock.format(date)}`;
    if (Math.abs(days) < 180) return near.format(date);
    return days > 0 ? farAhead.format(date) : far.format(date);
  }

  /** 3 天后, 2 小时前. */
  function ago(at: string): string {
    const ms = Date.parse(at) - Date.now();
    const size = Math.abs(ms);
    if (size < 3_600_000) return relative.format(Math.trunc(ms / 60_000), 'minute');
    if (size < 2 * DAY_MS) return relative.format(Math.trunc(ms / 3_600_000), 'hour');
    return relative.format(Math.trunc(ms / DAY_MS), 'day');
  }
  return { moment, ago };
}

/** Days as people write them, of the organisation: 2026/8/2. */
export function useDay(): (at: string) => string {
  const format = new Intl.DateTimeFormat(languageTag(useLocale()), { ...DAY, timeZone: useTimeZone() });
  return (at) => format.format(new Date(at));
}

export const isAhead = (at: string): boolean => Date.parse(at) > Date.now();

const dayOf = (date: Date): number => Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / DAY_MS);

const words = texts(
  { today: '今天', tomorrow: '明天', yesterday: '昨天' },
  { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
);

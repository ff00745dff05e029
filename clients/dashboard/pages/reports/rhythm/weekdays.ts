import { languageTag } from '../../../language/locale.js';
import { useLocale } from '../../../language/texts.js';

/** From Monday on. */
export function useWeekdays(): readonly string[] {
  const format = new Intl.DateTimeFormat(languageTag(useLocale()), { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2026, 0, 5 + day))));
}

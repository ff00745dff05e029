import type { Database } from '../commands/store/open-database.js';
import type { Locale } from '../domain/people.js';

/** How old the settings may be that texts are made with. */
const FRESH_MS = 5_000;

/** What every text needs of the settings. */
export interface Organisation {
  readonly timeZone: string;
  readonly locale: Locale;
}

/** Answers the organisation's zone and language, asking the database at most every few seconds. */
export function organisationOf({ sql }: Database): () => Promise<Organisation> {
  let known: { readonly until: number; readonly value: Promise<Organisation> } | undefined;
  return () => {
    if (known && known.until > Date.now()) return known.value;
    const read = sql.selectFrom('Settings').select(['timeZone', 'locale']).where('id', '=', 1);
    const value = read.executeTakeFirstOrThrow();
    known = { until: Date.now() + FRESH_MS, value };
    value.catch(() => (known = undefined));
    return value;
  };
}

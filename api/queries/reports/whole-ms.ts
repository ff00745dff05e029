import { sql, type RawBuilder } from 'kysely';

/** A span, or how long after 1970 an instant is, in milliseconds; a fraction of PostgreSQL's seconds may be a hair off. */
export const wholeMs = (span: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`round(date_part('epoch', ${span}) * 1000)`;

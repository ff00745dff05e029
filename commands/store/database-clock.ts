import { sql } from 'kysely';

/** The database's clock as one instant of the statement: asked for at each row, no index could end at it. */
export const statementClock = sql<Date>`(select clock_timestamp())`;

export const seconds = (ms: number) => sql`make_interval(secs => ${ms / 1000}::float8)`;

import pg from 'pg';

const asText = (value: string): string => value;

/** A day is no instant: as a Date it would shift by the server's time zone. */
const textParsers = new Map<number, (value: string) => string>([[pg.types.builtins.DATE, asText]]);

/** How columns become values on our pools: instants are Dates; int8, numeric and days stay text, so nothing is rounded or shifted. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    const ours = format === 'binary' ? undefined : textParsers.get(id);
    return ours ?? (pg.types.getTypeParser(id, format) as (value: string) => unknown);
  },
};

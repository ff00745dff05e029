import pg from 'pg';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

const asText = (value: string): string => value;
const textParsers = new Map<number, (value: string) => string>([
  [pg.types.builtins.DATE, asText], // a day is no instant: a Date would shift it by the server's time zone
]);

/** How columns become values on our pools: instants are Dates; int8, numeric and days stay text, so nothing is rounded or shifted. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((id: TypeId, format?: 'text' | 'binary') =>
    (format !== 'binary' && textParsers.get(id)) ||
    pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
};

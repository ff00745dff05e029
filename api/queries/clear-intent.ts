import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** As `hasClearIntent` has it: need, budget and timeline are recorded, or the receipt of the sale's newest quote is confirmed. */
export const clearIntent = (table: string): RawBuilder<SqlBool> => {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<SqlBool>`(
    (btrim(${column('need')}) <> '' and ${column('budget')} is not null and btrim(${column('timeline')}) <> '') is true
    or coalesce((select q."receiptConfirmedAt" is not null from "Quote" q
      where q."customerId" = ${column('id')} and q."createdAt" > ${column('cycleStartedAt')}
      order by q."createdAt" desc, q.id desc limit 1), false))`;
};

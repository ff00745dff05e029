import { sql, type SqlBool } from 'kysely';

/** Whether what the card `n` tells of is still open. Looked up for each card: planned as a join, all that is open of anybody would be read. */
export const isStillOpen = sql<SqlBool>`exists (select 1 from "OpenEscalation" o
  where o."customerId" = n."customerId" and o.about = coalesce(n."followUpId", n.subject, n.id) offset 0)`;

import type { Database } from '../../commands/store/open-database.js';

/** So many more customers like this one, of the same owner, for lists: each due a minute after the one before, called by its number. */
export async function copyCustomer({ pool }: Database, id: string, copies: number): Promise<void> {
  await pool.query(
    `insert into "Customer"
     select (jsonb_populate_record(c, jsonb_build_object(
       'id', left(c.id, -5) || lpad(n::text, 5, '0'),
       'name', c.name || n,
       'phone', null,
       'nextContactAt', c."nextContactAt" + n * interval '1 minute'))).*
     from "Customer" c cross join generate_series(1, $2::int) n
     where c.id = $1`,
    [id, copies],
  );
  await pool.query('analyze "Customer"');
}

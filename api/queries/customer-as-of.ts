import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import type { CustomerRow } from './rows.js';
import { replacedSince, type AsOf } from './standing.js';
import { visibleCustomers, visibleWithContacts } from './visibility.js';

/** A customer as it was, and who holds it now: whose rights decide what is shown of it. */
export interface CustomerAsOf {
  readonly customer: CustomerRow;
  readonly heldNow: Pick<CustomerRow, 'ownerId' | 'poolId'>;
  readonly asOf: AsOf;
}

type Found = CustomerRow &
  Pick<AsOf, 'names' | 'related' | 'seen'> & { readonly ownerNow: string | null; readonly poolNow: string | null };

/**
 * One statement: who was found under this id then, their row as it stands now, and what has been replaced in it since. Null: there was none
 * yet, or the viewer may not see it now. When silence would have taken it isn't known any more.
 */
export async function customerAsOf(
  { sql: db }: Database,
  viewer: Viewer,
  id: string,
  at: Date,
): Promise<CustomerAsOf | null> {
  const stood = sql`m.kind = 'CUSTOMER' and m.at <= ${at} and (m."undoneAt" is null or m."undoneAt" > ${at})`;
  const { rows } = await sql<Found>`
    with recursive asked(id, step) as (
        select ${id}::text, 0 union all
        select m."intoId", a.step + 1 from asked a join "Merge" m on m."fromId" = a.id and ${stood}),
      meant(id) as (select id from asked order by step desc limit 1),
      names(id) as (
        select id from meant union
        select m."fromId" from names n join "Merge" m on m."intoId" = n.id and ${stood}),
      related(id) as (
        select id from meant union
        select case when m."fromId" = r.id then m."intoId" else m."fromId" end
        from related r join "Merge" m on r.id in (m."fromId", m."intoId") and m.kind = 'CUSTOMER')
    select was.*, n."ownerId" as "ownerNow", n."poolId" as "poolNow",
      array(select id from names) as names, array(select id from related) as related,
      array(select o.id from related join "Customer" o on o.id = related.id
        join "Customer" s on s.id = coalesce(o."mergedIntoId", o.id) where s.id = n.id or ${visibleWithContacts(viewer, 's')}) as seen
    from meant join "Customer" c on c.id = meant.id join "Customer" n on n.id = coalesce(c."mergedIntoId", c.id)
    left join (${replacedSince('Customer', sql`= (select id from meant)`, at)}) r on r.id = c.id
    cross join lateral jsonb_populate_record(c, coalesce(r.columns, '{}')) was
    where c."createdAt" <= ${at} and ${visibleCustomers(viewer, 'n')}`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const { names, related, seen, ownerNow, poolNow, ...customer } = found;
  return {
    customer: { ...customer, reclaimAt: null },
    heldNow: { ownerId: ownerNow, poolId: poolNow },
    asOf: { id: customer.id, at, names, related, seen },
  };
}

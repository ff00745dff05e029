import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '../schema/generated/kysely/types.js';

type Sql = Kysely<DB> | Transaction<DB>;

/** Everything that somebody still has. */
export interface Rest {
  readonly customers: number;
  readonly leads: number;
  readonly followUps: number;
}

const CUSTOMERS = sql`"Customer" c where c."ownerId" = `;
const LEADS = sql`"Lead" l where l.status in ('NEW', 'POOLED', 'ASSIGNED') and l."ownerId" = `;
const FOLLOW_UPS = sql`"FollowUp" f where f.status = 'PLANNED' and f."ownerId" = `;
/** With something left to see to. */
const DELIVERIES = sql`"DealDelivery" y join "Deal" d on d.id = y."dealId"
  where exists (select 1 from "ChecklistItem" i where i."deliveryId" = y.id and i."doneAt" is null) and y."toUserId" = `;

export async function leftWith(db: Sql, userId: string): Promise<Rest> {
  const { rows } = await sql<Rest>`select
    (select count(*)::int from ${CUSTOMERS} ${userId}) as customers,
    (select count(*)::int from ${LEADS} ${userId}) as leads,
    (select count(*)::int from ${FOLLOW_UPS} ${userId}) as "followUps"`.execute(db);
  return rows[0]!;
}

/** What comes next, by id: customers, then leads, then what carries a follow-up or a delivery of theirs. */
export interface Next {
  readonly customers: readonly string[];
  readonly leads: readonly string[];
  /** Not theirs, but with an open follow-up or delivery of theirs. */
  readonly elsewhere: { readonly customers: readonly string[]; readonly leads: readonly string[] };
  /** Nothing is left after these. */
  readonly isLast: boolean;
}

export interface Part {
  readonly limit: number;
  /** Passed over: a fault stands in their way. */
  readonly except: readonly string[];
}

export async function nextOf(db: Sql, userId: string, { limit, except }: Part): Promise<Next> {
  const but = [...except];
  const { rows } = await sql<{ id: string; kind: number }>`
    (select c.id, 0 as kind from ${CUSTOMERS} ${userId} and not c.id = any(${but}::text[]) order by c.id limit ${limit + 1})
    union
    (select l.id, 1 from ${LEADS} ${userId} and not l.id = any(${but}::text[]) order by l.id limit ${limit + 1})
    union
    (select distinct coalesce(f."customerId", f."leadId"), case when f."customerId" is null then 3 else 2 end
      from ${FOLLOW_UPS} ${userId} and not coalesce(f."customerId", f."leadId") = any(${but}::text[])
        and not exists (select 1 from "Customer" c where c.id = f."customerId" and c."ownerId" = ${userId})
        and not exists (select 1 from ${LEADS} ${userId} and l.id = f."leadId" and f."customerId" is null)
      order by 1 limit ${limit + 1})
    union
    (select distinct d."customerId", 2 from ${DELIVERIES} ${userId} and not d."customerId" = any(${but}::text[])
        and not exists (select 1 from "Customer" c where c.id = d."customerId" and c."ownerId" = ${userId})
      order by 1 limit ${limit + 1})
    order by kind, id`.execute(db);
  const taken = rows.slice(0, limit);
  const of = (kind: number) => taken.filter((row) => row.kind === kind).map(({ id }) => id);
  return {
    customers: of(0),
    leads: of(1),
    elsewhere: { customers: of(2), leads: of(3) },
    isLast: rows.length <= limit,
  };
}

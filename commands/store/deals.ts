import { sql, type Kysely, type Transaction } from 'kysely';
import type { DealFile } from '../../domain/deal/deal.js';
import { groupedBy } from '../../domain/grouped-by.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { many, one, revived } from './json-rows.js';

/** The deals of these customers with everything that hangs on them, newest first: asked for only where there are any, as most have none yet. */
export async function loadDeals(
  db: Kysely<DB> | Transaction<DB>,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DealFile[]>> {
  if (customerIds.length === 0) return new Map();
  const instalments = many(sql`select i.*, i.amount::text as amount, i.paid::text as paid from "Instalment" i
    where i."dealId" = d.id and i."cancelledAt" is null order by i."dueAt", i.id`);
  const payments = many(sql`select p.*, p.amount::text as amount from "Payment" p
    where p."dealId" = d.id and p."voidedAt" is null order by p."paidAt", p.id`);
  const items = many(sql`select t.* from "ChecklistItem" t where t."deliveryId" = v.id order by t.position`);
  const { rows } = await sql<DealFile>`
    select d.*, ${instalments} as instalments, ${payments} as payments,
      ${one(sql`select v.*, ${items} as items from "DealDelivery" v where v."dealId" = d.id`)} as delivery
    from "Deal" d where d."customerId" = any(${customerIds}::text[]) order by d."createdAt" desc, d.id desc`.execute(
    db,
  );
  return groupedBy(rows.map(revived), ({ customerId }) => customerId);
}

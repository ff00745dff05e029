import { sql, type Selectable } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { NOW, type Standing } from './standing.js';
import { among, visibleCustomers } from './visibility.js';

type Ids = readonly string[];
type Row<Table extends keyof DB> = Selectable<DB[Table]>;

/** Newest first. */
export function dealsOf({ sql: db }: Database, customerIds: Ids, standing: Standing = NOW): Promise<Row<'Deal'>[]> {
  const newestFirst = db.selectFrom(standing('Deal').as('t')).selectAll().where('customerId', 'in', customerIds);
  return newestFirst.orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

/** Those of the present plan, earliest due first. */
export function instalmentsOf(
  { sql: db }: Database,
  dealIds: Ids,
  standing: Standing = NOW,
): Promise<Row<'Instalment'>[]> {
  const planned = db
    .selectFrom(standing('Instalment').as('t'))
    .selectAll()
    .where('dealId', 'in', dealIds)
    .where('cancelledAt', 'is', null);
  return planned.orderBy('dueAt').orderBy('id').execute();
}

/** Earliest first, those included that were taken back. */
export function paymentsOf({ sql: db }: Database, dealIds: Ids, standing: Standing = NOW): Promise<Row<'Payment'>[]> {
  return db
    .selectFrom(standing('Payment').as('t'))
    .selectAll()
    .where('dealId', 'in', dealIds)
    .orderBy('paidAt')
    .orderBy('id')
    .execute();
}

export function deliveriesOf(
  { sql: db }: Database,
  dealIds: Ids,
  standing: Standing = NOW,
): Promise<Row<'DealDelivery'>[]> {
  return db.selectFrom(standing('DealDelivery').as('t')).selectAll().where('dealId', 'in', dealIds).execute();
}

/** In the order of the list. */
export function checklistOf(
  { sql: db }: Database,
  deliveryIds: Ids,
  standing: Standing = NOW,
): Promise<Row<'ChecklistItem'>[]> {
  return db
    .selectFrom(standing('ChecklistItem').as('t'))
    .selectAll()
    .where('deliveryId', 'in', deliveryIds)
    .orderBy('position')
    .execute();
}

export function dealsById({ sql: db }: Database, viewer: Viewer, ids: Ids): Promise<Row<'Deal'>[]> {
  const deals = db.selectFrom('Deal as d').innerJoin('Customer as c', 'c.id', 'd.customerId').selectAll('d');
  return deals.where('d.id', 'in', ids).where(visibleCustomers(viewer, 'c')).execute();
}

export function instalmentsById({ sql: db }: Database, viewer: Viewer, ids: Ids): Promise<Row<'Instalment'>[]> {
  const instalments = db
    .selectFrom('Instalment as i')
    .innerJoin('Deal as d', 'd.id', 'i.dealId')
    .innerJoin('Customer as c', 'c.id', 'd.customerId')
    .selectAll('i');
  return instalments.where('i.id', 'in', ids).where(visibleCustomers(viewer, 'c')).execute();
}

/** Those of a customer as it was, of whatever plan. */
export const instalmentsThen = ({ sql: db }: Database, ids: Ids, standing: Standing): Promise<Row<'Instalment'>[]> =>
  db.selectFrom(standing('Instalment').as('t')).selectAll().where('id', 'in', ids).execute();

export function paymentsById({ sql: db }: Database, viewer: Viewer, ids: Ids): Promise<Row<'Payment'>[]> {
  const payments = db
    .selectFrom('Payment as p')
    .innerJoin('Deal as d', 'd.id', 'p.dealId')
    .innerJoin('Customer as c', 'c.id', 'd.customerId')
    .selectAll('p');
  return payments.where('p.id', 'in', ids).where(visibleCustomers(viewer, 'c')).execute();
}

/** Whoever delivers, or stands in for them, sees it too, even where they don't see the customer. */
export function deliveriesById({ sql: db }: Database, viewer: Viewer, ids: Ids): Promise<Row<'DealDelivery'>[]> {
  const acting = [viewer, ...(viewer.standsInFor ?? [])].map(({ id }) => id);
  const deliveries = db
    .selectFrom('DealDelivery as v')
    .innerJoin('Deal as d', 'd.id', 'v.dealId')
    .innerJoin('Customer as c', 'c.id', 'd.customerId')
    .selectAll('v');
  const isSeen = sql<boolean>`(${visibleCustomers(viewer, 'c')} or v."toUserId" ${among(acting)})`;
  return deliveries.where('v.id', 'in', ids).where(isSeen).execute();
}

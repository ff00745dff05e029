import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { visibleNotifications } from './visibility.js';

/** A superior was told of something about the customer `c`, and nobody has reacted yet. */
export const hasOpenEscalation: RawBuilder<SqlBool> = sql<SqlBool>`c."owedSince" is not null`;

/** Of each customer the newest such card that the viewer may see. */
export function openEscalationsOf({ sql: db }: Database, viewer: Viewer, customerIds: readonly string[]) {
  const isOpen = sql<SqlBool>`exists (select 1 from "OpenEscalation" o
    where o."customerId" = n."customerId" and o.about = coalesce(n."followUpId", n.subject, n.id))`;
  return db
    .selectFrom('Notification as n')
    .distinctOn('n.customerId')
    .selectAll('n')
    .where('n.customerId', 'in', customerIds)
    .where('n.kind', '=', 'ESCALATION')
    .where(isOpen)
    .where(visibleNotifications(viewer, 'n'))
    .orderBy('n.customerId')
    .orderBy('n.at', 'desc')
    .orderBy('n.level', 'desc')
    .orderBy('n.id')
    .execute();
}

import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isStillOpen } from '../../commands/store/escalations.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { visibleNotifications } from './visibility.js';

/** A superior was told of something about the customer `c`, and nobody has reacted yet. */
export const hasOpenEscalation: RawBuilder<SqlBool> = sql<SqlBool>`c."owedSince" is not null`;

/** Of each customer the newest such card that the viewer may see. */
export function openEscalationsOf({ sql: db }: Database, viewer: Viewer, customerIds: readonly string[]) {
  return db
    .selectFrom('Notification as n')
    .distinctOn('n.customerId')
    .selectAll('n')
    .where('n.customerId', 'in', customerIds)
    .where('n.kind', '=', 'ESCALATION')
    .where(isStillOpen)
    .where(visibleNotifications(viewer, 'n'))
    .orderBy('n.customerId')
    .orderBy('n.at', 'desc')
    .orderBy('n.level', 'desc')
    .orderBy('n.id')
    .execute();
}

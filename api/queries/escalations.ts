import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { visibleNotifications } from './visibility.js';

/** What a card `n` of a customer `c` told a superior of still waits for a first reaction: what is owed is open and its chain unheeded, or the silence goes on. */
const isUnheeded: RawBuilder<SqlBool> = sql<SqlBool>`case
  when n."followUpId" is not null then exists (select 1 from "FollowUp" o
    where o.id = n."followUpId" and o.status = 'PLANNED' and o."reachedStep" > 0 and o."acknowledgedAt" is null)
  when n.subject is not null then exists (select 1 from "Instalment" o
      where o.id = n.subject and o."paidAt" is null and o."cancelledAt" is null and o."reachedStep" > 0 and o."acknowledgedAt" is null)
    or exists (select 1 from "DealDelivery" o
      where o.id = n.subject and o."toUserId" is null and o."reachedStep" > 0 and o."acknowledgedAt" is null)
    or exists (select 1 from "Approval" o
      where o.id = n.subject and o.outcome = 'PENDING' and o."reachedStep" > 0 and o."acknowledgedAt" is null)
  else n."acknowledgedAt" is null and c."ownerId" is not null
    and n.at > greatest(c."lastActivityAt", c."lastInteractionAt", c."stageEnteredAt", c."ownedSince") end`;

/** A superior was told of something about the customer `c`, and nobody has reacted yet. */
export const hasOpenEscalation: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select 1 from "Notification" n where n."customerId" = c.id and n.kind = 'ESCALATION' and ${isUnheeded})`;

/** Of each customer the newest such card that the viewer may see. */
export function openEscalationsOf({ sql: db }: Database, viewer: Viewer, customerIds: readonly string[]) {
  return db
    .selectFrom('Notification as n')
    .innerJoin('Customer as c', 'c.id', 'n.customerId')
    .distinctOn('n.customerId')
    .selectAll('n')
    .where('n.customerId', 'in', customerIds)
    .where('n.kind', '=', 'ESCALATION')
    .where(isUnheeded)
    .where(visibleNotifications(viewer, 'n'))
    .orderBy('n.customerId')
    .orderBy('n.at', 'desc')
    .orderBy('n.level', 'desc')
    .orderBy('n.id')
    .execute();
}

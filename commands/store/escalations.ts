import { sql } from 'kysely';

const unheeded = (table: string) =>
  sql`${sql.ref(`${table}.reachedStep`)} > 0 and ${sql.ref(`${table}.acknowledgedAt`)} is null`;

/** Looked up for each, as few are unheeded: planned as a join, all deals would be read. */
const dealOf = (table: string) =>
  sql`cross join lateral (select d."customerId" from "Deal" d where d.id = ${sql.ref(`${table}.dealId`)} offset 0) d`;

/** Next steps with customers, of which most of what is owed consists. */
export const OWED_STEPS = sql`
  select f."customerId", f.id as about, f."dueAt" as since from "FollowUp" f
    where f.status = 'PLANNED' and f."customerId" is not null and ${unheeded('f')}`;

/** And all else. */
export const OWED_BESIDES = sql`
  select a."customerId", a.id as about, a."dueAt" as since from "Approval" a where a.outcome = 'PENDING' and ${unheeded('a')}
  union all select d."customerId", i.id, i."dueAt" from "Instalment" i ${dealOf('i')}
    where i."paidAt" is null and i."cancelledAt" is null and ${unheeded('i')}
  union all select d."customerId", v.id, v."dueAt" from "DealDelivery" v ${dealOf('v')}
    where v."toUserId" is null and ${unheeded('v')}
  union all select n."customerId", n.id, n.at from "Notification" n join "Customer" s on s.id = n."customerId"
    where n.kind = 'ESCALATION' and n."followUpId" is null and n.subject is null and n."acknowledgedAt" is null
      and s."ownerId" is not null
      and n.at > greatest(s."lastActivityAt", s."lastInteractionAt", s."stageEnteredAt", s."ownedSince")`;

/**
 * What a superior was told of, and waits for a first reaction: what is owed is open and its chain unheeded, or a silence goes on. One row for each:
 * whose it is, what the cards are about (their own id where it is a silence), and since when it has been owed.
 */
export const OPEN_ESCALATIONS = sql`${OWED_STEPS} union all ${OWED_BESIDES}`;

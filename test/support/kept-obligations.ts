import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';

/** Each obligation as it is told by what it is about, one after the other. */
const TOLD = sql`
  select due."customerId", due.id, ten.id as "tenureId", v.id as "visitId", due.kind, due."dueAt", ten."ownerId", v."playbookId", v.stage,
    least(due."metAt",
      (select min(f."occurredAt") from "FollowUp" f where f."customerId" = due."customerId" and f.status = 'DONE' and f.qualifying and f."occurredAt" >= due."dueAt"),
      (select min(m."enteredAt") from "StageVisit" m where m."customerId" = due."customerId" and m."from" is not null and m.rule is null and m."enteredAt" >= due."dueAt")) as "actedAt",
    (select min(t."beganAt") from "Tenure" t where t."customerId" = due."customerId" and t."ownerId" is null and t."beganAt" > due."dueAt") as "reclaimedAt",
    (select min(m."enteredAt") from "StageVisit" m where m."customerId" = due."customerId" and m.outcome = 'LOST' and m."enteredAt" > due."dueAt") as "lostAt"
  from (
    select "customerId", id, case when stage is null then 'FOLLOW_UP' else 'STAGE_ACTION' end as kind, "dueAt",
      case when status = 'DONE' and qualifying then "occurredAt" end as "metAt", status = 'CANCELLED' and "cancelledAt" <= "dueAt" as "isCalledOff" from "FollowUp"
    union all
    select k."customerId", k.id, 'FIRST_CONTACT', k."firstContactDueAt", (select min(f."occurredAt") from "FollowUp" f
      where f."customerId" = k."customerId" and f.status = 'DONE' and f.qualifying and f."doneById" = k."userId" and f."occurredAt" >= k."claimedAt"), false from "Claim" k) due,
    "Tenure" ten, "StageVisit" v
  where due."customerId" = ten."customerId" and due."customerId" = v."customerId" and not due."isCalledOff" and ten."ownerId" is not null
    and due."dueAt" >= ten."beganAt" and due."dueAt" < coalesce(ten."endedAt", 'infinity')
    and due."dueAt" >= v."enteredAt" and due."dueAt" < coalesce(v."leftAt", 'infinity')`;

/** The kept obligations are what a count from the beginning says. */
export async function expectObligationsKept({ sql: db }: Database): Promise<void> {
  const { rows: told } = await sql<object>`select * from (${TOLD}) t order by id, "tenureId", "visitId"`.execute(db);
  const kept = await db
    .selectFrom('Obligation')
    .selectAll()
    .orderBy('id')
    .orderBy('tenureId')
    .orderBy('visitId')
    .execute();
  expect(kept).toEqual(told);
}

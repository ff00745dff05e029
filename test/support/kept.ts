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

/** What of each table is owed and open, with how far its chain has come. */
const CHAINS = {
  steps: sql`select "customerId", "dueAt", "reachedStep", "acknowledgedAt" from "FollowUp" where status = 'PLANNED'`,
  approvals: sql`select "customerId", "dueAt", "reachedStep", "acknowledgedAt" from "Approval" where outcome = 'PENDING'`,
  instalments: sql`select d."customerId", i."dueAt", i."reachedStep", i."acknowledgedAt" from "Deal" d, "Instalment" i
    where i."dealId" = d.id and i."paidAt" is null and i."cancelledAt" is null`,
  deliveries: sql`select d."customerId", v."dueAt", v."reachedStep", v."acknowledgedAt" from "Deal" d, "DealDelivery" v
    where v."dealId" = d.id and v."toUserId" is null`,
};

interface OpenChain {
  readonly customerId: string | null;
  readonly dueAt: Date;
  readonly reachedStep: number | null;
  readonly acknowledgedAt: Date | null;
}

/** A silence has no chain: its card stays open until something happens with the customer. */
async function silences({ sql: db }: Database): Promise<readonly OpenChain[]> {
  const { rows } = await sql<OpenChain & { readonly clocks: readonly (Date | null)[] }>`
    select n."customerId", n.at as "dueAt", 1 as "reachedStep", n."acknowledgedAt",
      array[c."lastActivityAt", c."lastInteractionAt", c."stageEnteredAt", c."ownedSince"] as clocks
    from "Notification" n, "Customer" c
    where n."customerId" = c.id and c."ownerId" is not null and n.kind = 'ESCALATION' and n."followUpId" is null and n.subject is null`.execute(
    db,
  );
  return rows.filter(({ dueAt, clocks }) => clocks.every((clock) => clock === null || dueAt > clock));
}

/** Since when each customer has owed what a superior was told of; by the chains of what is open, one after the other. */
async function owedSince(database: Database): Promise<ReadonlyMap<string, Date>> {
  const chains = await Promise.all(
    Object.values(CHAINS).map(async (open) => (await sql<OpenChain>`${open}`.execute(database.sql)).rows),
  );
  const since = new Map<string, Date>();
  for (const { customerId, dueAt, reachedStep, acknowledgedAt } of [...chains.flat(), ...(await silences(database))]) {
    if (customerId === null || !reachedStep || acknowledgedAt !== null) continue;
    const known = since.get(customerId);
    if (known === undefined || dueAt < known) since.set(customerId, dueAt);
  }
  return since;
}

/** What is kept is what a count from the beginning says; answers how many customers a superior was told of. */
export async function expectKept(database: Database): Promise<number> {
  const { sql: db } = database;
  const { rows: told } = await sql<object>`select * from (${TOLD}) t order by id, "tenureId", "visitId"`.execute(db);
  const kept = await db
    .selectFrom('Obligation')
    .selectAll()
    .orderBy('id')
    .orderBy('tenureId')
    .orderBy('visitId')
    .execute();
  expect(kept).toEqual(told);
  const since = await owedSince(database);
  const owing = await db
    .selectFrom('Customer')
    .select(['id', 'owedSince'])
    .where('owedSince', 'is not', null)
    .execute();
  expect(new Map(owing.map((row) => [row.id, row.owedSince]))).toEqual(since);
  return since.size;
}

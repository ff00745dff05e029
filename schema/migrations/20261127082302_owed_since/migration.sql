-- DropIndex
DROP INDEX "Customer_unclear_idx";

-- DropIndex
DROP INDEX "FollowUp_escalated_idx";

-- DropIndex
DROP INDEX "Instalment_escalated_idx";

-- DropIndex
DROP INDEX "Notification_escalated_idx";

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "owedSince" TIMESTAMPTZ(3);

-- What a superior was told of, and waits for a first reaction: what is owed is open and its chain unheeded, or a silence goes on. One row for each: whose
-- it is, what the cards are about (their own id where it is a silence), and since when it has been owed.
CREATE VIEW "OpenEscalation" AS
SELECT f."customerId", f.id AS about, f."dueAt" AS since
FROM "FollowUp" f
WHERE f.status = 'PLANNED' AND f."customerId" IS NOT NULL AND f."reachedStep" > 0 AND f."acknowledgedAt" IS NULL
UNION ALL
SELECT a."customerId", a.id, a."dueAt"
FROM "Approval" a
WHERE a.outcome = 'PENDING' AND a."reachedStep" > 0 AND a."acknowledgedAt" IS NULL
UNION ALL
SELECT d."customerId", i.id, i."dueAt"
FROM "Instalment" i JOIN "Deal" d ON d.id = i."dealId"
WHERE i."paidAt" IS NULL AND i."cancelledAt" IS NULL AND i."reachedStep" > 0 AND i."acknowledgedAt" IS NULL
UNION ALL
SELECT d."customerId", v.id, v."dueAt"
FROM "DealDelivery" v JOIN "Deal" d ON d.id = v."dealId"
WHERE v."toUserId" IS NULL AND v."reachedStep" > 0 AND v."acknowledgedAt" IS NULL
UNION ALL
SELECT n."customerId", n.id, n.at
FROM "Notification" n JOIN "Customer" s ON s.id = n."customerId"
WHERE n.kind = 'ESCALATION' AND n."followUpId" IS NULL AND n.subject IS NULL AND n."acknowledgedAt" IS NULL AND s."ownerId" IS NOT NULL
  AND n.at > greatest(s."lastActivityAt", s."lastInteractionAt", s."stageEnteredAt", s."ownedSince");

UPDATE "Customer" c SET "owedSince" = o.since
FROM (SELECT "customerId", min(since) AS since FROM "OpenEscalation" GROUP BY "customerId") o
WHERE o."customerId" = c.id;

-- CreateIndex
CREATE INDEX "Customer_unclear_idx" ON "Customer"("stage", "stageEnteredAt", "id", "ownerId") WHERE ("nextContactAt" is not null and (btrim(need) <> '' and budget is not null and btrim(timeline) <> '') is not true);

-- CreateIndex
CREATE INDEX "Customer_owed_idx" ON "Customer"("owedSince", "id", "ownerId", "mergedIntoId") WHERE ("owedSince" is not null);

-- Whoever changes what these customers owe has locked them: only what differs is written. One plan for all calls: planning takes longer than the work for one.
CREATE FUNCTION refresh_owed_since(customers text[]) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  UPDATE "Customer" c SET "owedSince" = now.since
  FROM (
    SELECT asked.id, (SELECT min(o.since) FROM "OpenEscalation" o WHERE o."customerId" = asked.id) AS since
    FROM unnest(customers) asked (id)) now
  WHERE c.id = now.id AND c."owedSince" IS DISTINCT FROM now.since;
END
$$;

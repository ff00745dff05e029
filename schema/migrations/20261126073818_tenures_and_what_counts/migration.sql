-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN "cancelledAt" TIMESTAMPTZ(3),
ADD COLUMN "qualifying" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "StageVisit" ADD COLUMN "from" TEXT;

-- CreateTable
CREATE TABLE "Tenure" (
    "id" TEXT NOT NULL,
    "customerId" TEXT,
    "leadId" TEXT,
    "ownerId" TEXT,
    "cause" TEXT NOT NULL,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Tenure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Tenure_customerId_beganAt_idx" ON "Tenure"("customerId", "beganAt");

-- CreateIndex
CREATE INDEX "Tenure_leadId_beganAt_idx" ON "Tenure"("leadId", "beganAt");

-- CreateIndex
CREATE INDEX "Tenure_ownerId_endedAt_idx" ON "Tenure"("ownerId", "endedAt");

-- CreateIndex
CREATE INDEX "Tenure_beganAt_idx" ON "Tenure"("beganAt");

-- AddForeignKey
ALTER TABLE "Tenure" ADD CONSTRAINT "Tenure_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tenure" ADD CONSTRAINT "Tenure_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is there already: where each stay came from.
UPDATE "StageVisit" v SET "from" = b.stage
FROM (SELECT id, lag(stage) OVER (PARTITION BY "customerId" ORDER BY "enteredAt", id) AS stage FROM "StageVisit") b
WHERE b.id = v.id AND b.stage IS NOT NULL AND v.rule IS DISTINCT FROM 'playbook.migration';

-- Which follow-ups count, and when they were called off.
UPDATE "FollowUp" SET "qualifying" = true
WHERE status = 'DONE' AND "doneById" = "ownerId" AND channel IS NOT NULL AND btrim(note) <> ''
  AND "doneAt" - "occurredAt" <= interval '24 hours';
UPDATE "FollowUp" f SET "cancelledAt" = e.at
FROM "Event" e WHERE f.status = 'CANCELLED' AND e.type = 'FOLLOW_UP_CANCELLED' AND e.data->>'followUpId' = f.id;

-- Who had whom when, as the log tells it.
INSERT INTO "Tenure" (id, "customerId", "ownerId", cause, "beganAt", "endedAt")
SELECT 'ten_' || replace(gen_random_uuid()::text, '-', ''), "customerId", CASE
    WHEN type IN ('CUSTOMER_RELEASED', 'CUSTOMER_RECLAIMED') THEN NULL ELSE "ownerId" END, type, at, "endedAt"
FROM (
  SELECT e."customerId", e.type, e.at, e.data->>'ownerId' AS "ownerId",
    lead(e.at) OVER (PARTITION BY e."customerId" ORDER BY e.tx, e.ordinal) AS "endedAt"
  FROM "Event" e JOIN "Customer" c ON c.id = e."customerId"
  WHERE e.type IN ('CUSTOMER_CREATED', 'CUSTOMER_TRANSFERRED', 'CUSTOMER_RELEASED', 'CUSTOMER_RECLAIMED', 'CUSTOMER_CLAIMED',
    'CUSTOMER_ASSIGNED', 'CUSTOMER_MERGED', 'CUSTOMER_UNMERGED')
) turns WHERE type <> 'CUSTOMER_MERGED';
INSERT INTO "Tenure" (id, "leadId", "ownerId", cause, "beganAt", "endedAt")
SELECT 'ten_' || replace(gen_random_uuid()::text, '-', ''), "leadId", CASE
    WHEN type = 'LEAD_POOLED' THEN NULL ELSE "ownerId" END, type, at, "endedAt"
FROM (
  SELECT e."leadId", e.type, e.at, e.data->>'ownerId' AS "ownerId",
    lead(e.at) OVER (PARTITION BY e."leadId" ORDER BY e.tx, e.ordinal) AS "endedAt"
  FROM "Event" e JOIN "Lead" l ON l.id = e."leadId"
  WHERE e.type IN ('LEAD_ASSIGNED', 'LEAD_CLAIMED', 'LEAD_POOLED', 'LEAD_UNMERGED', 'LEAD_MERGED', 'LEAD_QUALIFIED', 'LEAD_DISQUALIFIED')
) turns WHERE type NOT IN ('LEAD_MERGED', 'LEAD_QUALIFIED', 'LEAD_DISQUALIFIED');

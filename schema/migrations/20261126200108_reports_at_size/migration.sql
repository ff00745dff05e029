-- DropIndex
DROP INDEX "FollowUp_counted_idx";

-- DropIndex
DROP INDEX "FollowUp_done_idx";

-- DropIndex
DROP INDEX "StageVisit_customerId_enteredAt_id_idx";

-- DropIndex
DROP INDEX "StageVisit_standing_idx";

-- DropIndex
DROP INDEX "Tenure_customerId_beganAt_idx";

-- AlterTable
ALTER TABLE "StageVisit" ADD COLUMN     "fromEnteredAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Claim_firstContactDueAt_idx" ON "Claim"("firstContactDueAt");

-- CreateIndex
CREATE INDEX "Customer_pooled_idx" ON "Customer"("pooledAt", "id", "poolId", "lastOwnerId", "ownerId", "mergedIntoId") WHERE ("poolId" is not null);

-- CreateIndex
CREATE INDEX "FollowUp_done_at_idx" ON "FollowUp"("occurredAt", "customerId") WHERE (status = 'DONE');

-- CreateIndex
CREATE INDEX "FollowUp_done_idx" ON "FollowUp"("customerId", "occurredAt", "qualifying") WHERE (status = 'DONE');

-- CreateIndex
CREATE INDEX "FollowUp_escalated_idx" ON "FollowUp"("customerId", "dueAt") WHERE (status = 'PLANNED' and "reachedStep" > 0 and "acknowledgedAt" is null);

-- CreateIndex
CREATE INDEX "Instalment_escalated_idx" ON "Instalment"("dealId", "dueAt") WHERE ("paidAt" is null and "cancelledAt" is null and "reachedStep" > 0 and "acknowledgedAt" is null);

-- CreateIndex
CREATE INDEX "Notification_escalated_idx" ON "Notification"("customerId", "at") WHERE (kind = 'ESCALATION' and "followUpId" is null and subject is null and "acknowledgedAt" is null);

-- CreateIndex
CREATE INDEX "StageVisit_customer_idx" ON "StageVisit"("customerId", "enteredAt", "id", "leftAt", "playbookId", "stage");

-- CreateIndex
CREATE INDEX "StageVisit_open_idx" ON "StageVisit"("playbookId", "stage", "enteredAt", "customerId") WHERE ("leftAt" is null);

-- CreateIndex
CREATE INDEX "StageVisit_ended_idx" ON "StageVisit"("leftAt") WHERE ("leftAt" is not null);

-- CreateIndex
CREATE INDEX "Tenure_customer_idx" ON "Tenure"("customerId", "beganAt", "endedAt", "ownerId");

-- CreateIndex
CREATE INDEX "Tenure_held_idx" ON "Tenure"("ownerId", "beganAt", "customerId") WHERE ("endedAt" is null and "customerId" is not null);

-- CreateIndex
CREATE INDEX "Tenure_ended_idx" ON "Tenure"("endedAt") WHERE ("endedAt" is not null and "customerId" is not null);

UPDATE "StageVisit" v SET "fromEnteredAt" = (
  SELECT CASE WHEN was.rule IS DISTINCT FROM 'playbook.migration' THEN was."enteredAt" END FROM "StageVisit" was
  WHERE was."customerId" = v."customerId" AND was."leftAt" = v."enteredAt" AND was.stage = v."from" AND was.id <> v.id
  ORDER BY was."enteredAt" DESC, was.id DESC LIMIT 1)
WHERE v."from" IS NOT NULL;

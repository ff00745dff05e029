-- DropIndex
DROP INDEX "Customer_open_idx";

-- DropIndex
DROP INDEX "FollowUp_open_idx";

-- DropIndex
DROP INDEX "StageVisit_left_idx";

-- CreateIndex
CREATE INDEX "Customer_open_idx" ON "Customer"("ownerId", "stageEnteredAt", "id", "mergedIntoId") WHERE ("nextContactAt" is not null);

-- CreateIndex
CREATE INDEX "Customer_unclear_idx" ON "Customer"("stageEnteredAt", "id", "ownerId") WHERE ("nextContactAt" is not null and (btrim(need) <> '' and budget is not null and btrim(timeline) <> '') is not true);

-- CreateIndex
CREATE INDEX "FollowUp_open_idx" ON "FollowUp"("customerId", "dueAt", "id", "ownerId") WHERE (status = 'PLANNED');

-- CreateIndex
CREATE INDEX "FollowUp_unanswered_idx" ON "FollowUp"("customerId", "occurredAt") WHERE (outcome = ANY (ARRAY['NO_ANSWER'::text, 'WRONG_NUMBER'::text]));

-- CreateIndex
CREATE INDEX "StageVisit_left_idx" ON "StageVisit"("playbookId", "stage", "leftAt", "enteredAt") WHERE ("leftAt" is not null);

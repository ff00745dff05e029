-- CreateIndex
CREATE INDEX "Customer_open_idx" ON "Customer"("ownerId", "stageEnteredAt", "id") WHERE ("nextContactAt" is not null);

-- CreateIndex
CREATE INDEX "FollowUp_open_idx" ON "FollowUp"("customerId", "dueAt") WHERE (status = 'PLANNED');

-- CreateIndex
CREATE INDEX "FollowUp_open_due_idx" ON "FollowUp"("dueAt", "customerId") WHERE (status = 'PLANNED');

-- CreateIndex
CREATE INDEX "StageVisit_left_idx" ON "StageVisit"("playbookId", "stage", "leftAt") WHERE ("leftAt" is not null);

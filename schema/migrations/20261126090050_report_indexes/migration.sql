-- CreateIndex
CREATE INDEX "FollowUp_counted_idx" ON "FollowUp"("occurredAt") WHERE (qualifying);

-- CreateIndex
CREATE INDEX "FollowUp_done_idx" ON "FollowUp"("customerId", "occurredAt") WHERE (status = 'DONE');

-- CreateIndex
CREATE INDEX "StageVisit_enteredAt_idx" ON "StageVisit"("enteredAt");

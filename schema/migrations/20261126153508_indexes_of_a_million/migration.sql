-- CreateIndex
CREATE INDEX "StageVisit_standing_idx" ON "StageVisit"("leftAt", "enteredAt", "playbookId", "stage", "customerId");

-- CreateIndex
CREATE INDEX "Tenure_leads_idx" ON "Tenure"("endedAt", "beganAt") WHERE ("leadId" is not null);

-- CreateTable
CREATE TABLE "RecurringRun" (
    "work" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "doneAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecurringRun_pkey" PRIMARY KEY ("work","period","subject")
);

-- CreateIndex
CREATE INDEX "RecurringRun_doneAt_idx" ON "RecurringRun"("doneAt");

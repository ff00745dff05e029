-- CreateTable
CREATE TABLE "MonthlyReview" (
    "month" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "past" JSONB NOT NULL,
    "stages" JSONB NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MonthlyReview_pkey" PRIMARY KEY ("month","teamId")
);

-- CreateIndex
CREATE INDEX "MonthlyReview_teamId_month_idx" ON "MonthlyReview"("teamId", "month");

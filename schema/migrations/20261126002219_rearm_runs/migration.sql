-- CreateTable
CREATE TABLE "RearmRun" (
    "id" TEXT NOT NULL,
    "poolId" TEXT NOT NULL,
    "before" JSONB,
    "lastCustomerId" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RearmRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RearmRun_finishedAt_idx" ON "RearmRun"("finishedAt");

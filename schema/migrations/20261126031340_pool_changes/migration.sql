-- CreateTable
CREATE TABLE "PoolChange" (
    "id" TEXT NOT NULL,
    "poolId" TEXT NOT NULL,
    "wishes" JSONB NOT NULL,
    "applyAt" TIMESTAMPTZ(3) NOT NULL,
    "plannedById" TEXT NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PoolChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PoolChange_closedAt_applyAt_idx" ON "PoolChange"("closedAt", "applyAt");

-- CreateIndex
CREATE UNIQUE INDEX "PoolChange_waiting_key" ON "PoolChange"("poolId") WHERE ("closedAt" is null);

-- AddForeignKey
ALTER TABLE "PoolChange" ADD CONSTRAINT "PoolChange_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

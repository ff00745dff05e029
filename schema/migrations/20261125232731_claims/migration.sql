-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "protectedUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Claim" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "poolId" TEXT NOT NULL,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedOn" TEXT NOT NULL,
    "firstContactDueAt" TIMESTAMPTZ(3),
    "contactedAt" TIMESTAMPTZ(3),
    "missedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Claim_customerId_claimedAt_idx" ON "Claim"("customerId", "claimedAt");

-- CreateIndex
CREATE INDEX "Claim_userId_claimedOn_idx" ON "Claim"("userId", "claimedOn");

-- CreateIndex
CREATE INDEX "Claim_userId_missedAt_idx" ON "Claim"("userId", "missedAt");

-- CreateIndex
CREATE INDEX "Claim_poolId_idx" ON "Claim"("poolId");

-- CreateIndex
CREATE INDEX "Customer_poolId_intent_pooledAt_id_idx" ON "Customer"("poolId", "intent", "pooledAt", "id");

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

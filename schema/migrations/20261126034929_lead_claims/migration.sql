-- CreateTable
CREATE TABLE "LeadClaim" (
    "id" TEXT NOT NULL,
    "leadId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "poolId" TEXT NOT NULL,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedOn" TEXT NOT NULL,

    CONSTRAINT "LeadClaim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LeadClaim_leadId_idx" ON "LeadClaim"("leadId");

-- CreateIndex
CREATE INDEX "LeadClaim_userId_claimedOn_idx" ON "LeadClaim"("userId", "claimedOn");

-- CreateIndex
CREATE INDEX "LeadClaim_poolId_idx" ON "LeadClaim"("poolId");

-- AddForeignKey
ALTER TABLE "LeadClaim" ADD CONSTRAINT "LeadClaim_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeadClaim" ADD CONSTRAINT "LeadClaim_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeadClaim" ADD CONSTRAINT "LeadClaim_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "reclaimAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "holdNumber" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Customer_reclaimAt_id_idx" ON "Customer"("reclaimAt", "id");

-- CreateIndex
CREATE INDEX "Customer_ownerId_reclaimAt_id_idx" ON "Customer"("ownerId", "reclaimAt", "id");

-- AlterTable
ALTER TABLE "Deal" ADD COLUMN     "pastSince" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "MergedRow" (
    "mergeId" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "rowId" TEXT NOT NULL,

    CONSTRAINT "MergedRow_pkey" PRIMARY KEY ("mergeId","part","rowId")
);

-- CreateIndex
CREATE INDEX "MergedRow_rowId_idx" ON "MergedRow"("rowId");

-- CreateIndex
CREATE UNIQUE INDEX "Merge_standing_key" ON "Merge"("fromId") WHERE ("undoneAt" is null);

-- CreateIndex
CREATE INDEX "Notification_leadId_idx" ON "Notification"("leadId");

-- AddForeignKey
ALTER TABLE "MergedRow" ADD CONSTRAINT "MergedRow_mergeId_fkey" FOREIGN KEY ("mergeId") REFERENCES "Merge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Lead" ADD COLUMN     "customFields" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Settings" ADD COLUMN     "customFields" JSONB NOT NULL DEFAULT '[]';

-- CreateIndex
CREATE INDEX "Customer_customFields_idx" ON "Customer" USING GIN ("customFields") WHERE ("customFields" <> '{}'::jsonb);

-- CreateIndex
CREATE INDEX "Lead_customFields_idx" ON "Lead" USING GIN ("customFields") WHERE ("customFields" <> '{}'::jsonb);

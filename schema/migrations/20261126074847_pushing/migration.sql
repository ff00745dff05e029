-- DropIndex
DROP INDEX "Delivery_recipientId_createdAt_idx";

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "content" JSONB,
ADD COLUMN     "pushDay" TEXT;

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "pushedAt" TIMESTAMPTZ(3);

-- What was told before there were channels isn't told there now.
UPDATE "Notification" SET "pushedAt" = "at";

-- CreateTable
CREATE TABLE "ProviderToken" (
    "key" TEXT NOT NULL,
    "sealed" TEXT,
    "goodUntil" TIMESTAMPTZ(3),
    "askingUntil" TIMESTAMPTZ(3),

    CONSTRAINT "ProviderToken_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Delivery_recipientId_pushDay_idx" ON "Delivery"("recipientId", "pushDay");

-- CreateIndex
CREATE INDEX "Notification_unpushed_idx" ON "Notification"("at", "id") WHERE ("pushedAt" is null);

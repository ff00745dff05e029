-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "attemptsBefore" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Webhook" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "types" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "secret" TEXT NOT NULL,
    "previousSecret" TEXT,
    "previousUntil" TIMESTAMPTZ(3),
    "tx" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),
    "disabledBecause" TEXT,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

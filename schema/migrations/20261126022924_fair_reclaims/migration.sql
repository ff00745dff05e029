-- AlterTable
ALTER TABLE "Approval" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'MOVE';

-- AlterTable
ALTER TABLE "RearmRun" ADD COLUMN     "ownerId" TEXT,
ALTER COLUMN "poolId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "Heartbeat" (
    "role" TEXT NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Heartbeat_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "Outage" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Outage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Outage_endedAt_idx" ON "Outage"("endedAt");

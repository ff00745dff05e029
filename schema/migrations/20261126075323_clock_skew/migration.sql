-- DropIndex
DROP INDEX "Deadline_standing_key";

-- AlterTable
ALTER TABLE "Heartbeat" ADD COLUMN     "skewAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "skewMs" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "Deadline_standing_key" ON "Deadline"("subject", "rule", "step") WHERE (status in ('ARMED', 'PARKED'));

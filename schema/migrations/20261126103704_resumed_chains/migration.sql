-- AlterTable
ALTER TABLE "Approval" ADD COLUMN     "resumedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Deal" ADD COLUMN     "planResumedAt" TIMESTAMPTZ(3),
ADD COLUMN     "planStep" INTEGER;

-- AlterTable
ALTER TABLE "DealDelivery" ADD COLUMN     "resumedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "resumedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Instalment" ADD COLUMN     "resumedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Lead" ADD COLUMN     "responseResumedAt" TIMESTAMPTZ(3),
ADD COLUMN     "responseStep" INTEGER;

-- AlterTable
ALTER TABLE "RearmRun" ADD COLUMN     "lastLeadId" TEXT;

-- AlterTable
ALTER TABLE "Settings" ADD COLUMN     "armedBy" JSONB;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "refreshedAt" TIMESTAMPTZ(3);

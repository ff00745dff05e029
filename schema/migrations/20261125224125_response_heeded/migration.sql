-- AlterTable
ALTER TABLE "Lead" ADD COLUMN     "responseHeededAt" TIMESTAMPTZ(3);

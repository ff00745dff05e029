-- AlterTable
ALTER TABLE "ImportRun" ADD COLUMN     "headers" JSONB;

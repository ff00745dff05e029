-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "replaced" JSONB;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "quietHours" JSONB;

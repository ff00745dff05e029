-- AlterTable
ALTER TABLE "Settings" ADD COLUMN     "tagging" JSONB NOT NULL DEFAULT '{"rules": []}';

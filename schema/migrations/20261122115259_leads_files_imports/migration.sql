-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "companyFolded" TEXT,
ADD COLUMN     "mergedIntoId" TEXT;

-- AlterTable
ALTER TABLE "Lead" ADD COLUMN     "companyFolded" TEXT,
ADD COLUMN     "consentedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastOwnerId" TEXT,
ADD COLUMN     "mergedIntoId" TEXT,
ADD COLUMN     "optedOutAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "config" JSONB,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'INTAKE';

-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "lastAssignedId" TEXT;

-- CreateTable
CREATE TABLE "File" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "byId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3),
    "attachedAt" TIMESTAMPTZ(3),

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRun" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "sourceId" TEXT,
    "mapping" JSONB,
    "dryRun" BOOLEAN NOT NULL,
    "byId" TEXT NOT NULL,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "errorsFileId" TEXT,
    "error" TEXT,
    "heartbeatAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "leadId" TEXT,
    "customerId" TEXT,
    "problem" JSONB,
    "field" TEXT,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("importId","row")
);

-- CreateTable
CREATE TABLE "Merge" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "intoId" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "undo" JSONB NOT NULL,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandOverRun" (
    "id" TEXT NOT NULL,
    "fromUserId" TEXT NOT NULL,
    "toUserId" TEXT,
    "strategy" TEXT,
    "byId" TEXT NOT NULL,
    "leads" INTEGER NOT NULL DEFAULT 0,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "followUps" INTEGER NOT NULL DEFAULT 0,
    "heartbeatAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HandOverRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RescoreRun" (
    "id" TEXT NOT NULL,
    "byId" TEXT,
    "lastLeadId" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "heartbeatAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RescoreRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceivedMessage" (
    "sourceId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReceivedMessage_pkey" PRIMARY KEY ("sourceId","messageId")
);

-- CreateIndex
CREATE UNIQUE INDEX "File_storageKey_key" ON "File"("storageKey");

-- CreateIndex
CREATE INDEX "File_attachedAt_createdAt_idx" ON "File"("attachedAt", "createdAt");

-- CreateIndex
CREATE INDEX "ImportRun_status_idx" ON "ImportRun"("status");

-- CreateIndex
CREATE INDEX "Merge_fromId_idx" ON "Merge"("fromId");

-- CreateIndex
CREATE INDEX "Merge_intoId_idx" ON "Merge"("intoId");

-- CreateIndex
CREATE INDEX "HandOverRun_finishedAt_idx" ON "HandOverRun"("finishedAt");

-- CreateIndex
CREATE INDEX "RescoreRun_finishedAt_idx" ON "RescoreRun"("finishedAt");

-- CreateIndex
CREATE INDEX "ReceivedMessage_receivedAt_idx" ON "ReceivedMessage"("receivedAt");

-- CreateIndex
CREATE INDEX "Customer_companyFolded_idx" ON "Customer"("companyFolded");

-- CreateIndex
CREATE INDEX "Customer_mergedIntoId_idx" ON "Customer"("mergedIntoId");

-- CreateIndex
CREATE INDEX "Lead_companyFolded_idx" ON "Lead"("companyFolded");

-- CreateIndex
CREATE INDEX "Lead_mergedIntoId_idx" ON "Lead"("mergedIntoId");

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

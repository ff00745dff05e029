-- CreateTable
CREATE TABLE "NurtureChannel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "url" TEXT,
    "secret" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NurtureChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NurtureSend" (
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "leadId" TEXT NOT NULL,
    "byId" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastAnswer" TEXT,
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NurtureSend_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "NurtureChannel_name_key" ON "NurtureChannel"("name");

-- CreateIndex
CREATE INDEX "NurtureSend_leadId_createdAt_id_idx" ON "NurtureSend"("leadId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "NurtureSend_channelId_status_idx" ON "NurtureSend"("channelId", "status");

-- CreateIndex
CREATE INDEX "NurtureSend_open_idx" ON "NurtureSend"("nextAttemptAt") WHERE ("nextAttemptAt" is not null);

-- AddForeignKey
ALTER TABLE "NurtureChannel" ADD CONSTRAINT "NurtureChannel_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NurtureSend" ADD CONSTRAINT "NurtureSend_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "NurtureChannel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NurtureSend" ADD CONSTRAINT "NurtureSend_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

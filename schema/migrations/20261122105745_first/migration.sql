-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Settings" (
    "id" INTEGER NOT NULL,
    "timeZone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "workingHours" JSONB NOT NULL,
    "holidays" JSONB NOT NULL,
    "scoring" JSONB NOT NULL,
    "assignment" JSONB NOT NULL,
    "reasons" JSONB NOT NULL,
    "followUps" JSONB NOT NULL,
    "push" JSONB NOT NULL,

    CONSTRAINT "Settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "wecomUserId" TEXT,
    "passwordHash" TEXT,
    "role" TEXT NOT NULL,
    "teamId" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "onLeaveUntil" TIMESTAMPTZ(3),
    "delegateId" TEXT,
    "locale" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "leadId" TEXT,
    "playbookId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "refreshHash" TEXT NOT NULL,
    "previousHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Playbook" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedById" TEXT,

    CONSTRAINT "Playbook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pool" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Pool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PoolTeam" (
    "poolId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,

    CONSTRAINT "PoolTeam_pkey" PRIMARY KEY ("poolId","teamId")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "quality" INTEGER NOT NULL,
    "keyHash" TEXT NOT NULL,
    "allowedOrigins" TEXT[],
    "fieldMapping" JSONB,
    "defaultTags" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lead" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "company" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "wechat" TEXT,
    "sourceId" TEXT NOT NULL,
    "channel" TEXT,
    "campaign" TEXT,
    "tags" TEXT[],
    "productInterest" TEXT,
    "region" TEXT,
    "message" TEXT,
    "score" INTEGER NOT NULL,
    "scoreReasons" JSONB NOT NULL,
    "ownerId" TEXT,
    "ownedSince" TIMESTAMPTZ(3),
    "poolId" TEXT,
    "assignedBecause" JSONB,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstContactAt" TIMESTAMPTZ(3),
    "lastActivityAt" TIMESTAMPTZ(3),
    "nextContactAt" TIMESTAMPTZ(3),
    "customerId" TEXT,
    "disqualifyReason" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Touch" (
    "id" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "leadId" TEXT,
    "customerId" TEXT,
    "externalId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB,

    CONSTRAINT "Touch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "leadId" TEXT,
    "customerId" TEXT,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("kind","value")
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "company" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "wechat" TEXT,
    "intent" TEXT NOT NULL,
    "sourceId" TEXT,
    "channel" TEXT,
    "tags" TEXT[],
    "region" TEXT,
    "customFields" JSONB NOT NULL,
    "playbookId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "stageEnteredAt" TIMESTAMPTZ(3) NOT NULL,
    "cycleStartedAt" TIMESTAMPTZ(3) NOT NULL,
    "ownerId" TEXT,
    "ownedSince" TIMESTAMPTZ(3),
    "lastOwnerId" TEXT,
    "poolId" TEXT,
    "pooledAt" TIMESTAMPTZ(3),
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "need" TEXT,
    "budget" DECIMAL(18,2),
    "timeline" TEXT,
    "decisionMaker" TEXT,
    "decisionDate" TIMESTAMPTZ(3),
    "invoiceTitle" TEXT,
    "invoiceTaxNumber" TEXT,
    "invoiceConfirmedAt" TIMESTAMPTZ(3),
    "signedAt" TIMESTAMPTZ(3),
    "firstPaidAt" TIMESTAMPTZ(3),
    "lossReason" TEXT,
    "lastActivityAt" TIMESTAMPTZ(3),
    "lastInteractionAt" TIMESTAMPTZ(3),
    "nextContactAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StageVisit" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "playbookId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "enteredAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),
    "ownerId" TEXT,
    "byId" TEXT,
    "rule" TEXT,
    "reason" TEXT,
    "note" TEXT,

    CONSTRAINT "StageVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "customerId" TEXT,
    "leadId" TEXT,
    "ownerId" TEXT,
    "status" TEXT NOT NULL,
    "stage" TEXT,
    "purpose" JSONB NOT NULL,
    "purposeCode" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "remindAt" TIMESTAMPTZ(3)[],
    "reachedStep" INTEGER,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "snoozedMs" INTEGER NOT NULL DEFAULT 0,
    "channel" TEXT,
    "outcome" TEXT,
    "note" TEXT,
    "goalCode" TEXT,
    "goalMet" BOOLEAN,
    "durationMinutes" INTEGER,
    "occurredAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "doneById" TEXT,
    "countsAsActivity" BOOLEAN NOT NULL DEFAULT false,
    "cancelReason" TEXT,
    "nextId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Quote" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "amount" DECIMAL(18,2) NOT NULL,
    "currency" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "receiptConfirmedAt" TIMESTAMPTZ(3),
    "byId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contract" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "attachedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deadline" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "customerId" TEXT,
    "leadId" TEXT,
    "followUpId" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "because" JSONB NOT NULL,
    "alarmedFor" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "firedAt" TIMESTAMPTZ(3),
    "disarmedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "tx" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "rule" TEXT,
    "customerId" TEXT,
    "leadId" TEXT,
    "recipientId" TEXT,
    "changes" JSONB NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("tx","ordinal")
);

-- CreateTable
CREATE TABLE "LogEpoch" (
    "id" INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,

    CONSTRAINT "LogEpoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" TEXT NOT NULL,
    "tx" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "recipientId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "level" INTEGER NOT NULL,
    "customerId" TEXT,
    "leadId" TEXT,
    "followUpId" TEXT,
    "deadlineId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "actorId" TEXT NOT NULL,
    "mutation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("actorId","mutation","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "User_phone_key" ON "User"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "User_wecomUserId_key" ON "User"("wecomUserId");

-- CreateIndex
CREATE INDEX "User_teamId_active_idx" ON "User"("teamId", "active");

-- CreateIndex
CREATE INDEX "User_role_active_idx" ON "User"("role", "active");

-- CreateIndex
CREATE INDEX "User_name_id_idx" ON "User"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Team_name_key" ON "Team"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Session_refreshHash_key" ON "Session"("refreshHash");

-- CreateIndex
CREATE UNIQUE INDEX "Session_previousHash_key" ON "Session"("previousHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Playbook_key_version_key" ON "Playbook"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Pool_name_key" ON "Pool"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Source_name_key" ON "Source"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Source_keyHash_key" ON "Source"("keyHash");

-- CreateIndex
CREATE INDEX "Lead_ownerId_receivedAt_id_idx" ON "Lead"("ownerId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Lead_receivedAt_id_idx" ON "Lead"("receivedAt", "id");

-- CreateIndex
CREATE INDEX "Lead_score_id_idx" ON "Lead"("score", "id");

-- CreateIndex
CREATE INDEX "Lead_customerId_idx" ON "Lead"("customerId");

-- CreateIndex
CREATE INDEX "Lead_poolId_receivedAt_id_idx" ON "Lead"("poolId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Touch_leadId_at_id_idx" ON "Touch"("leadId", "at", "id");

-- CreateIndex
CREATE INDEX "Touch_customerId_at_id_idx" ON "Touch"("customerId", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Touch_sourceId_externalId_key" ON "Touch"("sourceId", "externalId");

-- CreateIndex
CREATE INDEX "Identity_leadId_idx" ON "Identity"("leadId");

-- CreateIndex
CREATE INDEX "Identity_customerId_idx" ON "Identity"("customerId");

-- CreateIndex
CREATE INDEX "Customer_ownerId_nextContactAt_id_idx" ON "Customer"("ownerId", "nextContactAt", "id");

-- CreateIndex
CREATE INDEX "Customer_ownerId_stage_idx" ON "Customer"("ownerId", "stage");

-- CreateIndex
CREATE INDEX "Customer_poolId_pooledAt_id_idx" ON "Customer"("poolId", "pooledAt", "id");

-- CreateIndex
CREATE INDEX "Customer_nextContactAt_id_idx" ON "Customer"("nextContactAt", "id");

-- CreateIndex
CREATE INDEX "Customer_lastActivityAt_id_idx" ON "Customer"("lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "Customer_stageEnteredAt_id_idx" ON "Customer"("stageEnteredAt", "id");

-- CreateIndex
CREATE INDEX "Customer_createdAt_id_idx" ON "Customer"("createdAt", "id");

-- CreateIndex
CREATE INDEX "StageVisit_customerId_enteredAt_id_idx" ON "StageVisit"("customerId", "enteredAt", "id");

-- CreateIndex
CREATE INDEX "FollowUp_customerId_createdAt_id_idx" ON "FollowUp"("customerId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "FollowUp_leadId_createdAt_id_idx" ON "FollowUp"("leadId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "FollowUp_ownerId_status_dueAt_id_idx" ON "FollowUp"("ownerId", "status", "dueAt", "id");

-- CreateIndex
CREATE INDEX "FollowUp_dueAt_id_idx" ON "FollowUp"("dueAt", "id");

-- CreateIndex
CREATE INDEX "Quote_customerId_createdAt_id_idx" ON "Quote"("customerId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Contract_customerId_idx" ON "Contract"("customerId");

-- CreateIndex
CREATE INDEX "Deadline_status_dueAt_id_idx" ON "Deadline"("status", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Deadline_customerId_status_dueAt_idx" ON "Deadline"("customerId", "status", "dueAt");

-- CreateIndex
CREATE INDEX "Deadline_leadId_status_dueAt_idx" ON "Deadline"("leadId", "status", "dueAt");

-- CreateIndex
CREATE INDEX "Deadline_followUpId_status_idx" ON "Deadline"("followUpId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Deadline_armed_key" ON "Deadline"("subject", "rule", "step") WHERE (status = 'ARMED');

-- CreateIndex
CREATE INDEX "Event_customerId_tx_ordinal_idx" ON "Event"("customerId", "tx", "ordinal");

-- CreateIndex
CREATE INDEX "Event_leadId_tx_ordinal_idx" ON "Event"("leadId", "tx", "ordinal");

-- CreateIndex
CREATE INDEX "Event_recipientId_tx_ordinal_idx" ON "Event"("recipientId", "tx", "ordinal");

-- CreateIndex
CREATE INDEX "Notification_recipientId_tx_ordinal_idx" ON "Notification"("recipientId", "tx", "ordinal");

-- CreateIndex
CREATE INDEX "Notification_recipientId_readAt_idx" ON "Notification"("recipientId", "readAt");

-- CreateIndex
CREATE INDEX "Notification_followUpId_idx" ON "Notification"("followUpId");

-- CreateIndex
CREATE INDEX "Notification_customerId_kind_at_idx" ON "Notification"("customerId", "kind", "at");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_delegateId_fkey" FOREIGN KEY ("delegateId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_playbookId_fkey" FOREIGN KEY ("playbookId") REFERENCES "Playbook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PoolTeam" ADD CONSTRAINT "PoolTeam_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PoolTeam" ADD CONSTRAINT "PoolTeam_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Touch" ADD CONSTRAINT "Touch_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Touch" ADD CONSTRAINT "Touch_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Touch" ADD CONSTRAINT "Touch_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "Pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_playbookId_fkey" FOREIGN KEY ("playbookId") REFERENCES "Playbook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageVisit" ADD CONSTRAINT "StageVisit_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contract" ADD CONSTRAINT "Contract_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_recipientId_fkey" FOREIGN KEY ("recipientId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

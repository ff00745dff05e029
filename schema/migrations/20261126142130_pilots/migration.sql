-- CreateTable
CREATE TABLE "Pilot" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "controlTeamId" TEXT NOT NULL,
    "playbookId" TEXT NOT NULL,
    "earlierPlaybookId" TEXT NOT NULL,
    "migrateOpen" BOOLEAN NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "rolledBackAt" TIMESTAMPTZ(3),
    "migrating" TEXT,
    "lastCustomerId" TEXT NOT NULL DEFAULT '',
    "migrated" INTEGER NOT NULL DEFAULT 0,
    "unmigrated" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "reportedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Pilot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Pilot_teamId_idx" ON "Pilot"("teamId");

-- CreateIndex
CREATE INDEX "Pilot_controlTeamId_idx" ON "Pilot"("controlTeamId");

-- CreateTable
CREATE TABLE "Approval" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "playbookId" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "approverId" TEXT NOT NULL,
    "reason" TEXT,
    "requestNote" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" TEXT,
    "note" TEXT,
    "reachedStep" INTEGER,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "snoozedMs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Approval_customerId_requestedAt_id_idx" ON "Approval"("customerId", "requestedAt", "id");

-- CreateIndex
CREATE INDEX "Approval_requestedAt_id_idx" ON "Approval"("requestedAt", "id");

-- CreateIndex
CREATE INDEX "Approval_approverId_outcome_idx" ON "Approval"("approverId", "outcome");

-- CreateIndex
CREATE INDEX "Approval_requestedById_outcome_idx" ON "Approval"("requestedById", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "Approval_pending_key" ON "Approval"("customerId") WHERE (outcome = 'PENDING');

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

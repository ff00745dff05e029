-- AlterTable
ALTER TABLE "Contract" ADD COLUMN     "byId" TEXT,
ADD COLUMN     "fileId" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "subject" TEXT;

-- AlterTable
ALTER TABLE "Quote" ADD COLUMN     "fileId" TEXT;

-- CreateTable
CREATE TABLE "Deal" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "amount" DECIMAL(18,2),
    "currency" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3),
    "paymentOpenedAt" TIMESTAMPTZ(3),
    "termsSetAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Deal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Instalment" (
    "id" TEXT NOT NULL,
    "dealId" TEXT NOT NULL,
    "amount" DECIMAL(18,2) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "paid" DECIMAL(18,2) NOT NULL DEFAULT 0,
    "paidAt" TIMESTAMPTZ(3),
    "reachedStep" INTEGER,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "snoozedMs" INTEGER NOT NULL DEFAULT 0,
    "cancelledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Instalment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT NOT NULL,
    "dealId" TEXT NOT NULL,
    "instalmentId" TEXT,
    "amount" DECIMAL(18,2) NOT NULL,
    "paidAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "voidedAt" TIMESTAMPTZ(3),
    "voidedById" TEXT,
    "voidNote" TEXT,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DealDelivery" (
    "id" TEXT NOT NULL,
    "dealId" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "toUserId" TEXT,
    "handedOverAt" TIMESTAMPTZ(3),
    "note" TEXT,
    "reachedStep" INTEGER,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "snoozedMs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DealDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChecklistItem" (
    "id" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "label" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "doneById" TEXT,

    CONSTRAINT "ChecklistItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Deal_customerId_createdAt_id_idx" ON "Deal"("customerId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Deal_signedAt_idx" ON "Deal"("signedAt");

-- CreateIndex
CREATE INDEX "Instalment_dealId_dueAt_id_idx" ON "Instalment"("dealId", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Payment_dealId_paidAt_id_idx" ON "Payment"("dealId", "paidAt", "id");

-- CreateIndex
CREATE INDEX "Payment_paidAt_idx" ON "Payment"("paidAt");

-- CreateIndex
CREATE INDEX "Payment_instalmentId_idx" ON "Payment"("instalmentId");

-- CreateIndex
CREATE UNIQUE INDEX "DealDelivery_dealId_key" ON "DealDelivery"("dealId");

-- CreateIndex
CREATE INDEX "DealDelivery_toUserId_idx" ON "DealDelivery"("toUserId");

-- CreateIndex
CREATE UNIQUE INDEX "ChecklistItem_deliveryId_code_key" ON "ChecklistItem"("deliveryId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Contract_fileId_key" ON "Contract"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "Quote_fileId_key" ON "Quote"("fileId");

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contract" ADD CONSTRAINT "Contract_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deal" ADD CONSTRAINT "Deal_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instalment" ADD CONSTRAINT "Instalment_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_instalmentId_fkey" FOREIGN KEY ("instalmentId") REFERENCES "Instalment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DealDelivery" ADD CONSTRAINT "DealDelivery_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChecklistItem" ADD CONSTRAINT "ChecklistItem_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "DealDelivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

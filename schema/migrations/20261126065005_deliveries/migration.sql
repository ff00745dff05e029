-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "laneKey" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "notificationId" TEXT,
    "recipientId" TEXT,
    "webhookId" TEXT,
    "eventTx" BIGINT,
    "eventOrdinal" INTEGER,
    "onceKey" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastAnswer" TEXT,
    "lastError" TEXT,
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryLane" (
    "key" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "heldUntil" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "pausedBecause" TEXT,

    CONSTRAINT "DeliveryLane_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "DeliveryAttempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "laneKey" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "answer" TEXT,
    "error" TEXT,

    CONSTRAINT "DeliveryAttempt_pkey" PRIMARY KEY ("deliveryId","number")
);

-- CreateTable
CREATE TABLE "ChannelSetting" (
    "userId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed" TEXT,
    "laneKey" TEXT NOT NULL,
    "kinds" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChannelSetting_pkey" PRIMARY KEY ("userId","channel")
);

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_onceKey_key" ON "Delivery"("onceKey");

-- CreateIndex
CREATE INDEX "Delivery_open_idx" ON "Delivery"("laneKey", "nextAttemptAt", "id") WHERE ("nextAttemptAt" is not null);

-- CreateIndex
CREATE INDEX "Delivery_notificationId_idx" ON "Delivery"("notificationId");

-- CreateIndex
CREATE INDEX "Delivery_webhookId_createdAt_id_idx" ON "Delivery"("webhookId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Delivery_recipientId_createdAt_idx" ON "Delivery"("recipientId", "createdAt");

-- CreateIndex
CREATE INDEX "DeliveryLane_open_idx" ON "DeliveryLane"("nextAt") WHERE ("nextAt" is not null);

-- CreateIndex
CREATE INDEX "DeliveryAttempt_laneKey_startedAt_idx" ON "DeliveryAttempt"("laneKey", "startedAt");

-- CreateIndex
CREATE INDEX "ChannelSetting_laneKey_idx" ON "ChannelSetting"("laneKey");

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_laneKey_fkey" FOREIGN KEY ("laneKey") REFERENCES "DeliveryLane"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryAttempt" ADD CONSTRAINT "DeliveryAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChannelSetting" ADD CONSTRAINT "ChannelSetting_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "WechatExchange" (
    "sourceId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WechatExchange_pkey" PRIMARY KEY ("sourceId","codeHash")
);

-- CreateIndex
CREATE INDEX "WechatExchange_at_idx" ON "WechatExchange"("at");

-- CreateTable
CREATE TABLE "RefusedMove" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "playbookId" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "ownerId" TEXT,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RefusedMove_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RefusedMove_customerId_idx" ON "RefusedMove"("customerId");

-- CreateIndex
CREATE INDEX "RefusedMove_at_idx" ON "RefusedMove"("at");

-- AddForeignKey
ALTER TABLE "RefusedMove" ADD CONSTRAINT "RefusedMove_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "WorkingProcess" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "skewMs" INTEGER NOT NULL,
    "alarmStore" TEXT NOT NULL,
    "alarms" INTEGER,
    "sweptAt" TIMESTAMPTZ(3),
    "fired" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WorkingProcess_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "WorkingProcess_beatAt_idx" ON "WorkingProcess"("beatAt");

-- A parked timer stands, as an armed one does: of several of the same timer the armed one, else the newest, stays.
UPDATE "Deadline" d SET status = 'DISARMED', "disarmedAt" = now() WHERE d.status = 'PARKED' AND EXISTS (
  SELECT 1 FROM "Deadline" o WHERE (o.subject, o.rule, o.step) = (d.subject, d.rule, d.step)
    AND (o.status = 'ARMED' OR (o.status = 'PARKED' AND (o."createdAt", o.id) > (d."createdAt", d.id))));

-- DropIndex
DROP INDEX "Deadline_armed_key";

-- CreateIndex
CREATE UNIQUE INDEX "Deadline_standing_key" ON "Deadline"("subject", "rule", "step") WHERE (status in ('ARMED', 'PARKED'));

-- What a stage means is written with each stay.
ALTER TABLE "StageVisit" ADD COLUMN "outcome" TEXT NOT NULL DEFAULT 'OPEN';

UPDATE "StageVisit" v SET outcome = s.outcome
FROM (
  SELECT p.id AS "playbookId", s ->> 'code' AS code, coalesce(s ->> 'outcome', CASE WHEN s -> 'end' = 'true' THEN 'NEUTRAL' ELSE 'OPEN' END) AS outcome
  FROM "Playbook" p CROSS JOIN jsonb_array_elements(p.definition -> 'stages') s) s
WHERE s."playbookId" = v."playbookId" AND s.code = v.stage AND s.outcome <> 'OPEN';

ALTER TABLE "StageVisit" ALTER COLUMN "outcome" DROP DEFAULT;

-- CreateTable
CREATE TABLE "Obligation" (
    "customerId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "tenureId" TEXT NOT NULL,
    "visitId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "ownerId" TEXT NOT NULL,
    "playbookId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "actedAt" TIMESTAMPTZ(3),
    "reclaimedAt" TIMESTAMPTZ(3),
    "lostAt" TIMESTAMPTZ(3),

    CONSTRAINT "Obligation_pkey" PRIMARY KEY ("customerId","id","tenureId","visitId")
);

-- CreateIndex
CREATE INDEX "Obligation_dueAt_idx" ON "Obligation"("dueAt");

-- CreateIndex
CREATE INDEX "Obligation_ownerId_dueAt_idx" ON "Obligation"("ownerId", "dueAt");

-- What these customers owe is worked out anew: only what differs is written. One plan for all calls: planning takes longer than the work for one.
CREATE FUNCTION refresh_obligations(customers text[]) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  WITH due AS (
    SELECT f."customerId", f.id, CASE WHEN f.stage IS NULL THEN 'FOLLOW_UP' ELSE 'STAGE_ACTION' END AS kind, f."dueAt",
      CASE WHEN f.status = 'DONE' AND f.qualifying THEN f."occurredAt" END AS "metAt"
    FROM "FollowUp" f
    -- What was called off before wasn't due any more.
    WHERE f."customerId" = ANY(customers) AND f."dueAt" IS NOT NULL AND (f.status <> 'CANCELLED' OR f."cancelledAt" > f."dueAt")
    UNION ALL
    SELECT k."customerId", k.id, 'FIRST_CONTACT', k."firstContactDueAt", (
      SELECT f."occurredAt" FROM "FollowUp" f
      WHERE f."customerId" = k."customerId" AND f.status = 'DONE' AND f.qualifying AND f."doneById" = k."userId" AND f."occurredAt" >= k."claimedAt"
      ORDER BY f."occurredAt" LIMIT 1)
    FROM "Claim" k
    WHERE k."customerId" = ANY(customers) AND k."firstContactDueAt" IS NOT NULL
  ), owed AS MATERIALIZED (
    SELECT due."customerId", due.id, ten.id AS "tenureId", v.id AS "visitId", due.kind, due."dueAt", ten."ownerId", v."playbookId", v.stage,
      -- Of what was met by itself in time nobody has to look what came after.
      CASE WHEN due."metAt" <= due."dueAt" THEN due."metAt" ELSE least(due."metAt", (
        SELECT f."occurredAt" FROM "FollowUp" f
        WHERE f."customerId" = due."customerId" AND f.status = 'DONE' AND f.qualifying AND f."occurredAt" >= due."dueAt"
        ORDER BY f."occurredAt" LIMIT 1), (
        SELECT m."enteredAt" FROM "StageVisit" m
        WHERE m."customerId" = due."customerId" AND m."enteredAt" >= due."dueAt" AND m."from" IS NOT NULL AND m.rule IS NULL
        ORDER BY m."enteredAt" LIMIT 1)) END AS "actedAt",
      (SELECT t."beganAt" FROM "Tenure" t
        WHERE t."customerId" = due."customerId" AND t."ownerId" IS NULL AND t."beganAt" > due."dueAt"
        ORDER BY t."beganAt" LIMIT 1) AS "reclaimedAt",
      (SELECT m."enteredAt" FROM "StageVisit" m
        WHERE m."customerId" = due."customerId" AND m.outcome = 'LOST' AND m."enteredAt" > due."dueAt"
        ORDER BY m."enteredAt" LIMIT 1) AS "lostAt"
    FROM due
      JOIN "Tenure" ten ON ten."customerId" = due."customerId" AND ten."ownerId" IS NOT NULL
        AND ten."beganAt" <= due."dueAt" AND (ten."endedAt" IS NULL OR ten."endedAt" > due."dueAt")
      JOIN "StageVisit" v ON v."customerId" = due."customerId"
        AND v."enteredAt" <= due."dueAt" AND (v."leftAt" IS NULL OR v."leftAt" > due."dueAt")
  ), gone AS (
    DELETE FROM "Obligation" o
    WHERE o."customerId" = ANY(customers) AND NOT EXISTS (
      SELECT FROM owed WHERE owed.id = o.id AND owed."tenureId" = o."tenureId" AND owed."visitId" = o."visitId" AND owed."customerId" = o."customerId")
  )
  INSERT INTO "Obligation" ("customerId", id, "tenureId", "visitId", kind, "dueAt", "ownerId", "playbookId", stage, "actedAt", "reclaimedAt", "lostAt")
  SELECT * FROM owed
  EXCEPT
  SELECT o."customerId", o.id, o."tenureId", o."visitId", o.kind, o."dueAt", o."ownerId", o."playbookId", o.stage, o."actedAt", o."reclaimedAt", o."lostAt"
  FROM "Obligation" o WHERE o."customerId" = ANY(customers)
  ON CONFLICT ("customerId", id, "tenureId", "visitId") DO UPDATE SET
    kind = excluded.kind, "dueAt" = excluded."dueAt", "ownerId" = excluded."ownerId", "playbookId" = excluded."playbookId", stage = excluded.stage,
    "actedAt" = excluded."actedAt", "reclaimedAt" = excluded."reclaimedAt", "lostAt" = excluded."lostAt";
END
$$;

DO $$
DECLARE
  customers text[];
  last text := '';
BEGIN
  LOOP
    SELECT array_agg(id ORDER BY id) INTO customers FROM (SELECT id FROM "Customer" WHERE id > last ORDER BY id LIMIT 5000) c;
    EXIT WHEN customers IS NULL;
    PERFORM refresh_obligations(customers);
    last := customers[cardinality(customers)];
  END LOOP;
END
$$;

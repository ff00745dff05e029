-- CreateTable
CREATE TABLE "PoolCount" (
    "id" BIGSERIAL NOT NULL,
    "poolId" TEXT NOT NULL,
    "customers" INTEGER NOT NULL,

    CONSTRAINT "PoolCount_pkey" PRIMARY KEY ("id")
);

-- One row more for whoever comes or goes: no two of them wait for each other.
CREATE FUNCTION pool_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op <> 'INSERT' AND old."poolId" IS NOT NULL THEN
    INSERT INTO "PoolCount" ("poolId", customers) VALUES (old."poolId", -1);
  END IF;
  IF tg_op <> 'DELETE' AND new."poolId" IS NOT NULL THEN
    INSERT INTO "PoolCount" ("poolId", customers) VALUES (new."poolId", 1);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER pool_count_come AFTER INSERT ON "Customer" FOR EACH ROW
  WHEN (new."poolId" IS NOT NULL) EXECUTE FUNCTION pool_count();
CREATE TRIGGER pool_count_change AFTER UPDATE OF "poolId" ON "Customer" FOR EACH ROW
  WHEN (old."poolId" IS DISTINCT FROM new."poolId") EXECUTE FUNCTION pool_count();
CREATE TRIGGER pool_count_go AFTER DELETE ON "Customer" FOR EACH ROW
  WHEN (old."poolId" IS NOT NULL) EXECUTE FUNCTION pool_count();

INSERT INTO "PoolCount" ("poolId", customers)
SELECT "poolId", count(*) FROM "Customer" WHERE "poolId" IS NOT NULL GROUP BY "poolId";

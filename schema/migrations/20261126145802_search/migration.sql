-- CreateTable
CREATE TABLE "Searchable" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "company" TEXT NOT NULL,
    "phone" TEXT NOT NULL,

    CONSTRAINT "Searchable_pkey" PRIMARY KEY ("id")
);

-- Letters without width, case and accents, whatever the locale of the database.
CREATE FUNCTION search_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(normalize(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g'), NFKC) COLLATE "C")
$$;

-- What a folded text is found by: each of its letters, and each two that follow one another.
CREATE FUNCTION search_keys(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  letters text[] := string_to_array(t, NULL);
  keys text[] := letters;
BEGIN
  FOR i IN 2 .. cardinality(letters) LOOP
    keys := keys || (letters[i - 1] || letters[i]);
  END LOOP;
  RETURN keys;
END
$$;

-- The keys of any text that contains this one; a single letter is the only one that needs the keys of letters.
CREATE FUNCTION search_asked(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(t) < 2 THEN ARRAY[t] ELSE (search_keys(t))[length(t) + 1:] END
$$;

-- A LIKE pattern for folded texts that contain this one, whose own wildcards stand for themselves.
CREATE FUNCTION search_pattern(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '%' || regexp_replace(t, '([\\%_])', '\\\1', 'g') || '%'
$$;

CREATE FUNCTION search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'DELETE' THEN
    DELETE FROM "Searchable" WHERE id = old.id;
  ELSE
    INSERT INTO "Searchable" (id, name, company, phone)
    VALUES (new.id, search_fold(coalesce(new.name, '')), search_fold(coalesce(new.company, '')), search_fold(coalesce(new.phone, '')))
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, company = excluded.company, phone = excluded.phone;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER search_add AFTER INSERT OR DELETE ON "Customer" FOR EACH ROW EXECUTE FUNCTION search_follow();
CREATE TRIGGER search_change AFTER UPDATE OF name, company, phone ON "Customer" FOR EACH ROW
  WHEN ((old.name, old.company, old.phone) IS DISTINCT FROM (new.name, new.company, new.phone)) EXECUTE FUNCTION search_follow();
CREATE TRIGGER search_add AFTER INSERT OR DELETE ON "Lead" FOR EACH ROW EXECUTE FUNCTION search_follow();
CREATE TRIGGER search_change AFTER UPDATE OF name, company, phone ON "Lead" FOR EACH ROW
  WHEN ((old.name, old.company, old.phone) IS DISTINCT FROM (new.name, new.company, new.phone)) EXECUTE FUNCTION search_follow();

INSERT INTO "Searchable" (id, name, company, phone)
SELECT id, search_fold(coalesce(name, '')), search_fold(coalesce(company, '')), search_fold(coalesce(phone, ''))
FROM (SELECT id, name, company, phone FROM "Customer" UNION ALL SELECT id, name, company, phone FROM "Lead") known;

-- One column after the other: no key reaches from one into the next. Many rows are taken in together; the rest is read through while it waits.
CREATE INDEX "Searchable_keys" ON "Searchable" USING gin (search_keys(name || E'\n' || company || E'\n' || phone))
  WITH (gin_pending_list_limit = 512);

-- Names by their beginning, in any locale.
-- CreateIndex
CREATE INDEX "Searchable_name_idx" ON "Searchable" USING SPGIST ("name");

ANALYZE "Searchable";

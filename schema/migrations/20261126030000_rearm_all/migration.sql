-- The timers of those who are there already follow the rules that came with this version.
INSERT INTO "RearmRun" (id, "poolId", before, "startedAt")
SELECT 'rrm_' || replace(p.id, 'pool_', ''), p.id,
  jsonb_build_object('rules', p.rules, 'teamIds', coalesce((SELECT jsonb_agg(t."teamId") FROM "PoolTeam" t WHERE t."poolId" = p.id), '[]')), now()
FROM "Pool" p WHERE p.kind = 'PUBLIC';

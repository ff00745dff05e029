// The limit: one statement that answers the page as JSON, without anything of people or rights.
import { serve } from './serve.js';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PAGE = `
  select json_build_object('data', json_build_object('customers', json_build_object(
    'nodes', coalesce(json_agg(node order by place) filter (where place <= 20), '[]'),
    'pageInfo', json_build_object('hasNextPage', count(*) > 20))))::text as answer
  from (
    select row_number() over (order by c."nextContactAt", c.id) as place, json_build_object(
      'id', c.id, 'version', c.version, 'name', c.name, 'company', c.company, 'phone', c.phone, 'intent', c.intent,
      'stage', json_build_object('code', c.stage),
      'nextContactAt', ${instant('c."nextContactAt"')}, 'lastActivityAt', ${instant('c."lastActivityAt"')},
      'owner', json_build_object('id', o.id, 'name', o.name),
      'followUps', json_build_object('nodes', coalesce(f.nodes, '[]'))) as node
    from (select * from "Customer" where "ownerId" = $1 order by "nextContactAt", id limit 21) c
      join "User" o on o.id = c."ownerId"
      cross join lateral (
        select json_agg(json_build_object('id', f.id,
          'status', case when f.status = 'PLANNED' and f."dueAt" <= now() then 'OVERDUE' else f.status end,
          'channel', f.channel, 'outcome', f.outcome, 'note', f.note, 'occurredAt', ${instant('f."occurredAt"')},
          'owner', case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end)
          order by f."createdAt" desc, f.id desc) as nodes
        from (select * from "FollowUp" where "customerId" = c.id order by "createdAt" desc, id desc limit 3) f
          left join "User" u on u.id = f."ownerId") f
  ) page`;

serve<{ answer: string }>({ page: { text: PAGE, values: (asked) => [asked.get('ownerId')] } }, ([row]) => row!.answer);

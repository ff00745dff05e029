import type { ByHand } from './serve.js';
import { OPEN } from './words.js';

const TOMORROW = `((date_trunc('day', now() at time zone 'Asia/Shanghai') + interval '1 day') at time zone 'Asia/Shanghai')`;
const TODAY = `(now() at time zone 'Asia/Shanghai')::date::text`;

const CLEAR = `((btrim(c.need) <> '' and c.budget is not null and btrim(c.timeline) <> '') is true
  or coalesce((select q."receiptConfirmedAt" is not null from "Quote" q
    where q."customerId" = c.id and q."createdAt" > c."cycleStartedAt" order by q."createdAt" desc, q.id desc limit 1), false))`;

const rank = (stage: string) =>
  `case ${stage} when 'INITIAL_CONTACT' then 1 when 'NEEDS_CONFIRMED' then 2 when 'QUOTED' then 3 when 'DECIDING' then 4 when 'WON' then 5 else 0 end`;

const HAS_STALLED = `(c."stageEnteredAt" <= now() - interval '5 days' or not exists (
  select 1 from "StageVisit" v left join lateral (select p.stage from "StageVisit" p
      where p."customerId" = v."customerId" and (p."enteredAt", p.id) < (v."enteredAt", v.id)
      order by p."enteredAt" desc, p.id desc limit 1) before on true
    where v."customerId" = c.id and v."enteredAt" > now() - interval '5 days'
      and ${rank('v.stage')} > coalesce(${rank('before.stage')}, -1)))`;

const DUE = `select "customerId", min("dueAt") as at from "FollowUp" where status = 'PLANNED' and "ownerId" = $1 and "customerId" is not null group by 1`;

/** Of pools that are open to all, by the shipped rules: three a day, one less for each miss of the last 30 days, none in the week after three of them; two hundred in all. */
const CLAIMABLE = `
  select case when claimed >= greatest(1, 3 - misses) or suspended or held >= 200 then 0 else
    (select coalesce(sum(customers), 0) from "PoolCount" where "poolId" in (select id from "Pool" where kind <> 'LEAD'))
    - (select count(*) from "Customer" c join "Pool" p on p.id = c."poolId" and p.kind <> 'LEAD'
        where c."lastOwnerId" = $1 and c."pooledAt" > now() - interval '7 days') end
  from (select
    (select count(*) from "Claim" where "userId" = $1 and "claimedOn" = ${TODAY})
      + (select count(*) from "LeadClaim" where "userId" = $1 and "claimedOn" = ${TODAY}) as claimed,
    (select count(*) from "Claim" where "userId" = $1 and "missedAt" > now() - interval '30 days') as misses,
    exists (select 1 from (select "missedAt" as at, lag("missedAt", 2) over (order by "missedAt") as third from "Claim"
      where "userId" = $1 and "missedAt" > now() - interval '37 days') m
      where at > now() - interval '7 days' and third > at - interval '30 days') as suspended,
    (select count(*) from "Customer" where "ownerId" = $1 and "mergedIntoId" is null and ${OPEN}) as held) quota`;

/** What somebody has to work on themselves. */
const OWN = {
  newLeads: `select count(*) from "Lead" where status = 'ASSIGNED' and "firstContactAt" is null and "ownerId" = $1`,
  dueLeads: `select count(distinct "leadId") from "FollowUp" f join "Lead" l on l.id = f."leadId"
    where f.status = 'PLANNED' and f."ownerId" = $1 and f."customerId" is null and f."dueAt" < ${TOMORROW}`,
  dueToday: `select count(*) from (${DUE}) due where at > now() and at < ${TOMORROW}`,
  overdue: `select count(*) from (${DUE}) due where at <= now()`,
  hotStalled: `select count(*) from "Customer" c where "ownerId" = $1 and "nextContactAt" is not null and ${OPEN}
    and (intent = 'HIGH' or ${CLEAR}) and ${HAS_STALLED}`,
  reclaimSoon: `select count(*) from "Customer" where "ownerId" = $1 and "reclaimAt" < now() + interval '2 days'`,
  claimable: CLAIMABLE,
};

const USUAL = `
  select key, stage, now() - 2 * percentile_cont(0.5) within group (order by stayed) as before
  from "Playbook" p cross join lateral jsonb_array_elements(p.definition -> 'stages') s
    cross join lateral (select "leftAt" - "enteredAt" as stayed, stage from "StageVisit" v
      where v."playbookId" = p.id and v.stage = s ->> 'code' and "leftAt" is not null order by "leftAt" desc limit 500) v
  group by 1, 2`;

/** What somebody above everybody has to look after. */
const OTHERS = {
  toPush: `select count(distinct "customerId") from "FollowUp"
    where status = 'PLANNED' and "customerId" is not null and "ownerId" <> $1 and "dueAt" <= now()`,
  toGiveUp: `select count(*) from "Customer" c join "Playbook" p on p.id = c."playbookId"
      left join (${USUAL}) usual on usual.key = p.key and usual.stage = c.stage
    where "ownerId" <> $1 and "nextContactAt" is not null and c.${OPEN} and "mergedIntoId" is null and not ${CLEAR}
      and ("stageEnteredAt" < usual.before or (select count(*) from "FollowUp" f
        where f."customerId" = c.id and f.outcome in ('NO_ANSWER', 'WRONG_NUMBER')
          and f."occurredAt" > coalesce(greatest(c."cycleStartedAt", c."ownedSince", c."lastInteractionAt"), '-infinity')) >= 3)`,
  toStepIn: `select count(*) from "Customer" where "owedSince" is not null and "ownerId" <> $1 and "mergedIntoId" is null`,
};

const counting = (counts: Readonly<Record<string, string>>): ByHand => ({
  text: `select ${Object.entries(counts)
    .map(([name, count]) => `(${count})::int as "${name}"`)
    .join(', ')}`,
  values: (asked) => [asked.get('userId')],
});

export const workbenchOfSales = counting(OWN);
export const workbenchOfManager = counting({ ...OWN, ...OTHERS });
export const OWN_LISTS = Object.keys(OWN);
export const ALL_LISTS = [...OWN_LISTS, ...Object.keys(OTHERS)];

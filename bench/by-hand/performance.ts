import { stats } from '../../api/resolvers/durations.js';
import type { ByHand } from './serve.js';
import { contacts } from './rhythm.js';
import { OPEN, WAY, within } from './words.js';

const ms = (span: string) => `round(date_part('epoch', ${span}) * 1000)`;

/** By the days of the calendar, $3 to $5: when each opens, how long it lasts, and what was worked before. */
const worked = (at: string) => {
  const day = `width_bucket(${ms(at)}, $3::float8[])`;
  return `(($5::float8[])[${day}] + greatest(0, least(($4::float8[])[${day}], ${ms(at)} - ($3::float8[])[${day}])))`;
};

const told = (span: string) =>
  `json_build_object('count', count(${span}), 'mean', avg(${span}), 'shares', percentile_cont(array[0.5, 0.9]) within group (order by ${span}))`;

const rank = (stage: string) => `coalesce(array_position(array['${WAY.join(`','`)}'], ${stage}), 0)`;

/** What each person did: a part for each kind of number, each told by whose it is. */
const partsOf = (mine: string): Readonly<Record<string, string>> => {
  const theirs = (owner: string) => mine && `and ${owner} = ${mine}`;
  const firstContacts = (subject: string) => `
    select t."ownerId", t."beganAt", min(f."occurredAt") as at from "Tenure" t
      join "FollowUp" f on f."${subject}" = t."${subject}" and f.status = 'DONE' and f.qualifying and f."doneById" = t."ownerId"
        and f."occurredAt" >= t."beganAt" and f."occurredAt" < coalesce(t."endedAt", 'infinity')
    where t.cause in ('LEAD_ASSIGNED', 'LEAD_CLAIMED', 'CUSTOMER_CLAIMED', 'CUSTOMER_ASSIGNED')
      and ${within('t."beganAt"')} ${theirs('t."ownerId"')} group by t.id`;
  return {
    leads: `select "ownerId", count(distinct "leadId")::int as "newLeads" from "Tenure"
      where "leadId" is not null and ${within('"beganAt"')} ${theirs('"ownerId"')} group by 1`,
    customers: `select "ownerId", count(distinct "customerId")::int as "newCustomers" from "Tenure"
      where cause = 'CUSTOMER_CREATED' and ${within('"beganAt"')} ${theirs('"ownerId"')} group by 1`,
    sales: `select "ownerId", count(*)::int as won, coalesce(sum(amount), 0)::numeric(18, 2)::text as "wonAmount" from (
        select v."ownerId", (select d.amount from "Deal" d where d."customerId" = v."customerId" and d.currency = 'CNY'
          and d."createdAt" <= v."enteredAt" order by d."createdAt" desc, d.id desc limit 1) as amount
        from "StageVisit" v where stage = 'WON' and ${within('"enteredAt"')} ${theirs('"ownerId"')}
          and not exists (select 1 from "StageVisit" e where e."customerId" = v."customerId" and e.stage = 'WON'
            and (e."enteredAt", e.id) < (v."enteredAt", v.id))) won group by 1`,
    losses: `select "ownerId", count(distinct "customerId")::int as lost from "StageVisit"
      where stage = 'LOST' and rule is distinct from 'playbook.migration' and ${within('"enteredAt"')} ${theirs('"ownerId"')} group by 1`,
    talks: `select "ownerId", count(*)::int as "followUps", count("customerId")::int as "withCustomers",
        count(distinct "customerId")::int as "customersTouched", ${told('"durationMinutes" * 60000::float8')} as durations
      from (${contacts(mine)}) c group by 1`,
    held: `select "ownerId", sum(${ms('least("endedAt", $2) - greatest("beganAt", $1)')} / 86400000) as "customerDays" from (
        select "ownerId", "beganAt", null::timestamptz as "endedAt" from "Tenure"
          where "endedAt" is null and "customerId" is not null and "beganAt" < $2 ${theirs('"ownerId"')}
        union all select "ownerId", "beganAt", "endedAt" from "Tenure"
          where "endedAt" > $1 and "customerId" is not null and "beganAt" < $2 ${theirs('"ownerId"')}) t group by 1`,
    duties: `select "ownerId", sum(due)::int as due, sum("onTime")::int as "onTime", count(*)::int as "customersDue",
        (count(*) filter (where leaked))::int as "customersLeaked" from (
        select "ownerId", count(*) as due, count(*) filter (where "actedAt" <= "dueAt") as "onTime",
          bool_or(case when "actedAt" <= "dueAt" then false
            else ${worked('least("actedAt", "reclaimedAt", "lostAt", now())')} - ${worked('"dueAt"')} > 14400000 end) as leaked
        from "Obligation" where ${within('"dueAt"')} and ${OPEN} ${theirs('"ownerId"')} group by "ownerId", "customerId") o group by 1`,
    claims: `select "userId" as "ownerId", count("contactedAt")::int as kept, count("missedAt")::int as missed from "Claim"
      where ${within('"firstContactDueAt"')} ${theirs('"userId"')} group by 1`,
    moves: `select "ownerId", count(*)::int as forward from "StageVisit"
      where ${rank('stage')} > ${rank('"from"')} and "from" is not null and ${within('"enteredAt"')} ${theirs('"ownerId"')} group by 1`,
    answers: `select "ownerId", ${told('took')} as responses from (
        select "ownerId", ${worked('at')} - ${worked('"beganAt"')} as took
        from (${firstContacts('customerId')} union all ${firstContacts('leadId')}) c) a group by 1`,
    stays: `select distinct on ("ownerId") "ownerId", stage as slowest from (
        select "ownerId", stage, percentile_cont(0.5) within group (order by stayed) as dwell from (
          select v."ownerId", v."playbookId", v.stage,
            sum(${ms('least(t."endedAt", v."leftAt") - greatest(t."beganAt", v."enteredAt")')}) as stayed
          from "StageVisit" v join "Tenure" t on t."customerId" = v."customerId" and t."ownerId" = v."ownerId"
            and t."beganAt" < v."leftAt" and (t."endedAt" is null or t."endedAt" > v."enteredAt")
          where v.${OPEN} and ${within('v."leftAt"')} ${theirs('v."ownerId"')} group by v.id) stay
        group by "ownerId", "playbookId", stage) s order by "ownerId", dwell desc, stage`,
  };
};

export function performance(values: ByHand['values'], mine: string): ByHand {
  const parts = Object.entries(partsOf(mine));
  const joins = parts.map(([name, part]) => `left join (${part}) ${name} on ${name}."ownerId" = u.id`);
  const text = `select u.id, ${parts.map(([name]) => `${name}.*`).join(', ')} from "User" u ${joins.join('\n')}
    where u.active ${mine && `and u.id = ${mine}`} order by u.name, u.id`;
  return { text, values };
}

interface Lasting {
  readonly count: number;
  readonly mean: number | null;
  readonly shares: readonly [median: number, p90: number] | null;
}

export type PerformanceByHand = {
  readonly id: string;
  readonly wonAmount: string | null;
  readonly slowest: string | null;
} & {
  readonly [name in 'durations' | 'responses']: Lasting | null;
} & { readonly [name in NumberByHand]: number | null };

type NumberByHand =
  | 'newLeads'
  | 'newCustomers'
  | 'won'
  | 'lost'
  | 'followUps'
  | 'withCustomers'
  | 'customersTouched'
  | 'customerDays'
  | 'due'
  | 'onTime'
  | 'customersDue'
  | 'customersLeaked'
  | 'kept'
  | 'missed'
  | 'forward';

const lasting = (told: Lasting | null) =>
  stats({
    count: told?.count ?? 0,
    mean: told?.mean ?? null,
    median: told?.shares?.[0] ?? null,
    p90: told?.shares?.[1] ?? null,
  });

/** As the product tells it. */
export function performanceOf(row: PerformanceByHand) {
  const number = (name: NumberByHand) => row[name] ?? 0;
  return {
    user: row.id,
    newLeads: number('newLeads'),
    newCustomers: number('newCustomers'),
    won: number('won'),
    wonAmount: row.wonAmount ?? '0.00',
    lost: number('lost'),
    followUps: number('followUps'),
    customersTouched: number('customersTouched'),
    followUpsPerCustomerMonth: row.customerDays ? number('withCustomers') / (row.customerDays / 30) : null,
    contactDuration: lasting(row.durations),
    onTime: [number('onTime'), number('due')],
    firstResponse: lasting(row.responses),
    slowestStage: row.slowest,
    efficiency: row.followUps ? (number('forward') * 10) / row.followUps : null,
    claimsKept: [number('kept'), number('kept') + number('missed')],
    leaks: [number('customersLeaked'), number('customersDue')],
  };
}

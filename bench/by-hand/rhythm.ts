import type { ByHand } from './serve.js';
import { within } from './words.js';

/**
 * The follow-ups that count: of several with one customer or lead by one person in one channel within ten minutes the first. Whether another came
 * just before is told by the one before: they lie in their order once.
 */
export const contacts = (mine: string) => `
  select "ownerId", "customerId", "occurredAt", "durationMinutes" from (
    select "doneById" as "ownerId", "customerId", "occurredAt", "durationMinutes", lag("occurredAt") over (
      partition by "doneById", "customerId", case when "customerId" is null then "leadId" end, coalesce(channel, '')
      order by "occurredAt", id collate "C") as before
    from "FollowUp" where status = 'DONE' and qualifying
      and "occurredAt" >= $1::timestamptz - interval '10 minutes' and "occurredAt" < $2 ${mine && `and "doneById" = ${mine}`}) f
  where ${within('"occurredAt"')} and coalesce(before <= "occurredAt" - interval '10 minutes', true)`;

/** By weekday and hour. */
export const rhythm = (values: ByHand['values'], mine: string): ByHand => ({
  text: `select extract(isodow from at)::int as weekday, extract(hour from at)::int as hour, count(*)::int as count
    from (select "occurredAt" at time zone 'Asia/Shanghai' as at from (${contacts(mine)}) c) local group by 1, 2 order by 1, 2`,
  values,
});

import { sql } from 'kysely';

/** A kind of process that was silent for longer was out of order: a restart isn't an outage. */
export const OUTAGE_FROM = sql`interval '10 minutes'`;

/** When we were out of order lately: what is over, and what goes on until somebody's heart beats again. */
export const OUTAGES = sql`
  select o."beganAt", o."endedAt" from "Outage" o where o."endedAt" > now() - interval '60 days'
  union all
  select h."beatAt", date_trunc('milliseconds', clock_timestamp()) from "Heartbeat" h
  where h."beatAt" < clock_timestamp() - ${OUTAGE_FROM}`;

import { sql } from 'kysely';
import { accept } from '../domain/decision.js';
import { command } from './command.js';
import { OUTAGE_FROM } from './store/outages.js';

export const PROCESS_ROLES = ['api', 'worker'] as const;
/** What a process does: it answers requests, or fires timers. One may do both. */
export type ProcessRole = (typeof PROCESS_ROLES)[number];

export interface Beat {
  readonly roles: readonly ProcessRole[];
}

/** A process is at work. Where none of its kind was for a while before, that was an outage, which isn't held against anybody. */
export const beat = command('beat', async (tx, { roles }: Beat) => {
  const silent = await sql<{ role: string; beatAt: Date }>`
    select role, "beatAt" from "Heartbeat" where role = any(${roles}::text[])
      and "beatAt" < ${tx.now}::timestamptz - ${OUTAGE_FROM} order by role for update`.execute(tx.sql);
  if (silent.rows.length > 0)
    await tx.sql
      .insertInto('Outage')
      .values(
        silent.rows.map(({ role, beatAt }) => ({ id: tx.newId('Outage'), role, beganAt: beatAt, endedAt: tx.now })),
      )
      .execute();
  await sql`
    insert into "Heartbeat" (role, "beatAt") select unnest(${[...roles].sort()}::text[]), ${tx.now}::timestamptz
    on conflict (role) do update set "beatAt" = greatest("Heartbeat"."beatAt", excluded."beatAt")`.execute(tx.sql);
  return accept([], { outages: silent.rows.length });
});

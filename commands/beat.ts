import { sql } from 'kysely';
import type { AlarmStoreKind } from '../domain/deadline/alarm-store.js';
import { accept } from '../domain/decision.js';
import { command } from './command.js';
import { BEATS_COUNT_FOR } from './store/clock-skew.js';
import { OUTAGE_FROM } from './store/outages.js';
import type { Tx } from './store/tx.js';

export const PROCESS_ROLES = ['api', 'worker'] as const;
/** What a process does: it answers requests, or fires timers. One may do both. */
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** What a process tells of itself to whoever runs it; times as how long ago they were, as its own clock may be wrong. */
export interface ProcessReport {
  readonly id: string;
  readonly name: string;
  readonly startedMsAgo: number;
  readonly alarmStore: AlarmStoreKind;
  /** Null where the store doesn't answer. */
  readonly alarms: number | null;
  /** Null where it hasn't swept. */
  readonly sweptMsAgo: number | null;
  readonly fired: number;
}

export interface Beat {
  readonly roles: readonly ProcessRole[];
  /** By how much the process's clock is ahead of the database's. */
  readonly skewMs: number;
  readonly process?: ProcessReport;
}

/** A process is at work. Where none of its kind was for a while before, that was an outage, which isn't held against anybody. */
export const beat = command('beat', async (tx, { roles, skewMs, process }: Beat) => {
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
    insert into "Heartbeat" as h (role, "beatAt", "skewMs", "skewAt")
      select unnest(${[...roles].sort()}::text[]), ${tx.now}::timestamptz, ${clamped(skewMs)}::int, ${tx.now}::timestamptz
    on conflict (role) do update set "beatAt" = greatest(h."beatAt", excluded."beatAt"),
      ("skewMs", "skewAt") = (select * from (values (h."skewMs", h."skewAt"), (excluded."skewMs", excluded."skewAt")) s (ms, at)
        where s.at > excluded."beatAt" - ${BEATS_COUNT_FOR} order by abs(s.ms) desc, s.at desc limit 1)`.execute(
    tx.sql,
  );
  if (process) await keep(tx, process, { roles, skewMs });
  return accept([], { outages: silent.rows.length });
});

async function keep(tx: Tx, { id, startedMsAgo, sweptMsAgo, ...told }: ProcessReport, beat: Beat): Promise<void> {
  const ago = (ms: number) => new Date(tx.now.getTime() - ms);
  const times = { beatAt: tx.now, startedAt: ago(startedMsAgo), sweptAt: sweptMsAgo === null ? null : ago(sweptMsAgo) };
  const row = { ...told, ...times, roles: [...beat.roles], skewMs: clamped(beat.skewMs) };
  await tx.sql
    .insertInto('WorkingProcess')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

const LARGEST_INT = 2 ** 31 - 1;
const clamped = (ms: number): number => Math.trunc(Math.max(-LARGEST_INT, Math.min(LARGEST_INT, ms)));

import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { TimerHealthType, TimersFollowingType, WorkingProcessType } from '../../schema/types/timer-health.type.js';

type Counts = Omit<TimerHealthType, 'sweptAt' | 'processes' | 'following'>;

/** What waits for longer is no longer on time. */
const OVERDUE_AFTER = sql`interval '10 seconds'`;

/** How the timers are, and who fires them: what is armed is counted by the index alone. */
export async function timerHealth({ sql: db }: Database): Promise<TimerHealthType> {
  const { processes, following } = await atWork(db); // before the time of which all this is told
  const counted = await sql<Counts>`
    with now as (select date_trunc('milliseconds', clock_timestamp()) as at),
    due as (
      select d."dueAt", coalesce(d."retryAt" > now.at, false) as rests from "Deadline" d, now
      where d.status = 'ARMED' and d."dueAt" <= now.at),
    waiting as (
      select count(*) filter (where not rests)::int as due, min("dueAt") filter (where not rests) as "oldestDueAt",
        count(*) filter (where not rests and "dueAt" <= now.at - ${OVERDUE_AFTER})::int as overdue,
        count(*) filter (where rests)::int as resting
      from due, now),
    soon as (
      select count(*)::int as "dueWithinHour", count(*) filter (where d."alarmedFor" = d."dueAt")::int as alarmed
      from "Deadline" d, now
      where d.status = 'ARMED' and d."dueAt" > now.at and d."dueAt" <= now.at + interval '1 hour')
    select now.at, waiting.*, soon.*,
      (select count(*)::int from "Deadline" where status = 'ARMED') as armed,
      (select count(*)::int from "Deadline" where status = 'PARKED') as parked
    from now, waiting, soon`.execute(db);
  const swept = processes.flatMap(({ sweptAt }) => (sweptAt ? [sweptAt.getTime()] : []));
  return {
    ...counted.rows[0]!,
    processes,
    following,
    sweptAt: swept.length === 0 ? null : new Date(Math.max(...swept)),
  };
}

async function atWork(db: Database['sql']) {
  const processes = await sql<WorkingProcessType>`
    select name, 'api' = any(roles) as "answersRequests", 'worker' = any(roles) as "firesTimers", "startedAt", "beatAt",
      "skewMs", "alarmStore", alarms, "sweptAt", fired
    from "WorkingProcess"
    where "beatAt" > clock_timestamp() - interval '1 hour' order by "beatAt" desc, id limit 100`.execute(db);
  const following = await sql<TimersFollowingType>`
    select "startedAt", done from "RearmRun" where "finishedAt" is null order by "startedAt", id limit 100`.execute(db);
  return { processes: processes.rows, following: following.rows };
}

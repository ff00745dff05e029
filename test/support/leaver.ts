import { sql } from 'kysely';
import { continueHandOver } from '../../commands/continue-hand-over.js';
import { newId } from '../../commands/store/ids.js';
import type { House } from './house.js';

export interface Belongings {
  readonly customers: number;
  readonly leads: number;
}

/**
 * Somebody's customers over all stages, each open one with its stage's action, one in three with a plan of their own too, all with timers;
 * and leads with a planned call. Written directly, as thousands of commands would take minutes.
 */
export async function seedBelongings(
  house: Pick<House, 'database' | 'playbookId'>,
  ownerId: string,
  { customers, leads }: Belongings,
): Promise<void> {
  const { sql: db } = house.database;
  const sourceId = newId('Source');
  await db
    .insertInto('Source')
    .values({
      id: sourceId,
      name: sourceId,
      channel: 'WEBSITE',
      quality: 3,
      keyHash: sourceId,
      allowedOrigins: [],
      defaultTags: [],
      createdAt: new Date(),
    })
    .execute();
  await sql`
    insert into "Customer" (id, version, name, intent, tags, "customFields", "playbookId", stage, "stageEnteredAt", "cycleStartedAt",
      "ownerId", "ownedSince", "lastActivityAt", "nextContactAt", "createdAt", "updatedAt")
    select 'cus_' || ${ownerId}::text || lpad(n::text, 6, '0'), 1, '客户' || n, 'UNKNOWN', '{}', '{}', ${house.playbookId},
      (array['INITIAL_CONTACT', 'NEEDS_CONFIRMED', 'QUOTED', 'DECIDING', 'WON', 'LOST'])[1 + n % 6],
      now() - interval '2 hours', now() - interval '1 day', ${ownerId}, now() - interval '1 day', now() - interval '1 hour', null,
      now() - interval '1 day', now()
    from generate_series(1, ${customers}::int) n`.execute(db);
  await sql`
    insert into "Lead" (id, version, status, name, "sourceId", tags, score, "scoreReasons", "ownerId", "ownedSince", "receivedAt", "updatedAt",
      "firstContactAt")
    select 'lead_' || ${ownerId}::text || lpad(n::text, 6, '0'), 1, 'ASSIGNED', '线索' || n, ${sourceId}, '{}', 60, '[]', ${ownerId},
      now() - interval '1 day', now() - interval '1 day', now(), now() - interval '20 hours'
    from generate_series(1, ${leads}::int) n`.execute(db);
  await sql`
    insert into "FollowUp" (id, version, "customerId", "leadId", "ownerId", status, stage, purpose, "dueAt", "remindAt", "createdAt")
    select 'fup_a' || c.id, 1, c.id, null, ${ownerId}, 'PLANNED', c.stage, '{"zh-CN":"回访","en":"Call"}'::jsonb,
      now() + interval '1 day', '{}'::timestamptz[], now()
      from "Customer" c where c."ownerId" = ${ownerId} and c.stage not in ('WON', 'LOST')
    union all select 'fup_b' || c.id, 1, c.id, null, ${ownerId}, 'PLANNED', null, '{"zh-CN":"拜访","en":"Visit"}'::jsonb,
      now() + interval '2 days', array[now() + interval '1 day']::timestamptz[], now()
      from "Customer" c where c."ownerId" = ${ownerId} and c.stage not in ('WON', 'LOST') and right(c.id, 6)::int % 3 = 0
    union all select 'fup_l' || l.id, 1, null, l.id, ${ownerId}, 'PLANNED', null, '{"zh-CN":"首呼","en":"First call"}'::jsonb,
      now() + interval '3 hours', '{}'::timestamptz[], now() from "Lead" l where l."ownerId" = ${ownerId}`.execute(db);
  await sql`
    insert into "Deadline" (id, kind, status, subject, rule, step, "customerId", "leadId", "followUpId", "dueAt", because, "createdAt")
    select 'ddl_' || f.id, case when f.stage is null then 'FOLLOW_UP_DUE' else 'STAGE_ACTION' end, 'ARMED', f.id,
      case when f.stage is null then 'followUp' else 'stages.' || f.stage || '.nextAction' end, 0, f."customerId", f."leadId", f.id,
      f."dueAt", '{"code":"BECAUSE_DUE"}'::jsonb, now() from "FollowUp" f where f."ownerId" = ${ownerId}
    union all select 'ddl_i' || c.id, 'STAGE_IDLE', 'ARMED', c.id, 'stages.' || c.stage || '.idle.0', 0, c.id, null, null,
      now() + interval '3 days', '{"code":"BECAUSE_DUE"}'::jsonb, now() from "Customer" c
      where c."ownerId" = ${ownerId} and c.stage in ('QUOTED', 'DECIDING')`.execute(db);
  await sql`update "Customer" c set "nextContactAt" = (select min("dueAt") from "FollowUp" f where f."customerId" = c.id)
    where c."ownerId" = ${ownerId}`.execute(db);
  await sql`update "Lead" l set "nextContactAt" = (select min("dueAt") from "FollowUp" f where f."leadId" = l.id)
    where l."ownerId" = ${ownerId}`.execute(db);
}

/** What the workers do, without them. */
export async function carriedOn(house: House, handOverId: string): Promise<void> {
  for (;;) {
    const { answer } = await house.as(house.manager, continueHandOver, { handOverId });
    if (answer['finished'] === 1) return;
  }
}

import { sql } from 'kysely';
import { accept } from '../domain/decision.js';
import type { Viewer } from '../domain/policy.js';
import { command } from './command.js';
import { nextBatch } from './hand-over-batch.js';
import { nextOf, type Part } from './hand-over-rest.js';
import type { Database } from './store/open-database.js';

export interface ContinueHandOver extends Partial<Part> {
  readonly handOverId: string;
}

/** The next batch of a run. Whoever comes while another works on it leaves it to them; a run whose worker died is anybody's. */
export const continueHandOver = command(
  'continueHandOver',
  async (tx, { handOverId, ...part }: ContinueHandOver, call) => {
    const run = await tx.sql
      .selectFrom('HandOverRun')
      .selectAll()
      .where('id', '=', handOverId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    return run ? nextBatch(tx, run, part, call) : accept([], { handled: 0, finished: 0 });
  },
);

export interface HandOverUnderWay {
  readonly id: string;
  readonly fromUserId: string;
  /** Who asked for it: what is done stands in the log under their name. */
  readonly by: Viewer;
}

/**
 * Runs with something left to do. One that has finished is among them for ten more minutes as long as the leaver, who isn't active any more,
 * has something: what was on its way to them when the run looked for the last time.
 */
export async function findHandOvers({ sql: db }: Database): Promise<readonly HandOverUnderWay[]> {
  const { rows } = await sql<Viewer & { runId: string; fromUserId: string }>`
    select r.id as "runId", r."fromUserId", u.id, u.role, u."teamId", u.active, u."onLeaveUntil", u."delegateId",
      array(select t.id from "Team" t where t."leadId" = u.id) as "ledTeamIds"
    from "HandOverRun" r join "User" u on u.id = r."byId"
    where r."finishedAt" is null or (r."finishedAt" > now() - interval '10 minutes'
      and exists (select 1 from "User" l where l.id = r."fromUserId" and not l.active)
      and (exists (select 1 from "Customer" c where c."ownerId" = r."fromUserId")
        or exists (select 1 from "Lead" l where l."ownerId" = r."fromUserId" and l.status in ('NEW', 'POOLED', 'ASSIGNED'))
        or exists (select 1 from "FollowUp" f where f."ownerId" = r."fromUserId" and f.status = 'PLANNED')))
    order by r."startedAt"`.execute(db);
  return rows.map(({ runId, fromUserId, ...by }) => ({ id: runId, fromUserId, by }));
}

/** The one that a batch of one would take now: the one that a fault stands in the way of. */
export async function firstOf(
  { sql: db }: Database,
  userId: string,
  except: readonly string[],
): Promise<string | null> {
  const { customers, leads, elsewhere } = await nextOf(db, userId, { limit: 1, except });
  return customers[0] ?? leads[0] ?? elsewhere.customers[0] ?? elsewhere.leads[0] ?? null;
}

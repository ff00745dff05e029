import { sql } from 'kysely';
import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Standing } from '../../domain/policy.js';

/** A right that was taken away holds no longer than this at a stream. */
const FRESH_MS = 2_000;

interface Known {
  readonly readAt: number;
  readonly standing: Standing | null;
}

/** Who holds the customers and leads that events are about, now: read for many subscribers at once. */
export class Standings {
  private readonly known = new Map<string, Known>();

  constructor(private readonly database: Database) {}

  /** Makes the standing of every subject of these events known, in one statement for those that aren't. */
  async prepare(events: readonly LoggedEvent[]): Promise<void> {
    const now = Date.now();
    const ids = [...new Set(events.map(subjectOf).filter((id) => id !== null))];
    const stale = ids.filter((id) => (this.known.get(id)?.readAt ?? 0) < now - FRESH_MS);
    if (stale.length === 0) return;
    if (this.known.size > 50_000) this.known.clear();
    const rows = await this.load(stale);
    for (const id of stale) this.known.set(id, { readAt: now, standing: rows.get(id) ?? null });
  }

  /** Who holds the event's subject; null where it has none or it is gone. Only after `prepare`. */
  of(event: LoggedEvent): Standing | null {
    const id = subjectOf(event);
    return id === null ? null : (this.known.get(id)?.standing ?? null);
  }

  private async load(ids: readonly string[]): Promise<Map<string, Standing>> {
    const { rows } = await sql<Standing & { id: string; poolId: string | null }>`
      select s.id, s."ownerId", u."teamId" as "ownerTeamId", s."poolId",
        array(select t."teamId" from "PoolTeam" t where t."poolId" = s."poolId") as "poolTeamIds"
      from (
        select id, "ownerId", "poolId" from "Customer" where id in (${sql.join(ids)})
        union all
        select id, "ownerId", "poolId" from "Lead" where id in (${sql.join(ids)})
      ) s left join "User" u on u.id = s."ownerId"`.execute(this.database.sql);
    return new Map(
      rows.map(({ id, poolId, ...standing }) => [id, poolId === null ? { ...standing, poolTeamIds: null } : standing]),
    );
  }
}

/** What an event is about: its customer once there is one. */
export const subjectOf = (event: LoggedEvent): string | null => event.customerId ?? event.leadId;

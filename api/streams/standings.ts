import { sql } from 'kysely';
import type { Position } from '../../commands/store/cursor.js';
import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import { comparePositions } from '../../commands/store/position.js';
import type { Standing } from '../../domain/policy.js';

/** A right that was taken away holds no longer than this at a stream. */
const FRESH_MS = 2_000;

const MOST_KNOWN = 50_000;

interface Known {
  readonly readAt: number;
  /** The latest event of the subject that had been seen by then: a later one may tell of another holder. */
  readonly upTo: Position;
  /** The statement in which it is read, together with others. */
  readonly standings: Promise<ReadonlyMap<string, Standing>>;
}

/** Who holds the customers and leads that events are about, now, or those whom they were merged into: read for many subscribers at once. */
export class Standings {
  private readonly known = new Map<string, Known>();

  constructor(private readonly database: Database) {}

  /** Begins to read the standings of all subjects of these events, in one statement for those that aren't known. */
  prepare(events: readonly LoggedEvent[]): void {
    const unknown = new Map<string, Position>();
    for (const event of events) {
      const id = subjectOf(event);
      if (id !== null && !this.isFresh(id, event)) unknown.set(id, event);
    }
    if (unknown.size > 0) this.read(unknown);
  }

  /** Who holds the event's subject, now; null where it has none or it is gone. A reader who comes back to a page late is told anew. */
  async of(event: LoggedEvent): Promise<Standing | null> {
    const id = subjectOf(event);
    if (id === null) return null;
    this.prepare([event]);
    return (await this.known.get(id)!.standings).get(id) ?? null;
  }

  /** The team of a person, now; null where they have none. */
  async teamOf(userId: string): Promise<string | null> {
    const { sql: db } = this.database;
    const person = await db.selectFrom('User').select('teamId').where('id', '=', userId).executeTakeFirst();
    return person?.teamId ?? null;
  }

  private isFresh(id: string, event: Position): boolean {
    const known = this.known.get(id);
    return known !== undefined && known.readAt > Date.now() - FRESH_MS && comparePositions(event, known.upTo) <= 0;
  }

  private read(latest: ReadonlyMap<string, Position>): void {
    if (this.known.size > MOST_KNOWN) this.known.clear();
    const readAt = Date.now();
    const standings = this.load([...latest.keys()]);
    standings.catch(() => this.forget(standings));
    for (const [id, { tx, ordinal }] of latest) this.known.set(id, { readAt, upTo: { tx, ordinal }, standings });
  }

  private forget(standings: Known['standings']): void {
    for (const [id, known] of this.known) if (known.standings === standings) this.known.delete(id);
  }

  private async load(ids: readonly string[]): Promise<Map<string, Standing>> {
    const { rows } = await sql<Standing & { id: string; poolId: string | null }>`
      select s.id, s."ownerId", u."teamId" as "ownerTeamId", s."poolId",
        array(select t."teamId" from "PoolTeam" t where t."poolId" = s."poolId") as "poolTeamIds"
      from (
        select asked.id, c."ownerId", c."poolId"
        from "Customer" asked join "Customer" c on c.id = coalesce(asked."mergedIntoId", asked.id) where asked.id in (${sql.join(ids)})
        union all
        select asked.id, case when c.id is null then l."ownerId" else c."ownerId" end, case when c.id is null then l."poolId" else c."poolId" end
        from "Lead" asked join "Lead" l on l.id = coalesce(asked."mergedIntoId", asked.id)
          left join "Customer" c on c.id = l."customerId" where asked.id in (${sql.join(ids)})
      ) s left join "User" u on u.id = s."ownerId"`.execute(this.database.sql);
    return new Map(
      rows.map(({ id, poolId, ...standing }) => [id, poolId === null ? { ...standing, poolTeamIds: null } : standing]),
    );
  }
}

/** What an event is about: its customer once there is one. */
export const subjectOf = (event: LoggedEvent): string | null => event.customerId ?? event.leadId;

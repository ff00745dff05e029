import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import { POOLS } from '../../commands/store/pools.js';
import { maySee, type Viewer } from '../../domain/policy.js';

/** A pool that was opened or closed to a team is so for streams no later than after this. */
const FRESH_MS = 2_000;

/** The teams of every pool at a moment. */
export class OpenPools {
  constructor(private readonly teams: ReadonlyMap<string, readonly string[]>) {}

  /** Whether what stands in this pool is this person's to see. */
  areOpenTo(viewer: Viewer, poolId: string): boolean {
    const poolTeamIds = this.teams.get(poolId);
    return poolTeamIds !== undefined && maySee(viewer, { ownerId: null, ownerTeamId: null, poolTeamIds });
  }
}

/** The teams of every pool, read for many subscribers at once. */
export class PoolTeams {
  private readAt = 0;
  private open: Promise<OpenPools> = Promise.resolve(new OpenPools(new Map()));

  constructor(private readonly database: Database) {}

  read(): Promise<OpenPools> {
    if (this.readAt < Date.now() - FRESH_MS) {
      this.readAt = Date.now();
      this.open = this.load();
      this.open.catch(() => (this.readAt = 0));
    }
    return this.open;
  }

  private async load(): Promise<OpenPools> {
    const { rows } = await POOLS.execute(this.database.sql);
    return new OpenPools(new Map(rows.map(({ id, teamIds }) => [id, teamIds])));
  }
}

/** The pools that an event is about: somebody came into them or left them, or they were changed. */
export function poolsOf({ type, data, changes }: LoggedEvent): {
  readonly entered: string | null;
  readonly left: string | null;
} {
  const moved = changes.find(({ field }) => field === 'poolId');
  if (moved) return { entered: asId(moved.new), left: asId(moved.old) };
  const isNew = type === 'CUSTOMER_CREATED' || type === 'LEAD_CAPTURED' || type === 'POOL_CHANGED';
  return { entered: isNew ? asId(data['poolId']) : null, left: null };
}

/** That somebody left a pool, told to those who saw them there and see them no longer: not who has them now, nor why. */
export const leftPool = (event: LoggedEvent, poolId: string): LoggedEvent => ({
  ...event,
  actorId: null,
  rule: null,
  changes: [{ field: 'poolId', old: poolId, new: null }],
  data: { poolId },
});

const asId = (value: unknown): string | null => (typeof value === 'string' ? value : null);

import { claimCounts } from '../../commands/store/claims.js';
import type { Database } from '../../commands/store/open-database.js';
import { calendarFrom, loadSettings } from '../../commands/store/settings.js';
import type { Pool } from '../../domain/pool/pool.js';
import { quotaOf, type Quota } from '../../domain/pool/quota.js';

/** What somebody may still claim from a pool, counted as a claim counts it. */
export async function quotaFrom({ sql: db }: Database, userId: string, pool: Pool): Promise<Quota> {
  const calendar = calendarFrom(await loadSettings(db));
  const now = new Date();
  return quotaOf(pool.rules, await claimCounts(db, userId, pool, now, calendar), now, calendar);
}

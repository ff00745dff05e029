import { claimCountsOf } from '../../commands/store/claims.js';
import type { Database } from '../../commands/store/open-database.js';
import { calendarFrom, loadSettings } from '../../commands/store/settings.js';
import type { Pool } from '../../domain/pool/pool.js';
import { quotaOf, type Quota } from '../../domain/pool/quota.js';
import { databaseTime } from './reports/as-of.js';

/** What somebody may still claim from each of these pools, counted as a claim counts it. */
export async function quotasFrom(database: Database, userId: string, pools: readonly Pool[]): Promise<Quota[]> {
  const { sql: db } = database;
  const [settings, now] = await Promise.all([loadSettings(db), databaseTime(database)]);
  const calendar = calendarFrom(settings);
  const counts = await claimCountsOf(db, userId, pools, now, calendar);
  return pools.map(({ id, rules }) => quotaOf(rules, counts.get(id)!, now, calendar));
}

import type { Database } from '../../commands/store/open-database.js';
import { fromSettings } from '../../commands/store/files.js';
import { POOLS, asPool } from '../../commands/store/pools.js';
import { loadSettings } from '../../commands/store/settings.js';
import type { Organisation } from '../../domain/simulation/setting.js';

/** Everybody, every pool and the settings, as they are today; and when it was out of order. */
export async function organisationToday({ sql: db }: Database): Promise<Organisation> {
  const settings = await loadSettings(db);
  const people = db.selectFrom('User').select(['id', 'role', 'teamId', 'active', 'onLeaveUntil', 'delegateId']);
  const { rows: pools } = await POOLS.execute(db);
  return {
    shared: { ...fromSettings(settings), pools: pools.map(asPool) },
    reopenFollowUpWithin: settings.assignment.reopenFollowUpWithin,
    people: await people.orderBy('id').execute(),
    outages: await db.selectFrom('Outage').select(['beganAt', 'endedAt']).orderBy('beganAt').execute(),
    teams: await db.selectFrom('Team').select(['id', 'leadId']).orderBy('id').execute(),
  };
}

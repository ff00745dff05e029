import type { PilotRow } from '../../commands/pilot/pilot-rows.js';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';

/** All there are, the latest to begin first. */
export const allPilots = ({ sql: db }: Database): Promise<PilotRow[]> =>
  db.selectFrom('Pilot').selectAll().orderBy('fromAt', 'desc').orderBy('id', 'desc').execute();

/** Pilots are the business of those who may start them. */
export async function pilotsById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]): Promise<PilotRow[]> {
  return may(viewer, 'managePlaybooks') ? db.selectFrom('Pilot').selectAll().where('id', 'in', ids).execute() : [];
}

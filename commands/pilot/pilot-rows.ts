import type { Selectable } from 'kysely';
import { notFound } from '../../domain/decision.js';
import type { Pilot } from '../../domain/pilot/pilot.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Tx } from '../store/tx.js';

export type PilotRow = Selectable<DB['Pilot']>;

export async function lockPilot({ sql: db }: Tx, id: string): Promise<PilotRow> {
  const row = await db.selectFrom('Pilot').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('pilotId');
  return row;
}

/** As it stands now; its report is kept apart. */
export async function keepPilot({ sql: db }: Tx, pilot: Pilot): Promise<void> {
  const { startedAt, endedAt, rolledBackAt, migrating, lastCustomerId, migrated, unmigrated } = pilot;
  const state = { startedAt, endedAt, rolledBackAt, migrating, lastCustomerId, migrated, unmigrated };
  await db.updateTable('Pilot').set(state).where('id', '=', pilot.id).execute();
}

/** Which of these teams stand in a pilot that hasn't ended. */
export async function inPilots({ sql: db }: Tx, teamIds: readonly string[]) {
  const open = await db
    .selectFrom('Pilot')
    .select(['id', 'teamId', 'controlTeamId'])
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('teamId', 'in', teamIds), where('controlTeamId', 'in', teamIds)]))
    .execute();
  return {
    tries: (teamId: string) => open.some((one) => one.teamId === teamId),
    controls: (teamId: string) => open.some((one) => one.controlTeamId === teamId),
  };
}

import { accept } from '../../domain/decision.js';
import { pilotReported } from '../../domain/pilot/pilot.js';
import type { ComparisonReport } from '../../domain/report/comparison.js';
import { command } from '../command.js';
import { everyPerson } from '../recurring/recurring-run.js';
import type { Database } from '../store/open-database.js';
import { lockPilot } from './pilot-rows.js';

export interface KeepPilotReport {
  readonly pilotId: string;
  readonly report: ComparisonReport;
}

/** What a pilot showed is kept as it was told at its end, and announced; once. */
export const keepPilotReport = command('keepPilotReport', async (tx, { pilotId, report }: KeepPilotReport, call) => {
  const pilot = await lockPilot(tx, pilotId);
  if (pilot.reportedAt) return accept([]);
  const kept = { report: JSON.stringify(report), reportedAt: tx.now };
  await tx.sql.updateTable('Pilot').set(kept).where('id', '=', pilotId).execute();
  const { teamId, controlTeamId } = pilot;
  const rows = await tx.sql
    .selectFrom('Team')
    .select(['id', 'name'])
    .where('id', 'in', [teamId, controlTeamId])
    .execute();
  const nameOf = (wanted: string) => rows.find(({ id }) => id === wanted)!.name;
  const names = { team: nameOf(teamId), controlTeam: nameOf(controlTeamId) };
  return accept(pilotReported(pilot, report, names, await everyPerson(tx), call), { pilotId });
});

/** Pilots that ran, have ended, and of which nothing is told yet. */
export async function findUnreported({ sql: db }: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('Pilot')
    .select('id')
    .where('startedAt', 'is not', null)
    .where('endedAt', 'is not', null)
    .where('reportedAt', 'is', null)
    .orderBy('endedAt')
    .execute();
  return rows.map(({ id }) => id);
}

import type { PilotRow } from '../../../commands/pilot/pilot-rows.js';
import type { Database } from '../../../commands/store/open-database.js';
import { windowOf } from '../../../domain/pilot/pilot.js';
import type { MonthReview } from '../../../domain/report/month-review.js';
import type { ComparisonReport } from '../../../domain/report/comparison.js';
import { EVERYBODY } from '../everybody.js';
import { monthPast } from './month-past.js';
import { comparison } from './pilot-comparison.js';
import { reportSpec } from './report.js';
import { stageReview } from './stage-review.js';

/** Makes what is kept as it was told at its time. */
export const reportsOver = (database: Database) => ({
  async ofPilot(pilotId: string): Promise<ComparisonReport> {
    const pilot = await database.sql
      .selectFrom('Pilot')
      .selectAll()
      .where('id', '=', pilotId)
      .executeTakeFirstOrThrow();
    return pilotReport(database, pilot);
  },
  async ofMonth(month: string): Promise<readonly MonthReview[]> {
    const teams = await database.sql.selectFrom('Team').select('id').orderBy('id').execute();
    const reviews: MonthReview[] = [];
    for (const teamId of [null, ...teams.map(({ id }) => id)]) {
      const { spec, asOf, stages } = await stageReview(database, EVERYBODY, { month, teamId });
      reviews.push({ teamId, past: await monthPast(database, spec), stages, asOf });
    }
    return reviews;
  },
});

/** What a pilot showed: as it was told at its end; until then, as it stands now. */
export async function pilotReport(database: Database, pilot: PilotRow): Promise<ComparisonReport> {
  const kept = pilot.report as (Omit<ComparisonReport, 'asOf'> & { readonly asOf: string }) | null;
  if (kept) return { ...kept, asOf: new Date(kept.asOf) };
  const spec = (teamId: string) => reportSpec(database, EVERYBODY, { ...windowOf(pilot), teamIds: [teamId] });
  const [a, b] = [await spec(pilot.teamId), await spec(pilot.controlTeamId)];
  return { asOf: a.asOf, ...(await comparison(database, a, b)) };
}

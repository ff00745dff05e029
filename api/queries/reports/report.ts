import { headOfLog } from '../../../commands/store/event-log.js';
import type { Database } from '../../../commands/store/open-database.js';
import { calendarFrom, loadSettings } from '../../../commands/store/settings.js';
import { badInput } from '../../../domain/decision.js';
import type { WorkCalendar } from '../../../domain/calendar.js';
import { message } from '../../../domain/message.js';
import type { Viewer } from '../../../domain/policy.js';
import { stageRows, type StageRow } from '../stage-table.js';
import { databaseTime } from './as-of.js';
import type { ReportWindow } from './scope.js';

/** A report as asked, with all that its statement has to know. */
export interface ReportSpec extends ReportWindow {
  readonly viewer: Viewer;
  readonly asOf: Date;
  readonly cursor: string;
  readonly calendar: WorkCalendar;
  readonly stages: readonly StageRow[];
}

export async function reportSpec(database: Database, viewer: Viewer, asked: ReportWindow): Promise<ReportSpec> {
  if (asked.from > asked.to) throw badInput('input.from', message('FROM_AFTER_TO'));
  const cursor = await headOfLog(database.sql);
  return {
    ...asked,
    viewer,
    cursor,
    asOf: await databaseTime(database),
    calendar: calendarFrom(await loadSettings(database.sql)),
    stages: await stageRows(database),
  };
}

/** What a cursor of a list behind a number holds under. */
export const keyOf = ({ from, to, teamIds, userIds, sourceIds, playbookId }: ReportSpec, row: object) => ({
  ...{ from, to, teamIds, userIds, sourceIds, playbookId },
  ...row,
});

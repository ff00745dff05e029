import { funnel } from '../../api/queries/reports/funnel.js';
import { followUpHeatmap, neglectHeatmap } from '../../api/queries/reports/heatmaps.js';
import { leaks } from '../../api/queries/reports/leaks.js';
import { performance } from '../../api/queries/reports/performance.js';
import { comparison } from '../../api/queries/reports/pilot-comparison.js';
import { reportSpec, type ReportSpec } from '../../api/queries/reports/report.js';
import { channelReport, reasonReport } from '../../api/queries/reports/sources.js';
import { stageReview } from '../../api/queries/reports/stage-review.js';
import { claimable } from '../../api/queries/workbench/claimable.js';
import { dueLeads, dueToday, overdue, toPush } from '../../api/queries/workbench/due.js';
import { hotStalled } from '../../api/queries/workbench/hot-stalled.js';
import { newLeads } from '../../api/queries/workbench/new-leads.js';
import { reclaimSoon } from '../../api/queries/workbench/reclaim-soon.js';
import { toGiveUp } from '../../api/queries/workbench/to-give-up.js';
import { toStepIn } from '../../api/queries/workbench/to-step-in.js';
import type { Crew } from '../../commands/demo/crew.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { localDay } from '../../domain/calendar.js';

export type View = (viewer: Viewer) => Promise<unknown>;

interface Asked {
  readonly from: Date;
  readonly to: Date;
}

/** Every report of a window, by the name that people know it by. */
export function reportsOf(database: Database, window: Asked, crew: Crew) {
  const bySpec = (report: (database: Database, spec: ReportSpec) => Promise<unknown>) => async (viewer: Viewer) =>
    report(database, await reportSpec(database, viewer, window));
  const teams = crew.teams.map(({ id }) => id);
  const arm = (viewer: Viewer, teamIds: readonly string[]) => reportSpec(database, viewer, { ...window, teamIds });
  return {
    'a funnel by cohort': (viewer) => funnel(database, viewer, { ...window, mode: 'COHORT' }),
    'a funnel by flow': (viewer) => funnel(database, viewer, { ...window, mode: 'PERIOD_FLOW' }),
    'a funnel as of now': (viewer) => funnel(database, viewer, { mode: 'SNAPSHOT' }),
    'a funnel as of then': (viewer) => funnel(database, viewer, { mode: 'SNAPSHOT', at: window.from }),
    'the rhythm of follow-ups': bySpec(followUpHeatmap),
    neglect: bySpec(neglectHeatmap),
    leaks: bySpec((_, spec) => leaks(database, spec, {})),
    performance: bySpec(performance),
    'the channel report': bySpec(channelReport),
    'the reason report': bySpec(reasonReport),
    'the stage review': (viewer) =>
      stageReview(database, viewer, { month: localDay(window.from, crew.calendar.timeZone).slice(0, 7) }),
    'a pilot against the rest': async (viewer) =>
      comparison(database, await arm(viewer, teams.slice(0, 1)), await arm(viewer, teams.slice(1, 2))),
  } satisfies Readonly<Record<string, View>>;
}

/** Somebody's whole workbench: a page of each list, and how many are on it. */
export const workbenchOf =
  (database: Database, timeZone: string): View =>
  async (viewer) => {
    const [workers, args] = [{ userId: viewer.id }, { first: 20 }];
    const today = { ...args, timeZone };
    const lists = [
      newLeads(database, viewer, workers, args),
      dueLeads(database, viewer, workers, today),
      dueToday(database, viewer, workers, today),
      overdue(database, viewer, workers, args),
      hotStalled(database, viewer, workers, args),
      reclaimSoon(database, viewer, workers, args),
      claimable(database, viewer, workers, args),
      toPush(database, viewer, workers, args),
      toGiveUp(database, viewer, workers, args),
      toStepIn(database, viewer, workers, args),
    ];
    // As a request does: a list is counted once its page is there, whatever the others are about.
    return Promise.all(lists.map(async (list) => (await list).totalCount()));
  };

import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import type { ReportKind } from '../../../domain/report/report.js';
import { funnel } from './funnel.js';
import { followUpHeatmap, neglectHeatmap } from './heatmaps.js';
import { leaksAtAll } from './leaks.js';
import { performance, type PerformanceRow } from './performance.js';
import { reportSpec, type ReportSpec } from './report.js';
import type { ReportWindow } from './scope.js';
import { channelReport, reasonReport } from './sources.js';

/** A report as it was at a moment, and what tells that from another. */
export interface ReportTick {
  readonly kind: ReportKind;
  readonly asOf: Date;
  readonly cursor: string;
  readonly says: string;
}

const READ: Readonly<Record<ReportKind, (database: Database, spec: ReportSpec) => Promise<unknown>>> = {
  FUNNEL: async (database, spec) => (await funnel(database, spec.viewer, spec)).numbers,
  PERFORMANCE: async (database, spec) => (await performance(database, spec)).map(withoutRate),
  FOLLOW_UP_HEATMAP: followUpHeatmap,
  NEGLECT_HEATMAP: neglectHeatmap,
  LEAKS: leaksAtAll,
  CHANNELS: channelReport,
  REASONS: reasonReport,
};

/** How these reports stand now, as this reader sees them; one after the other, so that they keep nobody else waiting. */
export async function reportTicks(
  database: Database,
  viewer: Viewer,
  asked: ReportWindow,
  kinds: readonly ReportKind[],
): Promise<readonly ReportTick[]> {
  const ticks: ReportTick[] = [];
  for (const kind of kinds) {
    const spec = await reportSpec(database, viewer, asked);
    const { asOf, cursor } = spec;
    ticks.push({ kind, asOf, cursor, says: JSON.stringify(await READ[kind](database, spec)) });
  }
  return ticks;
}

/** A rate over time that is still running moves all the while: that is no news. */
const withoutRate = ({ customerDays: _days, followUpsPerCustomerMonth: _rate, ...said }: PerformanceRow) => said;

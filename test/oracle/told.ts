import { funnel, type FunnelAsked } from '../../api/queries/reports/funnel.js';
import { followUpHeatmap, neglectHeatmap } from '../../api/queries/reports/heatmaps.js';
import { leaks } from '../../api/queries/reports/leaks.js';
import { performance } from '../../api/queries/reports/performance.js';
import { comparison } from '../../api/queries/reports/pilot-comparison.js';
import { reportSpec, type ReportSpec } from '../../api/queries/reports/report.js';
import { channelReport, reasonReport } from '../../api/queries/reports/sources.js';
import { stageReview } from '../../api/queries/reports/stage-review.js';
import type { Database } from '../../commands/store/open-database.js';
import { spanLength } from '../../domain/calendar.js';
import type { Question } from './asked.js';
import { funnelOf } from './funnel.js';
import { followUpHeatmapOf, neglectHeatmapOf } from './heatmaps.js';
import type { History } from './history-types.js';
import { leaksOf } from './leaks.js';
import { durations } from './numbers.js';
import { performanceOf } from './performance.js';
import { comparisonOf } from './pilot.js';
import { channelReportOf, reasonReportOf } from './sources.js';
import { stageReviewOf } from './stage-review.js';

/** What is asked of a report besides the window and of whom. */
export interface Details {
  readonly funnel: Required<Pick<FunnelAsked, 'mode' | 'at' | 'horizon' | 'strictOrder' | 'grouped'>>;
  readonly other: Question;
  readonly month: string;
}

/** What a report says, and what the log does. */
export interface Told {
  readonly says: unknown;
  readonly should: unknown;
}

type Telling = (database: Database, history: History, question: Question, details: Details) => Promise<Told>;

const ofSpec =
  (
    says: (database: Database, spec: ReportSpec) => Promise<unknown>,
    should: (history: History, question: Question) => unknown,
  ): Telling =>
  async (database, history, question) => ({
    says: await says(database, await reportSpec(database, question.reader, question)),
    should: should(history, question),
  });

/** Every report, by its name. */
export const REPORTS: Readonly<Record<string, Telling>> = {
  funnel: async (database, history, question, { funnel: asked }) => ({
    says: (await funnel(database, question.reader, { ...question, ...asked })).numbers,
    should: funnelOf(history, {
      ...question,
      mode: asked.mode!,
      at: asked.at!,
      horizonMs: spanLength(asked.horizon!),
      strictOrder: asked.strictOrder!,
      grouped: asked.grouped!,
    }),
  }),
  performance: ofSpec(
    async (database, spec) => (await performance(database, spec)).map(asAnswered).toSorted(byText),
    (history, question) => performanceOf(history, question).toSorted(byText),
  ),
  followUpHeatmap: ofSpec(
    async (database, spec) => (await followUpHeatmap(database, spec)).toSorted(byText),
    (history, question) => followUpHeatmapOf(history, question).toSorted(byText),
  ),
  neglectHeatmap: ofSpec(
    async (database, spec) => (await neglectHeatmap(database, spec)).toSorted(byText),
    (history, question) => neglectHeatmapOf(history, question).toSorted(byText),
  ),
  leaks: ofSpec(
    async (database, spec) => (await allLeaks(database, spec)).toSorted(byText),
    (history, question) =>
      leaksOf(history, question)
        .map(({ onTime: _, leaked: __, ...leak }) => leak)
        .toSorted(byText),
  ),
  channelReport: ofSpec(
    async (database, spec) => (await channelReport(database, spec)).toSorted(byText),
    (history, question) => channelReportOf(history, question).toSorted(byText),
  ),
  reasonReport: ofSpec(
    async (database, spec) => (await reasonReport(database, spec)).toSorted(byText),
    (history, question) => reasonReportOf(history, question).toSorted(byText),
  ),
  pilotComparison: async (database, history, question, { other }) => ({
    says: await comparison(
      database,
      await reportSpec(database, question.reader, question),
      await reportSpec(database, other.reader, other),
    ),
    should: comparisonOf(history, question, other),
  }),
  stageReview: async (database, history, { reader, teamIds }, { month }) => {
    const teamId = teamIds?.[0];
    const { stages } = await stageReview(database, reader, { month, teamId });
    const whole = { reader, from: history.asOf, to: history.asOf, teamIds: teamId === undefined ? null : [teamId] };
    return {
      says: stages.map((row) => ({ ...row, findings: row.findings.map(({ code }) => code) })).toSorted(byText),
      should: stageReviewOf(history, { month, question: whole }).toSorted(byText),
    };
  },
};

async function allLeaks(database: Database, spec: ReportSpec) {
  const { nodes } = await leaks(database, spec, { first: 100 });
  return nodes.map(({ kind, customerId, ownerId, dueAt, recoveredAt, outcome }) => ({
    kind,
    customerId,
    ownerId,
    dueAt,
    recoveredAt,
    outcome,
  }));
}

/** Without what only its shares are made of. */
const asAnswered = ({
  withCustomers: _1,
  customerDays: _2,
  due: _3,
  customersDue: _4,
  customersLeaked: _5,
  kept: _6,
  missed: _7,
  forward: _8,
  ...row
}: Awaited<ReturnType<typeof performance>>[number]) => ({
  ...row,
  contactDuration: row.contactDuration ?? durations([]),
  firstResponse: row.firstResponse ?? durations([]),
});

/** Fields by name and fractions to nine digits: what is the same reads the same. */
export function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(9));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).map(([name, field]) => [name, plain(field)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const byText = (a: unknown, b: unknown): number => (textOf(a) < textOf(b) ? -1 : 1);
const textOf = (value: unknown): string => JSON.stringify(plain(value));

import { DateTime } from 'luxon';
import type { StageReviewRow } from '../../api/queries/reports/stage-review.js';
import { counts, holdingsBefore, isOfAll, stageOf, type Question } from './asked.js';
import type { History, KnownStage, Stay } from './history-types.js';
import { durations, quantile, ratio } from './numbers.js';

type Row = Omit<StageReviewRow, 'findings'> & { readonly findings: readonly string[] };

interface Month {
  readonly from: Date;
  readonly to: Date;
}

interface Asked {
  readonly month: string;
  readonly question: Question;
}

/** Each stage of a playbook, whatever its version, in the month and the three before. */
export function stageReviewOf(history: History, { month, question }: Asked): readonly Row[] {
  const months = monthsUpTo(history, month);
  return newestFirst(history).flatMap((stage) => {
    const row = rowOf(history, question, stage, months);
    return isListed(history, stage) || isTold(row, stage, history, question, months) ? [row] : [];
  });
}

/** The month and the three before, as far as they have passed. */
export function monthsUpTo({ calendar, asOf }: History, month: string): readonly Month[] {
  const first = DateTime.fromISO(`${month}-01`, { zone: calendar.timeZone });
  return [0, 1, 2, 3].map((back) => ({
    from: first.minus({ months: back }).toJSDate(),
    to: new Date(Math.min(first.minus({ months: back - 1 }).toMillis(), Number(asOf))),
  }));
}

/** Each code once, of the newest version that has it. */
function newestFirst({ stages }: History): readonly KnownStage[] {
  return stages.filter(
    ({ key, code, version }) => !stages.some((one) => one.key === key && one.code === code && one.version > version),
  );
}

const isListed = ({ stages }: History, { key, version }: KnownStage): boolean =>
  !stages.some((one) => one.key === key && one.version > version);

function isTold(row: Row, stage: KnownStage, history: History, question: Question, months: readonly Month[]): boolean {
  const before = months.slice(1);
  return (
    row.entered + row.left + row.open + row.refused > 0 ||
    before.some(
      (month) =>
        entriesOf(history, question, stage, month).length + leavingsOf(history, question, stage, month).length > 0,
    )
  );
}

function rowOf(history: History, question: Question, stage: KnownStage, months: readonly Month[]): Row {
  const [now, ...before] = months as [Month, ...Month[]];
  const entries = entriesOf(history, question, stage, now);
  const left = leavingsOf(history, question, stage, now);
  const leftBefore = before.flatMap((month) => leavingsOf(history, question, stage, month));
  const refused = refusalsOf(history, question, stage, now).length;
  const forward = ratio(left.filter((stay) => leadsForward(history, stay)).length, left.length);
  const forwardBefore = ratio(leftBefore.filter((stay) => leadsForward(history, stay)).length, leftBefore.length);
  const dwell = durations(dwellOf(left));
  const medianBefore = quantile(dwellOf(leftBefore), 0.5);
  const moves = entries.filter(({ from }) => from !== null).length;
  const found = {
    UNUSED: !stage.end && isUnused(history, question, stage, months.slice(0, 3)),
    LOW_CONVERSION:
      !stage.end && forward.value !== null && forwardBefore.value !== null && upperBound(forward) < forwardBefore.value,
    LONG_DWELL: !stage.end && dwell.median !== null && medianBefore !== null && dwell.median > 2 * medianBefore,
    OFTEN_REFUSED: refused > moves,
  };
  return {
    playbookId: stage.playbookId,
    stage: stage.code,
    entered: entries.length,
    left: left.length,
    forward,
    dwell,
    open: openAt(history, question, stage, now.to).length,
    refused,
    findings: Object.entries(found).flatMap(([code, isSo]) => (isSo ? [code] : [])),
  };
}

const isIn = (at: Date, { from, to }: Month): boolean => at >= from && at < to;

const isOf = (history: History, { key, code }: KnownStage, stands: { playbookId: string; stage: string }): boolean =>
  stands.stage === code && stageOf(history, stands).key === key;

/** Coming with another version is no entry. */
export const entriesOf = (history: History, question: Question, stage: KnownStage, month: Month): readonly Stay[] =>
  history.stays.filter(
    (stay) =>
      !stay.isMigration &&
      isOf(history, stage, stay) &&
      isIn(stay.at, month) &&
      counts(history, question, stay.ownerId),
  );

export const refusalsOf = (history: History, question: Question, stage: KnownStage, month: Month) =>
  history.refusedMoves.filter(
    (one) =>
      isOf(history, stage, { playbookId: one.playbookId, stage: one.to }) &&
      isIn(one.at, month) &&
      counts(history, question, one.ownerId),
  );

/** Going on under another version is no leaving. */
export const leavingsOf = (history: History, question: Question, stage: KnownStage, month: Month): readonly Stay[] =>
  history.stays.filter(
    ({ leftFor, ...stay }) =>
      leftFor !== null &&
      !leftFor.isMigration &&
      isOf(history, stage, stay) &&
      isIn(leftFor.at, month) &&
      counts(history, question, leftFor.ownerId),
  );

export const leadsForward = (history: History, stay: Stay): boolean =>
  stageOf(history, stay.leftFor!).rank > stageOf(history, stay).rank;

/** A stay that began with another version is shorter than it was: it isn't measured. */
const dwellOf = (left: readonly Stay[]): readonly number[] =>
  left.filter(({ isMigration }) => !isMigration).map(({ at, until }) => Number(until) - Number(at));

export const openAt = (history: History, question: Question, stage: KnownStage, at: Date): readonly Stay[] =>
  history.stays.filter(
    (stay) =>
      isOf(history, stage, stay) &&
      stay.at < at &&
      (stay.until === null || stay.until >= at) &&
      (isOfAll(question) ||
        holdingsBefore(history, stay.customerId, at).some(({ ownerId }) => counts(history, question, ownerId))),
  );

/** Under 1 % of what came into any stage of its playbook, in each of three months. */
const isUnused = (history: History, question: Question, stage: KnownStage, months: readonly Month[]): boolean =>
  months.every((month) => {
    const siblings = newestFirst(history).filter(({ key }) => key === stage.key);
    const all = siblings.reduce((sum, one) => sum + entriesOf(history, question, one, month).length, 0);
    return all > 0 && entriesOf(history, question, stage, month).length / all < 0.01;
  });

/** Wilson's, at 95 %. */
function upperBound({ numerator, denominator: n }: { numerator: number; denominator: number }): number {
  const [z, p] = [1.959963984540054, numerator / n];
  return (p + z ** 2 / (2 * n) + z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
}

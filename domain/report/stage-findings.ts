import { message, type Message } from '../message.js';
import { wilson, type Share } from './intervals.js';

/** What happened at a stage within the reviewed month, and within the three before. */
export interface StageMonths {
  /** One at which no sale is under way any more. */
  readonly end: boolean;
  /** How many came, in the reviewed month, the one before, and the one before that. */
  readonly entered: readonly number[];
  /** Moves into it. */
  readonly moves: number;
  readonly refused: number;
  readonly forward: Share;
  readonly forwardBefore: Share;
  /** Milliseconds; null: nobody left. */
  readonly median: number | null;
  readonly medianBefore: number | null;
}

export const STAGE_FINDING_CODES = ['UNUSED', 'LOW_CONVERSION', 'LONG_DWELL', 'OFTEN_REFUSED'] as const;
export type StageFindingCode = (typeof STAGE_FINDING_CODES)[number];

export interface StageFinding {
  readonly code: StageFindingCode;
  readonly message: Message;
  readonly suggestion: Message;
}

/** Fewer than this share of all entries is next to no use. */
const HARDLY_USED = 0.01;
/** So many times the median of before is long. */
const LONG = 2;

/** What of a stage deserves a look, and what may be done; `all` are the entries into any stage of its playbook, by month as `entered`. */
export function stageFindings(stage: StageMonths, all: readonly number[]): readonly StageFinding[] {
  const { end, moves, refused } = stage;
  const found: readonly (StageFinding | null)[] = [
    !end && isUnused(stage, all) ? finding('UNUSED', 'STAGE_UNUSED', 'STAGE_UNUSED_DO', {}) : null,
    end ? null : lowConversion(stage),
    end ? null : longDwell(stage),
    refused > moves
      ? finding('OFTEN_REFUSED', 'STAGE_OFTEN_REFUSED', 'STAGE_OFTEN_REFUSED_DO', { refused, moves })
      : null,
  ];
  return found.filter((one) => one !== null);
}

/** In each of three months in which the playbook was worked with. */
const isUnused = ({ entered }: StageMonths, all: readonly number[]): boolean =>
  all.every((count, month) => count > 0 && entered[month]! / count < HARDLY_USED);

function lowConversion({ forward, forwardBefore }: StageMonths): StageFinding | null {
  if (forward.denominator === 0 || forwardBefore.denominator === 0) return null;
  const before = forwardBefore.numerator / forwardBefore.denominator;
  if (wilson(forward).high >= before) return null;
  const params = { now: percent(forward.numerator / forward.denominator), before: percent(before) };
  return finding('LOW_CONVERSION', 'STAGE_LOW_CONVERSION', 'STAGE_LOW_CONVERSION_DO', params);
}

function longDwell({ median, medianBefore }: StageMonths): StageFinding | null {
  if (median === null || medianBefore === null || median <= LONG * medianBefore) return null;
  const params = { now: days(median), before: days(medianBefore) };
  return finding('LONG_DWELL', 'STAGE_LONG_DWELL', 'STAGE_LONG_DWELL_DO', params);
}

type Code = Message['code'];

const finding = (
  code: StageFindingCode,
  text: Code,
  suggestion: Code,
  params: Readonly<Record<string, number>>,
): StageFinding => ({ code, message: message(text, params), suggestion: message(suggestion) });

const percent = (share: number): number => Math.round(share * 100);
const days = (ms: number): number => Math.round(ms / 8_640_000) / 10;

import type { Label } from '../message.js';
import type { DraftPlaybook, DraftStage } from '../playbook/draft.js';
import { IDLE_SINCE, type CalendarKind, type IdleSince } from '../playbook/playbook.js';
import type { DraftPoolRules, DraftReclaimRule } from '../pool/draft.js';

export const TIMETABLE_EFFECTS = ['MOVE', 'ESCALATE', 'RECLAIM'] as const;
export type TimetableEffect = (typeof TIMETABLE_EFFECTS)[number];

/** One rule about silence as it runs in one stage, whether the playbook or a pool has it. */
export interface TimetableRow {
  readonly stage: string;
  /** Name of the pool whose rule it is; null: the stage's own, or of rules that no pool has yet. */
  readonly pool: string | null;
  /** Where it stands in its playbook or pool, e.g. `stages[2].idle[0]` or `reclaim[1]`. */
  readonly path: string;
  readonly after: string;
  readonly since: IdleSince;
  readonly calendar: CalendarKind;
  readonly effect: TimetableEffect;
  /** The stage it leads to, or who is told; null: the pool. */
  readonly to: string | null;
  readonly when: readonly string[];
  readonly unless: readonly string[];
  /** Why it can never act in this stage; null: it can. */
  readonly neverActs: Label | null;
}

/** A pool's rules under the name by which people know them; null: no pool has them yet. */
export interface NamedPoolRules {
  readonly name: string | null;
  readonly rules: DraftPoolRules;
}

/** A row with what it takes to compare it with others. */
export interface Entry extends Omit<TimetableRow, 'neverActs'> {
  /** What it is called among its own: the place in its list from 1, or the longest hold. */
  readonly place: number | 'LONGEST_HOLD';
  /** Everything that has to hold besides the span. */
  readonly conditions: readonly string[];
  /** Held back when it comes up, it waits its span again: others may act meanwhile. */
  readonly mayWait: boolean;
}

/** The rules of a stage itself, as far as they can be read. */
export function entriesOfStage(stage: DraftStage, { calendar }: DraftPlaybook): readonly Entry[] {
  return stage.idle.flatMap((rule, index) => {
    const since = sinceOf(rule.since);
    if (rule.for === undefined || since === undefined) return [];
    return {
      stage: stage.code!,
      pool: null,
      path: rule.path,
      after: rule.for,
      since,
      calendar,
      effect: rule.moveTo === undefined ? 'ESCALATE' : 'MOVE',
      to: rule.moveTo ?? rule.escalateTo ?? null,
      when: [],
      unless: rule.unless.filter(isGiven),
      place: index + 1,
      conditions: rule.unless.map((code) => `not ${code}`),
      mayWait: rule.isGuarded,
    };
  });
}

/** The rules of a pool that hold in a stage; the longest hold comes first, as it does when both are due. */
export function entriesOfPool(stage: DraftStage, { name, rules }: NamedPoolRules): readonly Entry[] {
  const common = { stage: stage.code!, pool: name, calendar: rules.calendar, effect: 'RECLAIM', to: null } as const;
  const { longestHold } = rules;
  const reclaim = rules.reclaim.flatMap((rule, index) => reclaimEntry(rule, index, stage, common));
  return longestHold === undefined || stage.isEnd ? reclaim : [{ ...HOLD, ...common, after: longestHold }, ...reclaim];
}

const HOLD = {
  path: 'longestHold',
  since: 'CLAIM',
  when: [],
  unless: [],
  place: 'LONGEST_HOLD',
  conditions: [],
  mayWait: false,
} as const;

function reclaimEntry(
  rule: DraftReclaimRule,
  index: number,
  stage: DraftStage,
  common: Pick<Entry, 'stage' | 'pool' | 'calendar' | 'effect' | 'to'>,
): readonly Entry[] {
  const since = sinceOf(rule.since);
  const isMeant = rule.stages === undefined ? !stage.isEnd : rule.stages.includes(stage.code);
  if (rule.idleFor === undefined || since === undefined || !isMeant) return [];
  return [
    {
      ...common,
      path: rule.path,
      after: rule.idleFor,
      since,
      when: rule.when.filter(isGiven),
      unless: rule.unless.filter(isGiven),
      place: index + 1,
      conditions: [
        ...rule.when.map(String),
        ...rule.unless.map((code) => `not ${code}`),
        ...[...rule.customFields].map(([code, values]) => `${code}=${JSON.stringify([...values].sort())}`),
      ],
      mayWait: false,
    },
  ];
}

const sinceOf = (text: string | undefined): IdleSince | undefined => IDLE_SINCE.find((since) => since === text);

const isGiven = (code: string | undefined): code is string => code !== undefined;

import type { Label } from '../message.js';
import type { ConditionCode, PlaybookCondition } from './conditions.js';

export const STAGE_OUTCOMES = ['OPEN', 'WON', 'LOST', 'NEUTRAL'] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];

export const ACTION_BY = ['OWNER', 'TEAM_LEAD', 'MANAGER'] as const;
/** Who acts on, or hears of, an obligation: the owner or one of their superiors. */
export type ActionBy = (typeof ACTION_BY)[number];

export const CALENDARS = ['CLOCK', 'WORKING'] as const;
export type CalendarKind = (typeof CALENDARS)[number];

export const IDLE_SINCE = ['LAST_ACTIVITY', 'LAST_INTERACTION', 'LAST_STAGE_CHANGE', 'CLAIM'] as const;
export type IdleSince = (typeof IDLE_SINCE)[number];

export const REASON_KINDS = ['LOSS', 'PAUSE', 'RELEASE', 'DISQUALIFY', 'CANCEL'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export interface Coded {
  readonly code: string;
  readonly label: Label;
  /** The reason asks for a note. */
  readonly needsNote?: boolean;
}

export type PlaybookReasons = Readonly<Record<ReasonKind, readonly Coded[]>>;

export interface NextAction {
  readonly code: string;
  readonly by?: ActionBy;
  readonly purpose: Label;
  /** ISO span from entry, in clock time. */
  readonly dueIn: string;
  /** ISO spans before the due time at which the owner is reminded. */
  readonly remindBefore?: readonly string[];
  /** Local times at which the owner is reminded; day 1 is the day of entry. */
  readonly remindAt?: readonly { readonly day: number; readonly time: string }[];
}

export interface IdleRule {
  readonly for: string;
  readonly since: IdleSince;
  /** Conditions that hold the rule back when it fires. */
  readonly unless?: readonly PlaybookCondition[];
  readonly then: { readonly moveTo: string } | { readonly escalateTo: ActionBy };
}

export interface StageDefinition {
  readonly code: string;
  readonly label: Label;
  /** What happened when a customer stands here: action and result. */
  readonly standard: Label;
  readonly entryConditions?: readonly PlaybookCondition[];
  readonly nextAction?: NextAction;
  readonly idle?: readonly IdleRule[];
  readonly mayGoTo: readonly string[];
  /** Of these, where only a superior moves a customer to, or approves that its owner does. */
  readonly needsApproval?: readonly string[];
  readonly toPool?: 'PUBLIC' | 'DORMANT';
  readonly funnelStep?: string;
  readonly outcome?: StageOutcome;
  readonly end?: boolean;
  readonly opens?: readonly ('PAYMENT' | 'DELIVERY')[];
}

export interface EscalationStep {
  readonly to: ActionBy;
  /** ISO span counted from the obligation's due time. */
  readonly after: string;
}

/** By when a superior decides what they are asked to approve, and who hears of it where they don't. */
export interface ApprovalRules {
  /** ISO span from the request, in clock time. */
  readonly within: string;
  /** ISO spans of the steps count from when it was due. */
  readonly escalation: readonly EscalationStep[];
}

/** What is asked for around a deal, and when. Spans are ISO spans; those of `escalation` count from the due time. */
export interface DealRules {
  /** From when a quote was sent until its receipt is asked for. */
  readonly askReceiptAfter: string;
  /** From when a customer was won or lost until a missing review is asked for. */
  readonly reviewWithin: string;
  readonly payment: {
    /** From when payment is open until missing instalments are asked for. */
    readonly planWithin: string;
    /** Before an instalment is due. */
    readonly remindBefore: readonly string[];
    readonly escalation: readonly EscalationStep[];
  };
  readonly delivery: {
    readonly handOverWithin: string;
    readonly checklist: readonly Coded[];
  };
}

/** Whatever a playbook leaves out of them is as the product ships it. */
export type OwnDealRules = Partial<Omit<DealRules, 'payment' | 'delivery'>> & {
  readonly payment?: Partial<DealRules['payment']>;
  readonly delivery?: Partial<DealRules['delivery']>;
};

/** The published data that defines stages, moves, conditions and timers. */
export interface PlaybookDefinition {
  readonly key: string;
  readonly label?: Label;
  readonly calendar?: CalendarKind;
  readonly escalation?: readonly EscalationStep[];
  readonly stages: readonly StageDefinition[];
  readonly purposes?: readonly Coded[];
  readonly goals?: readonly Coded[];
  readonly reasons?: Partial<PlaybookReasons>;
  readonly deal?: OwnDealRules;
  readonly approval?: Partial<ApprovalRules>;
}

/** One published version of a playbook. */
export interface Playbook {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly definition: PlaybookDefinition;
  /** The definition's own, completed. */
  readonly deal: DealRules;
  /** The same. */
  readonly approval: ApprovalRules;
  /** The same: a kind of which it has no list is as the product ships it. */
  readonly reasons: PlaybookReasons;
}

/** What a playbook says about deals, completed by what the product ships. */
export function dealRules({ deal = {} }: PlaybookDefinition, shipped: DealRules): DealRules {
  return {
    ...shipped,
    ...deal,
    payment: { ...shipped.payment, ...deal.payment },
    delivery: { ...shipped.delivery, ...deal.delivery },
  };
}

/** A playbook's lists of reasons; a kind of which it has none is as the product ships it. */
export function playbookReasons({ reasons = {} }: PlaybookDefinition, shipped: PlaybookReasons): PlaybookReasons {
  const own = Object.entries(reasons).filter(([, list]) => list.length > 0);
  return { ...shipped, ...Object.fromEntries(own) };
}

/** The stage with this code, or undefined where the playbook has none. */
export function findStage(playbook: Playbook, code: string): StageDefinition | undefined {
  return playbook.definition.stages.find((stage) => stage.code === code);
}

/** The stage a customer stands in; customers keep their playbook version, so it is always there. */
export function stageOf(playbook: Playbook, code: string): StageDefinition {
  const stage = findStage(playbook, code);
  if (!stage) throw new Error(`Playbook ${playbook.key} v${playbook.version} has no stage ${code}`);
  return stage;
}

/** Where every customer begins. */
export function firstStage(playbook: Playbook): StageDefinition {
  const [first] = playbook.definition.stages;
  if (!first) throw new Error(`Playbook ${playbook.key} has no stages`);
  return first;
}

/** Those entry conditions that aren't about the organisation's own fields. */
export const codedConditions = ({ entryConditions = [] }: StageDefinition): readonly ConditionCode[] =>
  entryConditions.filter((condition) => typeof condition === 'string');

/** Which list a reason for entering the stage is from; null where it takes none. Who is lost is lost for a reason, also where nobody has to name it. */
export function reasonAskedBy(stage: StageDefinition): ReasonKind | null {
  const codes = codedConditions(stage);
  if (codes.includes('LOSS_REASON') || stage.outcome === 'LOST') return 'LOSS';
  return codes.includes('PAUSE_REASON') ? 'PAUSE' : null;
}

/** What a stage means for reports, payments and reopening. */
export function outcomeOf(stage: StageDefinition): StageOutcome {
  return stage.outcome ?? (stage.end ? 'NEUTRAL' : 'OPEN');
}

export const calendarOf = (playbook: Playbook): CalendarKind => playbook.definition.calendar ?? 'CLOCK';

/** The steps after the owner: who hears of an overdue obligation, and when. */
export function stepsAbove(playbook: Playbook): readonly EscalationStep[] {
  return (playbook.definition.escalation ?? []).filter((step) => step.to !== 'OWNER');
}

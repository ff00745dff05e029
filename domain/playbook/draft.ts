import { isSpan } from '../calendar.js';
import type { Label } from '../message.js';
import type { CalendarKind } from './playbook.js';
import { LONGEST_LIST } from './schema.js';

/**
 * A playbook as far as it can be read, so that its meaning can be checked while its shape is still wrong.
 * What is missing or of another shape is undefined; positions stay, so that a path points at the right place.
 */
export interface DraftPlaybook {
  readonly calendar: CalendarKind;
  readonly stages: readonly DraftStage[];
  readonly escalation: readonly (string | undefined)[];
  readonly purposes: readonly (string | undefined)[];
  readonly goals: readonly (string | undefined)[];
  readonly reasons: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly deal: DraftDeal;
  readonly approval: DraftApproval;
}

export interface DraftApproval {
  readonly within: string | undefined;
  readonly escalation: readonly (string | undefined)[];
}

export interface DraftDeal {
  /** Each span by its path. */
  readonly spans: readonly (readonly [path: string, span: string | undefined])[];
  readonly escalation: readonly (string | undefined)[];
  readonly checklist: readonly (string | undefined)[];
}

export interface DraftStage {
  readonly path: string;
  readonly code: string | undefined;
  /** What people call it; its code or its place where it has no label. */
  readonly name: Label | string;
  readonly mayGoTo: readonly (string | undefined)[];
  readonly needsApproval: readonly (string | undefined)[];
  readonly entryConditions: readonly (string | undefined)[];
  /** Conditions over the organisation's own fields, those of idle rules included. */
  readonly fieldConditions: readonly DraftFieldCondition[];
  readonly nextAction: DraftNextAction | undefined;
  readonly idle: readonly DraftIdleRule[];
  readonly entersPool: boolean;
  readonly isEnd: boolean;
}

export interface DraftFieldCondition {
  readonly path: string;
  readonly code: string | undefined;
  /** What it says, comparisons included. */
  readonly asked: Readonly<Record<string, unknown>>;
}

export interface DraftNextAction {
  readonly path: string;
  readonly code: string | undefined;
  readonly dueIn: string | undefined;
  readonly remindBefore: readonly (string | undefined)[];
}

export interface DraftIdleRule {
  readonly path: string;
  readonly for: string | undefined;
  readonly since: string | undefined;
  /** It has conditions that hold it back, even where they can't be read. */
  readonly isGuarded: boolean;
  readonly unless: readonly (string | undefined)[];
  readonly moveTo: string | undefined;
  readonly escalateTo: string | undefined;
}

/** Reads what it can of any JSON; never throws. */
export function readDraft(definition: unknown): DraftPlaybook {
  const playbook = record(definition);
  return {
    calendar: playbook['calendar'] === 'WORKING' ? 'WORKING' : 'CLOCK',
    stages: list(playbook['stages']).map(readStage),
    escalation: steps(playbook['escalation']),
    purposes: codes(playbook['purposes']),
    goals: codes(playbook['goals']),
    reasons: new Map(Object.entries(record(playbook['reasons'])).map(([kind, reasons]) => [kind, codes(reasons)])),
    deal: readDeal(playbook['deal']),
    approval: readApproval(playbook['approval']),
  };
}

function readApproval(value: unknown): DraftApproval {
  const approval = record(value);
  return { within: span(approval['within']), escalation: steps(approval['escalation']) };
}

function readDeal(value: unknown): DraftDeal {
  const deal = record(value);
  const [payment, delivery] = [record(deal['payment']), record(deal['delivery'])];
  return {
    spans: [
      ['deal.askReceiptAfter', span(deal['askReceiptAfter'])],
      ['deal.reviewWithin', span(deal['reviewWithin'])],
      ['deal.payment.planWithin', span(payment['planWithin'])],
      ...list(payment['remindBefore']).map(
        (before, index) => [`deal.payment.remindBefore[${index}]`, span(before)] as const,
      ),
      ['deal.delivery.handOverWithin', span(delivery['handOverWithin'])],
    ],
    escalation: steps(payment['escalation']),
    checklist: codes(delivery['checklist']),
  };
}

function readStage(value: unknown, index: number): DraftStage {
  const stage = record(value);
  const path = `stages[${index}]`;
  const code = text(stage['code']);
  return {
    path,
    code,
    name: label(stage['label']) ?? code ?? path,
    mayGoTo: list(stage['mayGoTo']).map(text),
    needsApproval: list(stage['needsApproval']).map(text),
    entryConditions: list(stage['entryConditions']).map(text),
    fieldConditions: [
      ...fieldConditions(stage['entryConditions'], `${path}.entryConditions`),
      ...list(stage['idle']).flatMap((rule, position) =>
        fieldConditions(record(rule)['unless'], `${path}.idle[${position}].unless`),
      ),
    ],
    nextAction: stage['nextAction'] === undefined ? undefined : readNextAction(stage['nextAction'], path),
    idle: list(stage['idle']).map((rule, position) => readIdleRule(rule, `${path}.idle[${position}]`)),
    entersPool: stage['toPool'] !== undefined,
    isEnd: stage['end'] !== undefined && stage['end'] !== false,
  };
}

function readNextAction(value: unknown, stagePath: string): DraftNextAction {
  const action = record(value);
  return {
    path: `${stagePath}.nextAction`,
    code: text(action['code']),
    dueIn: span(action['dueIn']),
    remindBefore: list(action['remindBefore']).map(span),
  };
}

function readIdleRule(value: unknown, path: string): DraftIdleRule {
  const rule = record(value);
  return {
    path,
    for: span(rule['for']),
    since: text(rule['since']),
    isGuarded: list(rule['unless']).length > 0,
    unless: list(rule['unless']).map(text),
    moveTo: text(record(rule['then'])['moveTo']),
    escalateTo: text(record(rule['then'])['escalateTo']),
  };
}

function fieldConditions(value: unknown, path: string): readonly DraftFieldCondition[] {
  return list(value).flatMap((condition, index) => {
    if (typeof condition !== 'object') return [];
    const asked = record(condition);
    return [{ path: `${path}[${index}]`, code: text(asked['customField']), asked }];
  });
}

const steps = (value: unknown) => list(value).map((step) => span(record(step)['after']));

const codes = (value: unknown) => list(value).map((entry) => text(record(entry)['code']));

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** An over-long list is left unread: the shape check says so, and the graph checks stay quick. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length <= LONGEST_LIST ? value : [];
}

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function span(value: unknown): string | undefined {
  return typeof value === 'string' && isSpan(value) ? value : undefined;
}

function label(value: unknown): Label | undefined {
  const { 'zh-CN': chinese, en } = record(value);
  return typeof chinese === 'string' && typeof en === 'string' ? { 'zh-CN': chinese, en } : undefined;
}

import { neverEndsAfter, spanLength } from '../calendar.js';
import type { Label } from '../message.js';
import type { IdleSince } from '../playbook/playbook.js';
import type { Entry } from './row.js';

/** Why a rule can never act beside others, listed in the order in which they act when they are due together; null: it can. */
export function whyNever(entry: Entry, listed: readonly Entry[]): Label | null {
  if (contradicts(entry)) return CONTRADICTION;
  const first = listed.find((other) => other !== entry && alwaysComesBefore(other, entry, listed));
  return first ? comesFirst(first) : null;
}

/** It always takes the customer away before the other's turn. */
function alwaysComesBefore(other: Entry, entry: Entry, listed: readonly Entry[]): boolean {
  if (other.effect === 'ESCALATE' || other.mayWait || contradicts(other)) return false;
  if (!other.conditions.every((condition) => entry.conditions.includes(condition))) return false;
  const isFirst = listed.indexOf(other) < listed.indexOf(entry) || !isNeverLater(entry, other);
  return isFirst && isNeverLater(other, entry);
}

const contradicts = ({ when, unless }: Entry): boolean => when.some((code) => unless.includes(code));

/** Whether a rule's turn comes before the other's or with it, whatever happened to the customer. */
function isNeverLater(rule: Entry, other: Entry): boolean {
  if (startOf(rule) > startOf(other)) return false;
  if (rule.calendar === other.calendar) return neverEndsAfter(rule.after, other.after, rule.calendar);
  // Working time never runs faster than the clock.
  return rule.calendar === 'CLOCK' && spanLength(rule.after) <= spanLength(other.after);
}

/** An interaction is activity too, so a clock further left never starts later than one further right. */
const CLOCK_STARTS: readonly (readonly IdleSince[])[] = [
  ['CLAIM', 'LAST_STAGE_CHANGE'],
  ['LAST_INTERACTION'],
  ['LAST_ACTIVITY'],
];

/** Entering a stage restarts every clock but the longest hold. */
const startOf = ({ since, place }: Entry): number =>
  place === 'LONGEST_HOLD' ? -1 : CLOCK_STARTS.findIndex((same) => same.includes(since));

const CONTRADICTION: Label = { 'zh-CN': '它的条件互相矛盾', en: 'its conditions contradict each other' };

function comesFirst({ pool, place, effect }: Entry): Label {
  const of = pool === null ? { 'zh-CN': '公海规则', en: 'the pool rules' } : { 'zh-CN': `“${pool}”`, en: pool };
  if (place === 'LONGEST_HOLD')
    return { 'zh-CN': `${of['zh-CN']}的最长持有期总是先到`, en: `the longest hold of ${of.en} always comes first` };
  if (effect === 'RECLAIM')
    return {
      'zh-CN': `${of['zh-CN']}的第 ${place} 条回收规则总是先起作用`,
      en: `reclaim rule ${place} of ${of.en} always comes first`,
    };
  return { 'zh-CN': `第 ${place} 条规则总是先起作用`, en: `rule ${place} always comes first` };
}

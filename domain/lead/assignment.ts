import type { Label } from '../message.js';
import type { Person } from '../people.js';
import { isOneOf, mentions } from './matching.js';

/** How somebody is chosen within a team: whoever's turn it is, or whoever holds least. */
export const ASSIGN_BY = ['ROUND_ROBIN', 'LEAST_LOAD'] as const;
export type AssignBy = (typeof ASSIGN_BY)[number];

/** Where a rule sends leads: to a team, to one person, or to whoever is best placed in any team. */
export type AssignTo = { readonly teamId: string } | { readonly userId: string } | 'ANY_TEAM';

/** What a rule asks for: all that is given must hold; of a list, one entry is enough. */
export interface AssignWhen {
  readonly sourceIds?: readonly string[];
  readonly channels?: readonly string[];
  readonly campaigns?: readonly string[];
  /** Part of what they asked about, in either case. */
  readonly products?: readonly string[];
  /** Part of where they are. */
  readonly regions?: readonly string[];
  readonly tags?: readonly string[];
  /** People in the company; unknown is smaller than anything. */
  readonly companySizeAtLeast?: number;
}

export interface AssignmentRule {
  readonly code?: string;
  readonly label?: Label;
  readonly when?: AssignWhen;
  readonly to: AssignTo;
  readonly by?: AssignBy;
}

/** How leads find their owners. */
export interface AssignmentSettings {
  /** The first that fits decides. */
  readonly rules: readonly AssignmentRule[];
  /** Where no rule fits. */
  readonly default: Pick<AssignmentRule, 'to' | 'by'>;
  /** Open leads and customers that one person may hold before they get no more by themselves. */
  readonly capPerPerson: number;
  /** ISO span in clock time from the assignment to the first contact; null asks for none. */
  readonly responseWithin: string | null;
  /** ISO span from the last step of the escalation; then somebody else gets the lead. Null: nobody does. */
  readonly reassignAfter: string | null;
  /** ISO span in clock time within which somebody who came back is to be contacted. */
  readonly reopenFollowUpWithin: string;
  /** ISO span: whoever lost a customer no longer before it was won has contributed. */
  readonly contributorWithin: string;
}

/** What rules may ask of somebody who needs an owner. */
export interface RoutedFacts {
  readonly sourceId: string | null;
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly productInterest: string | null;
  readonly region: string | null;
  readonly tags: readonly string[];
  readonly companySize: number | null;
}

/** The rule that fits, as its choice is explained and logged. */
export interface Route {
  /** e.g. `assignment.rules.0`. */
  readonly name: string;
  readonly label: Label;
  readonly to: AssignTo;
  readonly by: AssignBy;
}

/** Somebody who may get leads, with what they hold at the moment. */
export interface Colleague extends Person {
  /** Open leads and open customers of theirs. */
  readonly holding: number;
}

export interface AssigningTeam {
  readonly id: string;
  readonly leadId: string | null;
  readonly playbookId: string;
  /** Whose turn it was last. */
  readonly lastAssignedId: string | null;
}

const DEFAULT_LABEL: Label = { 'zh-CN': '默认规则', en: 'the default rule' };

/** Which rule decides about this one: the first that fits, else the default. */
export function routeOf(facts: RoutedFacts, { rules, default: otherwise }: AssignmentSettings): Route {
  const index = rules.findIndex((rule) => fits(rule.when ?? {}, facts));
  const rule = rules[index];
  if (!rule) return { name: 'assignment.default', label: DEFAULT_LABEL, to: otherwise.to, by: byOf(otherwise) };
  return { name: `assignment.rules.${index}`, label: labelOf(rule, index), to: rule.to, by: byOf(rule) };
}

/** How many people work at the company, where the payload of a delivery says so: 200, "200人" or "50-99". */
export function companySizeIn(payload: unknown): number | null {
  const size = (payload as { companySize?: unknown } | null | undefined)?.companySize;
  const digits = typeof size === 'number' ? String(size) : typeof size === 'string' ? size.normalize('NFKC') : '';
  const number = Number.parseInt(digits.replaceAll(',', ''), 10);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

const byOf = ({ by }: Pick<AssignmentRule, 'by'>): AssignBy => by ?? 'LEAST_LOAD';

function labelOf({ label, code }: AssignmentRule, index: number): Label {
  const name = code ?? String(index + 1);
  return label ?? { 'zh-CN': name, en: name };
}

function fits(when: AssignWhen, facts: RoutedFacts): boolean {
  return (
    isOneOf(when.sourceIds, facts.sourceId) &&
    isOneOf(when.channels, facts.channel) &&
    isOneOf(when.campaigns, facts.campaign) &&
    mentions(when.products, facts.productInterest) &&
    mentions(when.regions, facts.region) &&
    (when.tags === undefined || when.tags.some((tag) => facts.tags.includes(tag))) &&
    (when.companySizeAtLeast === undefined || (facts.companySize ?? -1) >= when.companySizeAtLeast)
  );
}

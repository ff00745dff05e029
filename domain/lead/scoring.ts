import { sameInBoth, type Label } from '../message.js';

/** The texts of a lead that a scoring rule may ask about. */
export const SCORED_FACTS = ['phone', 'email', 'wechat', 'company', 'productInterest', 'message'] as const;
export type ScoredFact = (typeof SCORED_FACTS)[number];

/** What is known of a lead; `sourceQuality` is the grade of the source it came through. */
export type ScoredLead = { readonly [fact in ScoredFact]?: string | null } & { readonly sourceQuality?: number | null };

export type ScoringCondition =
  | { readonly any: readonly ScoredFact[] }
  | { readonly has: ScoredFact }
  | { readonly sourceQualityAtLeast: number }
  | { readonly messageLongerThan: number };

export interface ScoringRule {
  readonly code: string;
  readonly points: number;
  readonly label?: Label;
  readonly when: ScoringCondition;
}

export interface ScoringSettings {
  /** From this score on a lead goes to a salesperson. */
  readonly threshold: number;
  readonly rules: readonly ScoringRule[];
}

/** One line of a score's breakdown. */
export interface ScoreReason {
  readonly code: string;
  readonly points: number;
  readonly label: Label;
}

export interface LeadScore {
  readonly score: number;
  readonly reasons: readonly ScoreReason[];
}

/** How promising a lead is, as the sum of the rules it fulfils, each of them named. */
export function scoreLead(lead: ScoredLead, { rules }: ScoringSettings): LeadScore {
  const reasons = rules.filter((rule) => isFulfilled(rule.when, lead)).map(reasonOf);
  return { score: reasons.reduce((sum, reason) => sum + reason.points, 0), reasons };
}

function isFulfilled(when: ScoringCondition, lead: ScoredLead): boolean {
  if ('any' in when) return when.any.some((fact) => textOf(lead, fact) !== '');
  if ('has' in when) return textOf(lead, when.has) !== '';
  if ('sourceQualityAtLeast' in when) return (lead.sourceQuality ?? -Infinity) >= when.sourceQualityAtLeast;
  return Array.from(textOf(lead, 'message')).length > when.messageLongerThan;
}

const textOf = (lead: ScoredLead, fact: ScoredFact): string => lead[fact]?.trim() ?? '';

const LABELS = new Map<string, Label>([
  ['CONTACT_LEFT', { 'zh-CN': '留下了联系方式', en: 'Left contact details' }],
  ['PRODUCT_CLEAR', { 'zh-CN': '产品意向明确', en: 'Clear about the product' }],
  ['GOOD_CHANNEL', { 'zh-CN': '来自优质渠道', en: 'Came through a good channel' }],
  ['COMPANY_KNOWN', { 'zh-CN': '公司已知', en: 'Company is known' }],
  ['MESSAGE', { 'zh-CN': '留言详细', en: 'Wrote a detailed message' }],
]);

function reasonOf({ code, points, label }: ScoringRule): ScoreReason {
  return { code, points, label: label ?? LABELS.get(code) ?? sameInBoth(code) };
}

import type { Customer } from '../customer/customer.js';
import type { Lead } from '../lead/lead.js';
import type { MergeKind } from './merge.js';

/** What becomes of a column when two records become one. */
export type Rule =
  /** The survivor's stays, whatever it is. */
  | 'OWN'
  /** The survivor's stays; where it has none, the other's fills the gap. `with`: columns that are filled together or not at all. */
  | { readonly gap: string; readonly ofDeal?: true }
  /** Entries are united: tags, and the organisation's own fields by their code. */
  | 'EACH'
  /** Clocks: what was last done, or first begun, by either. */
  | { readonly latest: string }
  | { readonly earliest: string; readonly ofDeal: true };

type Rules<Row> = Readonly<Record<keyof Row, Rule>>;

const gap = (piece: string): Rule => ({ gap: piece });
/** Of a deal that is over nothing is taken: it says nothing of the one that goes on. */
const deal = (piece: string): Rule => ({ gap: piece, ofDeal: true });
const latest = (piece: string): Rule => ({ latest: piece });

/** Each column has its rule: a new one doesn't compile until somebody has decided. */
const CUSTOMER: Rules<Customer> = {
  id: 'OWN',
  version: 'OWN',
  name: 'OWN',
  company: gap('company'),
  companyFolded: gap('company'),
  phone: gap('phone'),
  email: gap('email'),
  wechat: gap('wechat'),
  intent: deal('intent'),
  sourceId: gap('source'),
  channel: gap('source'),
  tags: 'EACH',
  region: gap('region'),
  customFields: 'EACH',
  playbookId: 'OWN',
  stage: 'OWN',
  stageEnteredAt: 'OWN',
  cycleStartedAt: { earliest: 'cycleStartedAt', ofDeal: true },
  ownerId: 'OWN',
  ownedSince: 'OWN',
  lastOwnerId: gap('lastOwner'),
  poolId: 'OWN',
  pooledAt: 'OWN',
  protected: gap('protected'),
  need: deal('need'),
  budget: deal('budget'),
  timeline: deal('timeline'),
  decisionMaker: deal('decisionMaker'),
  decisionDate: deal('decisionDate'),
  invoiceTitle: deal('invoice'),
  invoiceTaxNumber: deal('invoice'),
  invoiceConfirmedAt: deal('invoice'),
  signedAt: deal('signedAt'),
  firstPaidAt: deal('firstPaidAt'),
  lossReason: 'OWN',
  mergedIntoId: 'OWN',
  lastActivityAt: latest('lastActivityAt'),
  lastInteractionAt: latest('lastInteractionAt'),
  nextContactAt: 'OWN',
  createdAt: 'OWN',
  updatedAt: 'OWN',
};

const LEAD: Rules<Lead> = {
  id: 'OWN',
  version: 'OWN',
  status: 'OWN',
  name: 'OWN',
  company: gap('company'),
  companyFolded: gap('company'),
  phone: gap('phone'),
  email: gap('email'),
  wechat: gap('wechat'),
  sourceId: 'OWN',
  channel: 'OWN',
  campaign: gap('campaign'),
  tags: 'EACH',
  productInterest: gap('productInterest'),
  region: gap('region'),
  message: gap('message'),
  score: 'OWN',
  scoreReasons: 'OWN',
  ownerId: 'OWN',
  ownedSince: 'OWN',
  poolId: 'OWN',
  assignedBecause: 'OWN',
  receivedAt: 'OWN',
  firstContactAt: gap('firstContactAt'),
  lastActivityAt: latest('lastActivityAt'),
  nextContactAt: 'OWN',
  customerId: 'OWN',
  disqualifyReason: 'OWN',
  lastOwnerId: gap('lastOwner'),
  // Their latest word on being written to is what they want.
  consentedAt: latest('consent'),
  optedOutAt: latest('consent'),
  mergedIntoId: 'OWN',
  updatedAt: 'OWN',
};

export const RULES: Readonly<Record<MergeKind, Readonly<Record<string, Rule>>>> = { CUSTOMER, LEAD };

/** What a column says while nothing is known, where that isn't null. */
const UNKNOWN: Readonly<Record<string, unknown>> = { intent: 'UNKNOWN', protected: false };
export const unknownIn = (column: string): unknown => UNKNOWN[column] ?? null;

/** The piece that a column is part of. */
export function pieceOf(rule: Exclude<Rule, string>): string {
  if ('gap' in rule) return rule.gap;
  return 'latest' in rule ? rule.latest : rule.earliest;
}

/** Which of two times counts for a piece; undefined where it is no time. */
export function clockOf(kind: MergeKind, piece: string): 'latest' | 'earliest' | undefined {
  const rule = Object.values(RULES[kind]).find((one) => typeof one === 'object' && pieceOf(one) === piece);
  if (typeof rule !== 'object') return undefined;
  return 'latest' in rule ? 'latest' : 'earliest' in rule ? 'earliest' : undefined;
}

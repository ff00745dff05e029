import type { Customer } from '../customer/customer.js';
import type { Lead } from '../lead/lead.js';
import type { MergeKind } from './merge.js';

/** What becomes of a column when two records become one. */
export type Rule =
  /** The survivor's stays, whatever it is. */
  | 'OWN'
  /** The survivor's stays; where it has none, the other's fills the gap. Columns of one piece are filled together or not at all. */
  | { readonly gap: string; readonly of?: Scope }
  /** Entries are united: tags, and the organisation's own fields by their code. */
  | 'EACH'
  /** Clocks: what was last done with either, or last said by either. */
  | { readonly latest: string };

/** What belongs to a sale is taken only where that goes on with the survivor. SIGNING: of the very deal that goes on. */
export type Scope = 'SALE' | 'SIGNING';

type Rules<Row> = Readonly<Record<keyof Row, Rule>>;

const gap = (piece: string): Rule => ({ gap: piece });
const sale = (piece: string): Rule => ({ gap: piece, of: 'SALE' });
const signing = (piece: string): Rule => ({ gap: piece, of: 'SIGNING' });
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
  intent: sale('intent'),
  sourceId: gap('source'),
  channel: gap('source'),
  tags: 'EACH',
  region: gap('region'),
  customFields: 'EACH',
  playbookId: 'OWN',
  stage: 'OWN',
  stageEnteredAt: 'OWN',
  // The span of time whose facts count: what happened within it with either counts, what happened before doesn't.
  cycleStartedAt: 'OWN',
  ownerId: 'OWN',
  ownedSince: 'OWN',
  lastOwnerId: gap('lastOwner'),
  poolId: 'OWN',
  pooledAt: 'OWN',
  protected: gap('protected'),
  protectedUntil: gap('protected'),
  need: sale('need'),
  budget: sale('budget'),
  timeline: sale('timeline'),
  decisionMaker: sale('decisionMaker'),
  decisionDate: sale('decisionDate'),
  invoiceTitle: sale('invoice'),
  invoiceTaxNumber: sale('invoice'),
  invoiceConfirmedAt: sale('invoice'),
  signedAt: signing('signing'),
  firstPaidAt: signing('signing'),
  lossReason: 'OWN',
  mergedIntoId: 'OWN',
  lastActivityAt: latest('lastActivityAt'),
  lastInteractionAt: latest('lastInteractionAt'),
  nextContactAt: 'OWN',
  reclaimAt: 'OWN',
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
  responseHeededAt: 'OWN',
  responseStep: 'OWN',
  responseResumedAt: 'OWN',
  lastActivityAt: latest('lastActivityAt'),
  nextContactAt: 'OWN',
  customerId: 'OWN',
  disqualifyReason: 'OWN',
  lastOwnerId: gap('lastOwner'),
  // Their latest word on being written to is what they want.
  consentedAt: latest('consent'),
  optedOutAt: latest('consent'),
  customFields: 'EACH',
  mergedIntoId: 'OWN',
  updatedAt: 'OWN',
};

export const RULES: Readonly<Record<MergeKind, Readonly<Record<string, Rule>>>> = { CUSTOMER, LEAD };

/** What a column says while nothing is known, where that isn't null. */
const UNKNOWN: Readonly<Record<string, unknown>> = { intent: 'UNKNOWN', protected: false };
export const unknownIn = (column: string): unknown => UNKNOWN[column] ?? null;

/** The piece that a column is part of. */
export const pieceOf = (rule: Exclude<Rule, string>): string => ('gap' in rule ? rule.gap : rule.latest);

/** Whether the later of two counts for this piece. */
export const isClock = (kind: MergeKind, piece: string): boolean =>
  Object.values(RULES[kind]).some((rule) => typeof rule === 'object' && 'latest' in rule && rule.latest === piece);

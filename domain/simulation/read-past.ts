import type { Approval } from '../approval/approval.js';
import type { FieldChange } from '../change.js';
import type { Customer, StageVisit } from '../customer/customer.js';
import type { DealDelivery, Instalment, Payment } from '../deal/deal.js';
import type { EventType } from '../event-types.js';
import type { Channel, ContactOutcome, FollowUp } from '../follow-up/follow-up.js';
import type { Label } from '../message.js';
import type { Claim } from '../pool/claim.js';
import type { Past, PastDeal } from './past.js';

/** A past as it arrives: JSON, which knows no instants, with lists in the place of rows. */
interface Written {
  readonly customer: object;
  readonly log: readonly EventRow[] | null;
  readonly followUps: readonly FollowUpRow[] | null;
  readonly warnedAt: string | null;
  readonly spoken: readonly SpokenRow[] | null;
  readonly lastDoneAt: string | null;
  readonly attempts: readonly string[] | null;
  readonly quotes: readonly QuoteRow[] | null;
  readonly deals: readonly DealRow[] | null;
  readonly claim: object | null;
  readonly approvals: readonly ApprovalRow[] | null;
  readonly contracts: readonly string[] | null;
  readonly visit: object | null;
  readonly armed: readonly ArmedRow[] | null;
}

type EventRow = readonly [
  tx: string,
  type: EventType,
  at: string,
  actorId: string | null,
  rule: string | null,
  changes: readonly FieldChange[],
  data: Readonly<Record<string, unknown>>,
  about: string | null,
];
type FollowUpRow = readonly [
  id: string,
  ownerId: string | null,
  status: FollowUp['status'],
  stage: string | null,
  purpose: Label,
  purposeCode: string | null,
  dueAt: string | null,
  remindAt: readonly string[],
  acknowledgedAt: string | null,
  snoozedMs: number,
  channel: Channel | null,
  outcome: ContactOutcome | null,
  occurredAt: string | null,
  doneAt: string | null,
  createdAt: string,
  reached: number | null,
  holdNumber: number,
  reachedStep: number | null,
  resumedAt: string | null,
];
type QuoteRow = readonly [
  id: string,
  amount: string,
  currency: string,
  sentAt: string | null,
  receiptConfirmedAt: string | null,
  fileId: string | null,
  byId: string | null,
  createdAt: string,
];
/** Rows as they are stored, their chain's progress at the moment along with them. */
interface DealRow {
  readonly instalments: readonly OwedRow[] | null;
  readonly payments: readonly object[] | null;
  readonly delivery: OwedRow | null;
}
type OwedRow = object & { readonly id: string; readonly reached: number | null };
type ApprovalRow = OwedRow;
type SpokenRow = readonly [subject: string, rule: string, step: number, firedAt: string];
type ArmedRow = readonly [subject: string, rule: string, step: number, dueAt: string, heldAt: string | null];

/** The past of one customer, as the store wrote it down. */
export function readPast(text: string): Past {
  const written = JSON.parse(text) as Written;
  const customer = withInstants(written.customer) as Customer;
  const followUps = written.followUps ?? [];
  const deals = written.deals ?? [];
  const approvals = written.approvals ?? [];
  const owed = [...approvals, ...deals.flatMap(owedOf)];
  return {
    customer,
    log: (written.log ?? []).map(([tx, type, at, actorId, rule, changes, data, about]) => ({
      tx,
      type,
      at: new Date(at),
      actorId,
      rule,
      changes,
      data,
      about,
    })),
    followUps: followUps.map((row) => followUp(customer.id, row)),
    warnedAt: instant(written.warnedAt),
    spoken: (written.spoken ?? []).map(([subject, rule, step, firedAt]) => ({
      subject,
      rule,
      step,
      firedAt: new Date(firedAt),
    })),
    lastDoneAt: instant(written.lastDoneAt),
    countedAttempts: (written.attempts ?? []).map((at) => new Date(at)),
    quotes: (written.quotes ?? []).map((row) => quote(customer.id, row)),
    deals: deals.map(deal),
    claim: written.claim && (withInstants(written.claim) as Claim),
    approvals: approvals.map((row) => withInstants(row) as Approval),
    contracts: (written.contracts ?? []).map((at) => new Date(at)),
    visit: written.visit && (withInstants(written.visit) as StageVisit),
    reached: Object.fromEntries(
      [
        ...followUps.map((row) => [row[0], row[15]] as const),
        ...owed.map(({ id, reached }) => [id, reached] as const),
      ].filter((entry): entry is readonly [string, number] => entry[1] !== null),
    ),
    armed: (written.armed ?? []).map(([subject, rule, step, dueAt, heldAt]) => ({
      subject,
      rule,
      step,
      dueAt: new Date(dueAt),
      heldAt: instant(heldAt),
    })),
  };
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

const owedOf = ({ instalments, delivery }: DealRow): readonly OwedRow[] => [
  ...(instalments ?? []),
  ...(delivery ? [delivery] : []),
];

function deal({ instalments, payments, delivery, ...row }: DealRow): PastDeal {
  return {
    ...(withInstants(row) as Omit<PastDeal, keyof DealRow>),
    instalments: (instalments ?? []).map((one) => withInstants(one) as Instalment),
    payments: (payments ?? []).map((one) => withInstants(one) as Payment),
    delivery: delivery && (withInstants(delivery) as DealDelivery),
  };
}

const INSTANT = /(At|Since|Date|Before)$/;

function withInstants(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && INSTANT.test(name) ? new Date(value) : (value as unknown),
    ]),
  );
}

function followUp(customerId: string, row: FollowUpRow): FollowUp {
  const [id, ownerId, status, stage, purpose, purposeCode, dueAt, remindAt, acknowledgedAt, snoozedMs, channel] = row;
  const [, , , , , , , , , , , outcome, occurredAt, doneAt, createdAt] = row;
  return {
    id,
    version: 1,
    customerId,
    leadId: null,
    ownerId,
    status,
    stage,
    purpose,
    purposeCode,
    dueAt: instant(dueAt),
    remindAt: remindAt.map((at) => new Date(at)),
    reachedStep: row[17],
    acknowledgedAt: instant(acknowledgedAt),
    snoozedMs,
    resumedAt: instant(row[18]),
    channel,
    outcome,
    note: null,
    goalCode: null,
    goalMet: null,
    durationMinutes: null,
    occurredAt: instant(occurredAt),
    doneAt: instant(doneAt),
    doneById: null,
    countsAsActivity: false,
    qualifying: false,
    cancelReason: null,
    cancelledAt: null,
    nextId: null,
    holdNumber: row[16],
    createdAt: new Date(createdAt),
  };
}

function quote(customerId: string, row: QuoteRow) {
  const [id, amount, currency, sentAt, receiptConfirmedAt, fileId, byId, createdAt] = row;
  return {
    id,
    customerId,
    amount,
    currency,
    sentAt: instant(sentAt),
    receiptConfirmedAt: instant(receiptConfirmedAt),
    fileId,
    byId,
    createdAt: new Date(createdAt),
  };
}

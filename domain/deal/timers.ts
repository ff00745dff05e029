import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { chainDeadlines, NOT_BEGUN, resumedTimes, type Obligation } from '../deadline/chain.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { spanBefore } from '../follow-up/plan.js';
import { latest } from '../latest.js';
import { at, message, span } from '../message.js';
import { stepsAbove } from '../playbook/playbook.js';
import { dealsStillOwed, type DealFile, type DealDelivery, type Instalment } from './deal.js';
import { openDelivery } from './deliver.js';
import { isOwed, needsPlan } from './settlement.js';

/** The rules by which these timers are known. */
export const PAYMENT_RULE = 'deal.payment';
export const PLAN_RULE = 'deal.plan';
export const DELIVERY_RULE = 'deal.delivery';

/** What the deals that were opened call for: their money and their delivery. */
export function dealDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const owed = { ...file, deals: dealsStillOwed(file) };
  return [...owed.deals.flatMap((deal) => moneyDeadlines(file, deal)), ...deliveryDeadlines(owed)];
}

function moneyDeadlines(file: CustomerFile, deal: DealFile): readonly WantedDeadline[] {
  if (deal.paymentOpenedAt === null) return [];
  const since = deal.paymentOpenedAt;
  const unpaid = isOwed(deal) ? deal.instalments.filter(({ paidAt }) => paidAt === null) : [];
  const asked = unpaid.flatMap((instalment) => chainDeadlines(file, paymentObligation(file, { deal, instalment })));
  return [...asked, ...planDeadlines(file, deal, since)];
}

interface OpenInstalment {
  readonly deal: DealFile;
  readonly instalment: Instalment;
}

/** One that was due before anybody knew of it is due when it was recorded: nobody is blamed for the time before. */
export function paymentObligation(
  { customer, playbook }: CustomerFile,
  { deal, instalment }: OpenInstalment,
): Obligation {
  const { remindBefore, escalation } = playbook.deal.payment;
  const said = { ...instalmentNamed(deal, instalment), due: at(instalment.dueAt) };
  return {
    chain: instalment,
    timer: timer('PAYMENT_DUE', instalment.id, PAYMENT_RULE, customer.id),
    dueAt: latest([instalment.dueAt, deal.paymentOpenedAt, instalment.createdAt]),
    remindAt: remindBefore
      .map((before) => spanBefore(instalment.dueAt, before))
      .sort((a, b) => a.getTime() - b.getTime()),
    steps: escalation,
    ahead: () => message('BECAUSE_PAYMENT_AHEAD', said),
    due: () => message('BECAUSE_PAYMENT_DUE', said),
    unheeded: (after) => message('BECAUSE_PAYMENT_UNPAID', { ...said, span: span(after) }),
  };
}

/** Which instalment, in words: its place in the plan and its amount. */
export const instalmentNamed = ({ instalments, currency }: DealFile, { id, amount }: Instalment) => ({
  number: instalments.findIndex((one) => one.id === id) + 1,
  amount: `${currency} ${amount}`,
});

/** Money without a time is money that nobody asks for: its owner is told, then the superiors, each while it lies ahead. */
function planDeadlines(file: CustomerFile, deal: DealFile, since: Date): readonly WantedDeadline[] {
  if (!needsPlan(deal)) return [];
  const { playbook, calendar, customer } = file;
  const { planWithin, escalation } = playbook.deal.payment;
  const asked = latest([since, deal.termsSetAt]);
  const dueAt = dueAfter(asked, planWithin, 'CLOCK', calendar);
  const plan = { ...timer('PAYMENT_DUE', deal.id, PLAN_RULE, customer.id), onlyAhead: true, since: asked };
  const times = resumedTimes(file, { dueAt, steps: escalation, chain: planChain(deal, asked) });
  const steps = escalation.map(({ after }, index) => ({
    ...plan,
    step: index + 1,
    dueAt: times[index]!,
    because: message('BECAUSE_PLAN_UNHEEDED', { due: at(dueAt), span: span(after) }),
  }));
  return [{ ...plan, step: 0, dueAt, because: message('BECAUSE_PLAN_DUE', { span: span(planWithin) }) }, ...steps];
}

/** What a plan that is missing has come to, since it was asked for. */
function planChain({ planStep, planResumedAt }: DealFile, asked: Date) {
  const isOfNow = planResumedAt !== null && planResumedAt >= asked;
  return isOfNow ? { reachedStep: planStep, resumedAt: planResumedAt } : NOT_BEGUN;
}

function deliveryDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const delivery = openDelivery(file);
  return delivery === null || delivery.toUserId !== null
    ? []
    : chainDeadlines(file, deliveryObligation(file, delivery));
}

function deliveryObligation({ customer, playbook }: CustomerFile, delivery: DealDelivery): Obligation {
  const said = { due: at(delivery.dueAt) };
  return {
    chain: delivery,
    timer: timer('DELIVERY_HANDOVER', delivery.id, DELIVERY_RULE, customer.id),
    dueAt: delivery.dueAt,
    remindAt: [],
    steps: stepsAbove(playbook),
    ahead: () => message('BECAUSE_DELIVERY_DUE', said),
    due: () => message('BECAUSE_DELIVERY_DUE', said),
    unheeded: (after) => message('BECAUSE_DELIVERY_UNHEEDED', { ...said, span: span(after) }),
  };
}

const timer = (kind: 'PAYMENT_DUE' | 'DELIVERY_HANDOVER', subject: string, rule: string, customerId: string) => ({
  kind,
  subject,
  rule,
  customerId,
  leadId: null,
  followUpId: null,
});

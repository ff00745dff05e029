import type { Customer, CustomerFile } from '../customer/customer.js';
import type { Chain } from '../deadline/chain.js';
import type { Label } from '../message.js';
import { outcomeOf, stageOf } from '../playbook/playbook.js';

/** What was agreed with a customer in one cycle. Decimals are strings, in the deal's currency. */
export interface Deal {
  readonly id: string;
  readonly customerId: string;
  /** As signed; won without a signature, as quoted or planned. Null: nobody knows yet. */
  readonly amount: string | null;
  readonly currency: string;
  readonly signedAt: Date | null;
  /** From when on instalments are reminded of; null until a stage that opens payment was entered. */
  readonly paymentOpenedAt: Date | null;
  /** When the amount or the instalments were last set. */
  readonly termsSetAt: Date;
  /** The last step about a missing plan that was told late, and when: those after it count from it; counts for the terms of that time. */
  readonly planStep: number | null;
  readonly planResumedAt: Date | null;
  /** Since when it is past though its cycle isn't: it came from somebody who was merged in, and another one goes on. */
  readonly pastSince: Date | null;
  readonly createdAt: Date;
}

/** A part of the price and when it is due; what has come in for it follows from the payments. */
export interface Instalment extends Chain {
  readonly id: string;
  readonly dealId: string;
  readonly amount: string;
  readonly dueAt: Date;
  readonly paid: string;
  /** When all of it had come in. */
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly createdAt: Date;
}

/** Money that came in: for one instalment, or for whatever is due first. */
export interface Payment {
  readonly id: string;
  readonly dealId: string;
  readonly instalmentId: string | null;
  readonly amount: string;
  readonly paidAt: Date;
  readonly byId: string | null;
  readonly createdAt: Date;
  /** When it was taken back because it was recorded by mistake. */
  readonly voidedAt: Date | null;
  readonly voidedById: string | null;
  readonly voidNote: string | null;
}

/** Who delivers what was sold, and by when it has to be in their hands. */
export interface DealDelivery extends Chain {
  readonly id: string;
  readonly dealId: string;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly toUserId: string | null;
  readonly handedOverAt: Date | null;
  readonly note: string | null;
}

/** One entry of the delivery's checklist. */
export interface ChecklistItem {
  readonly id: string;
  readonly deliveryId: string;
  readonly code: string;
  readonly label: Label;
  readonly position: number;
  readonly doneAt: Date | null;
  readonly doneById: string | null;
}

export interface DeliveryFile extends DealDelivery {
  readonly items: readonly ChecklistItem[];
}

/** A deal with everything that hangs on it. */
export interface DealFile extends Deal {
  /** Those of the present plan, earliest due first. */
  readonly instalments: readonly Instalment[];
  /** Those that weren't taken back, earliest first. */
  readonly payments: readonly Payment[];
  readonly delivery: DeliveryFile | null;
}

/** Nobody is pressed for a sale that is lost after all; what was sold before it, or to somebody who was merged in, is owed all the same. */
export function dealsStillOwed(file: Pick<CustomerFile, 'customer' | 'playbook' | 'deals'>): readonly DealFile[] {
  const isLost = outcomeOf(stageOf(file.playbook, file.customer.stage)) === 'LOST';
  const lost = isLost ? currentDeal(file) : null;
  return file.deals.filter((deal) => deal !== lost);
}

/** The deal of the present cycle: like quotes, one from before the customer was reopened belongs to the past. */
export function currentDeal<D extends Pick<Deal, 'createdAt' | 'pastSince'>>({
  customer,
  deals,
}: {
  readonly customer: Pick<Customer, 'cycleStartedAt'>;
  readonly deals: readonly D[];
}): D | null {
  return deals.find(({ createdAt, pastSince }) => createdAt > customer.cycleStartedAt && pastSince === null) ?? null;
}

import type { Approval } from '../approval/approval.js';
import type { WorkCalendar } from '../calendar.js';
import type { CustomField } from '../custom-field/custom-field.js';
import type { Deadline, Spoken } from '../deadline/deadline.js';
import type { Stop } from '../deadline/stops.js';
import type { DealFile } from '../deal/deal.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { FollowUpRules } from '../follow-up/rules.js';
import type { Playbook, StageOutcome } from '../playbook/playbook.js';
import type { Person, Team } from '../people.js';
import type { Claim } from '../pool/claim.js';
import type { Pool } from '../pool/pool.js';
import type { ReasonLists } from '../reason/reason.js';

export const INTENTS = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH'] as const;
export type Intent = (typeof INTENTS)[number];

/** A qualified lead with an owner or in a pool, standing in one stage. Decimals are strings. */
export interface Customer {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly company: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly wechat: string | null;
  readonly intent: Intent;
  readonly sourceId: string | null;
  readonly channel: string | null;
  readonly tags: readonly string[];
  readonly region: string | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly playbookId: string;
  readonly stage: string;
  readonly stageEnteredAt: Date;
  readonly cycleStartedAt: Date;
  readonly ownerId: string | null;
  readonly ownedSince: Date | null;
  readonly lastOwnerId: string | null;
  readonly poolId: string | null;
  readonly pooledAt: Date | null;
  readonly protected: boolean;
  /** When the protection ends, or ended. Null: when somebody takes it back, or there never was one. */
  readonly protectedUntil: Date | null;
  readonly need: string | null;
  readonly budget: string | null;
  readonly timeline: string | null;
  readonly decisionMaker: string | null;
  readonly decisionDate: Date | null;
  readonly invoiceTitle: string | null;
  readonly invoiceTaxNumber: string | null;
  readonly invoiceConfirmedAt: Date | null;
  readonly signedAt: Date | null;
  readonly firstPaidAt: Date | null;
  readonly lossReason: string | null;
  readonly companyFolded: string | null;
  /** Where it went when it was merged. */
  readonly mergedIntoId: string | null;
  readonly lastActivityAt: Date | null;
  readonly lastInteractionAt: Date | null;
  readonly nextContactAt: Date | null;
  /** When silence takes it from its owner, if nothing happens from now on. */
  readonly reclaimAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One stay of a customer in one stage. */
export interface StageVisit {
  readonly id: string;
  readonly customerId: string;
  readonly playbookId: string;
  readonly stage: string;
  readonly outcome: StageOutcome;
  /** The stage it came from by a move; null where it began, or where the rules changed under it. */
  readonly from: string | null;
  /** When it had come there; null where the rules changed under it there. */
  readonly fromEnteredAt: Date | null;
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
  readonly ownerId: string | null;
  readonly byId: string | null;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly note: string | null;
}

export interface Quote {
  readonly id: string;
  readonly customerId: string;
  readonly amount: string;
  readonly currency: string;
  readonly sentAt: Date | null;
  readonly receiptConfirmedAt: Date | null;
  /** The document as it was sent. */
  readonly fileId: string | null;
  readonly byId: string | null;
  readonly createdAt: Date;
}

/** Everything a decision about one customer needs, read under the customer's lock. */
export interface CustomerFile {
  readonly customer: Customer;
  /** The owner's team, for rights and escalation; null in a pool. */
  readonly ownerTeam: Pick<Team, 'id' | 'leadId'> | null;
  /** The owner, the people above, and whoever stands in for them. */
  readonly people: readonly Person[];
  readonly pools: readonly Pool[];
  readonly playbook: Playbook;
  readonly calendar: WorkCalendar;
  /** How the organisation wants its follow-ups. */
  readonly followUpRules: FollowUpRules;
  /** The organisation's own fields. */
  readonly fields: readonly CustomField[];
  /** Its own lists of reasons. */
  readonly reasons: ReasonLists;
  readonly visit: StageVisit | null;
  /** Open ones only, earliest due first. */
  readonly followUps: readonly FollowUp[];
  /** Follow-ups done since the cycle started. */
  readonly followUpsDone: number;
  /** When unanswered attempts of the last two months counted as activity. */
  readonly countedAttempts: readonly Date[];
  /** Of the current cycle, newest first. */
  readonly quotes: readonly Quote[];
  /** How many were attached in the current cycle. */
  readonly contracts: number;
  /** Of all cycles, newest first, with everything that hangs on them. */
  readonly deals: readonly DealFile[];
  /** The latest claim of it. */
  readonly claim: Claim | null;
  /** What superiors were asked to approve in the current cycle, newest first. */
  readonly approvals: readonly Approval[];
  /** Armed ones only. */
  readonly deadlines: readonly Deadline[];
  /** When those of the kinds that speak once last fired. */
  readonly spoken: readonly Spoken[];
  /** When an owner was last warned that it will be taken away. */
  readonly warnedAt: Date | null;
  /** When we were out of order, in the last two months; one that goes on ends now. */
  readonly outages: readonly Stop[];
}

import type { WorkCalendar } from '../calendar.js';
import type { CustomField, CustomValues } from '../custom-field/custom-field.js';
import type { Deadline, Spoken } from '../deadline/deadline.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { FollowUpRules } from '../follow-up/rules.js';
import type { Message } from '../message.js';
import type { Person, Team } from '../people.js';
import type { Playbook } from '../playbook/playbook.js';
import type { Pool } from '../pool/pool.js';
import type { ReasonLists } from '../reason/reason.js';
import type { ResponseRule } from './response.js';
import type { ScoreReason } from './scoring.js';

export const LEAD_STATUSES = ['NEW', 'POOLED', 'ASSIGNED', 'QUALIFIED', 'DISQUALIFIED', 'MERGED'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** Somebody who left a trace and isn't qualified yet. */
export interface Lead {
  readonly id: string;
  readonly version: number;
  readonly status: LeadStatus;
  readonly name: string;
  readonly company: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly wechat: string | null;
  readonly sourceId: string;
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly tags: readonly string[];
  readonly productInterest: string | null;
  readonly region: string | null;
  readonly message: string | null;
  readonly score: number;
  readonly scoreReasons: readonly ScoreReason[];
  readonly ownerId: string | null;
  readonly ownedSince: Date | null;
  readonly poolId: string | null;
  readonly assignedBecause: Message | null;
  readonly receivedAt: Date;
  readonly firstContactAt: Date | null;
  /** When somebody of the chain took note that the first contact is due; counts for the owner of that time. */
  readonly responseHeededAt: Date | null;
  /** The last step about the first contact that was told late, and when: those after it count from it; counts for the owner of that time. */
  readonly responseStep: number | null;
  readonly responseResumedAt: Date | null;
  readonly lastActivityAt: Date | null;
  readonly nextContactAt: Date | null;
  readonly customerId: string | null;
  readonly disqualifyReason: string | null;
  /** The company without what people spell differently. */
  readonly companyFolded: string | null;
  readonly lastOwnerId: string | null;
  readonly consentedAt: Date | null;
  readonly optedOutAt: Date | null;
  readonly customFields: CustomValues;
  /** Where it went when it was merged. */
  readonly mergedIntoId: string | null;
  readonly updatedAt: Date;
}

/** One arrival of somebody through a source. */
export interface Touch {
  readonly id: string;
  readonly sourceId: string;
  readonly leadId: string | null;
  readonly customerId: string | null;
  readonly externalId: string | null;
  readonly at: Date;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/** Everything a decision about one lead needs, read under the lead's lock. */
export interface LeadFile {
  readonly lead: Lead;
  readonly ownerTeam: Pick<Team, 'id' | 'leadId'> | null;
  readonly people: readonly Person[];
  readonly pools: readonly Pool[];
  /** The owner's team's, else the newest default: its lists and its escalation hold for leads too. */
  readonly playbook: Playbook;
  readonly calendar: WorkCalendar;
  /** How the organisation wants its follow-ups. */
  readonly followUpRules: FollowUpRules;
  /** The organisation's own fields. */
  readonly fields: readonly CustomField[];
  /** Its own lists of reasons. */
  readonly reasons: ReasonLists;
  readonly followUps: readonly FollowUp[];
  readonly countedAttempts: readonly Date[];
  /** How soon an owner makes the first contact, and what happens where they don't. */
  readonly response: ResponseRule;
  readonly deadlines: readonly Deadline[];
  /** When those of the kinds that speak once last fired. */
  readonly spoken: readonly Spoken[];
}

/** A lead that can still be worked on. */
export const isOpen = (lead: Pick<Lead, 'status'>): boolean => ['NEW', 'POOLED', 'ASSIGNED'].includes(lead.status);

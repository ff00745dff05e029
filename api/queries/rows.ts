import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Selectable } from 'kysely';
import type { Past } from '../past.js';
import type { DB } from '../../schema/generated/kysely/types.js';

/** Set on what is shown as it was at an earlier time: from there its fields go on. */
export interface MaybePast {
  readonly past?: Past;
}

/** What resolvers hand on: rows as they stand in their tables, or stood. */
export type CustomerRow = Selectable<DB['Customer']> & MaybePast;
export type LeadRow = Selectable<DB['Lead']>;
export type DealRow = Selectable<DB['Deal']> & MaybePast;
export type InstalmentRow = Selectable<DB['Instalment']> & MaybePast;
export type PaymentRow = Selectable<DB['Payment']> & MaybePast;
export type DealDeliveryRow = Selectable<DB['DealDelivery']> & MaybePast;
export type ChecklistItemRow = Selectable<DB['ChecklistItem']>;
export type ApprovalRow = Selectable<DB['Approval']>;
export type QuoteRow = Selectable<DB['Quote']>;
export type FileRow = Selectable<DB['File']>;
export type ImportRunRow = Selectable<DB['ImportRun']>;
export type FollowUpRow = Selectable<DB['FollowUp']> & MaybePast;
export type StageVisitRow = Selectable<DB['StageVisit']>;
export type DeadlineRow = Selectable<DB['Deadline']>;
export type TouchRow = Selectable<DB['Touch']>;
export type EventRow = LoggedEvent;
export type NotificationRow = Selectable<DB['Notification']>;

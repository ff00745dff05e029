import type { Selectable } from 'kysely';
import type { DB } from '../../schema/generated/kysely/types.js';

/** What resolvers hand on: rows as they stand in their tables. */
export type CustomerRow = Selectable<DB['Customer']>;
export type LeadRow = Selectable<DB['Lead']>;
export type DealRow = Selectable<DB['Deal']>;
export type InstalmentRow = Selectable<DB['Instalment']>;
export type PaymentRow = Selectable<DB['Payment']>;
export type DealDeliveryRow = Selectable<DB['DealDelivery']>;
export type ChecklistItemRow = Selectable<DB['ChecklistItem']>;
export type ApprovalRow = Selectable<DB['Approval']>;
export type QuoteRow = Selectable<DB['Quote']>;
export type FileRow = Selectable<DB['File']>;
export type ImportRunRow = Selectable<DB['ImportRun']>;
export type FollowUpRow = Selectable<DB['FollowUp']>;
export type StageVisitRow = Selectable<DB['StageVisit']>;
export type DeadlineRow = Selectable<DB['Deadline']>;
export type TouchRow = Selectable<DB['Touch']>;
export type EventRow = Selectable<DB['Event']>;
export type NotificationRow = Selectable<DB['Notification']>;
